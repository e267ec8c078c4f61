"""A spec against the facts of its vendor's page."""

import pytest

from ..facts import facts_disagree
from .documents import VENDORS, specification
from .specs import spec_mutants


@pytest.mark.parametrize("vendor", VENDORS)
def test_no_spec_says_otherwise_without_an_erratum(vendor: str) -> None:
    assert facts_disagree(specification(vendor)) == []


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("operation drop with path", "operation-added"),
        ("operation rename", "operation-moved"),
        ("operation method", "operation-moved"),
        ("operation add", "operation-removed"),
        ("operation security off", "security-changed"),
        ("query parameter drop", "parameter-added"),
        ("query parameter location", "parameter-moved"),
        ("request member required off", "required-changed"),
        ("status 4xx drop", "status-added"),
        ("status 409 add", "status-removed"),
    ],
)
def test_facts_pin_what_an_exchange_need_not_tell(kind: str, says: str) -> None:
    found = [
        line
        for each in spec_mutants()
        if each.kind == kind
        for line in facts_disagree(each.document())
    ]
    assert any(line.startswith(says) for line in found), set(found)


def test_facts_do_not_speak_of_what_the_page_leaves_open() -> None:
    mutant = next(each for each in spec_mutants() if each.kind == "link drop")
    assert facts_disagree(mutant.document()) == []
