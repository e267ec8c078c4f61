"""What a run has done and was about to do, kept so that a power failure loses none of it.

SQLite in its write-ahead log, with `synchronous = FULL`: what was written is on the disk before the
next request leaves. There are no names, texts or photos in it, only salted digests of them.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from cardwright.issuing.errors import JournalError, JournalInUseError

VERSION: Final = 1
_APPLICATION: Final = 0x43574A31

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rows (
    key BLOB PRIMARY KEY,
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    trace BLOB NOT NULL,
    state TEXT NOT NULL,
    card_id INTEGER UNIQUE,
    since REAL NOT NULL,
    reason TEXT NOT NULL,
    shown BLOB NOT NULL,
    approved BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS job (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    state TEXT NOT NULL,
    job_id INTEGER,
    options BLOB NOT NULL,
    since REAL NOT NULL,
    reason TEXT NOT NULL
);
"""


class RowState(StrEnum):
    """How far a row is."""

    NEW = "new"
    """Nothing is at the vendor's."""
    CREATING = "creating"
    """Its card is about to be created; after a crash it may have been."""
    LOST = "lost"
    """Its card may have been created, and it has not been found out yet."""
    STOPPED = "stopped"
    """It cannot be found out; a person has to."""
    REFUSED = "refused"
    """The vendor said no."""
    DRAFTED = "drafted"
    """Its card is a draft."""
    UPDATING = "updating"
    """Its draft is about to be changed; changing it again does no harm."""
    FINALIZING = "finalizing"
    """Its card is about to be finalized; finalizing it again does no harm."""
    FINALIZED = "finalized"
    """Its card can be printed."""
    ORDERED = "ordered"
    """Its card is in the print job."""


class JobState(StrEnum):
    """How far the print job is."""

    NONE = "none"
    CREATING = "creating"
    LOST = "lost"
    STOPPED = "stopped"
    CREATED = "created"
    SUBMITTING = "submitting"
    SUBMITTED = "submitted"


@dataclass(slots=True)
class Entry:
    """A row in the journal.

    Attributes:
        key: A digest of what tells the row apart.
        number: Its number in the sheet when it was last written.
        content: A digest of what its card shows.
        trace: A digest of what a list shows of its card.
        state: How far it is.
        card_id: Its card.
        since: When its outcome became unknown, in seconds of the epoch.
        reason: Why it is stopped or refused.
        shown: The content on the contact sheet that was made last.
        approved: The content that was approved.
    """

    key: bytes
    number: int
    content: bytes
    trace: bytes
    state: RowState = RowState.NEW
    card_id: int | None = None
    since: float = 0.0
    reason: str = ""
    shown: bytes = b""
    approved: bytes = b""


