"""Writes whose answer was lost: what is raised, and what `resolve()` finds, against staging."""

import asyncio
import copy
import importlib
import pickle
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
import trio

import synctera
from cardwright.staging import Staging, serve
from instantcard import (
    AsyncInstantCard,
    CannotTell,
    CardFieldValue,
    ClientError,
    DidNotHappen,
    DriftError,
    Happened,
    InstantCard,
    NewContact,
    OneOffAddress,
    OutcomeUnknown,
    Timeouts,
)
from instantcard._runtime.operation import Operation

from .clients import SETTINGS, Play, short
from .recorder import Recorder, json_reply, reply
from .test_operations import PAYMENT
from .test_retries import configure

SETTLE = Timeouts(connect=5, read=5, total=10, settle=0.1)

Api: TypeAlias = AsyncInstantCard
Call: TypeAlias = Callable[[Api, Any], Awaitable[Any]]

STREET: dict[str, Any] = {
    "address1": "4 Invented Quay",
    "city": "Aldwich",
    "state": "NJ",
    "zip_code": "01002",
}
PASS = ("photo", "full_name", "company", "host", "valid_until")


def data(name: str) -> list[CardFieldValue]:
    return [CardFieldValue(token=each, value=f"{name} {each}" * (each != "photo")) for each in PASS]


@pytest.fixture(scope="module")
def one_staging() -> Iterator[Staging]:
    with serve() as running:
        yield running


@pytest.fixture
def staging(one_staging: Staging) -> Staging:
    one_staging.controls.reset()
    return one_staging


async def nothing(_: Api) -> None:
    return None


async def a_card(api: Api) -> int:
    made = await api.cards.create(card_template_id=17281, data=data("Ana"))
    return made.id


async def a_finalized_card(api: Api) -> int:
    made = await a_card(api)
    await api.cards.finalize(made)
    return made


async def a_contact(api: Api) -> int:
    return (await api.contacts.create(full_name="Ana Example", email="ana@paper.example")).id


async def an_address(api: Api) -> int:
    contact = NewContact(full_name="Ana Example", email="ana@paper.example")
    return (await api.addresses.create(**STREET, country="US", contact=contact)).id


async def a_job(api: Api) -> int:
    return (await api.print_jobs.create()).id


async def a_job_with_a_card(api: Api) -> tuple[int, int]:
    card = await a_finalized_card(api)
    return (await api.print_jobs.create(card_ids=[card])).id, card


async def a_job_and_a_card(api: Api) -> tuple[int, int]:
    return await a_job(api), await a_finalized_card(api)


async def a_ready_job(api: Api) -> int:
    await api.organization.add_funds(amount=Decimal("50.00"), **PAYMENT)
    card = await a_finalized_card(api)
    job = await api.print_jobs.create(
        card_ids=[card],
        number_of_copies=2,
        shipping_provider_id=1,
        address=OneOffAddress(
            address_1="4 Invented Quay", city="Aldwich", state="NJ", zip_code="01002", country="US"
        ),
    )
    return job.id


@dataclass(frozen=True)
class Write:
    """A write of each kind: what has to be there before, the call, and what it leaves."""

    operation: str
    before: Callable[[Api], Awaitable[Any]]
    call: Call
    shown: Callable[[Any, Any], bool] = lambda result, given: result is None


