"""Text in boxes: made smaller, and broken into lines, until it fits. It is never cut."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from PIL import ImageDraw

from cardwright.staging.instantcard.pictures.fonts import font, legible
from cardwright.staging.instantcard.pictures.palette import Colour
from cardwright.staging.instantcard.storage.templates import Box

BREAKING_SIZE: Final = 14
"""From this size down words are broken: above it, a smaller whole word is easier to read."""
LEADING: Final = 1.1

Align: TypeAlias = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text, and the size in pixels at which they fit their box."""

    lines: tuple[str, ...]
    size: int
    bold: bool

    @property
    def line_height(self) -> int:
        """From one baseline to the next, in pixels."""
        return max(1, round(self.size * LEADING))

    @property
    def height(self) -> int:
        """Of all lines, in pixels, with the room below the last baseline."""
        return self.line_height * len(self.lines) + _descent(self.size)

    @property
    def ink(self) -> tuple[int, int]:
        """Where the drawn pixels begin and end, from the top of the first line.

        Some glyphs reach over the typeface's own height and depth.
        """
        tops, bottoms = [0], [0]
        for number, line in enumerate(self.lines, start=1):
            _, top, _, bottom = _extents(line, self.size, self.bold)
            tops.append(number * self.line_height + top)
            bottoms.append(number * self.line_height + bottom)
        return min(tops), max(bottoms)

    def fits(self, height: int) -> bool:
        """Whether a box of this height holds the lines and all their pixels."""
        top, bottom = self.ink
        return max(self.height, bottom - top) <= height


def fit(text: str, width: int, height: int, *, largest: int, bold: bool = False) -> Fitted:
    """The largest setting of `text`, at most `largest` pixels, that a box of this size holds."""
    words = legible(text).split()
    best = Fitted(tuple(_wrap(words, width, 1, bold) or ()), 1, bold)
    least, most = 2, largest
    while least <= most:
        size = (least + most) // 2
        lines = _wrap(words, width, size, bold)
        tried = Fitted(tuple(lines or ()), size, bold)
        if lines is None or not tried.fits(height):
            most = size - 1
        else:
            best, least = tried, size + 1
    return best


def draw_text(
    draw: ImageDraw.ImageDraw,
    box: Box,
    text: str,
    *,
    largest: int,
    colour: Colour,
    bold: bool = False,
    align: Align = "left",
) -> None:
    """Draw `text` into `box`, fitted to it and centred between its top and bottom."""
    fitted = fit(text, box.width, box.height, largest=largest, bold=bold)
    ink_top, ink_bottom = fitted.ink
    top = box.y + (box.height - fitted.height) // 2
    top = max(box.y - ink_top, min(top, box.y + box.height - ink_bottom))
    for number, line in enumerate(fitted.lines, start=1):
        left, _, right, _ = _extents(line, fitted.size, bold)
        spare = box.width - (right - left)
        shift = {"left": 0, "centre": spare // 2, "right": spare}[align]
        draw.text(
            (box.x + shift - left, top + number * fitted.line_height),
            line,
            fill=colour,
            font=font(fitted.size),
            anchor="ls",
            stroke_width=_stroke(fitted.size, bold),
            stroke_fill=colour,
        )


def _wrap(words: list[str], width: int, size: int, bold: bool) -> list[str] | None:
    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]} {word}" if lines else word
        if _width(joined, size, bold) <= width:
            lines[-1:] = [joined]
        elif _width(word, size, bold) <= width:
            lines.append(word)
        elif size > BREAKING_SIZE:
            return None
        else:
            lines.extend(_break(word, width, size, bold))
    return lines


def _break(word: str, width: int, size: int, bold: bool) -> Iterator[str]:
    start = 0
    for end in range(1, len(word) + 1):
        if end - start > 1 and _width(word[start:end], size, bold) > width:
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]


def _width(line: str, size: int, bold: bool) -> int:
    left, _, right, _ = _extents(line, size, bold)
    return right - left


def _extents(line: str, size: int, bold: bool) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the drawn pixels, from the start of the baseline."""
    left, top, right, bottom = font(size).getbbox(
        line, anchor="ls", stroke_width=_stroke(size, bold)
    )
    return math.floor(left), math.floor(top), math.ceil(right) + 1, math.ceil(bottom) + 1


def _stroke(size: int, bold: bool) -> int:
    # The typeface comes in one weight: bold is drawn with an outline.
    return max(1, round(size / 48)) if bold and size >= 12 else 0


def _descent(size: int) -> int:
    return font(size).getmetrics()[1]
