# Copied from generator/runtime/bodies.py by Cardwright; not to be edited here.
"""Request bodies."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final, Protocol

from .errors import InvalidArgument
from .images import Photo
from .redaction import LONGEST
from .texts import Text
from .unset import Unset
from .urls import as_text, is_encodable

# A body with photos that is no larger goes out in one piece.
_SMALL: Final = 64 * 1024


class Content:
    """The bytes of a body; photos in it are encoded while they are sent, each time anew.

    Attributes:
        length: How many bytes there are.
        whole: All of them, unless there are many.
    """

    __slots__ = ("_parts", "length", "whole")

    def __init__(self, parts: list[bytes | Photo]) -> None:
        self._parts = parts
        self.length = sum(
            part.base64_length if isinstance(part, Photo) else len(part) for part in parts
        )
        small = self.length <= _SMALL or not any(isinstance(part, Photo) for part in parts)
        self.whole = b"".join(self.pieces()) if small else None

    def __repr__(self) -> str:
        return f"<Content of {self.length} bytes>"

    def pieces(self) -> Iterator[bytes]:
        """The bytes, one piece after the other."""
        plain: list[bytes] = []
        for part in self._parts:
            if isinstance(part, Photo):
                yield b"".join(plain)
                plain = []
                yield from part.base64_pieces()
            else:
                plain.append(part)
        yield b"".join(plain)


class Body(Protocol):
    """What a request carries. Encoded anew for each attempt."""

    def encode(self) -> tuple[str, Content]:
        """The `Content-Type` and the bytes."""
        ...

    def sent(self) -> dict[str, str]:
        """The values as text, by name."""
        ...

    def document(self) -> dict[str, Any]:
        """What it says, by the names on the wire; large photos may be left out."""
        ...


class Form:
    """A body of type `multipart/form-data`, in the order in which it was put together."""

    __slots__ = ("_fields",)

    def __init__(self) -> None:
        self._fields: list[tuple[str, str | Text]] = []

    def add(self, name: str, value: str | int | bool | Photo | Text | Unset) -> None:
        """Add a field; one that is not set is left out."""
        if isinstance(value, Photo):
            value = Text(value)
        if not isinstance(value, Unset):
            self._fields.append((name, value if isinstance(value, Text) else as_text(value)))

    def __repr__(self) -> str:
        return f"<Form of {len(self._fields)} fields>"

    def document(self) -> dict[str, Any]:
        # No copy of a large photo, of which nobody would know a word.
        return {
            name: _read(value if isinstance(value, str) else value.without_photos(LONGEST))
            for name, value in self._fields
        }

    def require_one_of(self, *alternatives: dict[str, str], several: bool) -> None:
        """Refuse a form of which no alternative is given whole.

        Args:
            alternatives: For each, the wire names of its fields and what a user calls them.
            several: Whether more than one may be given.

        Raises:
            InvalidArgument: Names what is missing, or what must not stand beside each other.
        """
        given = {name for name, _ in self._fields}
        whole = [each for each in alternatives if given >= each.keys()]
        if len(whole) > 1 and not several:
            first, second = (" and ".join(each.values()) for each in whole[:2])
            raise InvalidArgument(first, f"give either this or {second}, not both")
        if whole:
            return
        begun = [each for each in alternatives if given & each.keys()] or list(alternatives)
        missing = [" and ".join(each[n] for n in each if n not in given) for each in begun]
        first = next(each[n] for each in begun for n in each if n not in given)
        raise InvalidArgument(first, f"must be given: {', or '.join(missing)}")

    def unless_empty(self) -> Form | None:
        """The form, or nothing if it has no field."""
        return self if self._fields else None

    def sent(self) -> dict[str, str]:
        return {name: str(value) for name, value in self._fields}

    def encode(self) -> tuple[str, Content]:
        # A boundary that could be foreseen would let a value end its part and begin another.
        boundary = secrets.token_hex(16)
        parts: list[bytes | Photo] = []
        for name, value in self._fields:
            head = f'Content-Disposition: form-data; name="{_field_name(name)}"'
            parts.append(f"--{boundary}\r\n{head}\r\n\r\n".encode())
            parts += _encoded(value)
            parts.append(b"\r\n")
        parts.append(f"--{boundary}--\r\n".encode())
        return f"multipart/form-data; boundary={boundary}", Content(parts)


def _encoded(text: str | Text) -> list[bytes | Photo]:
    if isinstance(text, str):
        return [text.encode()]
    return [part if isinstance(part, Photo) else part.encode() for part in text.parts]


def _field_name(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _read(text: str) -> Any:
    """What a field says, where it is a JSON text; otherwise the text."""
    if text[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            return json.loads(text)
    return text


class Json:
    """A body of type `application/json`."""

    __slots__ = ("_value",)

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = {name: item for name, item in value.items() if not isinstance(item, Unset)}

    def __repr__(self) -> str:
        return f"<Json of {len(self._value)} properties>"

    def document(self) -> dict[str, Any]:
        return self._value

    def unless_empty(self) -> Json | None:
        """The body, or nothing if it has no property."""
        return self if self._value else None

    def encode(self) -> tuple[str, Content]:
        return "application/json", Content(_encoded(_dumped("body", self._value)))

    def sent(self) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else str(_dumped(name, value))
            for name, value in self._value.items()
        }


def json_text(argument: str, value: Any) -> str | Text | Unset:
    """A value as JSON text; `UNSET` stays as it is.

    Raises:
        InvalidArgument: The value holds something that JSON or UTF-8 cannot say.
    """
    if isinstance(value, Unset):
        return value
    return _dumped(argument, value)


def _dumped(argument: str, value: Any) -> str | Text:
    photos: list[Photo] = []
    # It stands for a photo until the text is taken apart; nobody can foresee it.
    mark = secrets.token_hex(16)

    def marked(each: object) -> str:
        if isinstance(each, Photo):
            photos.append(each)
            return mark
        raise TypeError(f"Object of type {type(each).__name__} is not JSON serializable")

    try:
        text = json.dumps(
            value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=marked
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgument(argument, f"cannot be written as JSON: {error}") from None
    if not is_encodable(text):
        raise InvalidArgument(argument, "holds a lone surrogate, which UTF-8 cannot say")
    if not photos:
        return text
    between = text.split(mark)
    parts: list[str | Photo] = [between[0]]
    for photo, plain in zip(photos, between[1:], strict=True):
        parts += [photo, plain]
    return Text(*parts)
