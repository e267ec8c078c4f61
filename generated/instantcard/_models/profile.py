# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden
from .profile_organization import ProfileOrganization
from .profile_settings import ProfileSettings


@attrs.define(kw_only=True)
class Profile(Read):
    """The user to whom the token belongs.

    Attributes:
        id: Identifies the user.
        email: E-mail address of the account.
        organization_id: The user's organization.
        organization_name: Name of the user's organization.
        organization: The user's organization.
        settings: What the user has set up.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    email: str = attrs.field(repr=hidden)
    organization_id: int | None = None
    organization_name: str | None = None
    organization: ProfileOrganization | None = None
    settings: ProfileSettings | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Profile:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Profile:
            try:
                return Profile._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("id", MISSING)
        _id = value if type(value) is int else drift.wrong(value, f"{at}/id", "an integer")
        value = get("email", MISSING)
        _email = value if type(value) is str else drift.wrong(value, f"{at}/email", "text")
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
        value = get("organization", MISSING)
        _organization = (
            ProfileOrganization.from_dict(value, drift, f"{at}/organization")
            if type(value) is dict
            else drift.optional(value, f"{at}/organization", "an object", None)
        )
        value = get("settings", MISSING)
        _settings = (
            ProfileSettings.from_dict(value, drift, f"{at}/settings")
            if type(value) is dict
            else drift.optional(value, f"{at}/settings", "an object", None)
        )
        return cls(
            id=_id,
            email=_email,
            organization_id=_organization_id,
            organization_name=_organization_name,
            organization=_organization,
            settings=_settings,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Profile]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Profile] = []
        for src in sources:
            complete = len(src) == 6
            made = new(Profile)
            value = src["id"]
            made.id = value if type(value) is int else differs()
            value = src["email"]
            made.email = value if type(value) is str else differs()
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
            if complete or "organization" in src:
                value = src["organization"]
                made.organization = ProfileOrganization._exact((value,))[0]
            else:
                made.organization = None
            if complete or "settings" in src:
                value = src["settings"]
                made.settings = ProfileSettings._exact((value,))[0]
            else:
                made.settings = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"id", "email", "organizationId", "organizationName", "organization", "settings"}
