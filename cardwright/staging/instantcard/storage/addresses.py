"""Saved addresses."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cardwright.staging.instantcard.storage.paging import Page

COLUMNS = (
    "contact_id",
    "organization_name",
    "label",
    "primary",
    "address1",
    "address2",
    "city",
    "state",
    "zip_code",
    "country",
)
"""What an address is made of, and may be changed."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where things are sent to."""

    id: int
    organization_id: int
    contact_id: int | None
    organization_name: str | None
    label: str | None
    primary: bool
    address1: str
    address2: str | None
    city: str
    state: str
    zip_code: str
    country: str


def create(
    connection: sqlite3.Connection, organization_id: int, values: Mapping[str, object]
) -> int:
    """A new address from values of `COLUMNS`; answers its id."""
    _keep_one_primary(connection, organization_id, values)
    columns = [column for column in COLUMNS if column in values]
    cursor = connection.execute(
        f"""INSERT INTO instantcard_addresses (organization_id, {_quoted(columns)})
            VALUES (?{", ?" * len(columns)})""",
        [organization_id, *(values[column] for column in columns)],
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def update(
    connection: sqlite3.Connection,
    organization_id: int,
    address_id: int,
    values: Mapping[str, object],
) -> None:
    """Set the given values of `COLUMNS` and leave the others; one address at most is primary."""
    _keep_one_primary(connection, organization_id, values)
    for column in COLUMNS:
        if column in values:
            connection.execute(
                f'UPDATE instantcard_addresses SET "{column}" = ? WHERE id = ?',
                [values[column], address_id],
            )


def load(connection: sqlite3.Connection, organization_id: int, address_id: int) -> Address | None:
    """One of the organization's addresses."""
    found = _select(connection, "organization_id = ? AND id = ?", organization_id, address_id)
    return found[0] if found else None


def page_of(connection: sqlite3.Connection, organization_id: int, page: Page) -> list[Address]:
    """A page of the organization's addresses."""
    return _select(
        connection,
        "organization_id = ? ORDER BY id LIMIT ? OFFSET ?",
        organization_id,
        page.size,
        page.offset,
    )


def of_contact(connection: sqlite3.Connection, contact_id: int) -> list[Address]:
    """The addresses linked to a contact."""
    return _select(connection, "contact_id = ? ORDER BY id", contact_id)


def primary(connection: sqlite3.Connection, organization_id: int) -> Address | None:
    """The organization's primary address, if it has one."""
    found = _select(connection, 'organization_id = ? AND "primary"', organization_id)
    return found[0] if found else None


def delete(connection: sqlite3.Connection, address_id: int) -> None:
    """Remove the address; print jobs not yet submitted lose it."""
    connection.execute("DELETE FROM instantcard_addresses WHERE id = ?", [address_id])
    connection.execute(
        "UPDATE instantcard_print_jobs SET address_id = NULL WHERE address_id = ? AND status = 0",
        [address_id],
    )


def _select(connection: sqlite3.Connection, where: str, *values: object) -> list[Address]:
    rows = connection.execute(
        f"SELECT id, organization_id, {_quoted(COLUMNS)} FROM instantcard_addresses WHERE {where}",
        values,
    )
    return [Address(**{**dict(row), "primary": bool(row["primary"])}) for row in rows]


def _keep_one_primary(
    connection: sqlite3.Connection, organization_id: int, values: Mapping[str, object]
) -> None:
    if values.get("primary"):
        connection.execute(
            'UPDATE instantcard_addresses SET "primary" = 0 WHERE organization_id = ?',
            [organization_id],
        )


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
