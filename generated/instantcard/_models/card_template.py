# Generated from instantcard.yaml by Cardwright; not to be edited.
"""CardTemplate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class CardTemplate:
    """A design that cards are made from.

    Attributes:
        id: Identifies the template.
        name: Name of the template.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    name: str
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> CardTemplate:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
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


_PROPERTIES = {"id", "name"}
