"""The desk against an InstantCard of each test's own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from badge_desk import Desk, OutOfFunds, Undecided, Visitor
from cardwright.sandbox import InstantCardSandbox
from instantcard import PrintJobStatus

ANA = Visitor("Ana Example", "Paper & Sons", "Front desk", date(2031, 1, 31))
BEN = Visitor("Ben Example", "Paper & Sons", "Front desk", date(2031, 1, 31))


@pytest.fixture
def desk(instantcard_staging: InstantCardSandbox) -> Iterator[Desk]:
    instantcard_staging.balance = "100.00"
    with Desk() as desk:
        yield desk


def test_one_print_job_for_all(desk: Desk, instantcard_staging: InstantCardSandbox) -> None:
    order = desk.order([ANA, BEN])
    api = instantcard_staging.client
    assert api.print_jobs.get(order.print_job_id).status is PrintJobStatus.SUBMITTED
    assert {card.id for card in api.cards.list()} == set(order.card_ids)
    assert instantcard_staging.balance < Decimal("100.00")
    assert len(instantcard_staging.calls_of("cards.finalize")) == 2


def test_without_money_nothing_is_submitted(
    desk: Desk, instantcard_staging: InstantCardSandbox
) -> None:
    instantcard_staging.balance = "0.00"
    with pytest.raises(OutOfFunds):
        desk.order([ANA])
    assert instantcard_staging.calls_of("print_jobs.submit") == []


def test_a_lost_answer_is_not_paid_twice(
    desk: Desk, instantcard_staging: InstantCardSandbox
) -> None:
    fault = instantcard_staging.fail_next("print_jobs.submit", after_commit=True)
    order = desk.order([ANA])
    assert fault.left == 0
    assert len(instantcard_staging.calls_of("print_jobs.submit")) == 1
    charge = instantcard_staging.client.print_jobs.charge_details(order.print_job_id)
    assert instantcard_staging.balance == Decimal("100.00") - charge.job_total_cost


def test_a_lost_request_is_sent_again(desk: Desk, instantcard_staging: InstantCardSandbox) -> None:
    instantcard_staging.fail_next("print_jobs.submit")
    desk.order([ANA])
    statuses = [call.status for call in instantcard_staging.calls_of("print_jobs.submit")]
    assert statuses == [None, 200]


def test_a_vendor_that_stays_away(desk: Desk, instantcard_staging: InstantCardSandbox) -> None:
    instantcard_staging.fail_next("print_jobs.submit", status=503, times=9)
    with pytest.raises(Undecided, match="nothing was submitted"):
        desk.order([ANA])
    assert instantcard_staging.balance == Decimal("100.00")


def test_a_login_that_has_expired(desk: Desk, instantcard_staging: InstantCardSandbox) -> None:
    desk.order([ANA])
    instantcard_staging.expire_tokens()
    desk.order([BEN])
    assert len(instantcard_staging.calls_of("session.login")) == 2


def test_over_new_year(desk: Desk, instantcard_staging: InstantCardSandbox) -> None:
    instantcard_staging.clock.move_to(datetime(2029, 12, 31, 23, 59, tzinfo=UTC))
    desk.order([ANA])
    instantcard_staging.clock.advance(24 * 3600)
    desk.order([BEN])
    assert instantcard_staging.calls[-1].time.startswith("2030-01-01T23:59")


def test_a_vendor_that_is_slow_to_start(
    desk: Desk, instantcard_staging: InstantCardSandbox
) -> None:
    instantcard_staging.fail_next("card_templates.list", status=503, times=2)
    desk.order([ANA])
    assert len(instantcard_staging.calls_of("card_templates.list")) == 3
