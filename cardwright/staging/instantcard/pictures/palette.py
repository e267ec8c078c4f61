"""Sizes and colours that both sides share."""

from typing import Final

from PIL import ImageColor

Colour = tuple[int, int, int]

SIZES: Final = {"landscape": (1011, 638), "portrait": (638, 1011)}
"""Width and height of an ID-1 card (ISO/IEC 7810) in pixels at `DPI`."""
DPI: Final = 300

BLACK: Final[Colour] = (0, 0, 0)
WHITE: Final[Colour] = (255, 255, 255)
PAPER: Final[Colour] = (247, 248, 250)
INK: Final[Colour] = (28, 32, 40)
GREY: Final[Colour] = (112, 120, 132)
RULE: Final[Colour] = (206, 211, 219)


def rgb(colour: str) -> Colour:
    """``#rrggbb`` as red, green and blue."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def blend(colour: Colour, other: Colour, share: float) -> Colour:
    """`colour` with a `share` (0 to 1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue
