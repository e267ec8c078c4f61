# Copied from generator/runtime/headers.py by Cardwright; not to be edited here.
"""Headers of a request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .errors import InvalidArgument
from .unset import Unset

_TEXT: Final = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")


_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)


def is_header_name(text: str) -> bool:
    """Whether a header can be named so."""
    return _NAME.fullmatch(text) is not None


def is_header_text(text: str) -> bool:
    """Whether a header can carry a text: visible ASCII, and single spaces within."""
    return _TEXT.fullmatch(text) is not None


def add_header(headers: dict[str, str], name: str, argument: str, value: object) -> None:
    """Add a header; one that is not set is left out.

    Raises:
        InvalidArgument: The value cannot be sent in a header.
    """
    from . import check

    checked = check.text(argument, value, shortest=1, longest=1024)
    if isinstance(checked, Unset):
        return
    if not is_header_text(checked):
        raise InvalidArgument(argument, "must be visible ASCII characters: it is sent as a header")
    headers[name] = checked


def request_id(headers: Mapping[str, str]) -> str | None:
    """The vendor's name for a request, by the headers of the answer."""
    for name in ("x-request-id", "request-id", "x-correlation-id"):
        found = headers.get(name)
        if found and len(found) <= 200 and is_header_text(found):
            return found
    return None


def new_key() -> str:
    """A new idempotency key."""
    from uuid import uuid4

    return str(uuid4())
