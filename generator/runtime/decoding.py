"""What generated code reads answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from .drift import Drift

new: Final = object.__new__
"""Makes an object whose attributes are then set: in a fifth of the time of a call of its class."""

DIFFERS: Final = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What reading raises for an answer that is not as the spec says."""


def differs() -> NoReturn:
    """Stop reading: a value is of another type than the spec says.

    Raises:
        ValueError: Always.
    """
    raise ValueError


def only(kind: type, values: list[Any]) -> list[Any]:
    """A list whose items are all of one type.

    Raises:
        ValueError: They are not.
    """
    for each in values:
        if type(each) is not kind:
            raise ValueError
    return values


class Read:
    """Base of what is read from answers."""

    __slots__ = ()

    # Not for type checkers: to them, it would make any name an attribute.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> dict[str, Any]:
            # Nearly always empty, and hardly ever asked for: made only then.
            if name == "additional_properties":
                self.additional_properties = {}
                return self.additional_properties
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self
            )


def nothing(value: Any, drift: Drift, at: str) -> None:
    """The result of an answer without a body."""


def parse_flag(text: str) -> bool:
    """Read the text `true` or `false`.

    Raises:
        ValueError: It is neither.
    """
    if text not in ("true", "false"):
        raise ValueError("neither true nor false")
    return text == "true"
