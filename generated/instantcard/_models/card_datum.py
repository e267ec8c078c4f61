# Generated from instantcard.yaml by Cardwright; not to be edited.
"""CardDatum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden


@attrs.define(kw_only=True)
class CardDatum(Read):
    """What a card shows in one field of its template.

    Attributes:
        token: The field's token.
        value: The text, or the photo in Base64; a photo reads "image" in lists and searches.
        label: The field's name for people.
        type: The kind of field, such as text or photo.
        additional_properties: What the vendor sent beside these.
    """

    token: str
    value: str | None = attrs.field(repr=hidden)
    label: str | None = None
    type: str | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> CardDatum:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is CardDatum:
            try:
                return CardDatum._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("token", MISSING)
        _token = value if type(value) is str else drift.wrong(value, f"{at}/token", "text")
        value = get("value", MISSING)
        _value = (
            value
            if value is None or type(value) is str
            else drift.wrong(value, f"{at}/value", "text")
        )
        value = get("label", MISSING)
        _label = value if type(value) is str else drift.optional(value, f"{at}/label", "text", None)
        value = get("type", MISSING)
        _type = value if type(value) is str else drift.optional(value, f"{at}/type", "text", None)
        return cls(
            token=_token,
            value=_value,
            label=_label,
            type=_type,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[CardDatum]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[CardDatum] = []
        for src in sources:
            complete = len(src) == 4
            made = new(CardDatum)
            value = src["token"]
            made.token = value if type(value) is str else differs()
            value = src["value"]
            made.value = value if type(value) is str or value is None else differs()
            if complete or "label" in src:
                value = src["label"]
                made.label = value if type(value) is str else differs()
            else:
                made.label = None
            if complete or "type" in src:
                value = src["type"]
                made.type = value if type(value) is str else differs()
            else:
                made.type = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"token", "value", "label", "type"}
