"""A page, in whichever form and layout, becomes facts."""

import attrs

from .errors import PageError
from .facts import Facts
from .fragment import read_fragment
from .html import html_lines
from .lines import decoded, looks_like_html, text_lines
from .reference import is_reference, read_reference
from .tables import is_tables, read_tables


@attrs.frozen
class Page:
    """A page that was read.

    Attributes:
        name: Its file, `-` for the standard input.
        facts: What it says.
        texts: Its sentences, by the hashes that the facts have of them.
    """

    name: str
    facts: Facts
    texts: dict[str, str]


def read_page(content: bytes, name: str) -> Page:
    """Read a page: HTML, Markdown or a text dump, told apart by what is in it.

    Raises:
        PageError: It cannot be read, has no layout that is known, or has no operation.
    """
    text = decoded(content, name)
    html = looks_like_html(text)
    if not html and (found := read_fragment(name, text)):
        return Page(name, *found)
    lines = html_lines(text, name) if html else text_lines(text, name)
    if is_tables(lines):
        return Page(name, *read_tables(name, lines))
    if is_reference(lines):
        return Page(name, *read_reference(name, lines))
    reason = (
        "no operation found: neither an 'Endpoint:' nor a method with its path;"
        " save the whole page, or its text"
    )
    raise PageError(name, lines[0].number if lines else 0, reason)
