# Generated from synctera.yaml by Cardwright; not to be edited.
"""RecipientName."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime import check
from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden
from .._runtime.unset import UNSET, Unset


@attrs.define(kw_only=True)
class RecipientName(Read):
    """Who receives the parcel. The same in the request and in the answer.

    Attributes:
        first_name: Given name.
        last_name: Family name.
        middle_name: Middle name, if there is one.
        additional_properties: What the vendor sent beside these.
    """

    first_name: str = attrs.field(repr=hidden)
    last_name: str = attrs.field(repr=hidden)
    middle_name: str | Unset = attrs.field(default=UNSET, repr=hidden)
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> RecipientName:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is RecipientName:
            try:
                return RecipientName._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("first_name", MISSING)
        _first_name = (
            value if type(value) is str else drift.wrong(value, f"{at}/first_name", "text")
        )
        value = get("last_name", MISSING)
        _last_name = value if type(value) is str else drift.wrong(value, f"{at}/last_name", "text")
        value = get("middle_name", MISSING)
        _middle_name = (
            value
            if type(value) is str
            else drift.optional(value, f"{at}/middle_name", "text", UNSET)
        )
        return cls(
            first_name=_first_name,
            last_name=_last_name,
            middle_name=_middle_name,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[RecipientName]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[RecipientName] = []
        for src in sources:
            complete = len(src) == 3
            made = new(RecipientName)
            value = src["first_name"]
            made.first_name = value if type(value) is str else differs()
            value = src["last_name"]
            made.last_name = value if type(value) is str else differs()
            if complete or "middle_name" in src:
                value = src["middle_name"]
                made.middle_name = value if type(value) is str else differs()
            else:
                made.middle_name = UNSET
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found

    def to_dict(self, argument: str = "recipient_name") -> dict[str, Any]:
        """The object as JSON has it.

        Raises:
            InvalidArgument: A part of it has no form on the wire; `argument` begins its name.
        """
        values: dict[str, Any] = {
            "first_name": check.text(
                f"{argument}.first_name",
                self.first_name,
                shortest=1,
                pattern=re.compile("\\S", re.ASCII),
            ),
            "last_name": check.text(
                f"{argument}.last_name",
                self.last_name,
                shortest=1,
                pattern=re.compile("\\S", re.ASCII),
            ),
            "middle_name": check.text(f"{argument}.middle_name", self.middle_name),
        }
        return {name: value for name, value in values.items() if value is not UNSET}


_PROPERTIES = {"first_name", "last_name", "middle_name"}
