# Generated from instantcard.yaml by Cardwright; not to be edited.
"""OneOffContact."""

from __future__ import annotations

import attrs

from .._runtime.redaction import hidden
from .._runtime.unset import UNSET, Unset


@attrs.define(kw_only=True)
class OneOffContact:
    """The print job address contact.

    Attributes:
        full_name: Who receives the parcel at the one-off address.
    """

    full_name: str | Unset = attrs.field(default=UNSET, repr=hidden)
