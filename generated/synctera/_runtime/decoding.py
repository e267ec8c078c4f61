# Copied from generator/runtime/decoding.py by Cardwright; not to be edited here.
"""Small parsers of answers."""

from typing import Any

from .drift import Drift


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
