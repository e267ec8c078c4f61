# Generated from synctera.yaml by Cardwright; not to be edited.
"""ShippingAddress."""

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
class ShippingAddress(Read):
    """Where the parcel goes. The same in the request and in the answer.

    Attributes:
        address_line_1: Street and number.
        country_code: ISO 3166-1 alpha-2 code.
        address_line_2: Floor, suite or apartment.
        city: City.
        state: ISO 3166-2 code without the country prefix.
        postal_code: Postal code; in the US 12345 or 12345-1234.
        additional_properties: What the vendor sent beside these.
    """

    address_line_1: str = attrs.field(repr=hidden)
    country_code: str
    address_line_2: str | Unset = attrs.field(default=UNSET, repr=hidden)
    city: str | Unset = UNSET
    state: str | Unset = UNSET
    postal_code: str | Unset = attrs.field(default=UNSET, repr=hidden)
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> ShippingAddress:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is ShippingAddress:
            try:
                return ShippingAddress._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("address_line_1", MISSING)
        _address_line_1 = (
            value if type(value) is str else drift.wrong(value, f"{at}/address_line_1", "text")
        )
        value = get("country_code", MISSING)
        _country_code = (
            value if type(value) is str else drift.wrong(value, f"{at}/country_code", "text")
        )
        value = get("address_line_2", MISSING)
        _address_line_2 = (
            value
            if type(value) is str
            else drift.optional(value, f"{at}/address_line_2", "text", UNSET)
        )
        value = get("city", MISSING)
        _city = value if type(value) is str else drift.optional(value, f"{at}/city", "text", UNSET)
        value = get("state", MISSING)
        _state = (
            value if type(value) is str else drift.optional(value, f"{at}/state", "text", UNSET)
        )
        value = get("postal_code", MISSING)
        _postal_code = (
            value
            if type(value) is str
            else drift.optional(value, f"{at}/postal_code", "text", UNSET)
        )
        return cls(
            address_line_1=_address_line_1,
            country_code=_country_code,
            address_line_2=_address_line_2,
            city=_city,
            state=_state,
            postal_code=_postal_code,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[ShippingAddress]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[ShippingAddress] = []
        for src in sources:
            complete = len(src) == 6
            made = new(ShippingAddress)
            value = src["address_line_1"]
            made.address_line_1 = value if type(value) is str else differs()
            value = src["country_code"]
            made.country_code = value if type(value) is str else differs()
            if complete or "address_line_2" in src:
                value = src["address_line_2"]
                made.address_line_2 = value if type(value) is str else differs()
            else:
                made.address_line_2 = UNSET
            if complete or "city" in src:
                value = src["city"]
                made.city = value if type(value) is str else differs()
            else:
                made.city = UNSET
            if complete or "state" in src:
                value = src["state"]
                made.state = value if type(value) is str else differs()
            else:
                made.state = UNSET
            if complete or "postal_code" in src:
                value = src["postal_code"]
                made.postal_code = value if type(value) is str else differs()
            else:
                made.postal_code = UNSET
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found

    def to_dict(self, argument: str = "shipping_address") -> dict[str, Any]:
        """The object as JSON has it.

        Raises:
            InvalidArgument: A part of it has no form on the wire; `argument` begins its name.
        """
        values: dict[str, Any] = {
            "address_line_1": check.text(
                f"{argument}.address_line_1",
                self.address_line_1,
                shortest=1,
                pattern=re.compile("\\S", re.ASCII),
            ),
            "country_code": check.text(
                f"{argument}.country_code",
                self.country_code,
                whole=re.compile("[A-Z]{2}", re.ASCII),
            ),
            "address_line_2": check.text(f"{argument}.address_line_2", self.address_line_2),
            "city": check.text(f"{argument}.city", self.city),
            "state": check.text(
                f"{argument}.state", self.state, whole=re.compile("[A-Z0-9]{1,3}", re.ASCII)
            ),
            "postal_code": check.text(f"{argument}.postal_code", self.postal_code),
        }
        return {name: value for name, value in values.items() if value is not UNSET}


_PROPERTIES = {"address_line_1", "country_code", "address_line_2", "city", "state", "postal_code"}