WRITES = [
    Write(
        "cards.create",
        nothing,
        lambda api, _: api.cards.create(card_template_id=17281, data=data("Bea")),
        lambda card, _: card.data[1].value == "Bea full_name",
    ),
    Write(
        "cards.update",
        a_card,
        lambda api, card: api.cards.update(card, data=data("Bea")),
        lambda card, given: card.id == given and card.data[1].value == "Bea full_name",
    ),
    Write("cards.delete", a_card, lambda api, card: api.cards.delete(card)),
    Write(
        "contacts.create",
        nothing,
        lambda api, _: api.contacts.create(full_name="Bea  Example", email="Bea@paper.example"),
        lambda contact, _: contact.email.lower() == "bea@paper.example",
    ),
    Write(
        "contacts.update",
        a_contact,
        lambda api, contact: api.contacts.update(contact, phone_number="+1 555 0100"),
        lambda contact, given: contact.id == given and contact.phone_number == "+1 555 0100",
    ),
    Write("contacts.delete", a_contact, lambda api, contact: api.contacts.delete(contact)),
    Write(
        "addresses.create",
        nothing,
        lambda api, _: api.addresses.create(
            **STREET,
            country="US",
            primary=True,
            contact=NewContact(full_name="Bea Example", email="bea@paper.example"),
        ),
        lambda address, _: address.zip_code == "01002" and address.primary is True,
    ),
    Write(
        "addresses.update",
        an_address,
        lambda api, address: api.addresses.update(address, city="Beldwich"),
        lambda address, given: address.id == given and address.city == "Beldwich",
    ),
    Write("addresses.delete", an_address, lambda api, address: api.addresses.delete(address)),
    Write(
        "print_jobs.create",
        a_finalized_card,
        lambda api, card: api.print_jobs.create(card_ids=[card], number_of_copies=3),
        lambda job, given: job.status == "0" and job.list_users[0]["id"] == given,
    ),
    Write(
        "print_jobs.update",
        a_job,
        lambda api, job: api.print_jobs.update(job, shipping_provider_id=2, number_of_copies=4),
        lambda job, given: job.id == given,
    ),
    Write(
        "print_jobs.add_cards",
        a_job_and_a_card,
        lambda api, given: api.print_jobs.add_cards(given[0], card_ids=[given[1]]),
        lambda job, given: job.list_users[0]["id"] == given[1],
    ),
    Write(
        "print_jobs.remove_card",
        a_job_with_a_card,
        lambda api, given: api.print_jobs.remove_card(*given),
    ),
    Write(
        "print_jobs.submit",
        a_ready_job,
        lambda api, job: api.print_jobs.submit(job),
        lambda job, given: job.id == given and job.status == "1",
    ),
    Write(
        "organization.add_funds",
        nothing,
        lambda api, _: api.organization.add_funds(amount=Decimal("1050.00"), **PAYMENT),
        lambda result, _: result is True,
    ),
]
CASES = pytest.mark.parametrize("write", WRITES, ids=lambda write: write.operation)


async def lost(api: Api, call: Awaitable[Any]) -> OutcomeUnknown:
    with pytest.raises(OutcomeUnknown) as caught:
        await call
    return caught.value


async def settled(api: Api, error: OutcomeUnknown) -> Any:
    found = error.resolve()
    return await found if isinstance(api, AsyncInstantCard) else found


@CASES
def test_a_write_that_was_carried_out_is_found(
    on_staging: Play, staging: Staging, write: Write
) -> None:
    async def scenario(api: Api) -> None:
        given = await write.before(api)
        staging.controls.fail_next(write.operation, after_commit=True)
        error = await lost(api, write.call(api, given))
        assert (error.operation, error.attempts) == (write.operation, 1)
        assert "may have happened" in str(error)
        found = await settled(api, error)
        assert isinstance(found, Happened), found
        assert write.shown(found.result, given), found
        assert await settled(api, error) == found

    on_staging(scenario, timeouts=SETTLE)


@CASES
def test_a_write_that_was_not_carried_out_is_not_found(
    on_staging: Play, staging: Staging, write: Write
) -> None:
    async def scenario(api: Api) -> None:
        given = await write.before(api)
        staging.controls.fail_next(write.operation)
        error = await lost(api, write.call(api, given))
        assert await settled(api, error) == DidNotHappen()
        await write.call(api, given)

    on_staging(scenario, timeouts=SETTLE)


def test_every_write_of_the_spec_is_settled_here_or_says_why_not() -> None:
    writes: dict[str, Operation[Any]] = {}
    for name in ("cards", "print_jobs", "organization", "addresses", "contacts"):
        module = importlib.import_module(f"instantcard._resources.{name}")
        found = [each for each in vars(module).values() if isinstance(each, Operation)]
        writes |= {each.id: each for each in found if not each.safe}
    assert {name for name, each in writes.items() if each.settle} == {w.operation for w in WRITES}
    assert {name for name, each in writes.items() if not each.settle} == {"cards.finalize"}


# More than one writer


async def create(api: Api, name: str = "Cleo Example") -> int:
    return (await api.contacts.create(full_name=name, email="cleo@paper.example")).id


async def lose_a_contact(api: Api, staging: Staging, *, carried_out: bool) -> OutcomeUnknown:
    staging.controls.fail_next("contacts.create", after_commit=carried_out)
    return await lost(api, create(api))


def another(staging: Staging) -> InstantCard:
    given = staging.environment
    return InstantCard(
        base_url=given["INSTANTCARD_BASE_URL"],
        email=given["INSTANTCARD_EMAIL"],
        password=given["INSTANTCARD_PASSWORD"],
        organization_id=int(given["INSTANTCARD_ORGANIZATION_ID"]),
    )


