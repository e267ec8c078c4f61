# Generated from instantcard.yaml by Cardwright; not to be edited.
"""ShippingProvider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class ShippingProvider(Read):
    """Who can ship an order.

    Attributes:
        id: Identifies the provider.
        name: Name of the provider.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    name: str
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> ShippingProvider:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is ShippingProvider:
            try:
                return ShippingProvider._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("id", MISSING)
        _id = value if type(value) is int else drift.wrong(value, f"{at}/id", "an integer")
        value = get("name", MISSING)
        _name = value if type(value) is str else drift.wrong(value, f"{at}/name", "text")
        return cls(
            id=_id,
            name=_name,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[ShippingProvider]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[ShippingProvider] = []
        for src in sources:
            complete = len(src) == 2
            made = new(ShippingProvider)
            value = src["id"]
            made.id = value if type(value) is int else differs()
            value = src["name"]
            made.name = value if type(value) is str else differs()
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"id", "name"}
