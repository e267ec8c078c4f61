"""A sample of the matrix, over all faults and effects, and whether flaws would be found."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from ..clients import Kind
from . import cells, storm
from .bench import Bench, bench
from .catalogue import BY_NAME, FAULTS
from .matrix import GROUPS, KINDS, Place, every, sample
from .objects import value
from .operations import operations
from .report import figures, table, write
from .sabotage import SABOTAGES, Sabotage

SAMPLE = {fault: list(places) for fault, places in groupby(sample(), lambda each: each.fault)}


@pytest.fixture(scope="module")
def on() -> Iterator[Bench]:
    with bench() as made:
        yield made


@pytest.mark.parametrize("fault", SAMPLE)
def test_no_fault_makes_a_client_do_or_say_what_is_not_so(on: Bench, fault: str) -> None:
    played = [
        cells.play(on, operation, BY_NAME[fault], kind) for operation, _, kind in SAMPLE[fault]
    ]
    assert {str(cell): cell.breaches for cell in played if cell.breaches} == {}


@pytest.mark.parametrize(("group", "kind"), list(zip(storm.GROUPS, 2 * KINDS, strict=True)))
def test_a_hundred_callers_log_in_once(on: Bench, group: str, kind: Kind) -> None:
    operation = next(each for each in operations() if each.group == group)
    assert storm.play(on, operation, kind, failing=False).breaches == []


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda each: each.name)
def test_a_flaw_is_found(on: Bench, sabotage: Sabotage, monkeypatch: pytest.MonkeyPatch) -> None:
    operation = next(each for each in operations() if each.id == sabotage.operation)
    on.expected(operation)
    sabotage.apply(monkeypatch)
    if sabotage.fault:
        found = cells.play(on, operation, BY_NAME[sabotage.fault], "sync").breaches
    else:
        found = storm.play(on, operation, "async", failing=False).breaches
    assert sabotage.breach in [each.partition(":")[0] for each in found]


def test_the_sample_has_every_operation_fault_and_kind() -> None:
    assert {each.operation for each in sample()} == set(operations())
    assert list(SAMPLE) == [each.name for each in FAULTS]
    for places in SAMPLE.values():
        assert [each.operation.group for each in places] == list(GROUPS)
        assert {each.kind for each in places} == set(KINDS)
    assert set(sample()) < set(every())


def test_an_operation_without_arguments_says_what_is_missing(on: Bench) -> None:
    with pytest.raises(LookupError, match=r"cards\.shred: no value for the parameter 'how'"):
        value("cards.shred", "how", on.world)


def test_the_page_gets_the_figures_between_its_markers(on: Bench, tmp_path: Path) -> None:
    operation = next(each for each in operations() if each.id == "contacts.create")
    played = [cells.play(on, operation, BY_NAME["500 before"], "sync")]
    page = tmp_path / "reliability.md"
    page.write_text("# Before\n<!-- what `make faults` writes -->\nstale\n")
    with pytest.raises(ValueError, match="markers"):
        write(played, [], page)
    page.write_text(page.read_text() + "<!-- end of what `make faults` writes -->\nafter\n")
    write(played, [], page)
    written = page.read_text()
    assert written.startswith("# Before\n")
    assert written.endswith("\nafter\n")
    assert "stale" not in written
    assert all(each in written for each in (*table(played), *figures(played, [])))
    assert "unknown → `DidNotHappen`" in written
    assert Place(operation, "500 before", "sync") in every()