@pytest.mark.parametrize("carried_out", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_an_identical_write_beside_it_cannot_be_told_apart(
    on_staging: Play, staging: Staging, carried_out: bool, first: bool
) -> None:
    async def scenario(api: Api) -> None:
        with another(staging) as other:

            def beside() -> None:
                other.contacts.create(full_name="Cleo Example", email="cleo@paper.example")

            if first:
                await asyncio.to_thread(beside)
            error = await lose_a_contact(api, staging, carried_out=carried_out)
            if not first:
                await asyncio.to_thread(beside)
            found = await settled(api, error)
        assert isinstance(found, CannotTell)
        assert "same" in found.reason

    on_staging(scenario, timeouts=SETTLE)


def test_two_that_this_process_did_not_make_cannot_be_told_apart(
    on_staging: Play, staging: Staging
) -> None:
    async def scenario(api: Api) -> None:
        with another(staging) as other:
            other_id = other.contacts.create(
                full_name="Cleo Example", email="cleo@paper.example"
            ).id
        del other
        error = await lose_a_contact(api, staging, carried_out=True)
        found = await settled(api, error)
        assert isinstance(found, CannotTell)
        assert str(other_id) in found.reason

    on_staging(scenario, timeouts=SETTLE)


@pytest.mark.parametrize("carried_out", [True, False])
def test_what_the_client_made_itself_is_not_taken_for_the_lost_one(
    on_staging: Play, staging: Staging, carried_out: bool
) -> None:
    async def scenario(api: Api) -> None:
        known = {await create(api) for _ in range(2)}
        found = await settled(api, await lose_a_contact(api, staging, carried_out=carried_out))
        if carried_out:
            assert found.result.id not in known
            known.add(found.result.id)
            found = await settled(api, await lose_a_contact(api, staging, carried_out=True))
            assert found.result.id not in known
        else:
            assert found == DidNotHappen()

    on_staging(scenario, timeouts=SETTLE)


def test_content_that_differs_does_not_disturb(on_staging: Play, staging: Staging) -> None:
    async def scenario(api: Api) -> None:
        await create(api, "Dora Example")
        error = await lose_a_contact(api, staging, carried_out=False)
        with another(staging) as other:
            other.contacts.create(full_name="Elia Example", email="cleo@paper.example")
            assert await settled(api, error) == DidNotHappen()

    on_staging(scenario, timeouts=SETTLE)


def test_an_entry_with_more_content_is_not_taken_for_it(on_staging: Play, staging: Staging) -> None:
    async def scenario(api: Api) -> None:
        error = await lose_a_contact(api, staging, carried_out=False)
        with another(staging) as other:
            other.contacts.create(
                full_name="Cleo Example", email="cleo@paper.example", phone_number="1"
            )
        del other
        assert isinstance(await settled(api, error), CannotTell)

    on_staging(scenario, timeouts=SETTLE)


@pytest.mark.parametrize("carried_out", [True, False])
def test_the_same_amount_paid_before_does_not_disturb(
    on_staging: Play, staging: Staging, carried_out: bool
) -> None:
    async def scenario(api: Api) -> None:
        await api.organization.add_funds(amount=20, **PAYMENT)
        staging.controls.fail_next("organization.add_funds", after_commit=carried_out)
        error = await lost(api, api.organization.add_funds(amount=20, **PAYMENT))
        found = await settled(api, error)
        assert found == (Happened(True) if carried_out else DidNotHappen())

    on_staging(scenario, timeouts=SETTLE)


def test_the_same_amount_paid_meanwhile_cannot_be_told_apart(
    on_staging: Play, staging: Staging
) -> None:
    async def scenario(api: Api) -> None:
        staging.controls.fail_next("organization.add_funds")
        error = await lost(api, api.organization.add_funds(amount=20, **PAYMENT))
        await api.organization.add_funds(amount=20, **PAYMENT)
        assert isinstance(await settled(api, error), CannotTell)

    on_staging(scenario, timeouts=SETTLE)


def test_no_payment_leaves_while_what_was_paid_before_is_not_known(
    on_staging: Play, staging: Staging
) -> None:
    async def scenario(api: Api) -> None:
        staging.controls.fail_next("organization.financial_transactions", times=9, status=503)
        with pytest.raises(ClientError) as caught:
            await api.organization.add_funds(amount=20, **PAYMENT)
        assert caught.value.outcome == "never sent"

    on_staging(scenario)
    assert staging.controls.calls.of("organization.add_funds") == []


# Late arrivals


@pytest.mark.parametrize("write", [WRITES[3], WRITES[13]], ids=lambda write: write.operation)
def test_a_write_that_arrives_late_is_waited_for(
    on_staging: Play, staging: Staging, write: Write
) -> None:
    async def scenario(api: Api) -> None:
        given = await write.before(api)
        staging.controls.arm(write.operation, "latency", seconds=0.6)
        error = await lost(api, write.call(api, given))
        assert isinstance(await settled(api, error), Happened)

    on_staging(scenario, timeouts=Timeouts(read=0.3, total=10, settle=3))


def test_trio_settles_too(staging: Staging) -> None:
    given = staging.environment

    async def main() -> None:
        async with AsyncInstantCard(
            base_url=given["INSTANTCARD_BASE_URL"],
            email=given["INSTANTCARD_EMAIL"],
            password=given["INSTANTCARD_PASSWORD"],
            organization_id=int(given["INSTANTCARD_ORGANIZATION_ID"]),
            timeouts=SETTLE,
        ) as api:
            for carried_out in (False, True):
                error = await lose_a_contact(api, staging, carried_out=carried_out)
                found = await error.resolve()
                assert isinstance(found, Happened if carried_out else DidNotHappen)

    trio.run(main)


def test_that_it_did_not_happen_is_not_said_before_its_time(
    on_staging: Play, staging: Staging
) -> None:
    async def scenario(api: Api) -> None:
        error = await lose_a_contact(api, staging, carried_out=False)
        begun = time.monotonic()
        assert await settled(api, error) == DidNotHappen()
        assert 0.3 < time.monotonic() - begun < 3
        begun = time.monotonic()
        assert await settled(api, error) == DidNotHappen()
        assert time.monotonic() - begun < 0.5

    on_staging(scenario, timeouts=Timeouts(total=10, settle=0.4))


# Other ways to lose an answer


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        ("status", {"status": 500, "when": "after"}),
        ("status", {"status": 504, "when": "after"}),
        ("status", {"status": 299, "when": "after"}),
        ("status", {"status": 303, "when": "after"}),
        ("html", {"when": "after"}),
        ("truncated", {}),
        ("malformed", {}),
        ("content_type", {}),
        ("drop", {"when": "after", "reset": True}),
    ],
    ids=str,
)
def test_no_answer_that_is_none_hides_a_write(
    on_staging: Play, staging: Staging, kind: str, settings: dict[str, Any]
) -> None:
    async def scenario(api: Api) -> None:
        staging.controls.arm("contacts.create", kind, **settings)
        found = await settled(api, await lost(api, create(api)))
        assert isinstance(found, Happened)

    on_staging(scenario, timeouts=SETTLE)


