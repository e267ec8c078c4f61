# Copied from generator/runtime/images.py by Cardwright; not to be edited here.
"""Pictures: those that are sent, and those that come back."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .errors import InvalidArgument

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"GIF87a", "image/gif", ".gif"),
    (b"GIF89a", "image/gif", ".gif"),
    (b"BM", "image/bmp", ".bmp"),
    (b"II*\x00", "image/tiff", ".tif"),
    (b"MM\x00*", "image/tiff", ".tif"),
)

# Of a photo that is encoded while it is sent; three bytes become four characters.
_PIECE: Final = 3 * 64 * 1024


def media_type_of(data: bytes) -> str | None:
    """The media type of an image by its signature, or `None` if it is no image known here."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    for signature, media_type, _ in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    return None


class Photo:
    """A picture to be sent. Made with `Photo.from_path` or `Photo.from_bytes`."""

    __slots__ = ("_data", "_media_type")

    def __init__(self, data: bytes, media_type: str) -> None:
        self._data = data
        self._media_type = media_type

    @classmethod
    def from_bytes(cls, data: bytes | bytearray | memoryview) -> Photo:
        """A photo from the bytes of an image file.

        Args:
            data: The whole file. PNG, JPEG, GIF, BMP, TIFF and WebP are told by their signature.

        Raises:
            InvalidArgument: The bytes are no image of these formats.
        """
        if not isinstance(data, bytes | bytearray | memoryview):
            raise InvalidArgument("data", f"must be bytes, not {type(data).__name__}")
        data = bytes(data)
        media_type = media_type_of(data)
        if media_type is None:
            what = "is empty" if not data else "is not a PNG, JPEG, GIF, BMP, TIFF or WebP image"
            raise InvalidArgument("data", what)
        return cls(data, media_type)

    @classmethod
    def from_path(cls, path: str | os.PathLike[str]) -> Photo:
        """A photo from an image file.

        Args:
            path: Where the file is.

        Raises:
            InvalidArgument: The file cannot be read or is no image.
        """
        if not isinstance(path, str | os.PathLike):
            raise InvalidArgument("path", f"must be a path, not {type(path).__name__}")
        try:
            data = Path(path).read_bytes()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise InvalidArgument("path", f"{os.fspath(path)!r} cannot be read: {reason}") from None
        try:
            return cls.from_bytes(data)
        except InvalidArgument as error:
            raise InvalidArgument("path", f"{os.fspath(path)!r} {error.reason}") from None

    @property
    def data(self) -> bytes:
        """The bytes of the image file."""
        return self._data

    @property
    def media_type(self) -> str:
        """The media type, for example `image/jpeg`."""
        return self._media_type

    def to_base64(self) -> str:
        """The bytes as Base64 text, without a `data:` prefix."""
        return base64.b64encode(self._data).decode("ascii")

    @property
    def base64_length(self) -> int:
        """How long the Base64 text is."""
        return (len(self._data) + 2) // 3 * 4

    def base64_pieces(self) -> Iterator[bytes]:
        """The Base64 text in pieces, so that no copy of the whole is needed."""
        view = memoryview(self._data)
        for start in range(0, len(view), _PIECE):
            yield binascii.b2a_base64(view[start : start + _PIECE], newline=False)

    def __repr__(self) -> str:
        return f"<Photo {self._media_type}, {len(self._data)} bytes>"


class Image:
    """A picture that the vendor sent."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    @classmethod
    def from_base64(cls, text: str) -> Image:
        """An image from Base64 text, with or without a `data:` prefix.

        Raises:
            ValueError: The text is not Base64.
        """
        if text.startswith("data:"):
            head, _, text = text.partition(",")
            if not head.endswith(";base64"):
                raise ValueError("not Base64")
        try:
            return cls(binascii.a2b_base64(text, strict_mode=True))
        except binascii.Error:
            # Encoders that follow RFC 2045 break lines.
            return cls(base64.b64decode("".join(text.split()), validate=True))

    @property
    def data(self) -> bytes:
        """The bytes of the image file."""
        return self._data

    @property
    def media_type(self) -> str | None:
        """The media type by the signature, or `None` if it is none known here."""
        return media_type_of(self._data)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the image to a file, whole or not at all, and return its path.

        Raises:
            OSError: The file cannot be written.
        """
        target = Path(path)
        # Beside the target, for a rename is whole or not at all only within a file system; under a
        # name of its own, for another thread may be saving to the same target.
        partial = target.parent / f".{secrets.token_hex(8)}.part"
        try:
            partial.write_bytes(self._data)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return target

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Image) and self._data == other._data

    def __hash__(self) -> int:
        return hash(self._data)

    def __repr__(self) -> str:
        return f"<Image {self.media_type or 'of an unknown format'}, {len(self._data)} bytes>"
