# Generated from instantcard.yaml by Cardwright; not to be edited.
"""FinancialTransaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.money import parse_money


@attrs.define(kw_only=True)
class FinancialTransaction(Read):
    """A movement of an organization's money.

    Attributes:
        id: Identifies the transaction.
        type: The kind of transaction.
        sub_type: The kind of transaction, more closely.
        description: What it was for.
        debit: What was taken from the balance.
        credit: What was added to the balance.
        balance: An amount in US dollars, such as "$5.50"; negative in parentheses, "($5.50)".
        receipt: Whether there is a receipt.
        transaction_items: What it consists of.
        created_at: When it was made.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    type: str | None = None
    sub_type: str | None = None
    description: str | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None
    balance: Decimal | None = None
    receipt: bool | None = None
    transaction_items: dict[str, Any] | None = None
    created_at: datetime | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> FinancialTransaction:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is FinancialTransaction:
            try:
                return FinancialTransaction._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("id", MISSING)
        _id = value if type(value) is int else drift.wrong(value, f"{at}/id", "an integer")
        value = get("type", MISSING)
        _type = value if type(value) is str else drift.optional(value, f"{at}/type", "text", None)
        value = get("sub_type", MISSING)
        _sub_type = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/sub_type", "text", None)
        )
        value = get("description", MISSING)
        _description = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/description", "text", None)
        )
        value = get("debit", MISSING)
        _debit = (
            None
            if value is None
            else drift.parsed(parse_money, value, f"{at}/debit", "an amount of money")
            if type(value) is str
            else drift.optional(value, f"{at}/debit", "an amount of money", None)
        )
        value = get("credit", MISSING)
        _credit = (
            None
            if value is None
            else drift.parsed(parse_money, value, f"{at}/credit", "an amount of money")
            if type(value) is str
            else drift.optional(value, f"{at}/credit", "an amount of money", None)
        )
        value = get("balance", MISSING)
        _balance = (
            drift.parsed(parse_money, value, f"{at}/balance", "an amount of money")
            if type(value) is str
            else drift.optional(value, f"{at}/balance", "an amount of money", None)
        )
        value = get("receipt", MISSING)
        _receipt = (
            value
            if type(value) is bool
            else drift.optional(value, f"{at}/receipt", "a boolean", None)
        )
        value = get("transaction_items", MISSING)
        _transaction_items = (
            value
            if value is None or type(value) is dict
            else drift.optional(value, f"{at}/transaction_items", "an object", None)
        )
        value = get("created_at", MISSING)
        _created_at = (
            drift.parsed(datetime.fromisoformat, value, f"{at}/created_at", "a date and time")
            if type(value) is str
            else drift.optional(value, f"{at}/created_at", "a date and time", None)
        )
        return cls(
            id=_id,
            type=_type,
            sub_type=_sub_type,
            description=_description,
            debit=_debit,
            credit=_credit,
            balance=_balance,
            receipt=_receipt,
            transaction_items=_transaction_items,
            created_at=_created_at,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[FinancialTransaction]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[FinancialTransaction] = []
        for src in sources:
            complete = len(src) == 10
            made = new(FinancialTransaction)
            value = src["id"]
            made.id = value if type(value) is int else differs()
            if complete or "type" in src:
                value = src["type"]
                made.type = value if type(value) is str else differs()
            else:
                made.type = None
            if complete or "sub_type" in src:
                value = src["sub_type"]
                made.sub_type = value if type(value) is str or value is None else differs()
            else:
                made.sub_type = None
            if complete or "description" in src:
                value = src["description"]
                made.description = value if type(value) is str or value is None else differs()
            else:
                made.description = None
            if complete or "debit" in src:
                value = src["debit"]
                made.debit = None if value is None else parse_money(value)
            else:
                made.debit = None
            if complete or "credit" in src:
                value = src["credit"]
                made.credit = None if value is None else parse_money(value)
            else:
                made.credit = None
            if complete or "balance" in src:
                value = src["balance"]
                made.balance = parse_money(value)
            else:
                made.balance = None
            if complete or "receipt" in src:
                value = src["receipt"]
                made.receipt = value if type(value) is bool else differs()
            else:
                made.receipt = None
            if complete or "transaction_items" in src:
                value = src["transaction_items"]
                made.transaction_items = (
                    value if type(value) is dict or value is None else differs()
                )
            else:
                made.transaction_items = None
            if complete or "created_at" in src:
                value = src["created_at"]
                made.created_at = datetime.fromisoformat(value)
            else:
                made.created_at = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {
    "id",
    "type",
    "sub_type",
    "description",
    "debit",
    "credit",
    "balance",
    "receipt",
    "transaction_items",
    "created_at",
}
