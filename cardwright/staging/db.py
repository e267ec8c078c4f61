"""One SQLite database, in memory or in a file, shared by all vendors and all threads.

A single connection is used by one thread at a time. Writing takes SQLite's write lock at once
(``BEGIN IMMEDIATE``), so what a transaction has read still holds when it writes, also when a
second process has the same file open.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

APPLICATION_ID: Final = 0x43574753
"""SQLite's ``application_id`` of a staging file: tells ours from any other database."""
SCHEMA_VERSION: Final = 2
"""SQLite's ``user_version``: raised whenever a vendor's schema changes."""
BUSY_SECONDS: Final = 5.0
"""How long a transaction waits for another process that holds the file."""


class UnusableDatabaseError(Exception):
    """The file cannot serve as staging's database; the message is one line for the user."""


class Database:
    """A database with every vendor's tables in it."""

    def __init__(self, path: Path | None, schemas: Iterable[str]) -> None:
        """Open `path`, or a database in memory when it is None, and create missing tables.

        Raises `UnusableDatabaseError` when the file cannot be read or written, is no SQLite
        database, belongs to another program, or has another version of the schema.
        """
        self._turn = threading.Lock()
        try:
            self._connection = sqlite3.connect(
                ":memory:" if path is None else path,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
        except sqlite3.Error as error:
            raise UnusableDatabaseError(f"{path}: {error}") from error
        try:
            self._connection.row_factory = sqlite3.Row
            self._refuse_foreign(path)
            self._create(schemas)
        except sqlite3.Error as error:
            self._connection.close()
            raise UnusableDatabaseError(f"{path}: {error}") from error
        except UnusableDatabaseError:
            self._connection.close()
            raise

    def _refuse_foreign(self, path: Path | None) -> None:
        application_id = self._pragma("application_id")
        tables = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if application_id == APPLICATION_ID:
            version = self._pragma("user_version")
            if version != SCHEMA_VERSION:
                raise UnusableDatabaseError(
                    f"{path}: has schema version {version}, this staging needs {SCHEMA_VERSION}"
                )
        elif application_id or tables:
            raise UnusableDatabaseError(f"{path}: is another program's database")

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def _create(self, schemas: Iterable[str]) -> None:
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.executescript(
            "BEGIN IMMEDIATE;"
            + "\n".join(schemas)
            + f"PRAGMA application_id = {APPLICATION_ID};"
            + f"PRAGMA user_version = {SCHEMA_VERSION};"
            + "COMMIT;"
        )

    @property
    def changes(self) -> int:
        """How many rows were written since it was opened: tells whether anything is new."""
        return self._connection.total_changes

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that only reads: everything in it sees one state."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that may write: kept when the block ends, undone when it raises."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._turn:
            self._connection.execute(begin)
            try:
                yield self._connection
                self._connection.commit()
            except BaseException:
                self._connection.rollback()
                raise

    @staticmethod
    def empty(connection: sqlite3.Connection) -> None:
        """Delete every row of every table, within a writing transaction; ids begin anew."""
        connection.execute("PRAGMA defer_foreign_keys = ON")
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'"
        ).fetchall()
        for table in tables:
            connection.execute(f"DELETE FROM {table['name']}")

    def close(self) -> None:
        """Close the connection; further transactions raise `sqlite3.ProgrammingError`."""
        with self._turn:
            self._connection.close()
