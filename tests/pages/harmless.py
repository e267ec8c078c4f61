"""Edits of a page that change nothing but its looks."""

import html
import random
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator

from .mutations import ROW, STATUS, Mutation, Page, mutation


def _encoded(name: str, content: bytes) -> Mutation:
    return Mutation("harmless", name, content, frozenset())


def _plain_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”’‘", "\"\"''"))


def _wrapped(text: str, width: int) -> str:
    """The text with long lines broken, words kept whole."""
    lines = []
    for line in text.split("\n"):
        if len(line) <= width or line.startswith("Endpoint:"):
            lines.append(line)
        else:
            options = {"break_long_words": False, "break_on_hyphens": False}
            lines += textwrap.wrap(line, width, **options) or [""]  # type: ignore[arg-type]
    return "\n".join(lines)


_SPACES: dict[str, Callable[[str], str]] = {
    "no change at all": lambda text: text,
    "spaces at line ends": lambda text: re.sub(r"(?m)$", "  ", text),
    "a tab at line ends": lambda text: re.sub(r"(?m)$", "\t", text),
    "indented lines": lambda text: re.sub(r"(?m)^(?=\S)", "    ", text),
    "two spaces between words": lambda text: text.replace(" ", "  "),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "a space of no width": lambda text: text.replace(" ", " \u200b"),
    "twice as many empty lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "an empty line after each line": lambda text: text.replace("\n", "\n\n"),
    "single empty lines": lambda text: re.sub(r"\n{3,}", "\n\n", text),
    "empty lines at the ends": lambda text: f"\n\n\n{text}\n\n\n",
    "no newline at the end": lambda text: text.rstrip(),
    "plain quotes": _plain_quotes,
    "all quotes as guillemets": lambda text: text.replace("“", "«").replace("”", "»"),
    "straight quotes made curly": lambda text: re.sub(r'"([^"\n]*)"', "“\\1”", text),
    "composed accents": lambda text: unicodedata.normalize("NFC", text),
    "taken apart accents": lambda text: unicodedata.normalize("NFD", text),
    "lines of 60": lambda text: _wrapped(text, 60),
    "lines of 80": lambda text: _wrapped(text, 80),
    "lines of 100": lambda text: _wrapped(text, 100),
    "lines of 132": lambda text: _wrapped(text, 132),
    "plain quotes and lines of 72": lambda text: _plain_quotes(_wrapped(text, 72)),
    "other bullets": lambda text: text.replace("•", "-"),
    "asterisks as bullets": lambda text: text.replace("• ", "* "),
}


def harmless(text: str) -> Iterator[Mutation]:
    """Edits that any page can bear."""
    for name, edit in _SPACES.items():
        yield _encoded(name, edit(text).encode())
    yield _encoded("line ends of Windows", text.replace("\n", "\r\n").encode())
    yield _encoded("line ends of old Macs", text.replace("\n", "\r").encode())
    yield _encoded("a byte order mark", text.encode("utf-8-sig"))
    yield _encoded("UTF-16", text.encode("utf-16"))
    yield _encoded("Windows and wide", _wrapped(text, 90).replace("\n", "\r\n").encode("utf-16"))


def harmless_tables(page: Page) -> Iterator[Mutation]:
    """Edits that a page in the layout with tables can bear."""
    text = "\n".join(page.lines)
    yield mutation("harmless", "no empty lines", re.sub(r"\n\n+", "\n", text))
    for name, kind in (("bars", "|{}|"), ("Markdown", "| {} |"), ("bars inside only", "{}")):
        yield mutation("harmless", name, _barred(page, kind, name == "Markdown"))
    yield mutation("harmless", "two rows on one line", _glued(page))
    for seed in range(4):
        yield mutation("harmless", f"other order of sections, {seed}", _reordered(page, seed))
    yield mutation("harmless", "HTML", as_html(page))
    yield mutation("harmless", "HTML, a paragraph a line", _paragraphs(text))
    yield mutation("harmless", "HTML, preformatted", f"<html><body><pre>{html.escape(text)}</pre>")
    yield mutation(
        "harmless", "HTML with breaks", "<body>" + html.escape(text).replace("\n", "<br>\n")
    )
    yield mutation(
        "harmless", "HTML, with a menu", as_html(page, "<nav><a>Home</a><a>Cards</a></nav>")
    )
    yield mutation("harmless", "HTML on one line", re.sub(r"\s*\n\s*", " ", as_html(page)))


