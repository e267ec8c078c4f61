"""Print jobs and the cards in them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cardwright.staging.clock import timestamp
from cardwright.staging.instantcard.storage.paging import Page

CREATED: Final = 0
SUBMITTED: Final = 1

OneOffAddress = Mapping[str, str]
"""An address of one print job: the columns of an address and ``full_name``."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """An order of cards, open for changes until it is submitted.

    It has a saved address (`address_id`), a `one_off_address`, or none yet. A submitted one has
    the JSON texts `submitted_address` and `charge`.
    """

    id: int
    organization_id: int
    status: int
    address_id: int | None
    one_off_address: OneOffAddress | None
    submitted_address: str | None
    shipping_provider_id: int | None
    number_of_copies: int
    charge: str | None
    created_at: str
    updated_at: str
    card_ids: list[int]


_COLUMNS: Final = """id, organization_id, status, address_id, one_off_address, submitted_address,
    shipping_provider_id, number_of_copies, charge, created_at, updated_at"""


def create(connection: sqlite3.Connection, organization_id: int, now: datetime) -> int:
    """An empty print job for one copy of each card; answers its id."""
    cursor = connection.execute(
        """INSERT INTO instantcard_print_jobs
             (organization_id, number_of_copies, created_at, updated_at) VALUES (?, 1, ?, ?)""",
        [organization_id, timestamp(now), timestamp(now)],
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def save(
    connection: sqlite3.Connection,
    job_id: int,
    now: datetime,
    *,
    address_id: int | None,
    one_off_address: OneOffAddress | None,
    shipping_provider_id: int | None,
    number_of_copies: int,
) -> None:
    """Replace what the job says about copies and shipping."""
    connection.execute(
        """UPDATE instantcard_print_jobs SET address_id = ?, one_off_address = ?,
             shipping_provider_id = ?, number_of_copies = ?, updated_at = ? WHERE id = ?""",
        [
            address_id,
            None if one_off_address is None else json.dumps(dict(one_off_address)),
            shipping_provider_id,
            number_of_copies,
            timestamp(now),
            job_id,
        ],
    )


def load(connection: sqlite3.Connection, organization_id: int, job_id: int) -> PrintJob | None:
    """One of the organization's print jobs."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM instantcard_print_jobs WHERE organization_id = ? AND id = ?",
        [organization_id, job_id],
    ).fetchone()
    return _job(connection, row) if row else None


def page_of(
    connection: sqlite3.Connection, organization_id: int, status: int | None, page: Page
) -> list[PrintJob]:
    """A page of the organization's print jobs; with a status, of those that have it."""
    rows = connection.execute(
        f"""SELECT {_COLUMNS} FROM instantcard_print_jobs
            WHERE organization_id = :organization AND (:status IS NULL OR status = :status)
            ORDER BY id LIMIT :size OFFSET :offset""",
        {
            "organization": organization_id,
            "status": status,
            "size": page.size,
            "offset": page.offset,
        },
    ).fetchall()
    return [_job(connection, row) for row in rows]


def add_cards(
    connection: sqlite3.Connection, job_id: int, card_ids: Iterable[int], now: datetime
) -> None:
    """Put cards into the job; one that is in it stays in it once."""
    connection.executemany(
        """INSERT INTO instantcard_print_job_cards (print_job_id, card_id) VALUES (?, ?)
           ON CONFLICT DO NOTHING""",
        [(job_id, card_id) for card_id in card_ids],
    )
    _touch(connection, job_id, now)


def remove_card(connection: sqlite3.Connection, job_id: int, card_id: int, now: datetime) -> None:
    """Take a card out of the job."""
    connection.execute(
        "DELETE FROM instantcard_print_job_cards WHERE print_job_id = ? AND card_id = ?",
        [job_id, card_id],
    )
    _touch(connection, job_id, now)


def mark_submitted(
    connection: sqlite3.Connection,
    job_id: int,
    now: datetime,
    *,
    prints_at: datetime,
    address: str,
    charge: str,
) -> None:
    """Close the job with its own copy of the address and the charge, both JSON."""
    connection.execute(
        """UPDATE instantcard_print_jobs SET status = 1, submitted_address = ?, charge = ?,
             submitted_at = ?, prints_at = ? WHERE id = ?""",
        [address, charge, timestamp(now), timestamp(prints_at), job_id],
    )
    _touch(connection, job_id, now)


def _touch(connection: sqlite3.Connection, job_id: int, now: datetime) -> None:
    connection.execute(
        "UPDATE instantcard_print_jobs SET updated_at = ? WHERE id = ?", [timestamp(now), job_id]
    )


def _job(connection: sqlite3.Connection, row: sqlite3.Row) -> PrintJob:
    cards = connection.execute(
        """SELECT card_id FROM instantcard_print_job_cards
           WHERE print_job_id = ? ORDER BY position""",
        [row["id"]],
    )
    one_off = row["one_off_address"]
    columns = dict(row) | {
        "one_off_address": None if one_off is None else json.loads(one_off),
        "card_ids": [card["card_id"] for card in cards],
    }
    return PrintJob(**columns)
