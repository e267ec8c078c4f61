"""Markdown of texts that nobody here wrote: they are shown, and never become markup."""

import re
from collections.abc import Iterable
from typing import Final

from generator.literals import plain

#: Letters, digits, spaces and commas; and all that is not ASCII, which Markdown has no use for.
_HARMLESS: Final = re.compile(r"[0-9A-Za-z ,]|[^\x00-\x7f]")


def text(words: str) -> str:
    """Words on one line, each character as it is."""
    return escaped(plain(words).replace("\n\n", " "))


def code(words: str) -> str:
    """Words in the letters of code."""
    return f"<code>{text(words)}</code>"


def prose(words: str) -> str:
    """Paragraphs; what stands between backticks is code, all else is as it is."""
    return "\n\n".join(
        "".join(
            code(each[1:-1]) if re.fullmatch(r"`[^`]+`", each) else escaped(each)
            for each in re.split(r"(`[^`]+`)", paragraph)
        )
        for paragraph in plain(words).split("\n\n")
    )


def line(words: str) -> str:
    """The same on one line."""
    return prose(words).replace("\n\n", " ")


def escaped(words: str) -> str:
    """Characters as they are, spaces at both ends included."""
    return "".join(each if _HARMLESS.fullmatch(each) else f"&#{ord(each)};" for each in words)


def block(language: str, source: str) -> str:
    """Source code, in a fence that it cannot end."""
    longest = max((len(each) for each in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{source.rstrip()}\n{fence}\n"


def indented(markdown: str) -> str:
    """What stands within a tab, a box or a definition."""
    return "".join(
        f"    {each}" if each.strip() else each for each in markdown.splitlines(keepends=True)
    )


def tabs(entries: Iterable[tuple[str, str]]) -> str:
    """Blocks of which a reader sees one at a time."""
    return "\n".join(f'=== "{name}"\n\n{indented(inner)}' for name, inner in entries)


def definition(term: str, said: str) -> str:
    """A term with what there is to say of it."""
    return f"{term}\n:   {said}\n"
