"""Photos: decoded with care, cropped to their box, and what is shown where there is none."""

import io
import threading
from typing import Final

from PIL import Image, ImageDraw, ImageOps

from cardwright.staging.instantcard.pictures.palette import WHITE, Colour, blend

FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
MAX_PIXELS: Final = 50_000_000
"""The largest picture that is decoded: what a good camera takes, and 150 MB when unpacked."""
LARGEST_NEEDED: Final = (1200, 1200)
"""JPEG files are decoded at a fraction of their size, but no smaller than this."""

WIDEST_PORTRAIT: Final = 1.5

_TOO_LARGE: Final = f"has more than {MAX_PIXELS // 1_000_000} million pixels"

UNPACKING: Final = threading.BoundedSemaphore(2)
"""To be held while pictures are unpacked: many large ones at once would take all memory."""


def check(content: bytes) -> None:
    """Raises ValueError with the reason when `content` cannot be decoded."""
    with UNPACKING:
        decode(content)


def decode(content: bytes) -> Image.Image:
    """The picture in an image file, upright, as RGB or RGBA; raises ValueError with the reason.

    The size is checked before anything is unpacked.
    """
    try:
        picture: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValueError(_TOO_LARGE) from None
    except (OSError, SyntaxError, ValueError):
        raise ValueError(f"is not an image file ({', '.join(FORMATS)})") from None
    if picture.width * picture.height > MAX_PIXELS:
        raise ValueError(_TOO_LARGE)
    try:
        picture.draft("RGB", LARGEST_NEEDED)
        picture = ImageOps.exif_transpose(picture)
        if picture.mode.startswith("I"):
            # 16 bits for each grey: Pillow would clip them to 8 instead of scaling.
            picture = picture.convert("I").point(lambda grey: grey * (1 / 256) + 0).convert("L")
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except Exception as error:
        # Decoders fail on broken files in many ways (OSError, SyntaxError, struct.error and more).
        raise ValueError("is an image file that cannot be decoded") from error


def fill(picture: Image.Image, width: int, height: int) -> Image.Image:
    """The picture scaled and cropped around its middle to exactly this size, on white."""
    cropped = ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS).convert("RGBA")
    ground = Image.new("RGBA", cropped.size, (*WHITE, 255))
    return Image.alpha_composite(ground, cropped).convert("RGB")


def empty(width: int, height: int, colour: Colour) -> Image.Image:
    """In the place of an image: a head and shoulders in tints of `colour`.

    Only where a portrait would be: a wide field is a signature's or a logo's, and stays blank.
    """
    scale = 4
    wide, high = width * scale, height * scale
    picture = Image.new("RGB", (wide, high), blend(colour, WHITE, 0.88))
    if width <= height * WIDEST_PORTRAIT:
        draw = ImageDraw.Draw(picture)
        figure = blend(colour, WHITE, 0.55)
        middle, head = wide / 2, min(wide * 0.2, high * 0.17)
        draw.ellipse(
            (middle - head, high * 0.2, middle + head, high * 0.2 + head * 2.4), fill=figure
        )
        shoulders = min(wide * 0.38, high * 0.34)
        draw.ellipse((middle - shoulders, high * 0.66, middle + shoulders, high * 1.4), fill=figure)
    return picture.resize((width, height), Image.Resampling.LANCZOS)