def _paragraphs(text: str) -> str:
    lines = (f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    return "<!DOCTYPE html><html><body>" + "\n".join(lines) + "</body></html>"


_HEADERS = {
    "key description": ("key", "description"),
    "Parameter Description Parameter Type Data Type": (
        *("Parameter", "Description", "Parameter Type", "Data Type"),
    ),
    "HTTP Status Code Reason": ("HTTP Status Code", "Reason"),
}


def _cells(page: Page) -> dict[int, tuple[int, tuple[str, ...]]]:
    """The cells of each row: by its first line, how many lines it takes and what is in it."""
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    for number, line in enumerate(page.lines):
        if line in _HEADERS:
            found[number] = 1, _HEADERS[line]
        following = page.lines[number + 1] if number + 1 < len(page.lines) else ""
        for text, taken in ((line, 1), (f"{line} {following}", 2)):
            if number not in found and (match := ROW.fullmatch(text)) and following != "x":
                if taken == 2 and (not line.strip() or ROW.fullmatch(following)):
                    continue
                found[number] = taken, match.group("name", "text", "place", "type")
    for _, number, name in page.keyed():
        found[number] = 2, (name, page.lines[number + 1])
    for _, number, status in page.statuses():
        found[number] = 1, (status, page.lines[number][4:])
    return found


def _barred(page: Page, form: str, markdown: bool) -> str:
    cells, lines, number = _cells(page), list[str](), 0
    headings = {section.heading for section in page.sections()}
    while number < len(page.lines):
        taken, row = cells.get(number, (1, ()))
        line = page.lines[number]
        if row:
            escaped = [cell.replace("|", "\\|") if markdown else cell for cell in row]
            lines.append(form.format(" | ".join(escaped)))
            if markdown and line in _HEADERS:
                lines.append("|" + "---|" * len(row))
        elif markdown and number in headings:
            lines.append(f"### {line}")
        elif markdown and line.startswith("Endpoint:"):
            lines.append(f"**Endpoint:** `{line.removeprefix('Endpoint: ')}`")
        else:
            lines.append(line)
        number += taken
    return "\n".join(lines)


def _glued(page: Page) -> str:
    """Each row with a place and a type on one line with the row below it."""
    lines: list[str] = []
    for number, line in enumerate(page.lines):
        above = page.lines[number - 1] if number else ""
        both = ROW.fullmatch(line) and ROW.fullmatch(above) and "[" in line
        if (both and number % 2 and lines) or (STATUS.fullmatch(line) and STATUS.fullmatch(above) and lines):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _reordered(page: Page, seed: int) -> str:
    """The operations in another order; the headings between them stay where they are."""
    sections = page.sections()
    order = list(sections)
    random.Random(seed).shuffle(order)
    lines, at = list[str](), 0
    for place, section in zip(sections, order, strict=True):
        lines += [*page.lines[at : place.heading], *page.lines[section.heading : section.end]]
        at = place.end
    return "\n".join([*lines, *page.lines[at:]])


def as_html(page: Page, menu: str = "") -> str:
    """The page as it might be on the web: real headings, real tables, entities, a script."""
    cells, number = _cells(page), 0
    headings = {section.heading for section in page.sections()}
    out = [
        "<!DOCTYPE html><html lang=es><head><title>API</title><style>td{color:red}</style>",
        f"<script>var a = '<p>Endpoint: GET /x</p>';</script></head><body>{menu}<main>",
    ]
    table = False
    while number < len(page.lines):
        taken, row = cells.get(number, (1, ()))
        line = page.lines[number]
        if row and (not table or line in _HEADERS):
            out.append(("</table>" if table else "") + "<table class='t'>")
            table = True
        elif not row and table and line.strip():
            out.append("</table>")
            table = False
        if row:
            tag = "th" if line in _HEADERS else "td"
            out.append("<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in row) + "</tr>")
        elif number in headings:
            out.append(f"<h3>{html.escape(line)}</h3>")
        elif line.startswith("Endpoint:"):
            method, path = line.removeprefix("Endpoint:").split()
            out.append(
                f"<div><strong>Endpoint:</strong> <span>{method}</span>\n <code>{path}</code></div>"
            )
        elif re.match(r"\s*•", line):
            out.append(f"<ul><li>{html.escape(line.strip(' •'))}</li></ul>")
        elif line == "Copy to Clipboard":
            out.append("<button>Copy to Clipboard</button>")
        elif line.strip():
            out.append(f"<p>{html.escape(line)}</p>")
        number += taken
    return "\n".join(out) + "</main><footer>Ours since 2001</footer></body></html>"
