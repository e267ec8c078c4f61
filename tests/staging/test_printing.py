"""From submitted to printed: the cut-off, the history, and what a submitted job keeps."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging.instantcard.rules import printing
from cardwright.staging.instantcard.rules.printing import printed_at, printer_zone

from .support import Api, MovableClock, data, job_form, photo

NEW_YORK = ZoneInfo("America/New_York")


def eastern(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("submitted", "printed"),
    [
        ("2026-05-04T00:00:00", "2026-05-04T16:00:00"),
        ("2026-05-04T15:59:59.999", "2026-05-04T16:00:00"),
        ("2026-05-04T16:00:00", "2026-05-05T16:00:00"),
        ("2026-05-04T23:59:59", "2026-05-05T16:00:00"),
        ("2026-05-09T09:00:00", "2026-05-09T16:00:00"),
        ("2026-12-31T17:00:00", "2027-01-01T16:00:00"),
        ("2026-03-07T17:00:00", "2026-03-08T16:00:00"),
        ("2026-11-01T01:30:00", "2026-11-01T16:00:00"),
    ],
)
def test_cut_off_is_at_four_in_the_printers_town(submitted: str, printed: str) -> None:
    assert printed_at(eastern(submitted).astimezone(UTC)) == eastern(printed)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_every_job_is_printed_within_a_day(submitted: datetime) -> None:
    printed = printed_at(submitted)
    assert timedelta() < printed - submitted <= timedelta(hours=25)
    assert (printed.hour, printed.minute, printed.second, printed.microsecond) == (16, 0, 0, 0)


def test_without_time_zone_data_it_is_the_pages_est(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(key: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(key)

    before, after = (datetime(2026, 7, 1, 20, minute, tzinfo=UTC) for minute in (59, 0))
    assert printed_at(after) == printed_at(before) == datetime(2026, 7, 2, 20, tzinfo=UTC)
    printer_zone.cache_clear()
    try:
        with monkeypatch.context() as patch:
            patch.setattr(printing, "ZoneInfo", missing)
            assert printed_at(before) == printed_at(after) == datetime(2026, 7, 1, 21, tzinfo=UTC)
    finally:
        printer_zone.cache_clear()


def times(api: Api, card: int) -> tuple[Any, Any]:
    found = api("GET", f"cards/{card}")
    assert api("GET", "cards")[0] == {**found, "data": api("GET", "cards")[0]["data"]}
    return found["last_submitted_at"], found["last_printed_at"]


def test_card_is_printed_at_the_cut_off(api: Api, clock: MovableClock) -> None:
    card, other = api.card(), api.card()
    job = api.job(card)
    assert times(api, card) == (None, None)
    submitted = api("POST", f"print_jobs/{job}/print")
    waiting = {"status": 0, "processed_at": None}
    printed = {"status": 1, "processed_at": "2026-05-04T20:00:00.000Z"}
    clock.moment = datetime(2026, 5, 4, 19, 59, 59, 999000, tzinfo=UTC)
    api.login()
    assert api("GET", f"cards/{card}/print_history") == [waiting]
    assert times(api, card) == ("2026-05-04T15:00:00.000Z", None)
    assert submitted["list_users"][0]["last_submitted_at"] == "2026-05-04T15:00:00.000Z"
    clock.advance(milliseconds=1)
    assert api("GET", f"cards/{card}/print_history") == [printed]
    assert times(api, card) == ("2026-05-04T15:00:00.000Z", "2026-05-04T20:00:00.000Z")
    shown = api("GET", f"print_jobs/{job}")
    assert shown["list_users"][0]["last_printed_at"] == "2026-05-04T20:00:00.000Z"
    assert shown["status"] == "1"
    assert shown["updated_at"] == "2026-05-04T15:00:00.000Z"
    assert api("GET", f"cards/{other}/print_history") == []


def test_history_has_every_job_oldest_first(api: Api, clock: MovableClock) -> None:
    api.add_funds("100.00")
    card = api.card()
    later, sooner = api.job(card), api.job(card)
    api("POST", f"print_jobs/{sooner}/print")
    clock.advance(hours=6)
    api.login()
    api("POST", f"print_jobs/{later}/print")
    assert api("GET", f"cards/{card}/print_history") == [
        {"status": 1, "processed_at": "2026-05-04T20:00:00.000Z"},
        {"status": 0, "processed_at": None},
    ]
    assert times(api, card) == ("2026-05-04T21:00:00.000Z", "2026-05-04T20:00:00.000Z")
    clock.advance(days=1)
    api.login()
    assert [each["processed_at"] for each in api("GET", f"cards/{card}/print_history")] == [
        "2026-05-04T20:00:00.000Z",
        "2026-05-05T20:00:00.000Z",
    ]
    assert times(api, card)[1] == "2026-05-05T20:00:00.000Z"


def test_submitted_job_keeps_its_cards_as_they_were(api: Api, clock: MovableClock) -> None:
    api.add_funds("100.00")
    card = api.card(photo=photo())
    job, open_job = api.job(card), api.job(card)
    before = api("POST", f"print_jobs/{job}/print")
    change = {"card[data]": data({"title": "Registrar", "photo": ""})}
    changed = api("PATCH", f"cards/{card}", data=change)
    assert api("GET", f"print_jobs/{job}") == before
    assert api("GET", f"print_jobs/{open_job}")["list_users"] == [changed]
    clock.advance(days=1)
    api.login()
    again = api("POST", f"print_jobs/{open_job}/print")
    assert again["list_users"][0]["data"] == changed["data"]
    kept = api("GET", f"print_jobs/{job}")["list_users"][0]
    assert kept["data"] == before["list_users"][0]["data"]
    assert kept["images"] == ["image"]
    assert kept["last_submitted_at"] == "2026-05-05T15:00:00.000Z"


def test_card_waiting_to_be_printed_may_be_deleted(api: Api, clock: MovableClock) -> None:
    card = api.card()
    job = api.job(card)
    before = api("POST", f"print_jobs/{job}/print")
    api("DELETE", f"cards/{card}")
    assert api("GET", f"print_jobs/{job}") == before
    assert api("GET", f"print_jobs/{job}/charge_details")["items"][0]["card_id"] == card
    api.refused(404, "card", "GET", f"cards/{card}/print_history")
    clock.advance(days=1)
    api.login()
    printed = api("GET", f"print_jobs/{job}")["list_users"][0]
    assert printed["last_printed_at"] == "2026-05-04T20:00:00.000Z"


def test_printed_card_may_be_printed_again(api: Api, clock: MovableClock) -> None:
    api.add_funds("100.00")
    card = api.card()
    api("POST", f"print_jobs/{api.job(card)}/print")
    clock.advance(days=2)
    api.login()
    form = {"card[data]": data({"expires": "2033-01-31"})}
    api("PATCH", f"cards/{card}", form)
    job = api("POST", "print_jobs", job_form(card_ids=[card, card], shipping_provider_id=1))
    assert [each["id"] for each in job["list_users"]] == [card]
    assert len(api("GET", f"cards/{card}/print_history")) == 1
