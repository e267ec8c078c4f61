"""Texts of strangers: compared loosely, and shown safely."""

import unicodedata
from typing import Final

LONGEST_SHOWN: Final = 60


def folded(name: str) -> str:
    """A name for comparing: letters and digits alone, without case."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in text if each.isalnum()) or text.strip()


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A text that can be printed: on one line, bounded, and without control characters."""
    head = " ".join(text[: longest * 4].split())
    safe = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in head)
    return safe if len(safe) <= longest else safe[: longest - 1] + "…"


def control_characters(text: str) -> list[str]:
    """The code points in a text that no card can show, such as U+001B; line breaks are none."""
    found = {
        each
        for each in text
        if unicodedata.category(each) in ("Cc", "Cs", "Co") and each not in "\n\r\t"
    }
    return sorted(f"U+{ord(each):04X}" for each in found)
