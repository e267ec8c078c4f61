"""Bringing the made-up organizations (`invented`) into a database.

The credentials are the same on every start, so they also fit a database file that is used again.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Final

from cardwright.staging.instantcard.invented import (
    ORGANIZATIONS,
    PROVIDERS,
    SeedOrganization,
    SeedTemplate,
)
from cardwright.staging.instantcard.storage import addresses, contacts, ledger
from cardwright.staging.secret import hash_password
from cardwright.staging.vendor import Credentials

FIRST_IDS: Final = {
    "instantcard_cards": 3145927,
    "instantcard_print_jobs": 1614262,
    "instantcard_addresses": 12782,
    "instantcard_contacts": 12629,
    "instantcard_transactions": 880001,
}
"""The first id of each kind: as long as on the real server, so that no field is too narrow."""


def seed(connection: sqlite3.Connection, now: datetime) -> Sequence[Credentials]:
    """Plant the organizations that are not there yet; answers the credentials of all."""
    for table, first in FIRST_IDS.items():
        connection.execute(
            """INSERT INTO sqlite_sequence (name, seq) SELECT :table, :seq
               WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :table)""",
            {"table": table, "seq": first - 1},
        )
    connection.executemany(
        """INSERT INTO instantcard_shipping_providers (id, name, cents) VALUES (?, ?, ?)
           ON CONFLICT DO NOTHING""",
        [(provider.id, provider.name, provider.cents) for provider in PROVIDERS],
    )
    for organization in ORGANIZATIONS:
        plant(connection, organization, now)
    return [
        {
            "INSTANTCARD_EMAIL": organization.email,
            "INSTANTCARD_PASSWORD": organization.password,
            "INSTANTCARD_ORGANIZATION_ID": str(organization.id),
        }
        for organization in ORGANIZATIONS
    ]


def plant(connection: sqlite3.Connection, seed: SeedOrganization, now: datetime) -> None:
    """Create the organization and what it begins with, unless it exists."""
    planted = connection.execute(
        """INSERT INTO instantcard_organizations (id, name, settings) VALUES (?, ?, '{}')
           ON CONFLICT DO NOTHING""",
        [seed.id, seed.name],
    )
    if planted.rowcount == 0:
        return
    connection.execute(
        """INSERT INTO instantcard_users (id, organization_id, email, password, settings)
           VALUES (?, ?, ?, ?, ?)""",
        [seed.user_id, seed.id, seed.email, _hash(seed.password), _settings(seed)],
    )
    connection.executemany(
        """INSERT INTO instantcard_available_providers (organization_id, shipping_provider_id)
           VALUES (?, ?)""",
        [(seed.id, provider_id) for provider_id in seed.providers],
    )
    for template in seed.templates:
        _plant_template(connection, seed.id, template)
    contact_id = contacts.create(connection, seed.id, seed.contact)
    addresses.create(connection, seed.id, seed.address | {"contact_id": contact_id})
    addresses.create(connection, seed.id, seed.address_without_contact)
    if seed.opening_cents:
        ledger.record(
            connection,
            seed.id,
            now,
            cents=seed.opening_cents,
            sub_type="opening_balance",
            description="Opening balance",
            items={},
        )


@cache
def _hash(password: str) -> str:
    # Hashing is slow on purpose, and a run of tests plants the same accounts a thousand times.
    return hash_password(password)


def _settings(seed: SeedOrganization) -> str:
    return json.dumps(
        {
            "fullName": seed.full_name,
            "showPhoto": True,
            "pageSize": 25,
            "notifications": {"orderConfirmation": True, "orderPrintedConfirmation": True},
        }
    )


def _plant_template(
    connection: sqlite3.Connection, organization_id: int, seed: SeedTemplate
) -> None:
    template = seed.template
    connection.execute(
        """INSERT INTO instantcard_templates
             (id, organization_id, name, orientation, colour, cents_per_copy)
           VALUES (?, ?, ?, ?, ?, ?)""",
        [
            template.id,
            organization_id,
            template.name,
            template.orientation,
            template.colour,
            seed.cents_per_copy,
        ],
    )
    connection.executemany(
        """INSERT INTO instantcard_template_fields
             (template_id, position, token, legacy_token, label, type, prominent,
              x, y, width, height)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [
            (
                template.id,
                position,
                field.token,
                field.legacy_token,
                field.label,
                field.type,
                field.prominent,
                field.box.x,
                field.box.y,
                field.box.width,
                field.box.height,
            )
            for position, field in enumerate(seed.fields)
        ],
    )
