# Generated from synctera.yaml by Cardwright; not to be edited.
"""Shipping."""

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
from .recipient_name import RecipientName
from .shipping_address import ShippingAddress
from .shipping_method import ShippingMethod


@attrs.define(kw_only=True)
class Shipping(Read):
    """Where, how and to whom the cards are shipped. The same in the request and in the answer.

    Attributes:
        address: Where the parcel goes. The same in the request and in the answer.
        method: How the parcel travels. The known values are those of single-card shipping.
        recipient_name: Who receives the parcel. The same in the request and in the answer.
        business_name: Business at the address, if it is one.
        is_expedited_fulfillment: Whether the cards are made ahead of others.
        phone_number: Phone number of the recipient in E.164 form.
        additional_properties: What the vendor sent beside these.
    """

    address: ShippingAddress
    method: ShippingMethod | str
    recipient_name: RecipientName
    business_name: str | Unset = UNSET
    is_expedited_fulfillment: bool | Unset = UNSET
    phone_number: str | Unset = attrs.field(default=UNSET, repr=hidden)
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> Shipping:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is Shipping:
            try:
                return Shipping._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("address", MISSING)
        _address = (
            ShippingAddress.from_dict(value, drift, f"{at}/address")
            if type(value) is dict
            else drift.wrong(value, f"{at}/address", "an object")
        )
        value = get("method", MISSING)
        _method = (
            ShippingMethod.known(value)
            if type(value) is str
            else drift.wrong(value, f"{at}/method", "text")
        )
        value = get("recipient_name", MISSING)
        _recipient_name = (
            RecipientName.from_dict(value, drift, f"{at}/recipient_name")
            if type(value) is dict
            else drift.wrong(value, f"{at}/recipient_name", "an object")
        )
        value = get("business_name", MISSING)
        _business_name = (
            value
            if type(value) is str
            else drift.optional(value, f"{at}/business_name", "text", UNSET)
        )
        value = get("is_expedited_fulfillment", MISSING)
        _is_expedited_fulfillment = (
            value
            if type(value) is bool
            else drift.optional(value, f"{at}/is_expedited_fulfillment", "a boolean", UNSET)
        )
        value = get("phone_number", MISSING)
        _phone_number = (
            value
            if type(value) is str
            else drift.optional(value, f"{at}/phone_number", "text", UNSET)
        )
        return cls(
            address=_address,
            method=_method,
            recipient_name=_recipient_name,
            business_name=_business_name,
            is_expedited_fulfillment=_is_expedited_fulfillment,
            phone_number=_phone_number,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[Shipping]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[Shipping] = []
        for src in sources:
            complete = len(src) == 6
            made = new(Shipping)
            value = src["address"]
            made.address = ShippingAddress._exact((value,))[0]
            value = src["method"]
            made.method = ShippingMethod.known(value) if type(value) is str else differs()
            value = src["recipient_name"]
            made.recipient_name = RecipientName._exact((value,))[0]
            if complete or "business_name" in src:
                value = src["business_name"]
                made.business_name = value if type(value) is str else differs()
            else:
                made.business_name = UNSET
            if complete or "is_expedited_fulfillment" in src:
                value = src["is_expedited_fulfillment"]
                made.is_expedited_fulfillment = value if type(value) is bool else differs()
            else:
                made.is_expedited_fulfillment = UNSET
            if complete or "phone_number" in src:
                value = src["phone_number"]
                made.phone_number = value if type(value) is str else differs()
            else:
                made.phone_number = UNSET
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found

    def to_dict(self, argument: str = "shipping") -> dict[str, Any]:
        """The object as JSON has it.

        Raises:
            InvalidArgument: A part of it has no form on the wire; `argument` begins its name.
        """
        values: dict[str, Any] = {
            "address": check.encoded(f"{argument}.address", self.address, ShippingAddress),
            "method": check.choice(f"{argument}.method", self.method, ShippingMethod, open=True),
            "recipient_name": check.encoded(
                f"{argument}.recipient_name", self.recipient_name, RecipientName
            ),
            "business_name": check.text(f"{argument}.business_name", self.business_name),
            "is_expedited_fulfillment": check.boolean(
                f"{argument}.is_expedited_fulfillment", self.is_expedited_fulfillment
            ),
            "phone_number": check.text(
                f"{argument}.phone_number",
                self.phone_number,
                whole=re.compile("\\+[1-9][0-9]{1,14}", re.ASCII),
            ),
        }
        return {name: value for name, value in values.items() if value is not UNSET}


_PROPERTIES = {
    "address",
    "method",
    "recipient_name",
    "business_name",
    "is_expedited_fulfillment",
    "phone_number",
}
