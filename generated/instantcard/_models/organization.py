# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Organization."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class Organization(Read):
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
        if cls is Organization:
            try:
                return Organization._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
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

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Organization]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Organization] = []
        for src in sources:
            complete = len(src) == 5
            made = new(Organization)
            value = src["id"]
            made.id = value if type(value) is int else differs()
            value = src["name"]
            made.name = value if type(value) is str else differs()
            value = src["total_cards"]
            made.total_cards = value if type(value) is int else differs()
            value = src["total_templates"]
            made.total_templates = value if type(value) is int else differs()
            if complete or "settings" in src:
                value = src["settings"]
                made.settings = value if type(value) is dict else differs()
            else:
                made.settings = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"id", "name", "total_cards", "total_templates", "settings"}
