"""The typeface: Pillow's own (Aileron), so that a picture is the same on every machine.

It has the letters of ASCII and little more. `legible` puts the closest letters it has in the
place of others, as an empty box would say nothing at all; what has no such letters stays a box.
"""

import unicodedata
from functools import lru_cache
from typing import Final

from PIL import ImageFont

_CLOSEST: Final = str.maketrans(
    {
        "Æ": "AE", "æ": "ae", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "ı": "i", "Ł": "L",
        "ł": "l", "Ø": "O", "ø": "o", "Œ": "OE", "œ": "oe", "ß": "ss", "Þ": "Th", "þ": "th",
        "–": "-", "—": "-",
    }
)  # fmt: skip


@lru_cache(maxsize=256)
def font(size: int) -> ImageFont.FreeTypeFont:
    """The typeface at `size` pixels."""
    loaded = ImageFont.load_default(size)
    assert isinstance(loaded, ImageFont.FreeTypeFont)
    return loaded


def legible(text: str) -> str:
    """`text` on one line, in letters the typeface has wherever there are any."""
    return "".join(map(_closest, " ".join(text.split())))


@lru_cache(maxsize=4096)
def _closest(letter: str) -> str:
    if _has(letter):
        return letter
    plain = "".join(
        part
        for part in unicodedata.normalize("NFKD", letter).translate(_CLOSEST)
        if not unicodedata.combining(part)
    )
    if all(map(_has, plain)):
        return plain
    return letter


def _has(letter: str) -> bool:
    return letter == " " or bytes(font(24).getmask(letter)) != _missing()


@lru_cache(maxsize=1)
def _missing() -> bytes:
    return bytes(font(24).getmask("\uffff"))