@dataclass(slots=True)
class Job:
    """The print job in the journal.

    Attributes:
        state: How far it is.
        job_id: Its id at the vendor's.
        options: A digest of what was chosen for it.
        since: When its outcome became unknown.
        reason: Why it is stopped.
    """

    state: JobState = JobState.NONE
    job_id: int | None = None
    options: bytes = b""
    since: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose journal it is. Another template, account or way to tell rows apart is another run.

    Attributes:
        template_id: The template.
        organization_id: The organization.
        address: The vendor's address.
        key: The name of the column that tells rows apart; empty if their number does.
    """

    template_id: int
    organization_id: int
    address: str
    key: str


@dataclass(slots=True)
class _Kept:
    rows: dict[bytes, Entry] = field(default_factory=dict)
    job: Job = field(default_factory=Job)


class Journal:
    """A journal that is open, and locked for this process. A context manager that closes it.

    Args:
        path: The file; made if it is not there, readable by its owner alone.

    Raises:
        JournalInUseError: Another process has it open.
        JournalError: It is something else, or cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _told(path):
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            with _told(path):
                self._open()
        except BaseException:
            self._connection.close()
            raise

    def _open(self) -> None:
        run = self._connection.execute
        # Held until the connection or the process ends, however it ends.
        run("PRAGMA locking_mode = EXCLUSIVE")
        (application,) = run("PRAGMA application_id").fetchone()
        (tables,) = run("SELECT count(*) FROM sqlite_schema").fetchone()
        if application != _APPLICATION and tables:
            raise JournalError(f"{self.path} is no journal of this program; name another file")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("BEGIN EXCLUSIVE")
        run(f"PRAGMA application_id = {_APPLICATION}")
        for statement in _SCHEMA.split(";"):
            run(statement)
        about = dict(run("SELECT name, value FROM about"))
        for name, value in (("version", str(VERSION)), ("salt", secrets.token_hex(16))):
            about.setdefault(name, value)
            run("INSERT OR IGNORE INTO about VALUES (?, ?)", [name, value])
        run("COMMIT")
        if about["version"] != str(VERSION):
            raise JournalError(f"{self.path} is of another version of this program")
        self._about = about
        self._salt = bytes.fromhex(about["salt"])
        self._kept = self._load()

    def _load(self) -> _Kept:
        kept = _Kept()
        for row in self._connection.execute(
            """SELECT key, number, content, trace, state, card_id, since, reason, shown, approved
               FROM rows"""
        ):
            entry = Entry(*row)
            entry.state = RowState(entry.state)
            if entry.state is RowState.CREATING:
                # The process ended amid the call, at the latest now.
                entry.state, entry.since = RowState.LOST, time.time()
            kept.rows[entry.key] = entry
        for state, *rest in self._connection.execute(
            "SELECT state, job_id, options, since, reason FROM job"
        ):
            kept.job = Job(JobState(state), *rest)
            if kept.job.state is JobState.CREATING:
                kept.job.state, kept.job.since = JobState.LOST, time.time()
            adding = kept.job.state is JobState.CREATED and kept.job.since
            if kept.job.state is JobState.SUBMITTING or adding:
                kept.job.since = time.time()
        return kept

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let it go."""
        self._connection.close()

    def digest(self, content: bytes | str) -> bytes:
        """A digest that tells nothing to who does not have the journal."""
        data = content.encode() if isinstance(content, str) else content
        return hmac.new(self._salt, data, hashlib.sha256).digest()

    def belong(self, identity: Identity) -> None:
        """Make it the journal of a run.

        Raises:
            JournalError: It is the journal of another run.
        """
        self.compare(identity)
        for name, value in _facts(identity).items():
            self.tell(name, value)

    def compare(self, identity: Identity) -> None:
        """Hold a run against what the journal is of, if it is of any run yet.

        Raises:
            JournalError: It is the journal of another run.
        """
        for name, value in _facts(identity).items():
            known = self._about.get(name)
            if known is not None and known != value:
                raise JournalError(
                    f"{self.path} is the journal of a run with the {name} {known or 'unset'}, not"
                    f" {value or 'unset'}; go on as it began, or name another --journal"
                )

    def told(self, name: str) -> str | None:
        """A fact that was written with `tell`."""
        return self._about.get(name)

    def tell(self, name: str, value: str) -> None:
        """Write a fact about the run, once: the first one stays."""
        if name not in self._about:
            with _told(self.path):
                self._connection.execute("INSERT INTO about VALUES (?, ?)", [name, value])
            self._about[name] = value

    @property
    def rows(self) -> dict[bytes, Entry]:
        """All rows, by their key's digest."""
        return self._kept.rows

    @property
    def job(self) -> Job:
        """The print job."""
        return self._kept.job

    def card_ids(self) -> set[int]:
        """The cards that are known to be of rows."""
        return {each.card_id for each in self.rows.values() if each.card_id is not None}

    def save(self, *entries: Entry) -> None:
        """Write rows, all or none. It is on the disk when this returns."""
        with _told(self.path), self._transaction():
            for entry in entries:
                self._connection.execute(
                    """INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                       ON CONFLICT (key) DO UPDATE SET number = excluded.number,
                         content = excluded.content, trace = excluded.trace,
                         state = excluded.state, card_id = excluded.card_id,
                         since = excluded.since, reason = excluded.reason,
                         shown = excluded.shown, approved = excluded.approved""",
                    _values(entry),
                )
        for entry in entries:
            self.rows[entry.key] = entry

    def save_job(self) -> None:
        """Write the print job. It is on the disk when this returns."""
        job = self.job
        with _told(self.path):
            self._connection.execute(
                "INSERT OR REPLACE INTO job VALUES (1, ?, ?, ?, ?, ?)",
                [job.state.value, job.job_id, job.options, job.since, job.reason],
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _facts(identity: Identity) -> dict[str, str]:
    return {
        "template": str(identity.template_id),
        "organization": str(identity.organization_id),
        "address": identity.address,
        "key": identity.key,
    }


def _values(entry: Entry) -> list[Any]:
    return [
        entry.key,
        entry.number,
        entry.content,
        entry.trace,
        entry.state.value,
        entry.card_id,
        entry.since,
        entry.reason,
        entry.shown,
        entry.approved,
    ]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what is wrong with the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise JournalInUseError(
                f"{path} is in use by another process; wait for its end"
            ) from None
        raise JournalError(f"{path} cannot be used: {error}") from None
    except sqlite3.DatabaseError as error:
        raise JournalError(
            f"{path} is no journal of this program, or is damaged ({error}); name another file"
        ) from None
    except OSError as error:
        raise JournalError(f"{path} cannot be used: {error.strerror}") from None