def test_an_answer_beyond_the_tolerance_for_drift_leaves_it_unknown(
    play: Play, recorder: Recorder
) -> None:
    recorder.script(json_reply({"id": "nine", "full_name": "Cleo", "email": "c"}))

    async def scenario(api: Api) -> None:
        error = await lost(api, create(api))
        assert isinstance(error.__cause__, DriftError)

    play(scenario)

    async def tolerant(api: Api) -> None:
        assert await create(api) == "nine"  # type: ignore[comparison-overlap]

    play(tolerant, on_drift="ignore")


@pytest.mark.parametrize("status", [302, 307, 400, 403, 404, 406, 409, 422, 429])
def test_a_refusal_is_no_unknown_outcome(play: Play, recorder: Recorder, status: int) -> None:
    recorder.script(json_reply({}, status))

    async def scenario(api: Api) -> None:
        with pytest.raises(ClientError) as caught:
            await create(api)
        assert not isinstance(caught.value, OutcomeUnknown)
        assert caught.value.outcome == "refused"

    play(scenario)


def test_a_documented_501_is_a_refusal(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply({}, 501))

    async def scenario(api: Api) -> None:
        with pytest.raises(ClientError) as caught:
            await api.addresses.update(5, city="Beldwich")
        assert caught.value.outcome == "refused"
        assert isinstance(await lost(api, create(api)), OutcomeUnknown)

    play(scenario)


def test_a_change_that_no_read_shows_cannot_be_told(on_staging: Play, staging: Staging) -> None:
    async def scenario(api: Api) -> None:
        card = await a_card(api)
        staging.controls.fail_next("cards.finalize", after_commit=True)
        error = await lost(api, api.cards.finalize(card))
        found = await settled(api, error)
        assert isinstance(found, CannotTell)
        assert "no harm" in found.reason
        assert found.reason in str(error)

    on_staging(scenario, timeouts=SETTLE)


