"""The typefaces: Noto Sans of each script, from packages, so that every machine has the same.

No typeface has all of Unicode: `face_of` finds the first one that has a character.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from PIL import ImageFont, features

SHAPING: Final = features.check("raqm")
"""Whether letters are joined, stacked and ordered as their script demands.

Pillow's packages bring everything for it but FriBiDi, which they load from the system.
"""
REGULAR: Final = 400
BOLD: Final = 700

_PROBE_SIZE: Final = 16
_NO_CHARACTER: Final = "\uffff"


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface of variable weight: a file in a package, and its place in that file."""

    package: str
    file: str
    place: int = 0


def _noto(script: str) -> Face:
    return Face("manimgx_fonts", f"Noto{script}[wght].ttf")


def _han(place: int) -> Face:
    return Face("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc", place)


SANS: Final = _noto("Sans")
"""Latin, Greek and Cyrillic."""
JAPANESE: Final = _han(0)
KOREAN: Final = _han(1)
CHINESE: Final = _han(2)

_SCRIPTS: Final = (
    *(
        _noto(f"Sans{script}")
        for script in (
            "Arabic", "Hebrew", "Devanagari", "Thai", "Bengali", "Tamil", "Telugu", "Gujarati",
            "Gurmukhi", "Kannada", "Malayalam", "Oriya", "Sinhala", "Khmer", "Lao", "Myanmar",
            "Georgian", "Armenian", "Ethiopic",
        )
    ),
)  # fmt: skip
_SYMBOLS: Final = (_noto("SansSymbols"), _noto("Emoji"))


@lru_cache(maxsize=512)
def font(face: Face, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """The typeface at `size` pixels."""
    loaded = _load(face, size, ImageFont.Layout.RAQM if SHAPING else ImageFont.Layout.BASIC)
    loaded.set_variation_by_axes([weight])
    return loaded


def face_of(characters: str, han: Face) -> Face | None:
    """The first typeface that has all of `characters`, with those of China, Japan and Korea in
    the shapes of `han`."""
    for face in (SANS, *_SCRIPTS, han, *_SYMBOLS):
        if has(face, characters):
            return face
    return None


def has(face: Face, characters: str) -> bool:
    """Whether the typeface has all of `characters`."""
    return all(_has(face, character) for character in characters)


@lru_cache(maxsize=16384)
def _has(face: Face, character: str) -> bool:
    return _drawn(face, character) != _drawn(face, _NO_CHARACTER)


def _drawn(face: Face, character: str) -> tuple[tuple[int, int], bytes]:
    # Pillow does not tell what a typeface has: what it lacks is drawn as what nobody has. The
    # basic layout maps each character to one glyph, with no substitutions.
    mask = _probe(face).getmask(character)
    return mask.size, bytes(mask)


@lru_cache(maxsize=64)
def _probe(face: Face) -> ImageFont.FreeTypeFont:
    return _load(face, _PROBE_SIZE, ImageFont.Layout.BASIC)


def _load(face: Face, size: int, layout: ImageFont.Layout) -> ImageFont.FreeTypeFont:
    path = files(face.package) / face.file
    return ImageFont.truetype(str(path), size, index=face.place, layout_engine=layout)
