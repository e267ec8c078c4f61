"""Request bodies."""

import json
import secrets
from typing import Any, Protocol

from .errors import InvalidArgument
from .unset import Unset
from .urls import as_text


class Body(Protocol):
    """What a request carries. Encoded anew for each attempt."""

    def encode(self) -> tuple[str, bytes]:
        """The `Content-Type` and the bytes."""
        ...

    def sent(self) -> dict[str, str]:
        """The values as text, by name."""
        ...


class Form:
    """A body of type `multipart/form-data`, in the order in which it was put together."""

    __slots__ = ("_fields",)

    def __init__(self) -> None:
        self._fields: list[tuple[str, bytes]] = []

    def add(self, name: str, value: str | int | bool | Unset) -> None:
        """Add a field; one that is not set is left out."""
        if not isinstance(value, Unset):
            self._fields.append((name, as_text(value).encode()))

    def require_one_of(self, *alternatives: dict[str, str]) -> None:
        """Refuse a form of which no alternative is given whole.

        Args:
            alternatives: For each, the wire names of its fields and what a user calls them.

        Raises:
            InvalidArgument: Names what is missing.
        """
        given = {name for name, _ in self._fields}
        if any(given >= each.keys() for each in alternatives):
            return
        begun = [each for each in alternatives if given & each.keys()] or list(alternatives)
        missing = [" and ".join(each[n] for n in each if n not in given) for each in begun]
        first = next(each[n] for each in begun for n in each if n not in given)
        raise InvalidArgument(first, f"must be given: {', or '.join(missing)}")

    def unless_empty(self) -> "Form | None":
        """The form, or nothing if it has no field."""
        return self if self._fields else None

    def sent(self) -> dict[str, str]:
        return {name: value.decode() for name, value in self._fields}

    def encode(self) -> tuple[str, bytes]:
        # A boundary that could be foreseen would let a value end its part and begin another.
        boundary = secrets.token_hex(16)
        dash = f"--{boundary}".encode()
        chunks: list[bytes] = []
        for name, value in self._fields:
            head = f'Content-Disposition: form-data; name="{_field_name(name)}"'
            chunks += [dash, b"\r\n", head.encode(), b"\r\n\r\n", value, b"\r\n"]
        chunks += [dash, b"--\r\n"]
        return f"multipart/form-data; boundary={boundary}", b"".join(chunks)


def _field_name(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


class Json:
    """A body of type `application/json`."""

    __slots__ = ("_value",)

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = {name: item for name, item in value.items() if not isinstance(item, Unset)}

    def unless_empty(self) -> "Json | None":
        """The body, or nothing if it has no property."""
        return self if self._value else None

    def encode(self) -> tuple[str, bytes]:
        return "application/json", _dumped("body", self._value).encode()

    def sent(self) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else _dumped(name, value)
            for name, value in self._value.items()
        }


def json_text(argument: str, value: Any) -> str | Unset:
    """A value as JSON text; `UNSET` stays as it is.

    Raises:
        InvalidArgument: The value holds something that JSON or UTF-8 cannot say.
    """
    if isinstance(value, Unset):
        return value
    return _dumped(argument, value)


def _dumped(argument: str, value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgument(argument, f"cannot be written as JSON: {error}") from None
    return text
