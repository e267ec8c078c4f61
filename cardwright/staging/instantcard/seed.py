"""The made-up organizations that staging begins with. Everything here is invented.

The credentials are the same on every start, so they also fit a database file that is used again.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cardwright.staging.instantcard.storage import addresses, contacts, ledger
from cardwright.staging.instantcard.storage.templates import Box, Field, Template
from cardwright.staging.secret import hash_password

FIRST_IDS: Final = {
    "instantcard_cards": 3145927,
    "instantcard_print_jobs": 1614262,
    "instantcard_addresses": 12782,
    "instantcard_contacts": 12629,
    "instantcard_transactions": 880001,
}
"""The first id of each kind: as long as on the real server, so that no field is too narrow."""

PROVIDERS: Final = ((1, "Standard Mail", 150), (2, "Two-Day Courier", 1200), (3, "Overnight", 2600))
"""Id, name and price in cents of each shipping provider."""


@dataclass(frozen=True, slots=True)
class SeedOrganization:
    """An organization with its account, and what it has from the start."""

    id: int
    name: str
    user_id: int
    email: str
    password: str
    full_name: str
    templates: Sequence[tuple[Template, Sequence[Field]]]
    contact: dict[str, str | None]
    address: dict[str, object]
    address_without_contact: dict[str, object]
    opening_cents: int


EMPLOYEE_BADGE: Final = (
    Template(17280, "Employee badge", "landscape", "#1d3f72"),
    (
        Field("first_name", "FIELD_1", "First name", "text", True, Box(384, 156, 588, 70)),
        Field("last_name", "FIELD_2", "Last name", "text", True, Box(384, 226, 588, 70)),
        Field("title", "FIELD_3", "Title", "text", False, Box(384, 312, 588, 74)),
        Field("department", "FIELD_4", "Department", "text", False, Box(384, 394, 588, 74)),
        Field("employee_id", "FIELD_5", "Employee ID", "text", False, Box(384, 476, 284, 74)),
        Field("expires", "FIELD_6", "Expires", "date", False, Box(688, 476, 284, 74)),
        Field("photo", "FIELD_7", "Photo", "image", False, Box(44, 160, 300, 390)),
    ),
)
VISITOR_PASS: Final = (
    Template(17281, "Visitor pass", "portrait", "#8a3b12"),
    (
        Field("photo", "FIELD_1", "Photo", "image", False, Box(169, 168, 300, 360)),
        Field("full_name", "FIELD_2", "Full name", "text", True, Box(39, 546, 560, 88)),
        Field("company", "FIELD_3", "Company", "text", False, Box(39, 646, 560, 84)),
        Field("host", "FIELD_4", "Host", "text", False, Box(39, 744, 560, 84)),
        Field("valid_until", "FIELD_5", "Valid until", "date", False, Box(39, 842, 560, 84)),
    ),
)

ORGANIZATIONS: Final = (
    SeedOrganization(
        id=20003827,
        name="Harbour Lantern Museum",
        user_id=5101,
        email="staging@harbour-lantern.example",
        password="local-staging-only",
        full_name="Ines Calloway",
        templates=(EMPLOYEE_BADGE, VISITOR_PASS),
        contact={
            "full_name": "Ines Calloway",
            "email": "ines@harbour-lantern.example",
            "phone_number": "+1 215 555 0142",
        },
        address={
            "organization_name": "Harbour Lantern Museum",
            "label": "Front desk",
            "primary": True,
            "address1": "12 Beacon Quay",
            "city": "Port Ellery",
            "state": "PA",
            "zip_code": "01234",
            "country": "USA",
        },
        address_without_contact={
            "organization_name": "Harbour Lantern Museum",
            "label": "Depot",
            "address1": "3 Ropewalk Lane",
            "address2": "Gate B",
            "city": "Port Ellery",
            "state": "PA",
            "zip_code": "01236",
            "country": "USA",
        },
        opening_cents=550,
    ),
)


def seed(connection: sqlite3.Connection, now: datetime) -> dict[str, str]:
    """Plant the organizations that are not there yet; answers the first one's credentials."""
    for table, first in FIRST_IDS.items():
        connection.execute(
            """INSERT INTO sqlite_sequence (name, seq) SELECT :table, :seq
               WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :table)""",
            {"table": table, "seq": first - 1},
        )
    connection.executemany(
        """INSERT INTO instantcard_shipping_providers (id, name, cents) VALUES (?, ?, ?)
           ON CONFLICT DO NOTHING""",
        PROVIDERS,
    )
    for organization in ORGANIZATIONS:
        plant(connection, organization, now)
    first_organization = ORGANIZATIONS[0]
    return {
        "INSTANTCARD_EMAIL": first_organization.email,
        "INSTANTCARD_PASSWORD": first_organization.password,
        "INSTANTCARD_ORGANIZATION_ID": str(first_organization.id),
    }


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
        [seed.user_id, seed.id, seed.email, hash_password(seed.password), _settings(seed)],
    )
    connection.executemany(
        """INSERT INTO instantcard_available_providers (organization_id, shipping_provider_id)
           VALUES (?, ?)""",
        [(seed.id, provider_id) for provider_id, _, _ in PROVIDERS],
    )
    for template, fields in seed.templates:
        _plant_template(connection, seed.id, template, fields)
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
    connection: sqlite3.Connection,
    organization_id: int,
    template: Template,
    fields: Sequence[Field],
) -> None:
    connection.execute(
        """INSERT INTO instantcard_templates (id, organization_id, name, orientation, colour)
           VALUES (?, ?, ?, ?, ?)""",
        [template.id, organization_id, template.name, template.orientation, template.colour],
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
            for position, field in enumerate(fields)
        ],
    )
