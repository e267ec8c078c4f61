# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class Error(Read):
    """What went wrong. The shape is documented for a refused payment and assumed elsewhere.

    Attributes:
        error: The reason in words.
        additional_properties: What the vendor sent beside these.
    """

    error: str | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Error:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Error:
            try:
                return Error._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("error", MISSING)
        _error = value if type(value) is str else drift.optional(value, f"{at}/error", "text", None)
        return cls(
            error=_error,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Error]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Error] = []
        for src in sources:
            complete = len(src) == 1
            made = new(Error)
            if complete or "error" in src:
                value = src["error"]
                made.error = value if type(value) is str else differs()
            else:
                made.error = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"error"}
