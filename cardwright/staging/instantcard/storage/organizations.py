"""Organizations and the shipping providers open to them."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organization:
    """A customer of the vendor; everything else belongs to one."""

    id: int
    name: str
    settings: str
    """JSON object."""


@dataclass(frozen=True, slots=True)
class ShippingProvider:
    """Who ships a print job, and what that costs."""

    id: int
    name: str
    cents: int


def load(connection: sqlite3.Connection, organization_id: int) -> Organization:
    """The organization, which must exist."""
    row = connection.execute(
        "SELECT id, name, settings FROM instantcard_organizations WHERE id = ?", [organization_id]
    ).fetchone()
    return Organization(*row)


def providers(connection: sqlite3.Connection, organization_id: int) -> list[ShippingProvider]:
    """All providers open to the organization."""
    rows = connection.execute(
        """SELECT id, name, cents FROM instantcard_shipping_providers
           JOIN instantcard_available_providers ON shipping_provider_id = id
           WHERE organization_id = ? ORDER BY id""",
        [organization_id],
    )
    return [ShippingProvider(*row) for row in rows]


def provider(
    connection: sqlite3.Connection, organization_id: int, provider_id: int
) -> ShippingProvider | None:
    """One provider, if it is open to the organization."""
    found = providers(connection, organization_id)
    return next((each for each in found if each.id == provider_id), None)
