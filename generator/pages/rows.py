"""The rows of a table of parameters.

In HTML and where a dump keeps its bars a row has cells. In a dump without bars, it is a run of
words that ends with a place and a type ("body form-data integer"), and may be broken over lines or
stand on one line with the next; or, in the other style, a name on one line and a description below.
"""

import re
from collections.abc import Iterator, Sequence

import attrs

from .errors import PageError
from .facts import Parameter
from .lines import Line
from .prose import digest
from .words import PLACE, TYPE, mark_of, place_in, place_of, type_of, values_in

_END = re.compile(
    rf"(?<![^\W_])({PLACE})\s*(?<![^\s\w])({TYPE})(?![\w\[\]<])",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,80}(?:\[[\w.-]{0,80}\]){0,8}")
_MAXIMUM_ROW = 12
_MAXIMUM_TEXT = 2000


@attrs.frozen
class Row:
    """A row as it was read.

    Attributes:
        line: Where it begins.
        parameter: What it lists.
        description: Its description.
        mark: What stands in the parentheses of its mark besides "required".
    """

    line: Line
    parameter: Parameter
    description: str


def with_cells(page: str, line: Line, header: Sequence[str]) -> Row:
    """A row with borders, below a header of `name`, `description`, `place` and `type`."""
    cells = list(line.cells or ())
    if len(cells) < len(header):
        cells += [""] * (len(header) - len(cells))
    surplus = len(cells) - len(header)
    if surplus:
        # A bar within a description was taken for a border.
        at = header.index("description")
        cells[at : at + surplus + 1] = [" | ".join(cells[at : at + surplus + 1])]
    found = dict(zip(header, cells, strict=True))
    place = place_of(found.get("place", "")) if found.get("place") else None
    if found.get("place") and place is None:
        raise PageError(page, line.number, f"{found['place']!r} is no known place", line.raw)
    name = found["name"].rstrip(":")
    if not name or len(name) > 200:
        raise PageError(page, line.number, "a row without a name", line.raw or line.text)
    return _row(line, name, found["description"], place, found.get("type", ""))


def _row(line: Line, name: str, description: str, place: str | None, type_: str) -> Row:
    description, required, rest = mark_of(description)
    parameter = Parameter(
        name=name,
        where=place or place_in(rest),
        type=type_of(type_) if type_.strip() else None,
        required="either" if required == "either" else bool(required),
        description=digest(description),
        values=values_in(description),
    )
    return Row(line, parameter, description)


@attrs.define
class _Run:
    """Lines that may be a row in the making."""

    lines: list[Line] = attrs.Factory(list)
    text: str = ""

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.text = f"{self.text} {line.text}".strip()

    def clear(self) -> None:
        self.lines, self.text = [], ""


def typed_rows(page: str, lines: Sequence[Line]) -> tuple[list[Row], int]:
    """The rows of "Parameter Description Parameter Type Data Type", and how many lines they take.

    Raises:
        PageError: A line is part of the table and cannot be read.
    """
    rows: list[Row] = []
    run = _Run()
    taken = 0
    for index, line in enumerate(lines):
        if line.cells and not run.lines:
            rows.append(with_cells(page, line, ("name", "description", "place", "type")))
            taken = index + 1
            continue
        run.add(line)
        for row in _ended(page, run):
            rows.append(row)
            taken = index + (not run.lines)
        if len(run.lines) > _MAXIMUM_ROW or len(run.text) > _MAXIMUM_TEXT:
            break
    if run.lines and _begins_a_row(run.text):
        first = run.lines[0]
        reason = "a row of the table that does not end with a place and a type"
        raise PageError(page, first.number, reason, first.raw or first.text)
    return rows, taken


def _ended(page: str, run: _Run) -> Iterator[Row]:
    """The rows that a run completes; what is left of it begins the next one."""
    while end := _END.search(run.text):
        text = run.text[: end.start()].strip()
        name, _, description = text.partition(" ")
        glued = re.fullmatch(r"([^()]+)(\(.*)", name)
        if glued and _NAME.fullmatch(glued[1]):
            name, description = glued[1], f"{glued[2]} {description}"
        first = run.lines[0]
        if not _NAME.fullmatch(name):
            raise PageError(page, first.number, "a row without a name", first.raw or first.text)
        stray = next((line for line in run.lines[1:] if _wire_like(line.text)), None)
        if stray and _END.search(first.text) is None:
            reason = "a row of the table that does not end with a place and a type"
            raise PageError(page, first.number, reason, first.raw or first.text)
        rest, last = run.text[end.end() :].strip(), run.lines[-1]
        run.clear()
        if rest:
            run.add(attrs.evolve(last, text=rest))
        yield _row(first, name, description, place_of(end[1]), end[2])


def _wire_like(text: str) -> bool:
    """Whether a text begins with what can be nothing but a name on the wire."""
    word = text.partition(" ")[0].partition("(")[0]
    return bool(_NAME.fullmatch(word)) and ("_" in word or "[" in word)


def _begins_a_row(text: str) -> bool:
    word, _, rest = text.partition(" ")
    return _wire_like(text) or (
        bool(_NAME.fullmatch(word)) and bool(re.match(r"\(\s*(?:required|\*)", rest, re.IGNORECASE))
    )


def keyed_rows(page: str, lines: Sequence[Line], dense: bool) -> tuple[list[Row], int]:
    """The rows of "key description": a name on a line, its description on the next ones.

    Args:
        page: The page's name.
        lines: What follows the header.
        dense: Whether the section has no empty lines that could show where the table ends.
    """
    if lines and lines[0].cells:
        taken = next((i for i, line in enumerate(lines) if not line.cells), len(lines))
        return [with_cells(page, line, ("name", "description")) for line in lines[:taken]], taken
    pitch = lines[0].gap if lines else 0
    rows: list[Row] = []
    index = 0
    while index < len(lines) and (dense or lines[index].gap <= pitch):
        name, description = _keyed_start(lines, index)
        if not name:
            break
        first = lines[index]
        index += 1
        while index < len(lines) and _continues(lines, index, description, pitch, dense):
            description = f"{description} {lines[index].text}".strip()
            index += 1
        rows.append(_row(first, name, description, None, ""))
    return rows, index


def _keyed_start(lines: Sequence[Line], index: int) -> tuple[str, str]:
    """The name that a line begins with, and what follows it on the line."""
    word, _, rest = lines[index].text.partition(" ")
    if not _NAME.fullmatch(word):
        return "", ""
    if rest and not rest.startswith("("):
        return "", ""
    if rest:
        return word, rest
    # A lone word is a name only with a description below: the last word of a broken line has none.
    below = lines[index + 1] if index + 1 < len(lines) else None
    described = below and below.gap <= lines[0].gap and not _NAME.fullmatch(below.text)
    if index and not described and not _wire_like(word):
        return "", ""
    return word, ""


def _continues(
    lines: Sequence[Line], index: int, description: str, pitch: int, dense: bool
) -> bool:
    """Whether a line goes on with the description above it."""
    line = lines[index]
    if not description:
        return dense or line.gap <= pitch
    if not dense and line.gap > pitch:
        return False
    if _keyed_start(lines, index)[0]:
        return False
    # Without empty lines only the look of a line tells: prose begins with a capital letter.
    return not dense or not line.text[:1].isupper()
