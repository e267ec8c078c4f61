"""Codes that scanners can read: Code 128 (ISO/IEC 15417) and QR codes (ISO/IEC 18004)."""

from collections.abc import Sequence
from typing import Final

import segno
from PIL import Image, ImageDraw
from pystrich.code128 import Code128Data, Code128Encoder
from pystrich.exceptions import PyStrichInvalidInput

from cardwright.staging.instantcard.pictures.palette import GREY, INK, RULE, WHITE
from cardwright.staging.instantcard.pictures.text import draw_text
from cardwright.staging.instantcard.storage.templates import Box

BAR_CODE_QUIET: Final = 10
QR_CODE_QUIET: Final = 4
"""How many modules stay white around a code; scanners need them to find it."""
WIDEST_BAR: Final = 4
"""In pixels: short codes would be coarse if they filled their field."""
CAPTION_SHARE: Final = 0.24
"""How much of a bar code's height its value in writing takes."""

Modules = Sequence[Sequence[bool]]


def draw_bar_code(picture: Image.Image, box: Box, value: str) -> None:
    """`value` as Code 128 on white, with the value in writing below; nothing for none."""
    if not value:
        return
    bars = _code_128(value)
    across = len(bars) + 2 * BAR_CODE_QUIET
    if not bars or across > box.width:
        _refuse(picture, box, value)
        return
    draw = ImageDraw.Draw(picture)
    _panel(draw, box)
    module = min(WIDEST_BAR, box.width // across)
    caption = min(40, round(box.height * CAPTION_SHARE))
    margin = max(4, box.height // 16)
    width, height = len(bars) * module, box.height - caption - 2 * margin - 4
    left = box.x + (box.width - width) // 2
    picture.paste(_enlarged([bars], width, height), (left, box.y + margin))
    below = Box(box.x + 8, box.y + box.height - caption - 4, box.width - 16, caption)
    draw_text(draw, below, value, largest=32, colour=INK, align="centre")


def draw_qr_code(picture: Image.Image, box: Box, value: str) -> None:
    """`value` as a QR code in the middle of a white square; nothing for none."""
    if not value:
        return
    modules = _qr_code(value)
    across = len(modules) + 2 * QR_CODE_QUIET
    module = min(box.width, box.height) // across
    if not modules or not module:
        _refuse(picture, box, value)
        return
    side, square = len(modules) * module, min(box.width, box.height)
    left, top = box.x + (box.width - square) // 2, box.y + (box.height - square) // 2
    _panel(ImageDraw.Draw(picture), Box(left, top, square, square))
    inset = (square - side) // 2
    picture.paste(_enlarged(modules, side, side), (left + inset, top + inset))


def _code_128(value: str) -> Sequence[bool]:
    """Bars and spaces in narrowest widths; empty when the value has other letters than ASCII."""
    try:
        code = Code128Encoder(Code128Data(value, encoding="ascii"))
    except PyStrichInvalidInput:
        return ()
    return [module == "1" for module in code.bars]


def _qr_code(value: str) -> Modules:
    """Its rows; empty when the value is too long."""
    try:
        code = segno.make_qr(value, error="m", encoding=None if value.isascii() else "utf-8")
    except segno.DataOverflowError:
        return ()
    return [[module == 1 for module in row] for row in code.matrix]


def _enlarged(modules: Modules, width: int, height: int) -> Image.Image:
    small = Image.new("RGB", (len(modules[0]), len(modules)))
    small.putdata([INK if dark else WHITE for row in modules for dark in row])
    return small.resize((width, height), Image.Resampling.NEAREST)


def _panel(draw: ImageDraw.ImageDraw, box: Box) -> None:
    draw.rectangle((box.x, box.y, box.x + box.width - 1, box.y + box.height - 1), fill=WHITE)


def _refuse(picture: Image.Image, box: Box, value: str) -> None:
    """In the place of a code that cannot be: its value, and that it is none."""
    draw = ImageDraw.Draw(picture)
    draw.rectangle(
        (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1),
        fill=WHITE,
        outline=RULE,
        width=2,
    )
    note, inner = min(36, box.height // 3), box.width - 24
    draw_text(draw, Box(box.x + 12, box.y + 6, inner, note), "NOT A CODE", largest=19, colour=GREY)
    text = Box(box.x + 12, box.y + 6 + note, inner, box.height - note - 12)
    draw_text(draw, text, value, largest=34, colour=INK)
