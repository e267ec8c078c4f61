"""Text of a spec as Python source: never more than a literal or a docstring."""

import re
import textwrap
import unicodedata
from typing import Any

_LINE = 100


def literal(text: str) -> str:
    """Text as a string literal in plain ASCII."""
    quoted = ascii(text)
    inner = quoted[1:-1]
    if quoted[0] == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"')
    return f'"{inner}"'


def data_literal(value: Any) -> str:
    """Texts, integers, truth values and `None`, in lists and dicts, as source."""
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, list):
        return "[" + "".join(f"{data_literal(each)}, " for each in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{data_literal(key)}: {data_literal(each)}, " for key, each in value.items())
        return "{" + "".join(pairs) + "}"
    if value is None or isinstance(value, bool | int):
        return repr(value)
    raise TypeError(f"{type(value).__name__} is no data")


def plain(text: str) -> str:
    """Text for a reader: paragraphs of printable characters."""
    shown = "".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return "\n\n".join(" ".join(each.split()) for each in re.split(r"\n\s*\n", shown)).strip()


def _harmless(text: str) -> str:
    """Text that cannot end a docstring.

    Characters that show nothing or turn the direction of writing are left out: a reader should
    see what is there.
    """
    shown = "".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return shown.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _filled(text: str, indent: int, hanging: int) -> str:
    return textwrap.fill(
        " ".join(text.split()),
        _LINE,
        initial_indent=" " * indent,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def prose(text: str, indent: int) -> str:
    """Paragraphs for a docstring, wrapped; the first line is not indented."""
    paragraphs = [each for each in re.split(r"\n\s*\n", _harmless(text)) if each.strip()]
    return "\n\n".join(_filled(each, indent, indent) for each in paragraphs).strip()


def entry(label: str, text: str, indent: int) -> str:
    """An entry of a docstring's list: a label and its text, wrapped and indented."""
    return _filled(f"{label}: {_harmless(text)}", indent, indent + 4)


def summary(text: str) -> str:
    """Text as the first line of a docstring, with a full stop."""
    line = " ".join(_harmless(text).split())
    if not line:
        return "No description."
    return line if line[-1] in ".!?" else f"{line}."
