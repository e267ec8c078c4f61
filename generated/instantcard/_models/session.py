# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden


@attrs.define(kw_only=True)
class Session(Read):
    """What a login answers.

    Attributes:
        auth_token: The token, sent as `Authorization: Bearer TOKEN`.
        additional_properties: What the vendor sent beside these.
    """

    auth_token: str = attrs.field(repr=hidden)
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Session:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Session:
            try:
                return Session._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("auth_token", MISSING)
        _auth_token = (
            value if type(value) is str else drift.wrong(value, f"{at}/auth_token", "text")
        )
        return cls(
            auth_token=_auth_token,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Session]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Session] = []
        for src in sources:
            complete = len(src) == 1
            made = new(Session)
            value = src["auth_token"]
            made.auth_token = value if type(value) is str else differs()
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"auth_token"}
