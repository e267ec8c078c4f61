"""Photos: found below a folder, opened with care, and cut to the field they go into."""

import io
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from PIL import Image, ImageOps

from instantcard import TemplateField

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff")
LARGEST_FILE: Final = 25 * 2**20
MOST_PIXELS: Final = 50_000_000
"""What a good camera takes; 150 MB when unpacked."""

USUAL: Final = (600, 780)
"""In pixels, where a template does not tell the size of its field."""
_LEAST_SIDE: Final = 100
"""A field that is smaller is not measured in pixels, so only its proportions count."""
_LONGEST_SIDE: Final = 2_000
ABOVE_MIDDLE: Final = 0.4
"""Where the middle of the crop lies, from the top: faces are above the middle of a picture."""
_QUALITY: Final = 90
_ORIENTATION: Final = 0x0112
_ON_ITS_SIDE: Final = (5, 6, 7, 8)


class PhotoError(ValueError):
    """A photo cannot be used; the message ends a sentence that begins with its name."""


class MissingPhotoError(PhotoError):
    """There is none of that name."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a field wants.

    Attributes:
        width: In pixels.
        height: In pixels.
    """

    width: int
    height: int

    @classmethod
    def of(cls, field: TemplateField) -> "Target":
        """By the field's `dimensions`, of which the vendor's page tells nothing.

        They are taken for pixels at 300 dpi, or, where they are too small for that, for
        proportions.
        """
        given: dict[str, Any] = field.dimensions if isinstance(field.dimensions, dict) else {}
        width, height = _side(given.get("width")), _side(given.get("height"))
        if width is None or height is None or not 0.1 <= width / height <= 10:
            return cls(*USUAL)
        if min(width, height) < _LEAST_SIDE:
            scale = max(USUAL) / max(width, height)
        else:
            scale = min(1.0, _LONGEST_SIDE / max(width, height))
        return cls(max(round(width * scale), 1), max(round(height * scale), 1))


def _side(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6:
        return None
    return float(value)


class Folder:
    """The folder that a sheet's photos are in. Nothing outside it is ever opened.

    Args:
        path: The folder.

    Raises:
        OSError: It is none, or cannot be listed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve(strict=True)
        self._by_name: dict[str, list[str]] = {}
        self._by_stem: dict[str, list[str]] = {}
        for entry in os.scandir(self.path):
            if Path(entry.name).suffix.casefold() in (*SUFFIXES, ".heic", ".heif"):
                self._by_name.setdefault(entry.name.casefold(), []).append(entry.name)
                self._by_stem.setdefault(Path(entry.name).stem.casefold(), []).append(entry.name)

    def named(self, name: str) -> Path:
        """The photo of a name as a sheet has it; case and a missing suffix do not matter.

        Raises:
            PhotoError: There is none, there are several, or the name leads out of the folder.
        """
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if not parts or ".." in parts or parts[0] == "/" or ":" in name or "\0" in name:
            raise PhotoError("leads out of the folder of photos")
        if len(parts) > 1:
            return self._inside(self.path.joinpath(*parts))
        folded = name.casefold()
        found = self._by_name.get(folded) or self._by_stem.get(folded, [])
        if name in found:
            found = [name]
        return self._only(found)

    def of_key(self, value: str) -> Path:
        """The photo whose name without its suffix is a row's value.

        Raises:
            PhotoError: There is none, or there are several.
        """
        return self._only(self._by_stem.get(value.casefold(), []))

    def _only(self, found: list[str]) -> Path:
        if not found:
            raise MissingPhotoError("is not in the folder of photos")
        if len(found) > 1:
            raise PhotoError(f"could be any of {', '.join(sorted(found)[:5])}")
        return self._inside(self.path / found[0])

    def _inside(self, path: Path) -> Path:
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError):
            raise MissingPhotoError("is not in the folder of photos") from None
        if not real.is_relative_to(self.path):
            raise PhotoError("leads out of the folder of photos")
        return real


def load(path: Path) -> bytes:
    """The bytes of a photo's file.

    Raises:
        PhotoError: It cannot be read, is no file, or is too large.
    """
    try:
        with path.open("rb") as stream:
            if not path.is_file():
                raise PhotoError("is no file")
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise PhotoError(f"cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_FILE:
        raise PhotoError(f"has more than {LARGEST_FILE // 2**20} MiB; save it smaller")
    return content


def share(content: bytes, target: Target) -> float:
    """How many pixels a photo has for each one wanted, side by side; below 1 it is blurred.

    Only the head of the file is read.

    Raises:
        PhotoError: It is no image, or has too many pixels.
    """
    picture = _recognized(content)
    width, height = picture.size
    try:
        lies = picture.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    except Exception:
        # What is wrong with it is told when the picture is decoded.
        lies = False
    left, top, right, bottom = _crop((height, width) if lies else (width, height), target)
    return min((right - left) / target.width, (bottom - top) / target.height)


def check(content: bytes, target: Target) -> None:
    """Whether a photo can be decoded.

    Raises:
        PhotoError: It is no image that can be used.
    """
    _opened(content, target)


def fit(content: bytes, target: Target) -> bytes:
    """A photo upright, cut to the field's proportions, and scaled to its size, as a JPEG file.

    What is cut off comes from both sides alike, or more from below than from above.

    Raises:
        PhotoError: It is no image that can be used.
    """
    picture = _opened(content, target)
    fitted = picture.resize(
        (target.width, target.height),
        Image.Resampling.LANCZOS,
        box=_crop(picture.size, target),
    )
    stream = io.BytesIO()
    fitted.save(stream, "JPEG", quality=_QUALITY, dpi=(300, 300))
    return stream.getvalue()


def _crop(size: tuple[int, int], target: Target) -> tuple[int, int, int, int]:
    width, height = size
    wanted = target.width / target.height
    if width / height > wanted:
        cut = (max(round(height * wanted), 1), height)
    else:
        cut = (width, max(round(width / wanted), 1))
    left = round((width - cut[0]) / 2)
    top = round((height - cut[1]) * ABOVE_MIDDLE)
    return left, top, left + cut[0], top + cut[1]


def _recognized(content: bytes) -> Image.Image:
    """The picture, of which nothing is unpacked yet."""
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif", b"ftyphevc"):
        raise PhotoError("is HEIC, as iPhones take; save it as JPEG")
    try:
        picture: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoError(_TOO_LARGE) from None
    except Exception:
        raise PhotoError(f"is no image that can be read ({', '.join(FORMATS)})") from None
    if picture.width * picture.height > MOST_PIXELS:
        raise PhotoError(_TOO_LARGE)
    return picture


def _opened(content: bytes, target: Target) -> Image.Image:
    """The picture upright and in RGB on white."""
    picture = _recognized(content)
    try:
        longest = 2 * max(target.width, target.height)
        picture.draft("RGB", (longest, longest))
        picture = ImageOps.exif_transpose(picture)
        if picture.mode.startswith("I"):
            # 16 bits for each grey: Pillow would clip them to 8 instead of scaling.
            picture = picture.convert("I").point(lambda grey: grey * (1 / 256) + 0).convert("L")
        if picture.has_transparency_data:
            seen = picture.convert("RGBA")
            ground = Image.new("RGBA", seen.size, "white")
            return Image.alpha_composite(ground, seen).convert("RGB")
        return picture.convert("RGB")
    except Exception:
        # Decoders fail on broken files in many ways (OSError, SyntaxError, struct.error and more).
        raise PhotoError("is an image that cannot be decoded; save it anew") from None


_TOO_LARGE: Final = f"has more than {MOST_PIXELS // 1_000_000} million pixels; save it smaller"
