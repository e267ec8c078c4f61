"""Balances and login tokens of InstantCard's organizations and users."""

import sqlite3
from typing import Final

from cardwright.staging.controls.fields import ControlError, Fields
from cardwright.staging.http import Json
from cardwright.staging.instantcard.rules.money import format_cents, parse_amount
from cardwright.staging.instantcard.storage import ledger
from cardwright.staging.vendor import Services

MOST_CENTS: Final = 99_999_999_999


def set_balance(services: Services, fields: Fields) -> Json:
    """Bring the balance of ``organization_id`` (or of the first) to ``amount``.

    The ledger gets one entry more, of the difference; none when there is none.
    """
    fields.required("amount")
    wanted = read_amount(fields, "amount")
    assert wanted is not None
    with services.database.writing() as connection:
        organization_id = read_organization(connection, fields)
        fields.finish()
        difference = wanted - ledger.balance(connection, organization_id)
        if difference:
            ledger.record(
                connection,
                organization_id,
                services.clock(),
                cents=difference,
                sub_type="adjustment",
                description=f"Balance set to {format_cents(wanted)}",
                items={},
            )
    return {"organization_id": organization_id, "balance": format_cents(wanted)}


def balance_cents(services: Services, fields: Fields) -> int:
    """The balance of ``organization_id`` (or of the first)."""
    with services.database.reading() as connection:
        organization_id = read_organization(connection, fields)
        fields.finish()
        return ledger.balance(connection, organization_id)


def expire_tokens(services: Services, fields: Fields) -> int:
    """Let all login tokens expire, or those of the user ``email``; answers how many."""
    email = fields.text("email")
    fields.finish()
    with services.database.writing() as connection:
        if email is None:
            expired = connection.execute("DELETE FROM instantcard_tokens")
        else:
            user = connection.execute(
                "SELECT id FROM instantcard_users WHERE email = ?", [email.strip().lower()]
            ).fetchone()
            if user is None:
                raise ControlError("email: there is no such user", 404)
            expired = connection.execute(
                "DELETE FROM instantcard_tokens WHERE user_id = ?", [user["id"]]
            )
    return expired.rowcount


def read_amount(fields: Fields, name: str) -> int | None:
    """Cents of an amount such as ``17.37``."""
    amount = fields.text(name)
    if amount is None:
        return None
    try:
        cents = parse_amount(amount)
    except ValueError as error:
        raise ControlError(f"{name} {error}") from None
    if cents > MOST_CENTS:
        raise ControlError(f"{name} must be at most {format_cents(MOST_CENTS)}")
    return cents


def read_organization(connection: sqlite3.Connection, fields: Fields) -> int:
    """``organization_id``, or the first organization there is."""
    wanted = fields.integer("organization_id", least=1, most=2**63 - 1)
    row = connection.execute(
        "SELECT min(id) AS id FROM instantcard_organizations WHERE :wanted IS NULL OR id = :wanted",
        {"wanted": wanted},
    ).fetchone()
    if row["id"] is None:
        raise ControlError(f"organization_id: there is no organization {wanted}", 404)
    return int(row["id"])
