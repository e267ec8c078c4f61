# Generated from instantcard.yaml by Cardwright; not to be edited.
"""PrintJobStatus."""

from __future__ import annotations

from enum import StrEnum


class PrintJobStatus(StrEnum):
    """Whether a print job is submitted."""

    CREATED = "0"
    """Not submitted yet."""
    SUBMITTED = "1"
    """Submitted for printing."""

    @classmethod
    def known(cls, value: str | int) -> PrintJobStatus | str:
        """The member for a value, or the value itself where the vendor has added one."""
        value = str(value)
        return cls._value2member_map_.get(value, value)  # type: ignore[return-value]
