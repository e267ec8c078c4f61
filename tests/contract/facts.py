"""What no exchange can tell: a spec held against the facts of its vendor's page."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.document import Document, Node, read_document
from generator.pages.differences import Difference, operation_differences, page_differences
from generator.pages.drift import facts_file
from generator.pages.expected import ExpectedPage, expected_page
from generator.pages.facts import Facts, load_facts
from generator.pages.matching import baseline_of, matched

SPECS: Final = Path(__file__).parents[2] / "spec"
_VENDORS: Final = {
    "InstantCard API": "instantcard",
    "Synctera bulk orders": "synctera",
}


def facts_disagree(spec: Mapping[str, Any]) -> list[str]:
    """In what a spec says something else than the page, and no erratum of ours accounts for it.

    Args:
        spec: The parsed OpenAPI document.

    Returns:
        One line for each fact; empty if none.
    """
    vendor = _VENDORS[spec["info"]["title"]]
    root = Node(vendor, "", dict(spec), dict(spec))
    page = expected_page(Document(vendor, "", root))
    known = _known(vendor)
    return [
        _line(each)
        for each in _differences(page, _facts(vendor))
        if not (_content(each) in known and _covered(each, page))
    ]


@cache
def _facts(vendor: str) -> Facts:
    return load_facts(facts_file(SPECS / f"{vendor}.yaml"))


@cache
def _known(vendor: str) -> frozenset[str]:
    """What the committed spec says otherwise than the page."""
    page = expected_page(read_document(SPECS / f"{vendor}.yaml"))
    return frozenset(_content(each) for each in _differences(page, _facts(vendor)))


def _differences(page: ExpectedPage, facts: Facts) -> Iterator[Difference]:
    yield from page_differences(facts, page)
    before = baseline_of(facts, page)
    found, left = matched(facts.operations, page, before)
    for expected in page.operations:
        operation = found.get(expected.pointer)
        if operation is None:
            place = (expected.pointer,)
            yield Difference("operation-removed", expected.call, None, None, None, place, True)
        else:
            known = before.get(expected.pointer)
            yield from operation_differences(operation, page, expected, known, facts.layout)
    for operation in left:
        call = f"{operation.method} {operation.path}"
        yield Difference("operation-added", call, None, None, None, ("/paths",), False)


def _covered(difference: Difference, page: ExpectedPage) -> bool:
    return any(each.covers(difference.kind, difference.places) for each in page.errata)


def _content(difference: Difference) -> str:
    return repr((*difference.key, difference.before, difference.after))


def _line(difference: Difference) -> str:
    return f"{difference.kind} {difference.operation} {difference.name or ''}".rstrip()
