"""Where an answer differs from the spec.

A vendor may add a field, or send text for a number, without breaking its users. What differs is
reported with its place, and decoding goes on with the value as it came.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Literal, TypeAlias, TypeVar

from .errors import ClientError, ConfigurationError
from .values import Value

T = TypeVar("T")

MISSING: Final[Any] = object()


class Difference(Value):
    """One place in an answer that differs from the spec.

    Attributes:
        operation: The operation's id.
        pointer: Where it is in the answer, as a JSON pointer.
        expected: What the spec says.
        found: The JSON type that came, or `nothing`. Never the value: it may be personal.
    """

    __slots__ = __match_args__ = ("operation", "pointer", "expected", "found")

    operation: str
    pointer: str
    expected: str
    found: str

    def __init__(self, operation: str, pointer: str, expected: str, found: str) -> None:
        self._set(operation=operation, pointer=pointer, expected=expected, found=found)

    def __str__(self) -> str:
        place = self.pointer or "the answer"
        return f"{self.operation}: {place} should be {self.expected}, and is {self.found}"


class DriftWarning(UserWarning):
    """An answer differs from the spec."""


class DriftError(ClientError):
    """An answer differs from the spec, and the client was told to raise.

    Attributes:
        difference: What differs, and where.
    """

    def __init__(self, difference: Difference) -> None:
        super().__init__(difference)
        self.difference = difference


OnDrift: TypeAlias = Literal["ignore", "warn", "raise"] | Callable[[Difference], object]


class DriftPolicy:
    """What a client does about differences."""

    def __init__(self, on_drift: OnDrift) -> None:
        if not callable(on_drift) and on_drift not in ("ignore", "warn", "raise"):
            raise ConfigurationError("on_drift must be 'ignore', 'warn', 'raise' or a function")
        self._on_drift = on_drift
        self._warned: set[tuple[str, str, str]] = set()

    def report(self, difference: Difference) -> None:
        """Act on one difference."""
        if callable(self._on_drift):
            self._on_drift(difference)
        elif self._on_drift == "raise":
            raise DriftError(difference)
        elif self._on_drift == "warn":
            self._warn_once(difference)

    def _warn_once(self, difference: Difference) -> None:
        kind = "/".join("*" if part.isdigit() else part for part in difference.pointer.split("/"))
        key = (difference.operation, kind, difference.expected)
        # Bounded, for an answer can hold any number of places.
        if key not in self._warned and len(self._warned) < 1000:
            self._warned.add(key)
            warnings.warn(str(difference), DriftWarning, stacklevel=2)


class Drift:
    """The differences of one answer, seen while it is decoded."""

    __slots__ = ("_operation", "_policy")

    def __init__(self, operation: str, policy: DriftPolicy) -> None:
        self._operation = operation
        self._policy = policy

    def wrong(self, value: Any, pointer: str, expected: str) -> Any:
        """Report a value that is not what the spec says, and give it back as it came."""
        found = "nothing" if value is MISSING else _json_type(value)
        self._policy.report(Difference(self._operation, pointer, expected, found))
        return None if value is MISSING else value

    def optional(self, value: Any, pointer: str, expected: str, absent: Any) -> Any:
        """The same for a value that may be missing: then `absent`, and nothing is reported."""
        return absent if value is MISSING else self.wrong(value, pointer, expected)

    def parsed(self, parse: Callable[[Any], T], value: Any, pointer: str, expected: str) -> T:
        """The value as `parse` reads it, or as it came where `parse` raises `ValueError`."""
        # Reported outside of the handler: the parser's exception quotes the value, and must not
        # become the context of what a report raises.
        with suppress(ValueError, TypeError, OverflowError, AttributeError):
            return parse(value)
        return self.wrong(value, pointer, expected)  # type: ignore[no-any-return]


NO_DRIFT: Final = Drift("", DriftPolicy("ignore"))


def _json_type(value: Any) -> str:
    names: dict[type, str] = {
        bool: "a boolean",
        int: "an integer",
        float: "a number",
        str: "text",
        list: "an array",
        dict: "an object",
    }
    return "null" if value is None else names.get(type(value), type(value).__name__)
