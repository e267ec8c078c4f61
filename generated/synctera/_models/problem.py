# Generated from synctera.yaml by Cardwright; not to be edited.
"""Problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class Problem(Read):
    """A problem report as in RFC 7807. Any member may be absent.

    Attributes:
        type: A URI that names the kind of problem.
        title: The kind of problem in a few words.
        status: The HTTP status.
        detail: What is wrong with this request.
        additional_properties: What the vendor sent beside these.
    """

    type: str | None = None
    title: str | None = None
    status: int | None = None
    detail: str | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Problem:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Problem:
            try:
                return Problem._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("type", MISSING)
        _type = value if type(value) is str else drift.optional(value, f"{at}/type", "text", None)
        value = get("title", MISSING)
        _title = value if type(value) is str else drift.optional(value, f"{at}/title", "text", None)
        value = get("status", MISSING)
        _status = (
            value
            if type(value) is int
            else drift.optional(value, f"{at}/status", "an integer", None)
        )
        value = get("detail", MISSING)
        _detail = (
            value if type(value) is str else drift.optional(value, f"{at}/detail", "text", None)
        )
        return cls(
            type=_type,
            title=_title,
            status=_status,
            detail=_detail,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Problem]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Problem] = []
        for src in sources:
            complete = len(src) == 4
            made = new(Problem)
            if complete or "type" in src:
                value = src["type"]
                made.type = value if type(value) is str else differs()
            else:
                made.type = None
            if complete or "title" in src:
                value = src["title"]
                made.title = value if type(value) is str else differs()
            else:
                made.title = None
            if complete or "status" in src:
                value = src["status"]
                made.status = value if type(value) is int else differs()
            else:
                made.status = None
            if complete or "detail" in src:
                value = src["detail"]
                made.detail = value if type(value) is str else differs()
            else:
                made.detail = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"type", "title", "status", "detail"}
