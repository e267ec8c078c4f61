"""What the page shows of InstantCard's organizations. Lists are newest first."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from cardwright.staging.clock import timestamp
from cardwright.staging.http import Json
from cardwright.staging.instantcard.rules.money import format_cents
from cardwright.staging.instantcard.rules.prices import Charge
from cardwright.staging.instantcard.storage import ledger, organizations
from cardwright.staging.instantcard.storage.organizations import Organization

MOST_CARDS_OF_A_JOB: Final = 12
"""How many of a job's cards are named; of the others the page has the number."""
_SAMPLE: Final = 96
_PARTS: Final = 5


def all_organizations(connection: sqlite3.Connection) -> list[Json]:
    """Every organization, with how much it has."""
    rows = connection.execute(
        """SELECT id, name,
             (SELECT count(*) FROM instantcard_cards
               WHERE organization_id = each.id AND NOT deleted) AS cards,
             (SELECT count(*) FROM instantcard_print_jobs
               WHERE organization_id = each.id) AS print_jobs,
             (SELECT count(*) FROM instantcard_transactions
               WHERE organization_id = each.id) AS transactions
           FROM instantcard_organizations AS each ORDER BY id"""
    ).fetchall()
    return [
        {**dict(row), "balance": format_cents(ledger.balance(connection, row["id"]))}
        for row in rows
    ]


def organization(connection: sqlite3.Connection, organization_id: int) -> Organization | None:
    """One organization."""
    row = connection.execute(
        "SELECT id FROM instantcard_organizations WHERE id = ?", [organization_id]
    ).fetchone()
    return None if row is None else organizations.load(connection, row["id"])


def organization_of_card(connection: sqlite3.Connection, card_id: int) -> Organization | None:
    """Whose card it is; None for no card, and for a deleted one."""
    row = connection.execute(
        "SELECT organization_id FROM instantcard_cards WHERE id = ? AND NOT deleted", [card_id]
    ).fetchone()
    return None if row is None else organizations.load(connection, row["organization_id"])


def cards(
    connection: sqlite3.Connection,
    organization_id: int,
    most: int,
    before: int | None,
    now: datetime,
) -> list[Json]:
    """Cards with their texts, and a `version` that changes when their picture does."""
    rows = connection.execute(
        """SELECT cards.id, name AS template, orientation, colour, finalized,
             (SELECT max(prints_at) FROM instantcard_print_job_cards
               JOIN instantcard_print_jobs AS jobs ON jobs.id = print_job_id
               WHERE card_id = cards.id AND prints_at <= :now) AS last_printed_at,
             (SELECT max(submitted_at) FROM instantcard_print_job_cards
               JOIN instantcard_print_jobs AS jobs ON jobs.id = print_job_id
               WHERE card_id = cards.id) AS last_submitted_at
           FROM instantcard_cards AS cards
           JOIN instantcard_templates AS templates ON templates.id = template_id
           WHERE cards.organization_id = :organization AND NOT deleted
             AND (:before IS NULL OR cards.id < :before)
           ORDER BY cards.id DESC LIMIT :most""",
        {
            "organization": organization_id,
            "before": before,
            "most": most,
            "now": timestamp(now),
        },
    ).fetchall()
    around = _around(connection, organization_id)
    values = _values(connection, [row["id"] for row in rows])
    return [_card(row, values.get(row["id"], ()), around) for row in rows]


def print_jobs(
    connection: sqlite3.Connection,
    organization_id: int,
    most: int,
    before: int | None,
    now: datetime,
) -> list[Json]:
    """Print jobs with what they have and lack, and when they reached what."""
    rows = connection.execute(
        """SELECT jobs.id, number_of_copies AS copies, name AS shipping, charge,
             address_id, one_off_address, submitted_address,
             created_at, updated_at, submitted_at, prints_at
           FROM instantcard_print_jobs AS jobs
           LEFT JOIN instantcard_shipping_providers AS providers
             ON providers.id = shipping_provider_id
           WHERE organization_id = ? AND (? IS NULL OR jobs.id < ?)
           ORDER BY jobs.id DESC LIMIT ?""",
        [organization_id, before, before, most],
    ).fetchall()
    return [_print_job(connection, row, timestamp(now)) for row in rows]


