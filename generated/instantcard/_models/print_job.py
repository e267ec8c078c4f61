# Generated from instantcard.yaml by Cardwright; not to be edited.
"""PrintJob."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs

from .._runtime.decoding import DIFFERS, Read, differs, new, only
from .._runtime.drift import MISSING, NO_DRIFT, Drift
from .._runtime.redaction import hidden
from .print_job_status import PrintJobStatus


@attrs.define(kw_only=True)
class PrintJob(Read):
    """An order, submitted or not.

    Attributes:
        id: Identifies the print job.
        status: Whether it is submitted. Seen as text; the page says integer.
        address_id: The saved address it goes to, if it goes to one.
        address: The address it goes to, saved or one-off.
        organization: The organization that ordered; what it holds is not known.
        list_users: Its cards.
        extract: Not described; what it holds is not known.
        created_at: When it was created.
        updated_at: When it was last changed.
        additional_properties: What the vendor sent beside these.
    """

    id: int
    status: PrintJobStatus | str
    address_id: int | None = None
    address: dict[str, Any] | None = attrs.field(default=None, repr=hidden)
    organization: dict[str, Any] | None = None
    list_users: list[dict[str, Any]] | None = attrs.field(default=None, repr=hidden)
    extract: dict[str, Any] | None = attrs.field(default=None, repr=hidden)
    created_at: datetime | None = None
    updated_at: datetime | None = None
    additional_properties: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @classmethod
    def from_dict(cls, src: Mapping[str, Any], drift: Drift = NO_DRIFT, at: str = "") -> PrintJob:
        """Read an object as JSON has it; what differs from the spec is reported to `drift`."""
        if cls is PrintJob:
            try:
                return PrintJob._exact((src,))[0]
            except DIFFERS:
                # What differs, and where, is found out below.
                pass
        get = src.get
        value = get("id", MISSING)
        _id = value if type(value) is int else drift.wrong(value, f"{at}/id", "an integer")
        value = get("status", MISSING)
        _status = (
            PrintJobStatus.known(value)
            if type(value) is str or type(value) is int
            else drift.wrong(value, f"{at}/status", "text")
        )
        value = get("address_id", MISSING)
        _address_id = (
            value
            if value is None or type(value) is int
            else drift.optional(value, f"{at}/address_id", "an integer", None)
        )
        value = get("address", MISSING)
        _address = (
            value
            if value is None or type(value) is dict
            else drift.optional(value, f"{at}/address", "an object", None)
        )
        value = get("organization", MISSING)
        _organization = (
            value
            if type(value) is dict
            else drift.optional(value, f"{at}/organization", "an object", None)
        )
        value = get("list_users", MISSING)
        _list_users = (
            [
                v0 if type(v0) is dict else drift.wrong(v0, f"{at}/list_users/{i0}", "an object")
                for i0, v0 in enumerate(value)
            ]
            if type(value) is list
            else drift.optional(value, f"{at}/list_users", "an array", None)
        )
        value = get("extract", MISSING)
        _extract = (
            value
            if type(value) is dict
            else drift.optional(value, f"{at}/extract", "an object", None)
        )
        value = get("created_at", MISSING)
        _created_at = (
            drift.parsed(datetime.fromisoformat, value, f"{at}/created_at", "a date and time")
            if type(value) is str
            else drift.optional(value, f"{at}/created_at", "a date and time", None)
        )
        value = get("updated_at", MISSING)
        _updated_at = (
            drift.parsed(datetime.fromisoformat, value, f"{at}/updated_at", "a date and time")
            if type(value) is str
            else drift.optional(value, f"{at}/updated_at", "a date and time", None)
        )
        return cls(
            id=_id,
            status=_status,
            address_id=_address_id,
            address=_address,
            organization=_organization,
            list_users=_list_users,
            extract=_extract,
            created_at=_created_at,
            updated_at=_updated_at,
            additional_properties={}
            if src.keys() <= _PROPERTIES
            else {key: value for key, value in src.items() if key not in _PROPERTIES},
        )

    @staticmethod
    def _exact(sources: Iterable[Any]) -> list[PrintJob]:
        """Read objects that are as the spec says.

        Raises:
            DIFFERS: They are not.
        """
        found: list[PrintJob] = []
        for src in sources:
            complete = len(src) == 9
            made = new(PrintJob)
            value = src["id"]
            made.id = value if type(value) is int else differs()
            value = src["status"]
            made.status = (
                PrintJobStatus.known(value)
                if type(value) is str or type(value) is int
                else differs()
            )
            if complete or "address_id" in src:
                value = src["address_id"]
                made.address_id = value if type(value) is int or value is None else differs()
            else:
                made.address_id = None
            if complete or "address" in src:
                value = src["address"]
                made.address = value if type(value) is dict or value is None else differs()
            else:
                made.address = None
            if complete or "organization" in src:
                value = src["organization"]
                made.organization = value if type(value) is dict else differs()
            else:
                made.organization = None
            if complete or "list_users" in src:
                value = src["list_users"]
                made.list_users = only(dict, value) if type(value) is list else differs()
            else:
                made.list_users = None
            if complete or "extract" in src:
                value = src["extract"]
                made.extract = value if type(value) is dict else differs()
            else:
                made.extract = None
            if complete or "created_at" in src:
                value = src["created_at"]
                made.created_at = datetime.fromisoformat(value)
            else:
                made.created_at = None
            if complete or "updated_at" in src:
                value = src["updated_at"]
                made.updated_at = datetime.fromisoformat(value)
            else:
                made.updated_at = None
            if not complete:
                made.additional_properties = {
                    key: value for key, value in src.items() if key not in _PROPERTIES
                }
            found.append(made)
        return found


_PROPERTIES = {
    "id",
    "status",
    "address_id",
    "address",
    "organization",
    "list_users",
    "extract",
    "created_at",
    "updated_at",
}
