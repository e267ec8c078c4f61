"""Request parameters with their names on the wire, so that every refusal can name its field."""

import re
from collections.abc import Mapping
from typing import Final

from cardwright.staging.http import RefusalError

LONGEST_TEXT: Final = 255
"""The longest text a field takes, in characters: a Rails string column's usual limit."""
LARGEST_ID: Final = 2**63 - 1


class Params:
    """A group of parameters, e.g. all below ``print_job[address]``.

    A value that does not fit raises `RefusalError` with `status`: 400, or 406 where the page
    gives that for the operation.
    """

    def __init__(self, values: Mapping[str, object], *, name: str = "", status: int = 400) -> None:
        self._values = values
        self._name = name
        self._status = status

    def refusing_with(self, status: int) -> "Params":
        """The same parameters, refused with `status`."""
        return Params(self._values, name=self._name, status=status)

    def refusal(self, key: str, problem: str) -> RefusalError:
        """What to raise when `key` does not fit; `problem` ends the sentence."""
        return RefusalError(self._status, f"{self.wire_name(key)} {problem}")

    def wire_name(self, key: str) -> str:
        """The key as the caller writes it: ``card[data]``."""
        return f"{self._name}[{key}]" if self._name else key

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def raw(self, key: str) -> object:
        """The value as it was parsed, or None when it was not sent."""
        return self._values.get(key)

    def group(self, key: str) -> "Params":
        """The parameters nested below `key`; none when it was not sent."""
        values = self._values.get(key, {})
        if not isinstance(values, dict):
            raise self.refusal(key, "must have bracketed keys below it")
        return Params(values, name=self.wire_name(key), status=self._status)

    def text(self, key: str, *, longest: int | None = LONGEST_TEXT) -> str | None:
        """A text, as it was sent; None when it was not."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.refusal(key, "must be one text")
        if "\0" in value:
            raise self.refusal(key, "contains a null byte")
        if longest is not None and len(value) > longest:
            raise self.refusal(key, f"is too long (maximum is {longest} characters)")
        return value

    def required(self, key: str, *, longest: int | None = LONGEST_TEXT) -> str:
        """A text that must be there and must not be blank."""
        value = self.text(key, longest=longest)
        if value is None:
            raise self.refusal(key, "is missing")
        if not value.strip():
            raise self.refusal(key, "can't be blank")
        return value

    def not_blank(self, key: str) -> str | None:
        """A text that may be left out but must not be blank."""
        return self.required(key) if key in self else None

    def integer(self, key: str, *, least: int, most: int = LARGEST_ID) -> int | None:
        """A whole number in decimal digits; None when it was not sent."""
        value = self.text(key)
        if value is None:
            return None
        number = parse_integer(value)
        if number is None:
            raise self.refusal(key, "must be a whole number")
        if number < least:
            raise self.refusal(key, f"must be at least {least}")
        if number > most:
            raise self.refusal(key, f"must be at most {most}")
        return number


def parse_integer(text: str) -> int | None:
    """A whole number written in ASCII digits, with or without a minus sign; else None."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,255}", text) else None
