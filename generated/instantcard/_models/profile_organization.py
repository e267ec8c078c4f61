# Generated from instantcard.yaml by Cardwright; not to be edited.
"""ProfileOrganization."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift


@attrs.define(kw_only=True)
class ProfileOrganization(Read):
    """The user's organization.

    Attributes:
        organization_id: Identifies the organization.
        organization_name: Name of the organization.
        additional_properties: What the vendor sent beside these.
    """

    organization_id: int | None = None
    organization_name: str | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> ProfileOrganization:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is ProfileOrganization:
            try:
                return ProfileOrganization._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("organizationId", MISSING)
        _organization_id = (
            value
            if type(value) is int
            else drift.optional(value, f"{at}/organizationId", "an integer", None)
        )
        value = get("organizationName", MISSING)
        _organization_name = (
            value
            if type(value) is str
            else drift.optional(value, f"{at}/organizationName", "text", None)
        )
        return cls(
            organization_id=_organization_id,
            organization_name=_organization_name,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[ProfileOrganization]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[ProfileOrganization] = []
        for src in sources:
            complete = len(src) == 2
            made = new(ProfileOrganization)
            if complete or "organizationId" in src:
                value = src["organizationId"]
                made.organization_id = value if type(value) is int else differs()
            else:
                made.organization_id = None
            if complete or "organizationName" in src:
                value = src["organizationName"]
                made.organization_name = value if type(value) is str else differs()
            else:
                made.organization_name = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"organizationId", "organizationName"}
