# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Balance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.money import parse_money


@attrs.define(kw_only=True)
class Balance(Read):
    """What an organization has to spend.

    Attributes:
        balance: An amount in US dollars, such as "$5.50"; negative in parentheses, "($5.50)".
        additional_properties: What the vendor sent beside these.
    """

    balance: Decimal
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Balance:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Balance:
            try:
                return Balance._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("balance", MISSING)
        _balance = (
            drift.parsed(parse_money, value, f"{at}/balance", "an amount of money")
            if type(value) is str
            else drift.wrong(value, f"{at}/balance", "an amount of money")
        )
        return cls(
            balance=_balance,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Balance]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Balance] = []
        for src in sources:
            complete = len(src) == 1
            made = new(Balance)
            value = src["balance"]
            made.balance = parse_money(value)
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"balance"}
