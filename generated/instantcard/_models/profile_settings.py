# Generated from instantcard.yaml by Cardwright; not to be edited.
"""ProfileSettings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden
from .profile_notifications import ProfileNotifications


@attrs.define(kw_only=True)
class ProfileSettings(Read):
    """What the user has set up.

    Attributes:
        full_name: The user's name.
        show_photo: Whether photos are shown to the user.
        page_size: How many entries a page holds for the user.
        notifications: Which messages the user receives.
        additional_properties: What the vendor sent beside these.
    """

    full_name: str | None = attrs.field(default=None, repr=hidden)
    show_photo: bool | None = None
    page_size: int | None = None
    notifications: ProfileNotifications | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> ProfileSettings:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is ProfileSettings:
            try:
                return ProfileSettings._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("fullName", MISSING)
        _full_name = (
            value if type(value) is str else drift.optional(value, f"{at}/fullName", "text", None)
        )
        value = get("showPhoto", MISSING)
        _show_photo = (
            value
            if type(value) is bool
            else drift.optional(value, f"{at}/showPhoto", "a boolean", None)
        )
        value = get("pageSize", MISSING)
        _page_size = (
            value
            if type(value) is int
            else drift.optional(value, f"{at}/pageSize", "an integer", None)
        )
        value = get("notifications", MISSING)
        _notifications = (
            ProfileNotifications.from_dict(value, drift, f"{at}/notifications")
            if type(value) is dict
            else drift.optional(value, f"{at}/notifications", "an object", None)
        )
        return cls(
            full_name=_full_name,
            show_photo=_show_photo,
            page_size=_page_size,
            notifications=_notifications,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[ProfileSettings]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[ProfileSettings] = []
        for src in sources:
            complete = len(src) == 4
            made = new(ProfileSettings)
            if complete or "fullName" in src:
                value = src["fullName"]
                made.full_name = value if type(value) is str else differs()
            else:
                made.full_name = None
            if complete or "showPhoto" in src:
                value = src["showPhoto"]
                made.show_photo = value if type(value) is bool else differs()
            else:
                made.show_photo = None
            if complete or "pageSize" in src:
                value = src["pageSize"]
                made.page_size = value if type(value) is int else differs()
            else:
                made.page_size = None
            if complete or "notifications" in src:
                value = src["notifications"]
                made.notifications = ProfileNotifications._exact((value,))[0]
            else:
                made.notifications = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"fullName", "showPhoto", "pageSize", "notifications"}
