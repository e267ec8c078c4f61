# Generated from synctera.yaml by Cardwright; not to be edited.
"""BulkIssuancePolicy."""

from __future__ import annotations

from enum import StrEnum


class BulkIssuancePolicy(StrEnum):
    """When the cards of a configuration are shipped."""

    AUTO = "AUTO"
    """Shipped every night."""
    MANUAL = "MANUAL"
    """Shipped on request."""

    @classmethod
    def known(cls, value: str) -> BulkIssuancePolicy | str:
        """The member for a value, or the value itself where the vendor has added one."""
        return cls._value2member_map_.get(value, value)  # type: ignore[return-value]
