"""A sample of the matrix, over all faults and effects, and whether flaws would be found."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..clients import Kind
from . import cells, storm
from .bench import Bench, bench
from .catalogue import BY_NAME, FAULTS
from .matrix import KINDS, Place, every, sample
from .objects import value
from .operations import operations
from .report import figures, table, write
from .sabotage import SABOTAGES, Sabotage

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def on() -> Iterator[Bench]:
    with bench() as made:
        yield made


def test_no_fault_makes_a_client_do_or_say_what_is_not_so() -> None:
    # Processes, for the cells wait more than they work.
    command = [sys.executable, "-W", "error", "-m", "tests.client.faults", "--sample"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert "no breach" in done.stdout
    assert all(f"| {each.name} |" in done.stdout for each in FAULTS)


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


def test_the_sample_has_every_operation_with_both_kinds_of_clients() -> None:
    assert {each.operation for each in sample()} == set(operations())
    for fault in FAULTS:
        assert {each.kind for each in sample() if each.fault == fault.name} == set(KINDS)
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
