# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden
from .profile_organization import ProfileOrganization
from .profile_settings import ProfileSettings


@attrs.define(kw_only=True)
class Profile:
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


_PROPERTIES = {"id", "email", "organizationId", "organizationName", "organization", "settings"}
