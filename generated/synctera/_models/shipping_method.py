# Generated from synctera.yaml by Cardwright; not to be edited.
"""ShippingMethod."""

from __future__ import annotations

from enum import StrEnum


class ShippingMethod(StrEnum):
    """How the parcel travels. The known values are those of single-card shipping."""

    LOCAL_MAIL = "LOCAL_MAIL"
    """Local_mail."""
    TWO_DAY = "TWO_DAY"
    """Two_day."""
    OVERNIGHT = "OVERNIGHT"
    """Overnight."""
    INTERNATIONAL = "INTERNATIONAL"
    """International."""

    @classmethod
    def known(cls, value: str) -> ShippingMethod | str:
        """The member for a value, or the value itself where the vendor has added one."""
        return cls._value2member_map_.get(value, value)  # type: ignore[return-value]
