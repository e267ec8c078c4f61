"""The layout of InstantCard's page: many operations, each with a table of its parameters.

    Heading
    Endpoint: METHOD path
    key description  |  Parameter Description Parameter Type Data Type
    rows
    prose
    Sample Call:
    Error Status Codes
    HTTP Status Code Reason
    rows
    Sample Successful Response:

Only the headings, the endpoint and the headers of the tables are told by their words; in HTML and
in a text dump they come in the same order.
"""

import re
from collections import Counter
from collections.abc import Sequence

import attrs

from .errors import PageError
from .facts import Facts, Operation, Parameter, Section
from .lines import Line
from .prose import digest, prose_of, sentences_by_hash
from .rows import Row, keyed_rows, typed_rows
from .samples import read_sample
from .words import METHODS, values_in

_ENDPOINT = re.compile(r"(?:api\s+)?endpoint\s*:\s*(.*)", re.IGNORECASE)
_CALL = re.compile(rf"({'|'.join(METHODS)})\s+(\S{{1,500}})", re.IGNORECASE)
_KEYED = re.compile(r"(?:key|clave|llave)\s+(?:description|descripci[oó]n)", re.IGNORECASE)
_TYPED = re.compile(
    r"(?:parameter\s+description\s+parameter\s+type\s+data\s+type"
    r"|par[aá]metro\s+descripci[oó]n\s+tipo\s+de\s+par[aá]metro\s+tipo\s+de\s+datos?)",
    re.IGNORECASE,
)
_STATUSES = re.compile(
    r"error\s+status\s+codes?|c[oó]digos?\s+de\s+(?:estado|status)(?:\s+de\s+error)?", re.IGNORECASE
)
_STATUS_HEADER = re.compile(
    r"http\s+status\s+code\s+reason|c[oó]digo\s+de\s+(?:estado|status)\s+http\s+(?:raz[oó]n|motivo)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?<![\w.,])[1-5][0-9]{2}(?![0-9.,])")
_CALLED = re.compile(
    r"sample\s+call|acci[oó]n\s+(?:de\s+)?muestra|llamada\s+(?:de\s+)?muestra", re.IGNORECASE
)
_ANSWERED = re.compile(
    r"sample\s+(?:successful\s+)?responses?"
    r"|respuestas?\s+(?:de\s+[eé]xito\s+|exitosas?\s+)?(?:de\s+)?muestra",
    re.IGNORECASE,
)
_CLIPBOARD = re.compile(r"copy(?:\s+to\s+clipboard)?|copied!?|copiar", re.IGNORECASE)
_SERVER = re.compile(
    r"https?://[\w.-]{1,200}(?::[0-9]{1,5})?/[\w./-]{0,100}?v[0-9]{1,3}(?![\w.-]*\w)"
)
_AUTHORIZATION = "authorization"


def is_tables(lines: Sequence[Line]) -> bool:
    """Whether a page has this layout."""
    return any(_ENDPOINT.fullmatch(line.text) for line in lines)


def _marker(line: Line) -> re.Pattern[str] | None:
    text = line.text.rstrip(" :")
    markers = (_KEYED, _TYPED, _STATUSES, _STATUS_HEADER, _CALLED, _ANSWERED, _CLIPBOARD)
    return next((each for each in markers if each.fullmatch(text)), None)


