# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new, only
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden


@attrs.define(kw_only=True)
class Contact(Read):
    """A person at one or more addresses.

    Attributes:
        id: Identifies the contact.
        full_name: Name.
        email: E-mail address.
        organization_id: The organization that saved it.
        alt_email: Second e-mail address.
        phone_number: Phone number.
        alt_phone_number: Second phone number.
        addresses: Its addresses, if it has any.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    full_name: str = attrs.field(repr=hidden)
    email: str = attrs.field(repr=hidden)
    organization_id: int | None = None
    alt_email: str | None = attrs.field(default=None, repr=hidden)
    phone_number: str | None = attrs.field(default=None, repr=hidden)
    alt_phone_number: str | None = attrs.field(default=None, repr=hidden)
    addresses: list[dict[str, Any]] | None = attrs.field(default=None, repr=hidden)
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Contact:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Contact:
            try:
                return Contact._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("id", MISSING)
        _id = value if type(value) is int else drift.wrong(value, f"{at}/id", "an integer")
        value = get("full_name", MISSING)
        _full_name = value if type(value) is str else drift.wrong(value, f"{at}/full_name", "text")
        value = get("email", MISSING)
        _email = value if type(value) is str else drift.wrong(value, f"{at}/email", "text")
        value = get("organization_id", MISSING)
        _organization_id = (
            value
            if type(value) is int
            else drift.optional(value, f"{at}/organization_id", "an integer", None)
        )
        value = get("alt_email", MISSING)
        _alt_email = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/alt_email", "text", None)
        )
        value = get("phone_number", MISSING)
        _phone_number = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/phone_number", "text", None)
        )
        value = get("alt_phone_number", MISSING)
        _alt_phone_number = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/alt_phone_number", "text", None)
        )
        value = get("addresses", MISSING)
        _addresses = (
            [
                v0 if type(v0) is dict else drift.wrong(v0, f"{at}/addresses/{i0}", "an object")
                for i0, v0 in enumerate(value)
            ]
            if type(value) is list
            else drift.optional(value, f"{at}/addresses", "an array", None)
        )
        return cls(
            id=_id,
            full_name=_full_name,
            email=_email,
            organization_id=_organization_id,
            alt_email=_alt_email,
            phone_number=_phone_number,
            alt_phone_number=_alt_phone_number,
            addresses=_addresses,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Contact]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Contact] = []
        for src in sources:
            complete = len(src) == 8
            made = new(Contact)
            value = src["id"]
            made.id = value if type(value) is int else differs()
            value = src["full_name"]
            made.full_name = value if type(value) is str else differs()
            value = src["email"]
            made.email = value if type(value) is str else differs()
            if complete or "organization_id" in src:
                value = src["organization_id"]
                made.organization_id = value if type(value) is int else differs()
            else:
                made.organization_id = None
            if complete or "alt_email" in src:
                value = src["alt_email"]
                made.alt_email = value if type(value) is str or value is None else differs()
            else:
                made.alt_email = None
            if complete or "phone_number" in src:
                value = src["phone_number"]
                made.phone_number = value if type(value) is str or value is None else differs()
            else:
                made.phone_number = None
            if complete or "alt_phone_number" in src:
                value = src["alt_phone_number"]
                made.alt_phone_number = value if type(value) is str or value is None else differs()
            else:
                made.alt_phone_number = None
            if complete or "addresses" in src:
                value = src["addresses"]
                made.addresses = only(dict, value) if type(value) is list else differs()
            else:
                made.addresses = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {
    "id",
    "full_name",
    "email",
    "organization_id",
    "alt_email",
    "phone_number",
    "alt_phone_number",
    "addresses",
}
