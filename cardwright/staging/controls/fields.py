"""The members of a control's request, read one by one."""

import math
from collections.abc import Mapping, Sequence
from typing import Self

from cardwright.staging.http import Json, RefusalError


class ControlError(RefusalError, ValueError):
    """A control was asked for something it cannot do; the message names the field."""

    def __init__(self, message: str, status: int = 400) -> None:
        """`status` is the HTTP status that the request is refused with."""
        super().__init__(status, message)


class Fields:
    """Members of a JSON object. A value that does not fit raises `ControlError`.

    A reader answers None for a member that was not sent. `finish` refuses what nobody has read.
    """

    def __init__(self, values: Json) -> None:
        """Raises `ControlError` when `values` is no object."""
        if not isinstance(values, Mapping):
            raise ControlError("the body must be a JSON object")
        self._values = values
        self._read: dict[str, None] = {}

    @classmethod
    def of(cls, **values: Json) -> Self:
        """The members that are not None."""
        return cls({name: value for name, value in values.items() if value is not None})

    def finish(self) -> None:
        """Refuse members that mean nothing here; they are most often misspelt."""
        for name in self._values:
            if name not in self._read:
                known = ", ".join(self._read) or "none"
                raise ControlError(f"{name!r} means nothing here; the known members: {known}")

    @property
    def given(self) -> Mapping[str, Json]:
        """All members that were sent."""
        return self._values

    @property
    def known(self) -> Sequence[str]:
        """The names that were asked for until now."""
        return list(self._read)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def json(self, name: str, default: Json = None) -> Json:
        """Any value; `default` for one that was not sent."""
        self._read[name] = None
        return self._values.get(name, default)

    def required(self, name: str) -> None:
        """Refuse a request without the member."""
        if name not in self:
            raise ControlError(f"{name} is missing")

    def text(self, name: str) -> str | None:
        """A string that is not blank."""
        value = self.json(name)
        if name not in self:
            return None
        if not isinstance(value, str) or not value.strip():
            raise ControlError(f"{name} must be a string and not blank")
        return value

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        """One of `choices`."""
        value = self.json(name)
        if name not in self:
            return None
        if not isinstance(value, str) or value not in choices:
            raise ControlError(f"{name} must be one of {', '.join(choices)}")
        return value

    def flag(self, name: str) -> bool | None:
        """True or false."""
        value = self.json(name)
        if name not in self:
            return None
        if not isinstance(value, bool):
            raise ControlError(f"{name} must be true or false")
        return value

    def integer(self, name: str, *, least: int, most: int) -> int | None:
        """A whole number from `least` to `most`."""
        value = self.json(name)
        if name not in self:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ControlError(f"{name} must be a whole number from {least} to {most}")
        return value

    def number(self, name: str, *, least: float, most: float) -> float | None:
        """A finite number from `least` to `most`."""
        value = self.json(name)
        if name not in self:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
            or not least <= value <= most
        ):
            raise ControlError(f"{name} must be a number from {least:g} to {most:g}")
        return float(value)

    def texts(self, name: str) -> dict[str, str] | None:
        """An object whose values are strings."""
        value = self.json(name)
        if name not in self:
            return None
        texts = value if isinstance(value, Mapping) else {"": None}
        found = {key: each for key, each in texts.items() if isinstance(each, str)}
        if len(found) != len(texts):
            raise ControlError(f"{name} must be an object whose values are strings")
        return found
