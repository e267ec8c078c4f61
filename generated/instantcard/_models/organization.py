# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Organization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class Organization:
    """An organization.

    Attributes:
        id: Identifies the organization.
        name: Name of the organization.
        total_cards: How many cards it has.
        total_templates: How many card templates it has.
        settings: What the organization has set up; what it holds is not known.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    name: str
    total_cards: int
    total_templates: int
    settings: dict[str, Any] | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> Organization:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        get = src.get
        value = get("id", MISSING)
        _id = value if type(value) is int else drift.wrong(value, f"{at}/id", "an integer")
        value = get("name", MISSING)
        _name = value if type(value) is str else drift.wrong(value, f"{at}/name", "text")
        value = get("total_cards", MISSING)
        _total_cards = (
            value if type(value) is int else drift.wrong(value, f"{at}/total_cards", "an integer")
        )
        value = get("total_templates", MISSING)
        _total_templates = (
            value
            if type(value) is int
            else drift.wrong(value, f"{at}/total_templates", "an integer")
        )
        value = get("settings", MISSING)
        _settings = (
            value
            if type(value) is dict
            else drift.optional(value, f"{at}/settings", "an object", None)
        )
        return cls(
            id=_id,
            name=_name,
            total_cards=_total_cards,
            total_templates=_total_templates,
            settings=_settings,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )


_PROPERTIES = {"id", "name", "total_cards", "total_templates", "settings"}
