"""Contacts."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from cardwright.staging.instantcard.storage.paging import Page

COLUMNS = ("full_name", "email", "alt_email", "phone_number", "alt_phone_number")
"""What a contact is made of, and may be changed."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to send things to."""

    id: int
    organization_id: int
    full_name: str
    email: str
    alt_email: str | None
    phone_number: str | None
    alt_phone_number: str | None


_ALL = f"id, organization_id, {', '.join(COLUMNS)}"


def create(
    connection: sqlite3.Connection, organization_id: int, values: Mapping[str, str | None]
) -> int:
    """A new contact from values of `COLUMNS`; answers its id."""
    cursor = connection.execute(
        f"""INSERT INTO instantcard_contacts (organization_id, {", ".join(COLUMNS)})
            VALUES (?, ?, ?, ?, ?, ?)""",
        [organization_id, *(values.get(column) for column in COLUMNS)],
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update(
    connection: sqlite3.Connection, contact_id: int, values: Mapping[str, str | None]
) -> None:
    """Set the given values of `COLUMNS` and leave the others."""
    for column in COLUMNS:
        if column in values:
            connection.execute(
                f"UPDATE instantcard_contacts SET {column} = ? WHERE id = ?",
                [values[column], contact_id],
            )


def load(connection: sqlite3.Connection, organization_id: int, contact_id: int) -> Contact | None:
    """One of the organization's contacts."""
    row = connection.execute(
        f"SELECT {_ALL} FROM instantcard_contacts WHERE organization_id = ? AND id = ?",
        [organization_id, contact_id],
    ).fetchone()
    return Contact(*row) if row else None


def page_of(connection: sqlite3.Connection, organization_id: int, page: Page) -> list[Contact]:
    """A page of the organization's contacts."""
    rows = connection.execute(
        f"""SELECT {_ALL} FROM instantcard_contacts WHERE organization_id = ?
            ORDER BY id LIMIT ? OFFSET ?""",
        [organization_id, page.size, page.offset],
    )
    return [Contact(*row) for row in rows]


def delete(connection: sqlite3.Connection, contact_id: int) -> None:
    """Remove the contact; its addresses stay, without a contact."""
    connection.execute("DELETE FROM instantcard_contacts WHERE id = ?", [contact_id])
