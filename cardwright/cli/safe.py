"""Text of others on a terminal: nothing in it moves the cursor, sets a colour or starts a link."""

import unicodedata
from typing import Final

_NAMED: Final = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}

#: Shown as they are although they are format characters: scripts and emoji need them to join.
_JOINERS: Final = "\u200c\u200d"


def escaped(text: str, *, backslash: bool = False) -> str:
    """Text without characters that act or do not show: they read `\\n`, `\\x1b`, `\\u202e`.

    Args:
        text: Any text.
        backslash: Whether a backslash is doubled, so that the text can be told again.
    """
    if text.isprintable() and not (backslash and "\\" in text):
        return text
    return "".join(_shown(each, backslash) for each in text)


def one_line(text: str) -> str:
    """A message as one line, safe to show."""
    return escaped(" ".join(text.split()))


def _shown(character: str, backslash: bool) -> str:
    if character == "\\":
        return "\\\\" if backslash else character
    if character in _NAMED:
        return _NAMED[character]
    if character == " " or character in _JOINERS:
        return character
    if unicodedata.category(character)[0] not in "CZ" or unicodedata.category(character) == "Zs":
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
