"""The back: where to return the card, whose it is, and its number as a bar code."""

from PIL import Image, ImageDraw

from cardwright.staging.instantcard.pictures.code39 import modules
from cardwright.staging.instantcard.pictures.palette import (
    GREY,
    INK,
    PAPER,
    RULE,
    SIZES,
    WHITE,
    rgb,
)
from cardwright.staging.instantcard.pictures.subject import Subject
from cardwright.staging.instantcard.pictures.text import draw_text
from cardwright.staging.instantcard.storage.addresses import Address
from cardwright.staging.instantcard.storage.templates import Box

MARGIN = 44
STRIPE_TOP = 44
STRIPE = 96
BAR_HEIGHT = 88
SIGNATURE = 150
LINE = 46
NARROW_BAR = 3


def back(subject: Subject) -> Image.Image:
    """The back side; it shows no field of the card's, only its number."""
    width, height = SIZES[subject.template.orientation]
    picture = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(picture)
    colour = rgb(subject.template.colour)
    draw.rectangle((0, 0, width, 16), fill=colour)
    draw.rectangle((0, height - 16, width, height), fill=colour)
    draw.rectangle((0, STRIPE_TOP, width, STRIPE_TOP + STRIPE), fill=INK)
    inner, top = width - 2 * MARGIN, STRIPE_TOP + STRIPE + 20
    draw_text(
        draw, Box(MARGIN, top, inner, 34), "If found, please return to:", largest=24, colour=GREY
    )
    top += 36
    for number, line in enumerate(_return_lines(subject)):
        draw_text(
            draw,
            Box(MARGIN, top, inner, LINE),
            line,
            largest=34,
            colour=INK,
            bold=number == 0,
        )
        top += LINE
    code_top = height - 16 - 60 - BAR_HEIGHT - 8
    notice_top = max(top + 6, code_top - 92)
    if notice_top - top > SIGNATURE:
        _signature(draw, Box(MARGIN, (top + notice_top - SIGNATURE) // 2, inner, SIGNATURE))
    ownership = (
        f"This card remains the property of {subject.organization_name} and must be"
        " shown on request. It is not transferable."
    )
    notice = Box(MARGIN, notice_top, inner, 66)
    draw_text(draw, notice, ownership, largest=22, colour=GREY)
    _bar_code(draw, subject.card_id, width, code_top)
    return picture


def _return_lines(subject: Subject) -> list[str]:
    address = subject.return_address
    lines = [(address and address.organization_name) or subject.organization_name]
    return lines + _street_lines(address) if address else lines


def _street_lines(address: Address) -> list[str]:
    street = ", ".join(filter(None, (address.address1, address.address2)))
    return [street, f"{address.city}, {address.state} {address.zip_code}, {address.country}"]


def _signature(draw: ImageDraw.ImageDraw, box: Box) -> None:
    strip = (box.x, box.y, box.x + box.width, box.y + box.height - 40)
    draw.rectangle(strip, fill=WHITE, outline=RULE, width=2)
    label = Box(box.x, box.y + box.height - 36, box.width, 30)
    draw_text(draw, label, "Authorized signature", largest=20, colour=GREY)


def _bar_code(draw: ImageDraw.ImageDraw, card_id: int, width: int, top: int) -> None:
    bars = modules(str(card_id))
    narrow = max(1, min(NARROW_BAR, (width - 2 * MARGIN) // len(bars)))
    left = (width - len(bars) * narrow) // 2
    quiet = 10 * narrow
    draw.rectangle(
        (left - quiet, top - 10, width - left + quiet, top + BAR_HEIGHT + 52), fill=WHITE
    )
    for position, black in enumerate(bars):
        if black:
            x = left + position * narrow
            draw.rectangle((x, top, x + narrow - 1, top + BAR_HEIGHT), fill=INK)
    number = Box(left, top + BAR_HEIGHT + 8, width - 2 * left, 38)
    draw_text(draw, number, str(card_id), largest=30, colour=INK, align="centre")
