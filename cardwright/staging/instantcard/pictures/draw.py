"""Both sides of a card as PNG files."""

import io

from PIL import Image

from cardwright.staging.instantcard.pictures.back import back
from cardwright.staging.instantcard.pictures.front import front
from cardwright.staging.instantcard.pictures.palette import DPI
from cardwright.staging.instantcard.pictures.photo import UNPACKING
from cardwright.staging.instantcard.pictures.subject import Subject

COMPRESSION = 3
"""Of zlib's levels 1 to 9: higher ones take twice the time and save little."""


def draw(subject: Subject) -> tuple[bytes, bytes]:
    """The front and the back."""
    with UNPACKING:
        return _png(front(subject)), _png(back(subject))


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", dpi=(DPI, DPI), compress_level=COMPRESSION)
    return file.getvalue()
