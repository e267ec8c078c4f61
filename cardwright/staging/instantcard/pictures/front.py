"""The front: a band with the organization's name, and every field in its box."""

import base64

from PIL import Image, ImageDraw

from cardwright.staging.instantcard.pictures.codes import draw_bar_code, draw_qr_code
from cardwright.staging.instantcard.pictures.ground import FOOTER, HEADER, front_ground
from cardwright.staging.instantcard.pictures.palette import (
    GREY,
    INK,
    RULE,
    WHITE,
    Colour,
    blend,
    rgb,
)
from cardwright.staging.instantcard.pictures.photo import decode, empty, fill
from cardwright.staging.instantcard.pictures.subject import Subject
from cardwright.staging.instantcard.pictures.text import Align, draw_text
from cardwright.staging.instantcard.storage.templates import Box, Field

MARGIN = 44
BADGE = 80
LABEL_SHARE = 0.34
"""How much of a labelled field's height its label takes."""
TALLEST_LABEL = 28


def front(subject: Subject) -> Image.Image:
    """The front side, with every field at its template's dimensions."""
    picture = front_ground(subject.template).copy()
    draw = ImageDraw.Draw(picture)
    colour = rgb(subject.template.colour)
    _header(picture, draw, subject, colour)
    _footer(picture, draw, subject)
    for field in subject.fields:
        value = subject.values.get(field.token, "")
        if field.type == "image":
            _image(picture, draw, field.box, value, colour)
        elif field.type == "qr_code":
            draw_qr_code(picture, field.box, value)
        elif field.type == "barcode":
            draw_bar_code(picture, _below_label(draw, field, colour), value)
        elif field.prominent:
            align: Align = "left" if subject.template.orientation == "landscape" else "centre"
            draw_text(draw, field.box, value, largest=60, colour=INK, bold=True, align=align)
        else:
            _labelled(draw, field, value, colour)
    return picture


def _header(
    picture: Image.Image, draw: ImageDraw.ImageDraw, subject: Subject, colour: Colour
) -> None:
    _monogram(picture, subject.organization_name, colour)
    left = MARGIN + BADGE + 20
    name = Box(left, 16, picture.width - left - MARGIN, HEADER - 32)
    draw_text(draw, name, subject.organization_name, largest=44, colour=WHITE, bold=True)


def _monogram(picture: Image.Image, name: str, colour: Colour) -> None:
    scale = 4
    mask = Image.new("L", (BADGE * scale, BADGE * scale))
    ImageDraw.Draw(mask).ellipse((0, 0, BADGE * scale - 1, BADGE * scale - 1), fill=255)
    mask = mask.resize((BADGE, BADGE), Image.Resampling.LANCZOS)
    badge = Image.new("RGB", (BADGE, BADGE), WHITE)
    draw_text(
        ImageDraw.Draw(badge),
        Box(14, 12, BADGE - 28, BADGE - 24),
        "".join(word[0] for word in name.split()[:2]).upper(),
        largest=36,
        colour=colour,
        bold=True,
        align="centre",
    )
    picture.paste(badge, (MARGIN, (HEADER - BADGE) // 2), mask)


def _footer(picture: Image.Image, draw: ImageDraw.ImageDraw, subject: Subject) -> None:
    top, half = picture.height - FOOTER, (picture.width - 2 * MARGIN) // 2
    left = Box(MARGIN, top + 8, half, FOOTER - 16)
    right = Box(picture.width - MARGIN - half, top + 8, half, FOOTER - 16)
    name, number = subject.template.name.upper(), f"No. {subject.card_id}"
    draw_text(draw, left, name, largest=25, colour=WHITE, bold=True)
    draw_text(draw, right, number, largest=25, colour=WHITE, align="right")


def _image(
    picture: Image.Image, draw: ImageDraw.ImageDraw, box: Box, value: str, colour: Colour
) -> None:
    frame = (box.x - 5, box.y - 5, box.x + box.width + 4, box.y + box.height + 4)
    draw.rectangle(frame, fill=WHITE, outline=RULE, width=2)
    if value:
        photo = fill(decode(base64.b64decode(value)), box.width, box.height)
    else:
        photo = empty(box.width, box.height, colour)
    picture.paste(photo, (box.x, box.y))


def _labelled(draw: ImageDraw.ImageDraw, field: Field, value: str, colour: Colour) -> None:
    text = _below_label(draw, field, colour)
    draw_text(draw, Box(text.x, text.y, text.width, text.height - 4), value, largest=34, colour=INK)
    bottom = field.box.y + field.box.height - 1
    draw.line((text.x, bottom, text.x + text.width - 1, bottom), fill=RULE, width=2)


def _below_label(draw: ImageDraw.ImageDraw, field: Field, colour: Colour) -> Box:
    """Draw the field's label at the top of its box; answers the rest of the box."""
    box = field.box
    height = min(TALLEST_LABEL, round(box.height * LABEL_SHARE))
    draw_text(
        draw,
        Box(box.x, box.y, box.width, height),
        field.label.upper(),
        largest=18,
        colour=blend(GREY, colour, 0.6),
        bold=True,
    )
    return Box(box.x, box.y + height, box.width, box.height - height)
