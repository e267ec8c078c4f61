# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new, only
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden
from .card_datum import CardDatum


@attrs.define(kw_only=True)
class Card(Read):
    """A card, draft or finalized.

    Attributes:
        id: Identifies the card.
        card_template_id: The template it is made from.
        organization_id: The organization that owns it.
        data: What it shows.
        images: Its images; each reads "image" in lists and searches.
        last_submitted_at: When it was last submitted for printing; null until then.
        last_printed_at: When it was last printed; null until then.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    card_template_id: int
    organization_id: int
    data: list[CardDatum] = attrs.field(repr=hidden)
    images: list[str] | None = attrs.field(default=None, repr=hidden)
    last_submitted_at: datetime | None = None
    last_printed_at: datetime | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Card:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Card:
            try:
                return Card._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("id", MISSING)
        _id = value if type(value) is int else drift.wrong(value, f"{at}/id", "an integer")
        value = get("card_template_id", MISSING)
        _card_template_id = (
            value
            if type(value) is int
            else drift.wrong(value, f"{at}/card_template_id", "an integer")
        )
        value = get("organization_id", MISSING)
        _organization_id = (
            value
            if type(value) is int
            else drift.wrong(value, f"{at}/organization_id", "an integer")
        )
        value = get("data", MISSING)
        _data = (
            [
                CardDatum.from_dict(v0, drift, f"{at}/data/{i0}")
                if type(v0) is dict
                else drift.wrong(v0, f"{at}/data/{i0}", "an object")
                for i0, v0 in enumerate(value)
            ]
            if type(value) is list
            else drift.wrong(value, f"{at}/data", "an array")
        )
        value = get("images", MISSING)
        _images = (
            [
                v0 if type(v0) is str else drift.wrong(v0, f"{at}/images/{i0}", "text")
                for i0, v0 in enumerate(value)
            ]
            if type(value) is list
            else drift.optional(value, f"{at}/images", "an array", None)
        )
        value = get("last_submitted_at", MISSING)
        _last_submitted_at = (
            None
            if value is None
            else drift.parsed(
                datetime.fromisoformat, value, f"{at}/last_submitted_at", "a date and time"
            )
            if type(value) is str
            else drift.optional(value, f"{at}/last_submitted_at", "a date and time", None)
        )
        value = get("last_printed_at", MISSING)
        _last_printed_at = (
            None
            if value is None
            else drift.parsed(
                datetime.fromisoformat, value, f"{at}/last_printed_at", "a date and time"
            )
            if type(value) is str
            else drift.optional(value, f"{at}/last_printed_at", "a date and time", None)
        )
        return cls(
            id=_id,
            card_template_id=_card_template_id,
            organization_id=_organization_id,
            data=_data,
            images=_images,
            last_submitted_at=_last_submitted_at,
            last_printed_at=_last_printed_at,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Card]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Card] = []
        for src in sources:
            complete = len(src) == 7
            made = new(Card)
            value = src["id"]
            made.id = value if type(value) is int else differs()
            value = src["card_template_id"]
            made.card_template_id = value if type(value) is int else differs()
            value = src["organization_id"]
            made.organization_id = value if type(value) is int else differs()
            value = src["data"]
            made.data = CardDatum._exact(value) if type(value) is list else differs()
            if complete or "images" in src:
                value = src["images"]
                made.images = only(str, value) if type(value) is list else differs()
            else:
                made.images = None
            if complete or "last_submitted_at" in src:
                value = src["last_submitted_at"]
                made.last_submitted_at = None if value is None else datetime.fromisoformat(value)
            else:
                made.last_submitted_at = None
            if complete or "last_printed_at" in src:
                value = src["last_printed_at"]
                made.last_printed_at = None if value is None else datetime.fromisoformat(value)
            else:
                made.last_printed_at = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {
    "id",
    "card_template_id",
    "organization_id",
    "data",
    "images",
    "last_submitted_at",
    "last_printed_at",
}
