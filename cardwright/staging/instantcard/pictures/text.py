"""Text in boxes: made smaller, and broken into lines, until it fits. It is never cut."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from PIL import ImageDraw

from cardwright.staging.instantcard.pictures.fonts import BOLD, REGULAR, SHAPING, font
from cardwright.staging.instantcard.pictures.letters import Letter, Run, Word, read, runs
from cardwright.staging.instantcard.pictures.palette import Colour
from cardwright.staging.instantcard.storage.templates import Box

BREAKING_SIZE: Final = 14
"""From this size down words are broken: above it, a smaller whole word is easier to read."""
LEADING: Final = 1.16
ASCENT: Final = 0.8
DESCENT: Final = 0.24

Align: TypeAlias = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Extent:
    """Where drawn pixels begin and end, from the start of the baseline."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Line:
    """Runs from left to right, where each begins, and what they cover together."""

    runs: Sequence[tuple[int, Run]]
    extent: Extent


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text, and the size in pixels at which they fit their box."""

    lines: Sequence[Line]
    size: int
    weight: int

    @property
    def baselines(self) -> list[int]:
        """Of each line, from the first one's, so far apart that no two lines touch."""
        found = [0]
        for above, below in zip(self.lines, self.lines[1:], strict=False):
            apart = above.extent.bottom - below.extent.top + 1
            found.append(found[-1] + max(round(self.size * LEADING), apart))
        return found

    @property
    def ink(self) -> tuple[int, int]:
        """Where the drawn pixels begin and end, from the first baseline."""
        placed = list(zip(self.baselines, self.lines, strict=False))
        tops = [baseline + line.extent.top for baseline, line in placed]
        bottoms = [baseline + line.extent.bottom for baseline, line in placed]
        return min(tops, default=0), max(bottoms, default=0)

    @property
    def body(self) -> tuple[int, int]:
        """As `ink`, for letters of usual height: the same for all texts of as many lines."""
        return -round(self.size * ASCENT), self.baselines[-1] + round(self.size * DESCENT)

    def fits(self, width: int, height: int) -> bool:
        """Whether a box of this size holds the lines and all their pixels."""
        return all(line.extent.width <= width for line in self.lines) and all(
            bottom - top <= height for top, bottom in (self.ink, self.body)
        )


@lru_cache(maxsize=1024)
def fit(text: str, width: int, height: int, *, largest: int, bold: bool = False) -> Fitted:
    """The largest setting of `text`, at most `largest` pixels, that a box of this size holds."""
    setting = _Setting(text, width, BOLD if bold else REGULAR)
    best = setting.at(1)
    least, most = 2, largest
    while least <= most:
        size = (least + most) // 2
        tried = setting.at(size)
        if tried.fits(width, height):
            best, least = tried, size + 1
        else:
            most = size - 1
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
    (ink_top, ink_bottom), (top, bottom) = fitted.ink, fitted.body
    first = box.y + (box.height - (bottom - top)) // 2 - top
    first = max(box.y - ink_top, min(first, box.y + box.height - ink_bottom))
    for baseline, line in zip(fitted.baselines, fitted.lines, strict=False):
        spare = box.width - line.extent.width
        shift = {"left": 0, "centre": spare // 2, "right": spare}[align]
        for start, run in line.runs:
            draw.text(
                (box.x + shift - line.extent.left + start, first + baseline),
                run.text,
                fill=colour,
                font=font(run.face, fitted.size, fitted.weight),
                anchor="ls",
                **_layout(run),
            )


class _Setting:
    """One text in lines of one width, at any size."""

    def __init__(self, text: str, width: int, weight: int) -> None:
        self._text = read(text)
        self._width = width
        self._weight = weight

    def at(self, size: int) -> Fitted:
        return Fitted([self._line(words, size) for words in self._wrap(size)], size, self._weight)

    def _wrap(self, size: int) -> list[list[Word]]:
        lines: list[list[Word]] = []
        for word in self._text.words:
            if lines and self._holds([*lines[-1], word], size):
                lines[-1].append(word)
            elif self._holds([word], size):
                lines.append([word])
            else:
                lines += ([part] for part in self._break(word, size))
        return lines

    def _break(self, word: Word, size: int) -> Iterator[Word]:
        """A word in parts that a line holds, if there are any."""
        pieces = list(_pieces(word, whole=size > BREAKING_SIZE))
        while pieces:
            # A longer part is wider: the longest that is held can be searched by halves.
            count = bisect_left(
                range(2, len(pieces) + 1),
                True,
                key=lambda count: not self._holds([_joined(pieces[:count])], size),
            )
            yield _joined(pieces[: count + 1])
            del pieces[: count + 1]

    def _holds(self, words: Sequence[Word], size: int) -> bool:
        return self._line(words, size).extent.width <= self._width

    def _line(self, words: Sequence[Word], size: int) -> Line:
        return _line(tuple(runs(words, self._text.direction)), size, self._weight)


def _joined(pieces: Sequence[Sequence[Letter]]) -> Word:
    return tuple(letter for piece in pieces for letter in piece)


def _pieces(word: Word, *, whole: bool) -> Iterator[list[Letter]]:
    piece: list[Letter] = []
    for letter in word:
        piece.append(letter)
        if letter.ends_line or not whole:
            yield piece
            piece = []
    if piece:
        yield piece


def _line(parts: Sequence[Run], size: int, weight: int) -> Line:
    placed: list[tuple[int, Run]] = []
    extents: list[Extent] = []
    pen = 0.0
    for run in parts:
        start = round(pen)
        extent, length = _measured(run, size, weight)
        placed.append((start, run))
        extents.append(Extent(start + extent.left, extent.top, start + extent.right, extent.bottom))
        pen += length
    return Line(
        placed,
        Extent(
            min((each.left for each in extents), default=0),
            min((each.top for each in extents), default=0),
            max((each.right for each in extents), default=0),
            max((each.bottom for each in extents), default=0),
        ),
    )


@lru_cache(maxsize=8192)
def _measured(run: Run, size: int, weight: int) -> tuple[Extent, float]:
    """What it covers, and how far on the next run begins."""
    used, layout = font(run.face, size, weight), _layout(run)
    left, top, right, bottom = used.getbbox(run.text, anchor="ls", **layout)
    extent = Extent(math.floor(left), math.floor(top), math.ceil(right) + 1, math.ceil(bottom) + 1)
    return extent, used.getlength(run.text, **layout)


def _layout(run: Run) -> dict[str, Any]:
    return {"direction": run.direction} if SHAPING else {}
