"""The contact sheet: all previews on pages, to be looked at before anything is finalized."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from cardwright.issuing.lettering import SANS, draw, font
from cardwright.issuing.pdf import PdfWriter

PAGE: Final = (1654, 2339)
"""A4 at 200 dpi, in pixels."""
_POINTS: Final = (595.28, 841.89)
_MARGIN: Final = 70
_HEADER: Final = 92
_FOOTER: Final = 44
_GAP: Final = 14
_BETWEEN: Final = 46
_CAPTION: Final = 66
_LONG_SIDE: Final = {True: 356, False: 326}
"""Of a side of a card that lies or stands, in pixels: names on it can be read, and a dozen or more
fit on a page."""
_LARGEST_THUMBNAIL: Final = 720

_INK: Final = "#1d2733"
_QUIET: Final = "#667380"
_LINE: Final = "#c9d0d8"
_AMBER: Final = "#a85400"
_COLOURS: Final = 192
_OURS: Final = re.compile(r"sheet-[0-9]+\.png")


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is shown of a row.

    Attributes:
        number: The row's number in the sheet.
        name: What people know it by.
        card_id: Its card.
        front: The front's picture file.
        back: The back's.
        warning: What is better looked at; empty if nothing is.
    """

    number: int
    name: str
    card_id: int
    front: Path
    back: Path
    warning: str = ""


def thumbnail(data: bytes) -> bytes:
    """A side of a card, small, as a JPEG file.

    Raises:
        ValueError: It is no picture.
    """
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > 50_000_000:
                raise ValueError("is too large")
            small = picture.convert("RGB")
        small.thumbnail((_LARGEST_THUMBNAIL, _LARGEST_THUMBNAIL), Image.Resampling.LANCZOS)
        stream = io.BytesIO()
        small.save(stream, "JPEG", quality=88)
        return stream.getvalue()
    except Exception:
        raise ValueError("the preview is no picture that can be shown") from None


def write(folder: Path, title: str, shown: Sequence[Pictures]) -> tuple[Path, list[Path]]:
    """Write the pages, as PNG files and as one PDF file.

    Args:
        folder: Where to; pages of an earlier sheet are removed from it.
        title: At the head of each page.
        shown: The rows, in their order.

    Returns:
        The PDF file, and the pages.

    Raises:
        OSError: A file cannot be written.
    """
    for old in folder.iterdir():
        if _OURS.fullmatch(old.name):
            old.unlink()
    pages: list[Path] = []
    pdf = folder / "sheet.pdf"
    with PdfWriter(pdf, *_POINTS) as document:
        for number, (page, total) in enumerate(_pages(title, shown), 1):
            path = folder / f"sheet-{number:0{len(str(total))}}.png"
            stream = io.BytesIO()
            page.save(stream, "JPEG", quality=85, dpi=(200, 200))
            document.add(stream.getvalue(), page.width, page.height)
            page.quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(path, "PNG", dpi=(200, 200))
            pages.append(path)
    return pdf, pages


def _pages(title: str, shown: Sequence[Pictures]) -> Iterator[tuple[Image.Image, int]]:
    with Image.open(shown[0].front) as first:
        grid = _Grid(*first.size)
    total = -(-len(shown) // grid.places)
    for number in range(total):
        part = shown[number * grid.places : (number + 1) * grid.places]
        rows = f"rows {part[0].number} to {part[-1].number}"
        head = f"page {number + 1} of {total}, {rows}"
        yield _page(title, head, part, grid), total


class _Grid:
    """Where the pictures go.

    Args:
        width: Of a side of a card, of which the proportions count.
        height: The same.
    """

    def __init__(self, width: int, height: int) -> None:
        scale = _LONG_SIDE[width >= height] / max(width, height)
        self.side = (max(round(width * scale), 1), max(round(height * scale), 1))
        inside = (PAGE[0] - 2 * _MARGIN, PAGE[1] - 2 * _MARGIN - _HEADER - _FOOTER)
        self.place = (2 * self.side[0] + _GAP, self.side[1] + _CAPTION)
        self.across = max((inside[0] + _BETWEEN) // (self.place[0] + _BETWEEN), 1)
        self.down = max((inside[1] + _BETWEEN // 2) // (self.place[1] + _BETWEEN // 2), 1)
        self.places = self.across * self.down
        self._step_x = _spread(inside[0], self.place[0], self.across)
        self._step_y = _spread(inside[1], self.place[1], self.down)

    def corner(self, at: int) -> tuple[int, int]:
        """The upper left corner of a place."""
        down, across = divmod(at, self.across)
        return _MARGIN + across * self._step_x, _MARGIN + _HEADER + down * self._step_y


def _spread(room: int, size: int, count: int) -> int:
    """From one place to the next: what is left over goes between them."""
    return size + ((room - count * size) // (count - 1) if count > 1 else 0)


def _page(title: str, head: str, shown: Sequence[Pictures], grid: _Grid) -> Image.Image:
    page = Image.new("RGB", PAGE, "white")
    canvas = ImageDraw.Draw(page)
    right = PAGE[0] - _MARGIN
    wide = round(canvas.textlength(head, font(SANS, 24))) + 2
    draw(canvas, (right - wide, _MARGIN + 34), head, _QUIET, 24, wide)
    draw(canvas, (_MARGIN, _MARGIN + 34), title, _INK, 34, right - _MARGIN - wide - 40)
    canvas.line([(_MARGIN, _MARGIN + 58), (right, _MARGIN + 58)], _LINE, 2)
    for at, each in enumerate(shown):
        _place(page, canvas, each, grid.corner(at), grid)
    foot = "Look at every name and photo. Nothing is finalized until the sheet is approved."
    draw(canvas, (_MARGIN, PAGE[1] - _MARGIN), foot, _QUIET, 22, right - _MARGIN)
    return page


def _place(
    page: Image.Image,
    canvas: ImageDraw.ImageDraw,
    shown: Pictures,
    corner: tuple[int, int],
    grid: _Grid,
) -> None:
    left, top = corner
    for x, path in ((left, shown.front), (left + grid.side[0] + _GAP, shown.back)):
        with Image.open(path) as picture:
            picture.draft("RGB", grid.side)
            fitted = picture.convert("RGB")
        fitted.thumbnail(grid.side, Image.Resampling.LANCZOS)
        place = (x + (grid.side[0] - fitted.width) // 2, top + (grid.side[1] - fitted.height) // 2)
        page.paste(fitted, place)
        canvas.rectangle((x - 1, top - 1, x + grid.side[0], top + grid.side[1]), outline=_LINE)
    below, end = top + grid.side[1] + 32, left + grid.place[0]
    begin = draw(canvas, (left, below), f"Row {shown.number}", _QUIET, 26, grid.place[0]) + 8
    draw(canvas, (begin, below), shown.name, _INK, 26, end - begin)
    note, colour = (shown.warning, _AMBER) if shown.warning else (f"card {shown.card_id}", _QUIET)
    draw(canvas, (left, below + 27), note, colour, 19, grid.place[0])