def test_what_is_gone_cannot_tell(on_staging: Play, staging: Staging) -> None:
    async def scenario(api: Api) -> None:
        contact = await a_contact(api)
        staging.controls.fail_next("contacts.update", after_commit=True)
        error = await lost(api, api.contacts.update(contact, full_name="Bea"))
        await api.contacts.delete(contact)
        assert isinstance(await settled(api, error), CannotTell)

    on_staging(scenario, timeouts=SETTLE)


def test_a_read_that_fails_leaves_it_unknown(on_staging: Play, staging: Staging) -> None:
    async def scenario(api: Api) -> None:
        error = await lose_a_contact(api, staging, carried_out=True)
        staging.controls.fail_next("contacts.list", status=503)
        with pytest.raises(ClientError):
            await settled(api, error)
        assert isinstance(await settled(api, error), Happened)

    on_staging(scenario, timeouts=SETTLE)


def test_a_long_list_is_read_to_its_end(on_staging: Play, staging: Staging) -> None:
    staging.controls.seed(contacts=230)

    async def scenario(api: Api) -> None:
        error = await lose_a_contact(api, staging, carried_out=True)
        found = await settled(api, error)
        assert found.result.email == "cleo@paper.example"

    on_staging(scenario, timeouts=SETTLE)


# Idempotency keys


def synctera_on(staging: Staging) -> dict[str, Any]:
    return {
        "base_url": staging.environment["SYNCTERA_BASE_URL"],
        "api_key": staging.environment["SYNCTERA_API_KEY"],
        "retries": synctera.Retries(attempts=1),
    }


@pytest.mark.parametrize("carried_out", [True, False])
def test_a_write_with_a_key_is_settled_by_sending_it_again(
    on_staging: Play, staging: Staging, carried_out: bool
) -> None:
    async def scenario(api: synctera.AsyncSynctera) -> None:
        staging.controls.fail_next("bulk_orders.create", after_commit=carried_out)
        with pytest.raises(synctera.OutcomeUnknown) as caught:
            await configure(api, idempotency_key="mine")
        assert caught.value.idempotency_key == "mine"
        found = caught.value.resolve()
        found = await found if isinstance(api, synctera.AsyncSynctera) else found
        assert isinstance(found, synctera.Happened)
        assert await configure(api, idempotency_key="mine") == found.result

    on_staging.synctera(scenario, **synctera_on(staging))


def test_a_repeat_that_is_refused_says_that_it_did_not_happen(
    on_staging: Play, staging: Staging
) -> None:
    async def scenario(api: synctera.AsyncSynctera) -> None:
        staging.controls.fail_next("bulk_orders.create")
        with pytest.raises(synctera.OutcomeUnknown) as caught:
            await configure(api)
        staging.controls.fail_next("bulk_orders.create", status=422)
        found = caught.value.resolve()
        found = await found if isinstance(api, synctera.AsyncSynctera) else found
        assert found == synctera.DidNotHappen()
        staging.controls.fail_next("bulk_orders.create", times=9)
        found = caught.value.resolve()
        found = await found if isinstance(api, synctera.AsyncSynctera) else found
        assert isinstance(found, synctera.CannotTell)

    on_staging.synctera(scenario, **synctera_on(staging))


# The exception itself


def test_an_unknown_outcome_is_copied_and_pickled(recorder: Recorder) -> None:
    headers = [("X-Request-Id", "r-9")]
    recorder.script(reply(b"<html>", 502, media_type="text/html", headers=headers))
    with InstantCard(**SETTINGS, base_url=recorder.origin, timeouts=short()) as api:
        with pytest.raises(OutcomeUnknown) as caught:
            api.contacts.create(full_name="Ada Example", email="ada@paper.example")
        error = caught.value
        recorder.script(json_reply([]))
        for twin in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
            assert (str(twin), twin.__dict__.keys()) == (str(error), error.__dict__.keys())
            for name in ("operation", "status", "attempts", "elapsed", "request_id", "outcome"):
                assert getattr(twin, name) == getattr(error, name)
            assert type(twin.__cause__) is type(error.__cause__)
    assert (error.status, error.request_id) == (502, "r-9")
    assert "contacts.list" in str(error)
    assert "ada@" not in f"{error!r}{error}{error.__dict__}{pickle.dumps(error)!r}"
    with pytest.raises(RuntimeError, match="copy"):
        pickle.loads(pickle.dumps(error)).resolve()
