"""Every change of a page is found, and nothing else is reported."""

from collections import Counter

import pytest

from generator.pages import differences

from .score import OURS, VENDORS, Outcome, Source, judged

#: Every kind that a report can have, but for those that only a vendor's page can be made to show.
KINDS = {
    *("operation-added", "operation-removed", "operation-moved", "parameter-added"),
    *("parameter-removed", "parameter-renamed", "parameter-moved", "required-changed"),
    *("type-changed", "status-added", "status-removed", "server-changed", "values-changed"),
    *("security-changed", "prose-changed", "example-field-added", "example-field-removed"),
    "erratum-obsolete",
}


def _outcomes(source: Source, step: int) -> list[Outcome]:
    vendor = source.vendor()
    return [judged(each, vendor) for each in list(source.mutations(1 / step))[:: max(1, step // 4)]]


def _wrong(outcomes: list[Outcome]) -> list[str]:
    return [
        f"{each.mutation.group}: {each.mutation.name}: missed {set(each.missed)},"
        f" alarms {set(each.alarms)}"
        for each in outcomes
        if each.missed or each.alarms
    ]


def test_changes_of_our_own_pages_are_found() -> None:
    outcomes = [each for source in OURS for each in _outcomes(source, 8)]
    assert _wrong(outcomes) == []
    assert len(outcomes) > 100
    assert Counter(each.mutation.group for each in outcomes)["harmless"] > 30
    said = {kind for each in outcomes for kind, _, _ in each.mutation.expected}
    assert said == KINDS


@pytest.mark.parametrize("source", VENDORS, ids=lambda source: source.page.name)
def test_changes_of_a_vendors_page_are_found(source: Source) -> None:
    if not source.page.exists():
        pytest.skip("the vendors' pages are not of the repository")
    outcomes = _outcomes(source, 32)
    assert _wrong(outcomes) == []
    assert len(outcomes) > 10


def test_a_reader_that_misses_something_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differences._Comparison, "_statuses", lambda self: iter(()))
    outcomes = _outcomes(OURS[1], 1)
    assert {each.mutation.group for each in outcomes if each.missed} >= {"status-added"}
