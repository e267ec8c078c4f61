"""The contact sheet: all previews on pages, to be looked at before anything is finalized."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

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
_LONG_SIDE: Final = 356
"""Of a side of a card, in pixels: names on it can be read, and ten to twenty fit on a page."""

_INK: Final = "#1d2733"
_QUIET: Final = "#667380"
_LINE: Final = "#c9d0d8"
_AMBER: Final = "#a85400"
_COLOURS: Final = 192


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
        # Twice as large as it is drawn, for who zooms into the PDF.
        small.thumbnail((_LONG_SIDE * 2, _LONG_SIDE * 2), Image.Resampling.LANCZOS)
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
    for old in folder.glob("sheet-*.png"):
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
        scale = _LONG_SIDE / max(width, height)
        self.side = (max(round(width * scale), 1), max(round(height * scale), 1))
        inside = (PAGE[0] - 2 * _MARGIN, PAGE[1] - 2 * _MARGIN - _HEADER - _FOOTER)
        self.place = (2 * self.side[0] + _GAP, self.side[1] + _CAPTION)
        self.across = max((inside[0] + _BETWEEN) // (self.place[0] + _BETWEEN), 1)
        self.down = max((inside[1] + _BETWEEN // 2) // (self.place[1] + _BETWEEN // 2), 1)
        self.places = self.across * self.down
        # What is left over goes between the columns.
        spare = inside[0] - self.across * self.place[0]
        self._step_x = self.place[0] + (spare // (self.across - 1) if self.across > 1 else 0)
        self._step_y = self.place[1] + _BETWEEN // 2

    def corner(self, at: int) -> tuple[int, int]:
        """The upper left corner of a place."""
        down, across = divmod(at, self.across)
        return _MARGIN + across * self._step_x, _MARGIN + _HEADER + down * self._step_y


def _page(title: str, head: str, shown: Sequence[Pictures], grid: _Grid) -> Image.Image:
    page = Image.new("RGB", PAGE, "white")
    draw = ImageDraw.Draw(page)
    right = PAGE[0] - _MARGIN
    draw.text((right, _MARGIN + 8), head, _QUIET, _font(24), anchor="ra")
    room = right - _MARGIN - round(draw.textlength(head, _font(24))) - 40
    draw.text((_MARGIN, _MARGIN), _cut(draw, title, _font(34), room), _INK, _font(34))
    draw.line([(_MARGIN, _MARGIN + 58), (right, _MARGIN + 58)], _LINE, 2)
    for at, each in enumerate(shown):
        _place(page, draw, each, grid.corner(at), grid)
    foot = "Look at every name and photo. Nothing is finalized until the sheet is approved."
    draw.text((_MARGIN, PAGE[1] - _MARGIN - 24), foot, _QUIET, _font(22))
    return page


def _place(
    page: Image.Image,
    draw: ImageDraw.ImageDraw,
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
        draw.rectangle((x - 1, top - 1, x + grid.side[0], top + grid.side[1]), outline=_LINE)
    below = top + grid.side[1] + 8
    number = f"Row {shown.number}"
    draw.text((left, below), number, _QUIET, _font(26))
    begin = left + round(draw.textlength(number, _font(26))) + 14
    room = left + grid.place[0] - begin
    draw.text((begin, below), _cut(draw, drawable(shown.name), _font(26), room), _INK, _font(26))
    note, colour = (shown.warning, _AMBER) if shown.warning else (f"card {shown.card_id}", _QUIET)
    draw.text((left, below + 31), _cut(draw, note, _font(19), grid.place[0]), colour, _font(19))


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = _FONTS.get(size)
    if font is None:
        loaded = ImageFont.load_default(size)
        assert isinstance(loaded, ImageFont.FreeTypeFont), "Pillow is built without FreeType"
        font = _FONTS[size] = loaded
    return font


_FONTS: Final[dict[int, ImageFont.FreeTypeFont]] = {}


def drawable(name: str) -> str:
    """A name as far as Pillow's typeface has its letters; the card itself shows all of it."""
    missing = bytes(_font(26).getmask("\U0010ffff"))
    kept = "".join(
        each for each in name if each.isspace() or bytes(_font(26).getmask(each)) != missing
    )
    return " ".join(kept.split()) or "(see the card)"


def _cut(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    """A text that fits into a width."""
    if draw.textlength(text, font) <= room:
        return text
    while text and draw.textlength(text + "…", font) > room:
        text = text[:-1]
    return text + "…"
