"""Short runs of each kind, and that each notices when staging is broken."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from cardwright.staging import serve
from cardwright.staging.server import VENDORS

from . import kill, load, start
from .__main__ import main
from .figures import percentile
from .journal import Journal, Key, Snapshot
from .memory import ALLOWED_BYTES, SHORTEST_SECONDS, Memory

CONTACT, CHARGE = Key("contact", "w01", 1), Key("charge", "w01", 2)


def faulty(*faults: str) -> Sequence[str]:
    """The command of a staging with these faults in it."""
    return (sys.executable, "-m", "tests.soak.sabotage", ",".join(faults))


def test_load(tmp_path: Path) -> None:
    found = load.run(clients=10, seconds=3, file=tmp_path / "staging.db", seed=1)
    assert found.problems == []
    assert found.acknowledged > 100
    assert found.read_back > 50
    with serve() as staging:
        operations = {
            operation.name
            for vendor in VENDORS
            for methods in vendor.routes(staging.services).values()
            for operation in methods.values()
        }
    assert len(operations) == 38
    assert found.figures.seconds.keys() - operations == {"refused", "addresses.update (501)"}
    assert found.figures.seconds.keys() >= operations
    assert found.lines()[-1] == "held up: yes"


def test_kill(tmp_path: Path) -> None:
    found = kill.run(kills=5, writers=4, file=tmp_path / "staging.db", seed=1)
    assert found.problems == []
    assert found.kills == len(found.restarts) == 5
    assert found.acknowledged > 20
    assert found.present + found.absent > 0
    assert found.lines()[-1] == "held up: yes"


def test_load_notices(tmp_path: Path) -> None:
    faults = faulty("lose_payments", "lose_updates", "fail_now_and_then")
    found = load.run(4, 0, tmp_path / "staging.db", 1, faults)
    for told in (
        "lost: Key(kind='payment'",
        "contacts.update Key(kind='contact'",
        ": 500 ",
        "ZeroDivisionError",
    ):
        assert any(told in problem for problem in found.problems), told
    assert any(line.startswith("held up: NO") for line in found.lines())


def test_kill_notices_what_is_acknowledged_too_early(tmp_path: Path) -> None:
    found = kill.run(1, 4, tmp_path / "staging.db", 1, faulty("acknowledge_before_commit"))
    assert found.lost


def test_kill_notices_what_is_half_done(tmp_path: Path) -> None:
    found = kill.run(3, 4, tmp_path / "staging.db", 1, faulty("commit_piecemeal"))
    assert found.half_done


def snapshot(**states: int) -> Snapshot:
    """Of the contact and the charge, those with these values."""
    found = Snapshot()
    for key in (CONTACT, CHARGE):
        if key.kind in states:
            found.add(key, key.number, {"value": states[key.kind]})
    return found


def test_undecided_writes_may_be_there_or_not_but_not_in_part() -> None:
    counted: Counter[str] = Counter()
    for held in (snapshot(contact=1), snapshot(contact=2, charge=5), snapshot(contact=2)):
        journal = Journal()
        journal.acknowledge({CONTACT: {"value": 1}})
        journal.leave_undecided({CONTACT: {"value": 2}, CHARGE: {"value": 5}})
        findings = journal.settle(held)
        counted["present"] += findings.present
        counted["absent"] += findings.absent
        counted["half done"] += bool(findings.half_done)
        assert findings.lost == findings.unasked == []
    assert counted == {"present": 1, "absent": 1, "half done": 1}


def test_acknowledged_writes_must_be_there_as_they_were() -> None:
    journal = Journal()
    for held in (snapshot(), snapshot(contact=2)):
        journal.acknowledge({CONTACT: {"value": 1}})
        assert len(journal.settle(held).lost) == 1
    journal.acknowledge({CONTACT: None})
    assert journal.settle(snapshot()).faults == []


def test_nothing_may_be_there_that_nobody_wrote() -> None:
    assert len(Journal().settle(snapshot(charge=5)).unasked) == 1
    twice = snapshot(charge=5)
    twice.add(CHARGE, 3, {"value": 5})
    journal = Journal()
    journal.acknowledge({CHARGE: {"value": 5}})
    assert len(journal.settle(twice).unasked) == 1


def test_growing_memory_is_a_problem() -> None:
    seconds = range(int(2 * SHORTEST_SECONDS))
    filled = [(float(each), min(each, 20) * ALLOWED_BYTES) for each in seconds]
    growing = [(time, size + int(time) * ALLOWED_BYTES // 20) for time, size in filled]
    assert Memory(filled).problem is None
    assert "grew" in (Memory(growing).problem or "")
    assert Memory(growing[: int(SHORTEST_SECONDS)]).problem is None
    assert Memory([]).problem is None


def test_percentiles() -> None:
    assert [percentile(range(1, 101), share) for share in (0.5, 0.99, 1.0)] == [50, 99, 100]
    assert percentile([7.0], 0.5) == 7.0


def test_start(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["start", "--starts", "1", "--limit", "10"]) == 0
    assert "the first one after" in capsys.readouterr().out
    assert start.run(1, 0.0, tmp_path / "staging.db").problems


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.db").write_text("kept")
    assert main(["kill", "--kills", "1", "--db", str(tmp_path / "kept.db")]) == 2
    assert (tmp_path / "kept.db").read_text() == "kept"
