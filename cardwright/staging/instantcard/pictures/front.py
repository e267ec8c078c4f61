"""The front: a band with the organization's name, the photo, the name large, labelled fields."""

import base64

from PIL import Image, ImageDraw

from cardwright.staging.instantcard.pictures.palette import (
    GREY,
    INK,
    PAPER,
    RULE,
    SIZES,
    WHITE,
    Colour,
    blend,
    rgb,
)
from cardwright.staging.instantcard.pictures.photo import decode, fill, silhouette
from cardwright.staging.instantcard.pictures.subject import Subject
from cardwright.staging.instantcard.pictures.text import Align, draw_text
from cardwright.staging.instantcard.storage.templates import Box, Field

MARGIN = 44
HEADER = 128
FOOTER = 56
LABEL_SHARE = 0.34
"""How much of a labelled field's height its label takes."""


def front(subject: Subject) -> Image.Image:
    """The front side, with every field at its template's dimensions."""
    width, height = SIZES[subject.template.orientation]
    picture = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(picture)
    colour = rgb(subject.template.colour)
    _header(picture, draw, subject, colour)
    _footer(draw, subject, colour, width, height)
    for field in subject.fields:
        value = subject.values.get(field.token, "")
        if field.type == "image":
            _photo(picture, draw, field.box, value, colour)
        elif field.prominent:
            align: Align = "left" if subject.template.orientation == "landscape" else "centre"
            draw_text(draw, field.box, value, largest=64, colour=INK, bold=True, align=align)
        else:
            _labelled(draw, field, value)
    return picture


def _header(
    picture: Image.Image, draw: ImageDraw.ImageDraw, subject: Subject, colour: Colour
) -> None:
    width = picture.width
    draw.rectangle((0, 0, width, HEADER), fill=colour)
    for step in range(3):
        left = width - 210 + step * 70
        draw.polygon(
            [(left, HEADER), (left + 90, 0), (left + 125, 0), (left + 35, HEADER)],
            fill=blend(colour, WHITE, 0.08 + 0.04 * step),
        )
    draw.rectangle((0, HEADER, width, HEADER + 6), fill=blend(colour, WHITE, 0.45))
    _monogram(picture, subject.organization_name, colour)
    name = Box(MARGIN + 100, 16, width - MARGIN - 144, HEADER - 32)
    draw_text(draw, name, subject.organization_name, largest=46, colour=WHITE, bold=True)


def _monogram(picture: Image.Image, name: str, colour: Colour) -> None:
    scale, size = 4, 80
    mask = Image.new("L", (size * scale, size * scale))
    ImageDraw.Draw(mask).ellipse((0, 0, size * scale - 1, size * scale - 1), fill=255)
    mask = mask.resize((size, size), Image.Resampling.LANCZOS)
    badge = Image.new("RGB", (size, size), WHITE)
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    draw_text(
        ImageDraw.Draw(badge),
        Box(14, 12, size - 28, size - 24),
        initials,
        largest=38,
        colour=colour,
        bold=True,
        align="centre",
    )
    picture.paste(badge, (MARGIN, (HEADER - size) // 2), mask)


def _footer(
    draw: ImageDraw.ImageDraw, subject: Subject, colour: Colour, width: int, height: int
) -> None:
    top = height - FOOTER
    draw.rectangle((0, top, width, height), fill=colour)
    half = (width - 2 * MARGIN) // 2
    draw_text(
        draw,
        Box(MARGIN, top + 8, half, FOOTER - 16),
        subject.template.name.upper(),
        largest=26,
        colour=WHITE,
        bold=True,
    )
    draw_text(
        draw,
        Box(width - MARGIN - half, top + 8, half, FOOTER - 16),
        f"No. {subject.card_id}",
        largest=26,
        colour=WHITE,
        align="right",
    )


def _photo(
    picture: Image.Image, draw: ImageDraw.ImageDraw, box: Box, value: str, colour: Colour
) -> None:
    frame = (box.x - 5, box.y - 5, box.x + box.width + 4, box.y + box.height + 4)
    draw.rectangle(frame, fill=WHITE, outline=RULE, width=2)
    if value:
        photo = fill(decode(base64.b64decode(value)), box.width, box.height)
    else:
        photo = silhouette(box.width, box.height, colour)
    picture.paste(photo, (box.x, box.y))


def _labelled(draw: ImageDraw.ImageDraw, field: Field, value: str) -> None:
    box = field.box
    label_height = round(box.height * LABEL_SHARE)
    label = Box(box.x, box.y, box.width, label_height)
    text = Box(box.x, box.y + label_height, box.width, box.height - label_height - 4)
    draw_text(draw, label, field.label.upper(), largest=19, colour=GREY)
    draw_text(draw, text, value, largest=34, colour=INK)
    bottom = box.y + box.height - 1
    draw.line((box.x, bottom, box.x + box.width, bottom), fill=RULE, width=2)
