# Generated from instantcard.yaml by Cardwright; not to be edited.
"""OneOffAddress."""

from __future__ import annotations

import attrs

from .._runtime.redaction import hidden
from .._runtime.unset import UNSET, Unset
from .one_off_contact import OneOffContact


@attrs.define(kw_only=True)
class OneOffAddress:
    """The print job address.

    Attributes:
        contact: The print job address contact.
        organization_name: Organization at the one-off address.
        address_1: Street and number of the one-off address.
        address_2: Second line of the one-off address.
        city: City of the one-off address.
        state: State of the one-off address.
        zip_code: Zip code of the one-off address.
        country: Country of the one-off address.
    """

    contact: OneOffContact | Unset = UNSET
    organization_name: str | Unset = UNSET
    address_1: str | Unset = attrs.field(default=UNSET, repr=hidden)
    address_2: str | Unset = attrs.field(default=UNSET, repr=hidden)
    city: str | Unset = UNSET
    state: str | Unset = UNSET
    zip_code: str | Unset = attrs.field(default=UNSET, repr=hidden)
    country: str | Unset = UNSET
