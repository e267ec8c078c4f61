"""The back: where to return the card, whose it is, and its number as a bar code."""

from PIL import Image, ImageDraw

from cardwright.staging.instantcard.pictures.codes import draw_bar_code
from cardwright.staging.instantcard.pictures.ground import EDGE, back_ground
from cardwright.staging.instantcard.pictures.palette import GREY, INK, RULE, WHITE, blend, rgb
from cardwright.staging.instantcard.pictures.subject import Subject
from cardwright.staging.instantcard.pictures.text import draw_text
from cardwright.staging.instantcard.storage.addresses import Address
from cardwright.staging.instantcard.storage.templates import Box

MARGIN = 44
STRIPE_TOP = 44
STRIPE = 96
CODE_WIDTH = 470
CODE_HEIGHT = 148
NOTICE = 68
SIGNATURE = 150
LINE = 46


def back(subject: Subject) -> Image.Image:
    """The back side; it shows no field of the card's, only its number."""
    picture = back_ground(subject.template).copy()
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    inner = width - 2 * MARGIN
    draw.rectangle((0, STRIPE_TOP, width, STRIPE_TOP + STRIPE - 1), fill=INK)
    top = _return_address(draw, subject, Box(MARGIN, STRIPE_TOP + STRIPE + 20, inner, LINE))
    code_top = height - EDGE - 16 - CODE_HEIGHT
    notice_top = code_top - 16 - NOTICE
    if notice_top - top > SIGNATURE:
        _signature(draw, Box(MARGIN, (top + notice_top - SIGNATURE) // 2, inner, SIGNATURE))
    ownership = (
        f"This card remains the property of {subject.organization_name} and must be"
        " shown on request. It is not transferable."
    )
    draw_text(draw, Box(MARGIN, notice_top, inner, NOTICE), ownership, largest=21, colour=GREY)
    code = Box((width - CODE_WIDTH) // 2, code_top, CODE_WIDTH, CODE_HEIGHT)
    draw_bar_code(picture, code, str(subject.card_id))
    return picture


def _return_address(draw: ImageDraw.ImageDraw, subject: Subject, line: Box) -> int:
    """Draw the address from the top of `line`; answers where it ends."""
    label = blend(GREY, rgb(subject.template.colour), 0.6)
    heading = Box(line.x, line.y, line.width, 32)
    draw_text(draw, heading, "IF FOUND, PLEASE RETURN TO", largest=18, colour=label, bold=True)
    top = line.y + 36
    for number, text in enumerate(_return_lines(subject)):
        where = Box(line.x, top, line.width, line.height)
        draw_text(draw, where, text, largest=32, colour=INK, bold=number == 0)
        top += line.height
    return top


def _return_lines(subject: Subject) -> list[str]:
    address = subject.return_address
    lines = [(address and address.organization_name) or subject.organization_name]
    return lines + _street_lines(address) if address else lines


def _street_lines(address: Address) -> list[str]:
    street = ", ".join(filter(None, (address.address1, address.address2)))
    return [street, f"{address.city}, {address.state} {address.zip_code}, {address.country}"]


def _signature(draw: ImageDraw.ImageDraw, box: Box) -> None:
    strip = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 40)
    draw.rectangle(strip, fill=WHITE, outline=RULE, width=2)
    label = Box(box.x, box.y + box.height - 36, box.width, 30)
    draw_text(draw, label, "Authorized signature", largest=20, colour=GREY)
