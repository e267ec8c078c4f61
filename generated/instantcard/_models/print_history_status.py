# Generated from instantcard.yaml by Cardwright; not to be edited.
"""PrintHistoryStatus."""

from __future__ import annotations

from enum import IntEnum


class PrintHistoryStatus(IntEnum):
    """Whether the card was printed."""

    NOT_PRINTED = 0
    """Not printed yet."""
    PRINTED = 1
    """Printed and sent."""

    @classmethod
    def known(cls, value: int) -> PrintHistoryStatus | int:
        """The member for a value, or the value itself where the vendor has added one."""
        return cls._value2member_map_.get(value, value)  # type: ignore[return-value]
