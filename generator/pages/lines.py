"""A page as lines, whichever of the three forms it came in: HTML, Markdown or a text dump."""

import re
import unicodedata
from collections.abc import Iterator

import attrs

from .errors import PageError

MAXIMUM_BYTES = 4 * 1024 * 1024
MAXIMUM_LINES = 60_000
MAXIMUM_LINE = 20_000


@attrs.frozen
class Line:
    """One line that says something.

    Attributes:
        number: Its number in the file, from 1; of HTML, the block's.
        text: Its text, with plain quotation marks, single spaces and no markup.
        gap: How many empty lines stand above it.
        heading: Whether the page marks it as a heading.
        cells: Its cells, if it is the row of a table with borders.
        raw: The line as it came.
    """

    number: int
    text: str
    gap: int = 0
    heading: bool = False
    cells: tuple[str, ...] | None = None
    raw: str = attrs.field(default="", eq=False, repr=False)

    @property
    def printed(self) -> str:
        """The text with the quotation marks that it came with."""
        return " ".join(self.raw.strip("# \t").split()) or self.text


def decoded(content: bytes, name: str) -> str:
    """The text of a page.

    Raises:
        PageError: It is too large, empty, or in no encoding that it says.
    """
    if len(content) > MAXIMUM_BYTES:
        raise PageError(name, 0, f"larger than {MAXIMUM_BYTES // 1024 // 1024} MiB")
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        reason = f"not {encoding.upper()[:6].rstrip('-')}; save the page again as UTF-8"
        raise PageError(name, line, reason) from None
    if not text.strip():
        raise PageError(name, 0, "empty")
    if "\0" in text:
        raise PageError(name, text[: text.index("\0")].count("\n") + 1, "not a text file")
    return text


def text_lines(text: str, name: str) -> list[Line]:
    """The lines of a text dump or of Markdown.

    Raises:
        PageError: There are too many of them, or one is too long.
    """
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.splitlines(), 1):
        line = made_line(number, raw, gap)
        if number > MAXIMUM_LINES:
            raise PageError(name, number, f"more than {MAXIMUM_LINES} lines")
        if len(raw) > MAXIMUM_LINE:
            raise PageError(name, number, f"a line of more than {MAXIMUM_LINE} characters", raw)
        if line is None:
            gap += not raw.strip()
        else:
            lines.append(line)
            gap = 0
    return lines


def made_line(number: int, raw: str, gap: int) -> Line | None:
    """A line without its markup; `None` if nothing is left."""
    text = plain(raw)
    if _RULE.fullmatch(text) or _FENCE.match(raw):
        return None
    heading = re.match(r"#{1,6}\s+(.*?)[\s#]*$", text)
    if heading:
        return Line(number, heading[1], gap, heading=True, raw=raw) if heading[1] else None
    cells = bars(text)
    if cells:
        text = " ".join(filter(None, cells))
        return Line(number, text, gap, cells=cells, raw=raw) if text else None
    text = _BULLET.sub("", text)
    return Line(number, text, gap, raw=raw) if text else None


_RULE = re.compile(r"[-=_*|:+\s]*")
_FENCE = re.compile(r"\s{0,3}(?:`{3}|~{3})")
_BULLET = re.compile(r"^(?:(?:[•◦▪·‣]|[-*+>](?=\s))\s*)+|^[0-9]{1,2}[.)]\s+(?=\S)")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂″", '"') | dict.fromkeys("‘’‚‛′`´", "'"))
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[([^\[\]]{1,500})\]\([^()\s]{0,2000}\)")


def plain(raw: str) -> str:
    """A line's text: spaces, quotation marks and emphasis made the same in every form."""
    text = unicodedata.normalize("NFC", raw)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c == "\t")
    text = _LINK.sub(r"\1", text.replace("`", "").replace("**", "").translate(_QUOTES))
    text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


def bars(text: str) -> tuple[str, ...] | None:
    """The cells of a row that is written with bars; a bar within parentheses is none."""
    cells, depth, start = list[str](), 0, 0
    for index, character in enumerate(text):
        if character in "()":
            depth = max(0, depth + (1 if character == "(" else -1))
        elif character == "|" and not depth:
            cells.append(text[start:index].strip())
            start = index + 1
    if not cells:
        return None
    cells.append(text[start:].strip())
    if text.startswith("|"):
        cells = cells[1:]
    if text.endswith("|") and cells:
        cells = cells[:-1]
    return tuple(cells) if len(cells) > 1 else None


def looks_like_html(text: str) -> bool:
    """Whether a text is a saved page rather than the text of one."""
    head = text[:4096].lstrip().lower()
    if re.search(r"<(?:!doctype\s+html|html|head|body)\b", head):
        return True
    return head.startswith("<") and len(re.findall(r"</[a-z]{1,10}[0-9]?>", text[:20_000])) > 2


def fences(text: str) -> Iterator[tuple[int, str, str]]:
    """The fenced blocks of Markdown: the line of each, what its fence says, its text."""
    fence, said, begin, block = "", "", 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        mark = re.match(r"\s{0,3}(`{3,}|~{3,})\s*(.*)$", line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2]:
                yield begin, said, "\n".join(block)
                fence = ""
            else:
                block.append(line)
        elif mark:
            fence, said, begin, block = mark[1], mark[2].strip(), number, []
