# Copied from generator/runtime/redaction.py by Cardwright; not to be edited here.
"""What must never be shown."""

from typing import Any

from .unset import UNSET


def hidden(value: Any) -> str:
    """What stands in a `repr` for a value that must not be shown."""
    if value is None or value is UNSET or value in ([], {}):
        return repr(value)
    return "<hidden>"
