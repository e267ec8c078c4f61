"""Code 39 (ISO/IEC 16388) for digits: the bar code on the back, which scanners can read."""

from typing import Final

_PATTERNS: Final = {
    "0": "nnnwwnwnn",
    "1": "wnnwnnnnw",
    "2": "nnwwnnnnw",
    "3": "wnwwnnnnn",
    "4": "nnnwwnnnw",
    "5": "wnnwwnnnn",
    "6": "nnwwwnnnn",
    "7": "nnnwnnwnw",
    "8": "wnnwnnwnn",
    "9": "nnwwnnwnn",
    "*": "nwnnwnwnn",
}
"""Nine bars and spaces in turn, narrow or wide, of each character; * begins and ends a code."""
WIDE: Final = 3


def modules(digits: str) -> list[bool]:
    """The code as narrow-bar widths from left to right: True is black."""
    line: list[bool] = []
    for character in f"*{digits}*":
        for position, element in enumerate(_PATTERNS[character]):
            line += [position % 2 == 0] * (WIDE if element == "w" else 1)
        line.append(False)
    return line[:-1]
