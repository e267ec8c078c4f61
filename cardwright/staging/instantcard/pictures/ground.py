"""What all cards of a template share: paper with a fine pattern, and coloured bands."""

import math
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from cardwright.staging.instantcard.pictures.palette import (
    BLACK,
    PAPER,
    SIZES,
    WHITE,
    Colour,
    blend,
    rgb,
)
from cardwright.staging.instantcard.storage.templates import Template

HEADER: Final = 128
HEADER_RULE: Final = 6
FOOTER: Final = 56
WAVES: Final = 24
EDGE: Final = 16
"""How high the bands of the back are."""

_FINE: Final = 2
"""Drawn this much larger, then made smaller, so that slanted edges are smooth."""


@lru_cache(maxsize=16)
def front_ground(template: Template) -> Image.Image:
    """The front before anything is written on it. It is shared: draw on a copy."""
    colour, (width, height) = rgb(template.colour), SIZES[template.orientation]
    ground = _patterned(width, height, colour)
    ground.paste(_band(width, HEADER, colour), (0, 0))
    ImageDraw.Draw(ground).rectangle(
        (0, HEADER, width, HEADER + HEADER_RULE - 1), fill=blend(colour, WHITE, 0.45)
    )
    ground.paste(_shaded(width, FOOTER, colour), (0, height - FOOTER))
    return ground


@lru_cache(maxsize=16)
def back_ground(template: Template) -> Image.Image:
    """The back before anything is written on it. It is shared: draw on a copy."""
    colour, (width, height) = rgb(template.colour), SIZES[template.orientation]
    ground = _patterned(width, height, colour)
    ground.paste(_shaded(width, EDGE, colour), (0, 0))
    ground.paste(_shaded(width, EDGE, colour), (0, height - EDGE))
    return ground


def _patterned(width: int, height: int, colour: Colour) -> Image.Image:
    """Interwoven waves, as on banknotes, so pale that writing stays easy to read."""
    # Lines of one colour: smooth ones would double the size of the file and look the same.
    ground = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(ground)
    tint = blend(PAPER, colour, 0.06)
    middle, swing = height * 0.6, height * 0.24
    for number in range(WAVES):
        phase = number * math.tau / WAVES
        lift = swing * math.cos(phase / 2)
        draw.line(
            [
                (x, middle + lift * math.sin(x / width * math.tau * 1.25 + phase))
                for x in range(0, width + 8, 8)
            ],
            fill=tint,
        )
    return ground


def _band(width: int, height: int, colour: Colour) -> Image.Image:
    large = _shaded(width * _FINE, height * _FINE, colour)
    draw = ImageDraw.Draw(large, "RGBA")
    for step in range(3):
        left, right = (width - 210 + step * 70) * _FINE, 35 * _FINE
        lean, bottom = 90 * _FINE, height * _FINE
        draw.polygon(
            [(left, bottom), (left + lean, 0), (left + lean + right, 0), (left + right, bottom)],
            fill=(*WHITE, 22 + 10 * step),
        )
    return large.resize((width, height), Image.Resampling.LANCZOS)


def _shaded(width: int, height: int, colour: Colour) -> Image.Image:
    """A band that is a little darker towards the right."""
    dark = Image.new("RGB", (width, height), blend(colour, BLACK, 0.28))
    light = Image.new("RGB", (width, height), colour)
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    return Image.composite(dark, light, across)
