"""Checks of arguments before anything is sent.

Each takes the argument's name and its value, gives back the value as JSON has it (`UNSET` stays
`UNSET`), and raises `InvalidArgument`. No message shows a value: it may be a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

from .errors import InvalidArgument
from .images import Photo
from .money import format_money
from .unset import Unset
from .urls import is_encodable

T = TypeVar("T")

# Far beyond any id or count, and far below what Python refuses to write in decimal digits.
_INTEGER_BITS = 1024


def _wrong(argument: str, expected: str, value: object) -> InvalidArgument:
    if value is None:
        return InvalidArgument(
            argument,
            f"must be {expected}; None has no form on the wire, leave the argument out instead",
        )
    return InvalidArgument(argument, f"must be {expected}, not {type(value).__name__}")


def integer(
    argument: str, value: object, *, minimum: int | None = None, maximum: int | None = None
) -> int | Unset:
    """An integer within its bounds."""
    if isinstance(value, Unset):
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(argument, "an integer", value)
    if minimum is not None and value < minimum:
        raise InvalidArgument(argument, f"must be at least {minimum}")
    if maximum is not None and value > maximum:
        raise InvalidArgument(argument, f"must be at most {maximum}")
    if value.bit_length() > _INTEGER_BITS:
        raise InvalidArgument(argument, "is too large to be sent")
    return int(value)


def boolean(argument: str, value: object) -> bool | Unset:
    """`True` or `False`."""
    if isinstance(value, bool | Unset):
        return value
    raise _wrong(argument, "True or False", value)


def text(
    argument: str,
    value: object,
    *,
    shortest: int | None = None,
    longest: int | None = None,
    pattern: re.Pattern[str] | None = None,
    whole: re.Pattern[str] | None = None,
) -> str | Unset:
    """Text within its bounds; `pattern` is to be found in it, `whole` is to be all of it."""
    if isinstance(value, Unset):
        return value
    if not isinstance(value, str):
        raise _wrong(argument, "text", value)
    if shortest is not None and len(value) < shortest:
        what = "must not be empty" if shortest == 1 else f"must have at least {shortest} characters"
        raise InvalidArgument(argument, what)
    if longest is not None and len(value) > longest:
        raise InvalidArgument(argument, f"must have at most {longest} characters")
    if pattern is not None and not pattern.search(value):
        raise InvalidArgument(argument, f"must match {pattern.pattern}")
    if whole is not None and not whole.fullmatch(value):
        raise InvalidArgument(argument, f"must match ^{whole.pattern}$")
    return _sayable(argument, value)


def money(argument: str, value: object) -> str | Unset:
    """An amount of money as the text that goes out: `17.37`, `17,000.37`."""
    if isinstance(value, Unset):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong(argument, "a Decimal or an int", value)
    try:
        return format_money(Decimal(value))
    except ValueError as error:
        raise InvalidArgument(argument, str(error)) from None


def choice(
    argument: str, value: object, kind: type[Enum], *, open: bool = False
) -> str | int | Unset:
    """A member of an enumeration or its value; any other value of that type if it is open."""
    if isinstance(value, Unset):
        return value
    if isinstance(value, kind):
        return cast("str | int", value.value)
    values: list[Any] = [member.value for member in kind]
    if not isinstance(value, type(values[0])) or isinstance(value, bool):
        raise _wrong(argument, f"one of {kind.__name__}", value)
    if not open and value not in values:
        names = ", ".join(repr(each) for each in values)
        raise InvalidArgument(argument, f"must be one of {names}")
    if isinstance(value, str):
        return _sayable(argument, value)
    return cast("int", value)


def photo(argument: str, value: object) -> Photo | Unset:
    """A photo, which goes out as Base64."""
    if isinstance(value, Unset | Photo):
        return value
    raise _wrong(argument, "a Photo", value)


def photo_or_text(argument: str, value: object) -> str | Photo | Unset:
    """A photo, which goes out as Base64, or text as it is."""
    if isinstance(value, Photo):
        return photo(argument, value)
    if isinstance(value, str | Unset):
        return text(argument, value)
    raise _wrong(argument, "text or a Photo", value)


def at_most_one(values: dict[str, object]) -> None:
    """Refuse values that must not be given beside each other, by the names of the arguments."""
    given = [name for name, value in values.items() if not isinstance(value, Unset)]
    if len(given) > 1:
        raise InvalidArgument(given[0], f"give either this or {given[1]}, not both")


def model(argument: str, value: object, kind: type[T]) -> T:
    """An object of a generated class."""
    if isinstance(value, kind):
        return value
    raise _wrong(argument, f"{_article(kind.__name__)} {kind.__name__}", value)


class Encodable(Protocol):
    """An object of a generated class that goes out as JSON."""

    def to_dict(self, argument: str) -> dict[str, Any]:
        """The object as JSON has it, its parts checked."""
        ...


def encoded(argument: str, value: object, kind: type[Encodable]) -> dict[str, Any] | Unset:
    """An object of a generated class, as JSON has it."""
    if isinstance(value, Unset):
        return value
    return model(argument, value, kind).to_dict(argument)


def uuid(argument: str, value: object) -> str | Unset:
    """A UUID as text."""
    if isinstance(value, Unset):
        return value
    if not isinstance(value, str | UUID):
        raise _wrong(argument, "a UUID", value)
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise InvalidArgument(argument, "must be a UUID, and is not") from None


def sequence(argument: str, value: object, item: Callable[[str, Any], object]) -> list[Any] | Unset:
    """A list, each of its items checked by `item`."""
    if isinstance(value, Unset):
        return value
    if isinstance(value, str | bytes | dict) or not isinstance(value, Iterable):
        raise _wrong(argument, "a list", value)
    checked: list[Any] = []
    for index, each in enumerate(value):
        name = f"{argument}[{index}]"
        if isinstance(each, Unset):
            raise InvalidArgument(name, "an item of a list cannot be left out")
        checked.append(item(name, each))
    return checked


def _sayable(argument: str, value: str) -> str:
    """Plain text: that of a `str` subclass whose `__str__` says something else, too."""
    plain = str.__str__(value)
    if not is_encodable(plain):
        raise InvalidArgument(argument, "holds a lone surrogate, which UTF-8 cannot say")
    return plain


def _article(noun: str) -> str:
    return "an" if noun[:1] in "AEIOU" else "a"
