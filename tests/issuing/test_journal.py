"""The journal: durable, locked, and silent about people."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cardwright.issuing import Identity, Journal, JournalError, JournalInUseError, RowState
from cardwright.issuing.journal import Entry

WRITER = """
import sys
from pathlib import Path
from cardwright.issuing.journal import Entry, Journal, RowState
journal = Journal(Path(sys.argv[1]))
for number in range(100_000):
    journal.save(Entry(str(number).encode(), number, b"c", b"t", RowState.CREATING))
    print(number, flush=True)
"""


def entry(key: bytes = b"k", state: RowState = RowState.DRAFTED, card: int | None = 7) -> Entry:
    return Entry(key, 2, b"content", b"trace", state, card)


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.db") as journal:
        journal.save(entry())
        salted = journal.digest("Ana")
        journal.tell("newest", "17")
    with Journal(tmp_path / "j.db") as journal:
        assert journal.rows == {b"k": entry()}
        assert (journal.digest("Ana"), journal.told("newest")) == (salted, "17")
    with Journal(tmp_path / "other.db") as journal:
        assert journal.digest("Ana") != salted


def test_a_killed_writer_loses_nothing_and_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(40)]
        with pytest.raises(JournalInUseError, match="in use by another process"):
            Journal(path)
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
    with Journal(path) as journal:
        # One more may have been written than was told.
        assert len(told) <= len(journal.rows) <= len(told) + 1
        # What was under way is not known to have happened, nor not to have.
        assert {each.state for each in journal.rows.values()} == {RowState.LOST}
        assert all(each.since > 0 for each in journal.rows.values())


def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "j.db"
    before = os.umask(0)
    try:
        with Journal(path) as journal:
            journal.save(entry())
            found = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert set(found.values()) == {0o600}
    assert "j.db" in found


def test_one_card_is_never_two_rows(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.db") as journal:
        journal.save(entry(b"a"))
        with pytest.raises(JournalError):
            journal.save(entry(b"b"))
        assert b"b" not in journal.rows


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "people.csv", tmp_path / "other.db"
    text.write_text("Name\nAna\n" * 100)
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE mine (a)")
    connection.commit()
    connection.close()
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other):
        with pytest.raises(JournalError, match="no journal of this program"):
            Journal(path)
    assert (text.read_bytes(), other.read_bytes()) == before
    with pytest.raises(JournalError, match="cannot be used"):
        Journal(tmp_path / "nowhere" / "j.db")


def test_another_run_is_refused(tmp_path: Path) -> None:
    with Journal(tmp_path / "j.db") as journal:
        journal.belong(Identity(17281, 1, "https://a.example", ""))
        journal.belong(Identity(17281, 1, "https://a.example", ""))
        for other, told in (
            (Identity(17280, 1, "https://a.example", ""), "the template 17281, not 17280"),
            (Identity(17281, 1, "https://b.example", ""), "the address"),
            (Identity(17281, 1, "https://a.example", "Id"), "the key unset, not Id"),
        ):
            with pytest.raises(JournalError, match=told):
                journal.belong(other)
