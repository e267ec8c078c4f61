"""Names in the letters they are written in, for captions."""

from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Final

from PIL import ImageDraw, ImageFont

SANS: Final = ("manimgx_fonts", "NotoSans[wght].ttf")
_CHINESE: Final = ("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc")
_NO_CHARACTER: Final = "\uffff"
_PROBE: Final = 16

Face = tuple[str, str]
Run = tuple[Face, str]


@lru_cache(maxsize=1)
def _faces() -> tuple[Face, ...]:
    """Noto Sans of each script, the one with Latin first; Chinese and the like if installed."""
    names = sorted(
        each.name for each in files(SANS[0]).iterdir() if each.name.startswith("NotoSans")
    )
    others = [(SANS[0], each) for each in names if each != SANS[1] and "Italic" not in each]
    wide = [_CHINESE] if find_spec(_CHINESE[0]) else []
    return (SANS, *others, *wide)


@lru_cache(maxsize=256)
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """A typeface at a size in pixels."""
    return ImageFont.truetype(str(files(face[0]) / face[1]), size)


@lru_cache(maxsize=16384)
def _has(face: Face, character: str) -> bool:
    # Pillow does not tell what a typeface has: what it lacks is drawn as what nobody has.
    def drawn(text: str) -> tuple[tuple[int, int], bytes]:
        mask = font(face, _PROBE).getmask(text)
        return mask.size, bytes(mask)

    return drawn(character) != drawn(_NO_CHARACTER)


def runs(text: str) -> list[Run]:
    """A text in pieces of one typeface each; what no typeface has reads (see the card)."""
    found: list[Run] = []
    for word in text.split():
        face = next((each for each in _faces() if all(_has(each, one) for one in word)), None)
        if face is None:
            return [(SANS, "(see the card)")]
        if found and found[-1][0] == face:
            found[-1] = (face, f"{found[-1][1]} {word}")
        else:
            found.append((face, word))
    return found


def draw(
    onto: ImageDraw.ImageDraw, at: tuple[int, int], text: str, colour: str, size: int, room: int
) -> int:
    """Draw a text on one line, cut where there is no room; answers where it ends.

    Args:
        onto: What to draw on.
        at: The left end of the line, and its base line.
        text: Any text.
        colour: Its colour.
        size: Of the letters, in pixels.
        room: The widest it may be, in pixels.
    """
    left, base = at
    end = left + room
    for face, piece in runs(text):
        letters = font(face, size)
        fitting = _cut(onto, piece, letters, end - left)
        onto.text((left, base), fitting, colour, letters, anchor="ls")
        left += round(onto.textlength(f"{fitting} ", letters))
        if fitting != piece:
            break
    return left


def _cut(onto: ImageDraw.ImageDraw, text: str, letters: ImageFont.FreeTypeFont, room: int) -> str:
    if onto.textlength(text, letters) <= room:
        return text
    while text and onto.textlength(f"{text}…", letters) > room:
        text = text[:-1]
    return f"{text}…"
