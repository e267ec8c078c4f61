# Generated from synctera.yaml by Cardwright; not to be edited.
"""BulkOrderConfiguration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .bulk_issuance_policy import BulkIssuancePolicy
from .shipping import Shipping


@attrs.define(kw_only=True)
class BulkOrderConfiguration(Read):
    """A stored configuration.

    Attributes:
        bulk_issuance_policy: When its cards are shipped.
        card_product_id: The card product whose cards are shipped.
        id: Identifies the configuration.
        name: The name that the caller chose.
        shipping: Where, how and to whom the cards are shipped. The same in the request and in the
            answer.
        tenant: The tenant to which the configuration belongs.
        creation_time: When it was stored. May be absent.
        additional_properties: What the vendor sent beside these.
    """

    bulk_issuance_policy: BulkIssuancePolicy | str
    card_product_id: UUID
    id: UUID
    name: str
    shipping: Shipping
    tenant: str
    creation_time: datetime | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> BulkOrderConfiguration:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is BulkOrderConfiguration:
            try:
                return BulkOrderConfiguration._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("bulk_issuance_policy", MISSING)
        _bulk_issuance_policy = (
            BulkIssuancePolicy.known(value)
            if type(value) is str
            else drift.wrong(value, f"{at}/bulk_issuance_policy", "text")
        )
        value = get("card_product_id", MISSING)
        _card_product_id = (
            drift.parsed(UUID, value, f"{at}/card_product_id", "a UUID")
            if type(value) is str
            else drift.wrong(value, f"{at}/card_product_id", "a UUID")
        )
        value = get("id", MISSING)
        _id = (
            drift.parsed(UUID, value, f"{at}/id", "a UUID")
            if type(value) is str
            else drift.wrong(value, f"{at}/id", "a UUID")
        )
        value = get("name", MISSING)
        _name = value if type(value) is str else drift.wrong(value, f"{at}/name", "text")
        value = get("shipping", MISSING)
        _shipping = (
            Shipping.from_dict(value, drift, f"{at}/shipping")
            if type(value) is dict
            else drift.wrong(value, f"{at}/shipping", "an object")
        )
        value = get("tenant", MISSING)
        _tenant = value if type(value) is str else drift.wrong(value, f"{at}/tenant", "text")
        value = get("creation_time", MISSING)
        _creation_time = (
            drift.parsed(datetime.fromisoformat, value, f"{at}/creation_time", "a date and time")
            if type(value) is str
            else drift.optional(value, f"{at}/creation_time", "a date and time", None)
        )
        return cls(
            bulk_issuance_policy=_bulk_issuance_policy,
            card_product_id=_card_product_id,
            id=_id,
            name=_name,
            shipping=_shipping,
            tenant=_tenant,
            creation_time=_creation_time,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[BulkOrderConfiguration]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[BulkOrderConfiguration] = []
        for src in sources:
            complete = len(src) == 7
            made = new(BulkOrderConfiguration)
            value = src["bulk_issuance_policy"]
            made.bulk_issuance_policy = (
                BulkIssuancePolicy.known(value) if type(value) is str else differs()
            )
            value = src["card_product_id"]
            made.card_product_id = UUID(value)
            value = src["id"]
            made.id = UUID(value)
            value = src["name"]
            made.name = value if type(value) is str else differs()
            value = src["shipping"]
            made.shipping = Shipping._exact((value,))[0]
            value = src["tenant"]
            made.tenant = value if type(value) is str else differs()
            if complete or "creation_time" in src:
                value = src["creation_time"]
                made.creation_time = datetime.fromisoformat(value)
            else:
                made.creation_time = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {
    "bulk_issuance_policy",
    "card_product_id",
    "id",
    "name",
    "shipping",
    "tenant",
    "creation_time",
}
