# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden


@attrs.define(kw_only=True)
class Address(Read):
    """A saved address.

    Attributes:
        id: Identifies the address.
        address1: Street and number.
        city: City.
        state: State.
        zip_code: Zip code.
        country: Country.
        organization_id: The organization that saved it.
        organization_name: Organization at the address.
        label: A name for the address.
        primary: Whether it is the primary address.
        address2: Second line.
        contact_id: The contact at the address, if it has one.
        contact: The contact at the address, if it has one.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    address1: str = attrs.field(repr=hidden)
    city: str
    state: str
    zip_code: str = attrs.field(repr=hidden)
    country: str
    organization_id: int | None = None
    organization_name: str | None = None
    label: str | None = None
    primary: bool | None = None
    address2: str | None = attrs.field(default=None, repr=hidden)
    contact_id: int | None = None
    contact: dict[str, Any] | None = attrs.field(default=None, repr=hidden)
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Address:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Address:
            try:
                return Address._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("id", MISSING)
        _id = value if type(value) is int else drift.wrong(value, f"{at}/id", "an integer")
        value = get("address1", MISSING)
        _address1 = value if type(value) is str else drift.wrong(value, f"{at}/address1", "text")
        value = get("city", MISSING)
        _city = value if type(value) is str else drift.wrong(value, f"{at}/city", "text")
        value = get("state", MISSING)
        _state = value if type(value) is str else drift.wrong(value, f"{at}/state", "text")
        value = get("zip_code", MISSING)
        _zip_code = value if type(value) is str else drift.wrong(value, f"{at}/zip_code", "text")
        value = get("country", MISSING)
        _country = value if type(value) is str else drift.wrong(value, f"{at}/country", "text")
        value = get("organization_id", MISSING)
        _organization_id = (
            value
            if type(value) is int
            else drift.optional(value, f"{at}/organization_id", "an integer", None)
        )
        value = get("organization_name", MISSING)
        _organization_name = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/organization_name", "text", None)
        )
        value = get("label", MISSING)
        _label = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/label", "text", None)
        )
        value = get("primary", MISSING)
        _primary = (
            value
            if type(value) is bool
            else drift.optional(value, f"{at}/primary", "a boolean", None)
        )
        value = get("address2", MISSING)
        _address2 = (
            value
            if value is None or type(value) is str
            else drift.optional(value, f"{at}/address2", "text", None)
        )
        value = get("contact_id", MISSING)
        _contact_id = (
            value
            if value is None or type(value) is int
            else drift.optional(value, f"{at}/contact_id", "an integer", None)
        )
        value = get("contact", MISSING)
        _contact = (
            value
            if value is None or type(value) is dict
            else drift.optional(value, f"{at}/contact", "an object", None)
        )
        return cls(
            id=_id,
            address1=_address1,
            city=_city,
            state=_state,
            zip_code=_zip_code,
            country=_country,
            organization_id=_organization_id,
            organization_name=_organization_name,
            label=_label,
            primary=_primary,
            address2=_address2,
            contact_id=_contact_id,
            contact=_contact,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Address]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Address] = []
        for src in sources:
            complete = len(src) == 13
            made = new(Address)
            value = src["id"]
            made.id = value if type(value) is int else differs()
            value = src["address1"]
            made.address1 = value if type(value) is str else differs()
            value = src["city"]
            made.city = value if type(value) is str else differs()
            value = src["state"]
            made.state = value if type(value) is str else differs()
            value = src["zip_code"]
            made.zip_code = value if type(value) is str else differs()
            value = src["country"]
            made.country = value if type(value) is str else differs()
            if complete or "organization_id" in src:
                value = src["organization_id"]
                made.organization_id = value if type(value) is int else differs()
            else:
                made.organization_id = None
            if complete or "organization_name" in src:
                value = src["organization_name"]
                made.organization_name = value if type(value) is str or value is None else differs()
            else:
                made.organization_name = None
            if complete or "label" in src:
                value = src["label"]
                made.label = value if type(value) is str or value is None else differs()
            else:
                made.label = None
            if complete or "primary" in src:
                value = src["primary"]
                made.primary = value if type(value) is bool else differs()
            else:
                made.primary = None
            if complete or "address2" in src:
                value = src["address2"]
                made.address2 = value if type(value) is str or value is None else differs()
            else:
                made.address2 = None
            if complete or "contact_id" in src:
                value = src["contact_id"]
                made.contact_id = value if type(value) is int or value is None else differs()
            else:
                made.contact_id = None
            if complete or "contact" in src:
                value = src["contact"]
                made.contact = value if type(value) is dict or value is None else differs()
            else:
                made.contact = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {
    "id",
    "address1",
    "city",
    "state",
    "zip_code",
    "country",
    "organization_id",
    "organization_name",
    "label",
    "primary",
    "address2",
    "contact_id",
    "contact",
}
