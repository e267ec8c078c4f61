# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Balance."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs

from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.money import parse_money


@attrs.define(kw_only=True)
class Balance:
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


_PROPERTIES = {"balance"}
