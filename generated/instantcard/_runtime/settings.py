# Copied from generator/runtime/settings.py by Cardwright; not to be edited here.
"""What a client is told by arguments or, failing that, by environment variables."""

from __future__ import annotations

import os

from .errors import ConfigurationError
from .headers import is_header_text


def setting(argument: str, value: str | None, variable: str) -> str:
    """A text setting.

    Raises:
        ConfigurationError: It is given neither by the argument nor by the variable.
    """
    if value is not None:
        if not isinstance(value, str):
            raise ConfigurationError(f"{argument} must be text, not {type(value).__name__}")
        if not value:
            raise ConfigurationError(f"{argument} is empty")
        return value
    found = os.environ.get(variable, "")
    if not found:
        raise ConfigurationError(f"give {argument}=... or set the variable {variable}")
    return found


def header_setting(argument: str, value: str | None, variable: str) -> str:
    """A text setting that goes out in a header."""
    found = setting(argument, value, variable)
    if not is_header_text(found):
        source = argument if value is not None else variable
        raise ConfigurationError(f"{source} must be visible ASCII characters: it goes in a header")
    return found


def integer_setting(argument: str, value: int | None, variable: str) -> int:
    """A setting that is a whole number from 1 up.

    Raises:
        ConfigurationError: It is not given, or is no such number.
    """
    if value is None:
        text = setting(argument, None, variable)
        argument = variable
        value = int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 10**18:
        raise ConfigurationError(f"{argument} must be a whole number from 1 up")
    return value


def size_setting(argument: str, value: int) -> int:
    """A number of bytes, from 1 up.

    Raises:
        ConfigurationError: It is no such number.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 10**18:
        raise ConfigurationError(f"{argument} must be a whole number of bytes from 1 up")
    return value
