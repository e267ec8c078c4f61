"""Some seconds of `fuzz`, and whether it finds what is there to be found."""

from collections.abc import Mapping
from typing import Any

import pytest

from cardwright.staging import Staging
from cardwright.staging.instantcard.storage import contacts
from cardwright.staging.instantcard.storage.contacts import Contact

from .fuzz import fuzz
from .support import OPERATIONS


def test_no_request_breaks_staging(staging: Staging) -> None:
    figures = fuzz(staging, seconds=3, seed=7)
    assert figures.findings == []
    assert figures.requests > 100
    assert {200, 400, 401, 404} <= set(figures.statuses)
    assert len(figures.operations) > len(OPERATIONS) / 2


def test_failures_are_found(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: Any) -> Contact:
        raise ZeroDivisionError

    monkeypatch.setattr(contacts, "load", load)
    figures = fuzz(staging, seconds=30, seed=7, most_findings=1)
    assert "status that is none" in figures.findings[0]


def test_leaks_are_found(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = contacts.create

    def create(connection: Any, organization_id: int, values: Mapping[str, str | None]) -> int:
        whole(connection, 20003827 + 20003901 - organization_id, values)
        return whole(connection, organization_id, values)

    monkeypatch.setattr(contacts, "create", create)
    figures = fuzz(staging, seconds=30, seed=7, most_findings=1)
    assert "another's" in figures.findings[0]
