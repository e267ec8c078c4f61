# Generated from instantcard.yaml by Cardwright; not to be edited.
"""PrintHistoryEntry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .print_history_status import PrintHistoryStatus


@attrs.define(kw_only=True)
class PrintHistoryEntry(Read):
    """One order that a card was part of.

    Attributes:
        status: Whether the card was printed.
        processed_at: When the order was processed.
        additional_properties: What the vendor sent beside these.
    """

    status: PrintHistoryStatus | int
    processed_at: datetime | None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = ""
    ) -> PrintHistoryEntry:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is PrintHistoryEntry:
            try:
                return PrintHistoryEntry._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("status", MISSING)
        _status = (
            PrintHistoryStatus.known(value)
            if type(value) is int
            else drift.wrong(value, f"{at}/status", "an integer")
        )
        value = get("processed_at", MISSING)
        _processed_at = (
            None
            if value is None
            else drift.parsed(
                datetime.fromisoformat, value, f"{at}/processed_at", "a date and time"
            )
            if type(value) is str
            else drift.wrong(value, f"{at}/processed_at", "a date and time")
        )
        return cls(
            status=_status,
            processed_at=_processed_at,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[PrintHistoryEntry]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[PrintHistoryEntry] = []
        for src in sources:
            complete = len(src) == 2
            made = new(PrintHistoryEntry)
            value = src["status"]
            made.status = PrintHistoryStatus.known(value) if type(value) is int else differs()
            value = src["processed_at"]
            made.processed_at = None if value is None else datetime.fromisoformat(value)
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {"status", "processed_at"}