def _joined_markers(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a marker that was broken in two made one line again."""
    joined: list[Line] = []
    for line in lines:
        if joined and not (_marker(joined[-1]) or _marker(line)) and len(joined[-1].text) < 60:
            both = attrs.evolve(joined[-1], text=f"{joined[-1].text} {line.text}", cells=None)
            if _marker(both) in (_TYPED, _STATUSES, _STATUS_HEADER, _ANSWERED):
                joined[-1] = both
                continue
        joined.append(line)
    return joined


@attrs.define
class _Text:
    """The text of a section, gathered in the page's order."""

    prose: list[str] = attrs.Factory(list)
    whole: list[str] = attrs.Factory(list)

    def add(self, text: str) -> None:
        self.prose.append(text)
        self.whole.append(text)


@attrs.define
class _Block:
    """An operation's lines: its heading, its endpoint, and what stands below."""

    page: str
    heading: str
    endpoint: Line
    method: str
    path: str
    lines: list[Line]
    text: _Text = attrs.Factory(_Text)
    rows: list[Row] = attrs.Factory(list)
    statuses: dict[str, str] = attrs.Factory(dict)
    response: tuple[str, ...] | None = None
    samples: dict[str, str] = attrs.Factory(dict)
    after: list[Line] = attrs.Factory(list)

    def read(self) -> None:
        """Take the lines apart."""
        dense = len({line.gap for line in self.lines[1:]}) < 2
        index, answered = 0, False
        while index < len(self.lines):
            line = self.lines[index]
            rest = self.lines[index + 1 :]
            marker = _marker(line)
            index += 1
            if marker in (_KEYED, _TYPED):
                end = next((i for i, each in enumerate(rest) if _marker(each)), len(rest))
                table = rest[:end]
                rows, taken = (
                    keyed_rows(self.page, table, dense)
                    if marker is _KEYED
                    else typed_rows(self.page, table)
                )
                self.rows += rows
                # A stop keeps the sentences of two rows apart; the hash of the whole has none.
                self.text.whole += [f"{row.description} ." for row in rows]
                index += taken
            elif marker is _STATUS_HEADER:
                index += self._read_statuses(rest)
            elif marker in (_ANSWERED, _CLIPBOARD):
                answered = answered or marker is _ANSWERED
                if rest and rest[0].text[:1] in "{[":
                    index += self._read_answer(rest)
            elif marker is None and answered and _is_title(line):
                self.after = self.lines[index - 1 :]
                return
            elif marker is None:
                self._require_no_row(line)
                self.text.add(line.text)

    def _read_statuses(self, lines: Sequence[Line]) -> int:
        taken = 0
        for line in lines:
            found = list(_STATUS.finditer(line.text))
            if not found or line.text[: found[0].start()].strip():
                break
            ends = [each.start() for each in found[1:]] + [len(line.text)]
            for each, end in zip(found, ends, strict=True):
                self.statuses[each[0]] = digest(line.text[each.end() : end])
            taken += 1
        if not taken:
            at = lines[0] if lines else self.endpoint
            raise PageError(self.page, at.number, "a table of statuses without a status", at.raw)
        return taken

    def _read_answer(self, lines: Sequence[Line]) -> int:
        sample = read_sample(self.page, lines)
        self.response = sample.fields
        self.samples |= sample.values
        return sample.taken

    def _require_no_row(self, line: Line) -> None:
        """A row that no table claimed would be a parameter that nobody sees."""
        if line.cells and len(line.cells) == 4:
            raise PageError(self.page, line.number, "a row outside of a table", line.raw)

    def operation(self, occurrence: int) -> Operation:
        """The facts."""
        parameters: list[Parameter] = []
        security = None
        for row in self.rows:
            if row.parameter.name.lower() == _AUTHORIZATION:
                security = _security(row)
            else:
                parameters.append(row.parameter)
        return Operation(
            section=self.heading,
            occurrence=occurrence,
            method=self.method,
            path=self.path,
            parameters=tuple(parameters),
            security=security,
            statuses=dict(sorted(self.statuses.items())),
            response=self.response,
            samples=self.samples,
            values=values_in(" ".join(self.text.prose)),
            prose=prose_of(self.text.prose),
            whole=prose_of(self.text.whole),
        )


def _security(row: Row) -> str:
    """A row for the authorization as one text."""
    scheme = re.search(r'"\s*([\w-]{1,40})\s*"', row.description)
    words = [
        scheme[1].lower() if scheme else "?",
        row.parameter.where or "?",
        row.parameter.name.lower(),
    ]
    if row.parameter.type not in (None, "string"):
        words.append(str(row.parameter.type))
    if row.parameter.required is not True:
        words.append("optional")
    return " ".join(words)


def _is_title(line: Line) -> bool:
    """Whether a line can be a heading: a short one that is no sentence."""
    if line.heading:
        return True
    return len(line.text) <= 80 and line.text[-1] not in ".!?:;," and not line.cells


def read_tables(page: str, lines: Sequence[Line]) -> tuple[Facts, dict[str, str]]:
    """The facts of a page, and its sentences by their hashes.

    Raises:
        PageError: Something on it looks like a fact and cannot be read as one.
    """
    lines = _joined_markers(lines)
    blocks, before = _blocks(page, lines)
    sections = _sections(before, always=True)
    seen = Counter[str]()
    operations: list[Operation] = []
    for block in blocks:
        block.read()
        seen[block.heading] += 1
        operations.append(block.operation(seen[block.heading]))
        sections += _sections(block.after)
    texts: dict[str, str] = {}
    for gathered in [block.text.whole for block in blocks] + [text for _, text in sections]:
        texts |= sentences_by_hash(gathered)
    servers = sorted({url for line in lines for url in _SERVER.findall(line.text)})
    return (
        Facts(
            "tables",
            tuple(servers),
            tuple(Section(heading, prose_of(text)) for heading, text in sections),
            tuple(operations),
        ),
        texts,
    )


def _blocks(page: str, lines: list[Line]) -> tuple[list[_Block], list[Line]]:
    """The operations' lines, and those before the first of them."""
    blocks: list[_Block] = []
    before: list[Line] = []
    current = before
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        endpoint = _ENDPOINT.fullmatch(line.text)
        if endpoint is None:
            current.append(line)
            continue
        said = endpoint[1]
        while not _CALL.fullmatch(said) and index < len(lines) and len(said) < 10:
            said = f"{said} {lines[index].text}".strip()
            index += 1
        call = _CALL.fullmatch(said)
        if call is None:
            raise PageError(page, line.number, "an endpoint without a method and a path", line.raw)
        if not current or _marker(current[-1]) or len(current[-1].text) > 200:
            raise PageError(page, line.number, "an endpoint without a heading above", line.raw)
        heading = current.pop().printed
        block = _Block(page, heading, line, call[1].upper(), call[2], [])
        blocks.append(block)
        current = block.lines
    return blocks, before


def _sections(lines: Sequence[Line], always: bool = False) -> list[tuple[str, list[str]]]:
    """Lines without an operation as a heading and its text.

    What a dump does not mark as headings cannot be told apart from text: all of it is one section,
    but for a title at its end, which is the heading of the group that follows.
    """
    if not lines:
        return []
    first, *others = lines
    sections = [(first.text, [line.text for line in others])]
    if always and others and _is_title(others[-1]):
        sections[0][1].pop()
        sections.append((others[-1].text, []))
    return sections
