"""Markdown with an OpenAPI fragment inside: what the fragment says, and the text around it."""

import re

from ..document import Document, Node
from ..errors import SpecError
from ..reading import Reading, Unreadable, read_yaml
from .errors import PageError
from .expected import Expected, ExpectedOperation, expected_page
from .facts import Facts, Operation, Parameter
from .lines import fences, text_lines
from .prose import digest, prose_of, sentences_by_hash

_PATHS = re.compile(r"(?m)^\s{0,8}[\"']?paths[\"']?\s*:")


def read_fragment(page: str, text: str) -> tuple[Facts, dict[str, str]] | None:
    """The facts of a page with a fragment, and its sentences by their hashes; `None` without one.

    Raises:
        PageError: A fragment cannot be read.
    """
    blocks = [(line, block) for line, _, block in fences(text) if _PATHS.search(block)]
    if not blocks:
        return None
    servers: set[str] = set()
    operations: list[Operation] = []
    around = _around(text, page)
    texts = sentences_by_hash(around)
    for begin, block in blocks:
        for server, operation, said in _read(page, begin, block, around):
            servers |= server
            operations.append(operation)
            texts |= sentences_by_hash(said)
    if not operations:
        raise PageError(page, blocks[0][0], "an OpenAPI fragment without an operation")
    return Facts("reference", tuple(sorted(servers)), (), tuple(operations)), texts


def _around(text: str, page: str) -> list[str]:
    """The text outside of the fences; the headings name what the fragment has."""
    inside, kept = "", list[str]()
    for line in text.splitlines():
        mark = re.match(r"\s{0,3}(`{3,}|~{3,})", line)
        if inside:
            inside = "" if mark and mark[1].startswith(inside) else inside
        elif mark:
            inside = mark[1]
        else:
            kept.append(line)
    return [line.text for line in text_lines("\n".join(kept), page) if not line.heading]


def _read(
    page: str, begin: int, block: str, around: list[str]
) -> list[tuple[set[str], Operation, list[str]]]:
    """The operations of a fragment, each with the servers and with its texts."""
    try:
        reading = read_yaml(block.encode())
    except Unreadable as error:
        raise PageError(page, begin, f"an OpenAPI fragment that is {error}") from None
    if not isinstance(reading.data, dict):
        raise PageError(page, begin, "an OpenAPI fragment that is no mapping")
    root = Node(page, "", reading.data, reading.data)
    try:
        spec = expected_page(Document(page, "", root))
        return [(set(spec.servers), *_operation(each, root, around)) for each in spec.operations]
    except SpecError as error:
        line = begin + _line(reading, error.pointer)
        raise PageError(page, line, f"in an OpenAPI fragment: {error.reason}") from None


def _line(reading: Reading, pointer: str) -> int:
    while pointer not in reading.lines:
        pointer = pointer.rpartition("/")[0]
    return reading.lines[pointer]


def _operation(
    expected: ExpectedOperation, root: Node, around: list[str]
) -> tuple[Operation, list[str]]:
    node = _at(root, expected.pointer)
    said = [node.text_at("description"), *around]
    whole = [*said, *(each.description for each in expected.parameters)]
    operation = Operation(
        section=expected.section,
        method=expected.method,
        path=expected.path,
        parameters=tuple(map(_parameter, expected.parameters)),
        security=expected.security,
        statuses={
            status: digest(_at(root, places[1]).text_at("description"))
            for status, places in sorted(expected.statuses.items())
        },
        media=expected.media[0] if expected.media else None,
        request=tuple(sorted(expected.request)) or None,
        response=tuple(sorted(expected.response)) or None,
        prose=prose_of(said),
        whole=prose_of(whole),
    )
    return operation, whole


def _parameter(expected: Expected) -> Parameter:
    return Parameter(
        name=expected.name,
        where=expected.where,
        type=expected.type,
        required=expected.required,
        description=digest(expected.description),
        values=expected.values,
    )


def _at(root: Node, pointer: str) -> Node:
    node = root
    for key in pointer.split("/")[1:]:
        plain = key.replace("~1", "/").replace("~0", "~")
        node = next(
            child
            for name, child in (
                node.entries() if isinstance(node.value, dict) else enumerate(node.items())
            )
            if str(name) == plain
        )
    return node
