# Generated from instantcard.yaml by Cardwright; not to be edited.
"""NewContact."""

from __future__ import annotations

import attrs

from .._runtime.redaction import hidden
from .._runtime.unset import UNSET, Unset


@attrs.define(kw_only=True)
class NewContact:
    """The address contact.

    Attributes:
        full_name: Name of a new contact.
        email: E-mail address of a new contact.
        alt_email: Second e-mail address of a new contact.
        phone_number: Phone number of a new contact.
        alt_phone_number: Second phone number of a new contact.
    """

    full_name: str | Unset = attrs.field(default=UNSET, repr=hidden)
    email: str | Unset = attrs.field(default=UNSET, repr=hidden)
    alt_email: str | Unset = attrs.field(default=UNSET, repr=hidden)
    phone_number: str | Unset = attrs.field(default=UNSET, repr=hidden)
    alt_phone_number: str | Unset = attrs.field(default=UNSET, repr=hidden)
