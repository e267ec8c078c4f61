# Generated from instantcard.yaml by Cardwright; not to be edited.
"""TemplateField."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class TemplateField(Read):
    """A field of a template.

    Attributes:
        token: Names the field in a card's data.
        label: The field's name for people.
        type: The kind of field, such as text or photo.
        legacy_token: An older name of the field.
        dimensions: Its size.
        additional_properties: What the vendor sent beside these.
    """

    token: str
    label: str
    type: str
    legacy_token: str | None = None
    dimensions: dict[str, Any] | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> TemplateField:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is TemplateField:
            try:
                return TemplateField._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("token", MISSING)
        _token = value if type(value) is str else drift.wrong(value, f"{at}/token", "text")
        value = get("label", MISSING)
        _label = value if type(value) is str else drift.wrong(value, f"{at}/label", "text")
        value = get("type", MISSING)
        _type = value if type(value) is str else drift.wrong(value, f"{at}/type", "text")
        value = get("legacy_token", MISSING)
        _legacy_token = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/legacy_token", "text", None)
        )
        value = get("dimensions", MISSING)
        _dimensions = (
            value
            if value is None or type(value) is dict
            else drift.optional(value, f"{at}/dimensions", "an object", None)
        )
        return cls(
            token=_token,
            label=_label,
            type=_type,
            legacy_token=_legacy_token,
            dimensions=_dimensions,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[TemplateField]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[TemplateField] = []
        for src in sources:
            complete = len(src) == 5
            made = new(TemplateField)
            value = src["token"]
            made.token = value if type(value) is str else differs()
            value = src["label"]
            made.label = value if type(value) is str else differs()
            value = src["type"]
            made.type = value if type(value) is str else differs()
            if complete or "legacy_token" in src:
                value = src["legacy_token"]
                made.legacy_token = value if type(value) is str or value is None else differs()
            else:
                made.legacy_token = None
            if complete or "dimensions" in src:
                value = src["dimensions"]
                made.dimensions = value if type(value) is dict or value is None else differs()
            else:
                made.dimensions = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"token", "label", "type", "legacy_token", "dimensions"}
