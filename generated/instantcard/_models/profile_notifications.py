# Generated from instantcard.yaml by Cardwright; not to be edited.
"""ProfileNotifications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class ProfileNotifications(Read):
    """Which messages the user receives.

    Attributes:
        order_confirmation: One that confirms an order.
        order_printed_confirmation: One that says that an order is printed.
        additional_properties: What the vendor sent beside these.
    """

    order_confirmation: bool | None = None
    order_printed_confirmation: bool | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> ProfileNotifications:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is ProfileNotifications:
            try:
                return ProfileNotifications._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("orderConfirmation", MISSING)
        _order_confirmation = (
            value
            if type(value) is bool
            else drift.optional(value, f"{at}/orderConfirmation", "a boolean", None)
        )
        value = get("orderPrintedConfirmation", MISSING)
        _order_printed_confirmation = (
            value
            if type(value) is bool
            else drift.optional(value, f"{at}/orderPrintedConfirmation", "a boolean", None)
        )
        return cls(
            order_confirmation=_order_confirmation,
            order_printed_confirmation=_order_printed_confirmation,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[ProfileNotifications]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[ProfileNotifications] = []
        for src in sources:
            complete = len(src) == 2
            made = new(ProfileNotifications)
            if complete or "orderConfirmation" in src:
                value = src["orderConfirmation"]
                made.order_confirmation = value if type(value) is bool else differs()
            else:
                made.order_confirmation = None
            if complete or "orderPrintedConfirmation" in src:
                value = src["orderPrintedConfirmation"]
                made.order_printed_confirmation = value if type(value) is bool else differs()
            else:
                made.order_printed_confirmation = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"orderConfirmation", "orderPrintedConfirmation"}
