"""A saved HTML page as lines."""

import re

import attrs
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .errors import PageError
from .lines import MAXIMUM_LINE, MAXIMUM_LINES, Line, made_line, plain

_SKIPPED = frozenset(
    re.findall(
        r"\w+",
        "head script style noscript template svg math nav footer aside form select textarea iframe"
        " object embed audio video canvas dialog",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body caption center dd details div dl dt fieldset figcaption"
        " figure header hgroup hr html legend li main ol p section summary table tbody tfoot"
        " thead ul button",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_MAXIMUM_DEPTH = 512


@attrs.define
class _Lines:
    """Collects text into lines; a row's cells are collected apart."""

    name: str
    lines: list[Line] = attrs.Factory(list)
    text: list[str] = attrs.Factory(list)
    heading: bool = False
    gap: int = 0
    cells: "list[_Lines] | None" = None

    def add(self, text: str) -> None:
        self.text.append(text)

    def end(self, broken: bool = False) -> None:
        """End the line, if there is one; a line that is broken off may be an empty one."""
        text, self.text = "".join(self.text), []
        if not text.strip():
            self.gap += broken
            return
        # A heading, a bullet or a bar is markup in text, and nothing but a character here.
        cleaned = re.sub(r"^[#>*+\-]+(?=\s)", "", plain(text))
        gap, self.gap = self.gap, 0
        if cleaned and not self.heading and (line := made_line(0, cleaned, gap)):
            self.lines.append(attrs.evolve(line, raw=text))
        elif cleaned and self.heading:
            self.lines.append(Line(0, cleaned, gap, heading=True, raw=text))
        if len(text) > MAXIMUM_LINE:
            raise PageError(self.name, 0, f"a block of more than {MAXIMUM_LINE} characters", text)


def html_lines(text: str, name: str) -> list[Line]:
    """The lines of a saved page: one a block, one a row of a table.

    A line is numbered by its place among the lines, since a saved page is often one long line.

    Raises:
        PageError: It is nested too deeply, or has too many lines.
    """
    tree = LexborHTMLParser(text)
    root = tree.css_first("main, [role=main]") or tree.body or tree.root
    if root is None:
        raise PageError(name, 0, "no HTML")
    collected = _walk(root, name)
    return [attrs.evolve(line, number=number) for number, line in enumerate(collected, 1)]


def _walk(root: LexborNode, name: str) -> list[Line]:
    # Without recursion: the depth of a page is its author's choice, and the stack is ours.
    open_to = [_Lines(name)]
    stack: list[tuple[LexborNode, bool, bool]] = [(root, False, False)]
    depth = 0
    while stack:
        node, leaving, code = stack.pop()
        tag = node.tag or ""
        if leaving:
            depth -= 1
            _leave(tag, open_to)
            continue
        if node.is_text_node:
            _text(node.text_content or "", code, open_to[-1])
            continue
        if not node.is_element_node or tag in _SKIPPED or "hidden" in (node.attributes or {}):
            continue
        depth += 1
        if depth > _MAXIMUM_DEPTH:
            raise PageError(name, 0, f"nested deeper than {_MAXIMUM_DEPTH} elements")
        if len(open_to[-1].lines) > MAXIMUM_LINES:
            raise PageError(name, 0, f"more than {MAXIMUM_LINES} lines")
        _enter(tag, open_to)
        stack.append((node, True, code))
        children = []
        child = node.first_child
        while child is not None:
            children.append((child, False, code or tag == "pre"))
            child = child.next
        stack.extend(reversed(children))
    open_to[0].end()
    return open_to[0].lines


def _text(text: str, code: bool, lines: _Lines) -> None:
    if not code:
        lines.add(re.sub(r"\s+", " ", text))
        return
    for each in text.splitlines(keepends=True):
        lines.add(each)
        if each.endswith(("\n", "\r")):
            lines.end(broken=True)


def _enter(tag: str, open_to: list[_Lines]) -> None:
    lines = open_to[-1]
    if tag in _BLOCKS or tag in _HEADINGS or tag in ("pre", "tr", "br"):
        lines.end(broken=tag == "br")
    if tag in _HEADINGS:
        lines.heading = True
    elif tag == "tr":
        lines.cells = []
    elif tag in _CELLS:
        open_to.append(_Lines(lines.name))


def _leave(tag: str, open_to: list[_Lines]) -> None:
    lines = open_to[-1]
    if tag in _CELLS and len(open_to) > 1:
        lines.end()
        open_to.pop()
        row = open_to[-1]
        if row.cells is None:
            row.lines.extend(lines.lines)
        else:
            row.cells.append(lines)
        return
    if tag in _BLOCKS or tag in _HEADINGS or tag in ("pre", "tr"):
        lines.end()
    if tag in _HEADINGS:
        lines.heading = False
    elif tag == "tr" and lines.cells is not None:
        cells, lines.cells = lines.cells, None
        lines.lines.extend(_row(cells))


def _row(cells: list[_Lines]) -> list[Line]:
    """A row as one line; as several, if a table lays out the page rather than values."""
    if len(cells) < 2 or any(line.heading for cell in cells for line in cell.lines):
        return [line for cell in cells for line in cell.lines]
    texts = tuple(" ".join(line.text for line in cell.lines) for cell in cells)
    text = " ".join(filter(None, texts))
    return [Line(0, text, 0, cells=texts)] if text else []