def transactions(
    connection: sqlite3.Connection, organization_id: int, most: int, before: int | None
) -> list[Json]:
    """Entries of the ledger, each with the balance after it."""
    rows = connection.execute(
        """SELECT * FROM (
             SELECT id, cents, sum(cents) OVER (ORDER BY id) AS balance, sub_type, description,
               created_at
             FROM instantcard_transactions WHERE organization_id = ?
           ) WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?""",
        [organization_id, before, before, most],
    )
    return [
        {
            "id": row["id"],
            "credit": row["cents"] > 0,
            "amount": format_cents(abs(row["cents"])),
            "balance": format_cents(row["balance"]),
            "sub_type": row["sub_type"],
            "description": row["description"],
            "created_at": row["created_at"],
        }
        for row in rows
    ]


def _card(row: sqlite3.Row, values: Sequence[sqlite3.Row], around: str) -> Json:
    # Photos can be large, so only samples of them are read.
    version = hashlib.sha256(around.encode())
    for value in values:
        version.update(json.dumps(list(value)).encode())
    texts = [each for each in values if each["type"] != "image"]
    named = [each["value"] for each in texts if each["prominent"]]
    return {
        **dict(row),
        "finalized": bool(row["finalized"]),
        "version": version.hexdigest()[:16],
        "name": " ".join(filter(None, (each.strip() for each in named))),
        "data": [
            {"label": each["label"], "type": each["type"], "value": each["value"]} for each in texts
        ],
        "photos": sum(each["type"] == "image" and each["length"] > 0 for each in values),
    }


def _values(
    connection: sqlite3.Connection, card_ids: Sequence[int]
) -> Mapping[int, list[sqlite3.Row]]:
    sampled = " || ".join(
        f"substr(value, 1 + {part} * (length(value) - {_SAMPLE}) / {_PARTS - 1}, {_SAMPLE})"
        for part in range(_PARTS)
    )
    found: dict[int, list[sqlite3.Row]] = {}
    for row in connection.execute(
        f"""SELECT card_id, fields.token, label, type, prominent, length(value) AS length,
              CASE WHEN type <> 'image' OR length(value) < {_PARTS * _SAMPLE} THEN value
                ELSE {sampled} END AS value
            FROM instantcard_card_values AS kept
            JOIN instantcard_cards AS cards ON cards.id = card_id
            JOIN instantcard_template_fields AS fields
              ON fields.template_id = cards.template_id AND fields.token = kept.token
            WHERE card_id IN (SELECT value FROM json_each(?)) ORDER BY position""",
        [json.dumps(list(card_ids))],
    ):
        found.setdefault(row["card_id"], []).append(row)
    return found


def _around(connection: sqlite3.Connection, organization_id: int) -> str:
    """What else is on a card's picture."""
    name = connection.execute(
        "SELECT name FROM instantcard_organizations WHERE id = ?", [organization_id]
    ).fetchone()
    address = connection.execute(
        'SELECT * FROM instantcard_addresses WHERE organization_id = ? AND "primary"',
        [organization_id],
    ).fetchone()
    return json.dumps([tuple(name or ()), tuple(address or ())])


def _print_job(connection: sqlite3.Connection, row: sqlite3.Row, now: str) -> Json:
    card_ids = [
        each["card_id"]
        for each in connection.execute(
            """SELECT card_id FROM instantcard_print_job_cards
               WHERE print_job_id = ? ORDER BY position""",
            [row["id"]],
        )
    ]
    address = _address(connection, row)
    cost = None if row["charge"] is None else Charge.from_json(row["charge"]).cents
    return {
        "id": row["id"],
        "cards": len(card_ids),
        "card_ids": card_ids[:MOST_CARDS_OF_A_JOB],
        "copies": row["copies"],
        "shipping": row["shipping"],
        "address": address,
        "cost": None if cost is None else format_cents(cost),
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "submitted_at": row["submitted_at"],
        "prints_at": row["prints_at"],
        "printed": row["prints_at"] is not None and row["prints_at"] <= now,
    }


def _address(connection: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    """In one line: where to."""
    kept = row["submitted_address"] or row["one_off_address"]
    if kept is not None:
        address = json.loads(kept)
    elif row["address_id"] is not None:
        address = dict(
            connection.execute(
                "SELECT * FROM instantcard_addresses WHERE id = ?", [row["address_id"]]
            ).fetchone()
        )
    else:
        return None
    parts = (address.get(name) for name in ("organization_name", "address1", "city", "state"))
    return ", ".join(part for part in parts if part)
