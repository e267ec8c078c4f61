# Generated from instantcard.yaml by Cardwright; not to be edited.
"""CardPreview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.images import Image
from .._runtime.redaction import hidden


@attrs.define(kw_only=True)
class CardPreview(Read):
    """Both sides of a card.

    Attributes:
        front: The front.
        back: The back.
        orientation: Which way the card lies.
        preview_available: Whether there is a preview.
        additional_properties: What the vendor sent beside these.
    """

    front: Image = attrs.field(repr=hidden)
    back: Image = attrs.field(repr=hidden)
    orientation: str | None = None
    preview_available: bool | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> CardPreview:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is CardPreview:
            try:
                return CardPreview._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("front", MISSING)
        _front = (
            drift.parsed(Image.from_base64, value, f"{at}/front", "Base64")
            if type(value) is str
            else drift.wrong(value, f"{at}/front", "Base64")
        )
        value = get("back", MISSING)
        _back = (
            drift.parsed(Image.from_base64, value, f"{at}/back", "Base64")
            if type(value) is str
            else drift.wrong(value, f"{at}/back", "Base64")
        )
        value = get("orientation", MISSING)
        _orientation = (
            value
            if type(value) is str
            else drift.optional(value, f"{at}/orientation", "text", None)
        )
        value = get("preview_available", MISSING)
        _preview_available = (
            value
            if type(value) is bool
            else drift.optional(value, f"{at}/preview_available", "a boolean", None)
        )
        return cls(
            front=_front,
            back=_back,
            orientation=_orientation,
            preview_available=_preview_available,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[CardPreview]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[CardPreview] = []
        for src in sources:
            complete = len(src) == 4
            made = new(CardPreview)
            value = src["front"]
            made.front = Image.from_base64(value)
            value = src["back"]
            made.back = Image.from_base64(value)
            if complete or "orientation" in src:
                value = src["orientation"]
                made.orientation = value if type(value) is str else differs()
            else:
                made.orientation = None
            if complete or "preview_available" in src:
                value = src["preview_available"]
                made.preview_available = value if type(value) is bool else differs()
            else:
                made.preview_available = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"front", "back", "orientation", "preview_available"}
