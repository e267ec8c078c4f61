"""The ledger: the only source of an organization's balance. All amounts are whole cents."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cardwright.staging.clock import timestamp
from cardwright.staging.http import Json


@dataclass(frozen=True, slots=True)
class Transaction:
    """One entry: `cents` is positive for a credit; `balance` is the sum up to and with it."""

    id: int
    cents: int
    balance: int
    sub_type: str
    description: str
    items: str
    """JSON object."""
    created_at: str


def balance(connection: sqlite3.Connection, organization_id: int) -> int:
    """The sum of all entries."""
    row = connection.execute(
        "SELECT coalesce(sum(cents), 0) FROM instantcard_transactions WHERE organization_id = ?",
        [organization_id],
    ).fetchone()
    return int(row[0])


def record(
    connection: sqlite3.Connection,
    organization_id: int,
    now: datetime,
    *,
    cents: int,
    sub_type: str,
    description: str,
    items: Mapping[str, Json],
    print_job_id: int | None = None,
) -> None:
    """Add an entry. A print job is charged once: a second entry for it breaks a constraint."""
    connection.execute(
        """INSERT INTO instantcard_transactions
             (organization_id, cents, sub_type, description, items, print_job_id, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [
            organization_id,
            cents,
            sub_type,
            description,
            json.dumps(items),
            print_job_id,
            timestamp(now),
        ],
    )


def entries(connection: sqlite3.Connection, organization_id: int) -> list[Transaction]:
    """Every entry, oldest first."""
    rows = connection.execute(
        """SELECT id, cents, sum(cents) OVER (ORDER BY id), sub_type, description, items,
                  created_at
           FROM instantcard_transactions WHERE organization_id = ? ORDER BY id""",
        [organization_id],
    )
    return [Transaction(*row) for row in rows]
