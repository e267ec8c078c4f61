"""Staging with a fault in it, for the tests: a run that finds nothing wrong here would be no use.

``python -m tests.soak.sabotage FAULT,FAULT ...`` goes on as ``python -m cardwright.staging``.
"""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from cardwright.staging.__main__ import main
from cardwright.staging.db import Database
from cardwright.staging.instantcard.storage import contacts, ledger


def acknowledge_before_commit() -> None:
    """Everything after the start is one transaction, answered from and never kept."""
    begun = 0

    @contextmanager
    def transaction(self: Database, begin: str) -> Iterator[sqlite3.Connection]:
        nonlocal begun
        with self._turn:
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection
            begun += 1
            if begun == 1:
                self._connection.commit()

    Database._transaction = transaction  # type: ignore[method-assign]


def commit_piecemeal() -> None:
    """Every statement is kept by itself, some time after the one before."""

    @contextmanager
    def transaction(self: Database, begin: str) -> Iterator[sqlite3.Connection]:
        written = 0

        def dawdle(statement: str) -> None:
            nonlocal written
            if not statement.lstrip().startswith("SELECT"):
                written += 1
                time.sleep(0.005 if written > 1 else 0)

        with self._turn:
            self._connection.set_trace_callback(dawdle)
            yield self._connection
            self._connection.set_trace_callback(None)

    Database._transaction = transaction  # type: ignore[method-assign]


def lose_payments() -> None:
    """Every second payment is acknowledged and not recorded."""
    record, payments = ledger.record, 0

    def forgetful(*arguments: Any, **more: Any) -> None:
        nonlocal payments
        payments += more["sub_type"] == "add_funds"
        if more["sub_type"] != "add_funds" or payments % 2:
            record(*arguments, **more)

    ledger.record = forgetful


def lose_updates() -> None:
    """An update of a contact keeps the name and forgets the rest."""
    update = contacts.update

    def forgetful(
        connection: sqlite3.Connection, contact_id: int, values: Mapping[str, str | None]
    ) -> None:
        update(connection, contact_id, {"full_name": values["full_name"]})

    contacts.update = forgetful


def fail_now_and_then() -> None:
    """Every fifth new contact is a failure of staging's."""
    create, created = contacts.create, 0

    def failing(
        connection: sqlite3.Connection, organization_id: int, values: Mapping[str, str | None]
    ) -> int:
        nonlocal created
        created += 1
        if created % 5 == 0:
            raise ZeroDivisionError
        return create(connection, organization_id, values)

    contacts.create = failing


FAULTS: Final[Mapping[str, Callable[[], None]]] = {
    fault.__name__: fault
    for fault in (
        acknowledge_before_commit,
        commit_piecemeal,
        lose_payments,
        lose_updates,
        fail_now_and_then,
    )
}


if __name__ == "__main__":
    for name in sys.argv[1].split(","):
        FAULTS[name]()
    sys.exit(main(sys.argv[2:]))
