# Copied from generator/runtime/excerpts.py by Cardwright; not to be edited here.
"""What may be told of an answer that is not what it should be."""

from __future__ import annotations

import html
import json
import re
from typing import Any, Final

from .redaction import Scrubber

_SEEN: Final = 4096
_LONGEST: Final = 200

_TITLE = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>?")

# In this order: a name, a text that may be cut off, a number.
_JSON_PARTS = re.compile(
    r'"([A-Za-z_]\w{0,40})"(?=\s*:)|"(?:[^"\\]|\\.)*(?:"|\\?\Z)|-?\d[\d.eE+-]*'
)


def excerpt(content: bytes, scrubber: Scrubber, *, data: bool) -> str:
    """A short text that tells what a body is, without what must not be shown.

    Of a page it is the title; of JSON, also where it is broken, the names without the values.

    Args:
        content: The body.
        scrubber: Hides what was sent.
        data: Whether other text is left out, for it may be the data that was asked for.
    """
    text = content[:_SEEN].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text[:1] in ("{", "[", '"'):
        return shortened(outline(text))
    if text[:1] == "<":
        title = _TITLE.search(text)
        found = html.unescape(_TAG.sub(" ", title[2])) if title else ""
        return shortened(scrubber.text(found))
    return "" if data else shortened(scrubber.text(text))


def outline(text: str) -> str:
    """A JSON text, whole or not, with an ellipsis for each value."""
    return _JSON_PARTS.sub(lambda part: f'"{part[1]}"' if part[1] else "…", text)


def shortened(value: Any) -> str:
    """A value on one line of at most 200 characters."""
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return ""
    # Messages end up in logs and terminals, where control characters would act.
    text = "".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
