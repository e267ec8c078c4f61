# Generated from instantcard.yaml by Cardwright; not to be edited.
"""ChargeDetails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new, only
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.money import parse_money


@attrs.define(kw_only=True)
class ChargeDetails(Read):
    """What a submitted print job cost.

    Attributes:
        items: What was charged.
        shipping_cost: An amount in US dollars, such as "$5.50"; negative in parentheses, "($5.50)".
        job_total_cost: An amount in US dollars, such as "$5.50"; negative in parentheses,
            "($5.50)".
        has_balance: Whether the balance covers it.
        additional_properties: What the vendor sent beside these.
    """

    items: list[dict[str, Any]]
    shipping_cost: Decimal
    job_total_cost: Decimal
    has_balance: bool | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> ChargeDetails:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is ChargeDetails:
            try:
                return ChargeDetails._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("items", MISSING)
        _items = (
            [
                v0 if type(v0) is dict else drift.wrong(v0, f"{at}/items/{i0}", "an object")
                for i0, v0 in enumerate(value)
            ]
            if type(value) is list
            else drift.wrong(value, f"{at}/items", "an array")
        )
        value = get("shipping_cost", MISSING)
        _shipping_cost = (
            drift.parsed(parse_money, value, f"{at}/shipping_cost", "an amount of money")
            if type(value) is str
            else drift.wrong(value, f"{at}/shipping_cost", "an amount of money")
        )
        value = get("job_total_cost", MISSING)
        _job_total_cost = (
            drift.parsed(parse_money, value, f"{at}/job_total_cost", "an amount of money")
            if type(value) is str
            else drift.wrong(value, f"{at}/job_total_cost", "an amount of money")
        )
        value = get("has_balance", MISSING)
        _has_balance = (
            value
            if type(value) is bool
            else drift.optional(value, f"{at}/has_balance", "a boolean", None)
        )
        return cls(
            items=_items,
            shipping_cost=_shipping_cost,
            job_total_cost=_job_total_cost,
            has_balance=_has_balance,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[ChargeDetails]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[ChargeDetails] = []
        for src in sources:
            complete = len(src) == 4
            made = new(ChargeDetails)
            value = src["items"]
            made.items = only(dict, value) if type(value) is list else differs()
            value = src["shipping_cost"]
            made.shipping_cost = parse_money(value)
            value = src["job_total_cost"]
            made.job_total_cost = parse_money(value)
            if complete or "has_balance" in src:
                value = src["has_balance"]
                made.has_balance = value if type(value) is bool else differs()
            else:
                made.has_balance = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"items", "shipping_cost", "job_total_cost", "has_balance"}
