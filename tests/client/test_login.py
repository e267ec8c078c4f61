"""When a client logs in, and when it does not."""

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import trio

from cardwright.staging import Staging
from instantcard import (
    AsyncInstantCard,
    InstantCard,
    InvalidResponse,
    ServerError,
    TimedOut,
    Unauthorized,
)

from .clients import SETTINGS, Play, short
from .conftest import Clock
from .recorder import Received, Recorder, json_reply, reply

BALANCE = json_reply({"balance": "$1.00"})
EXPIRED = json_reply({"error": "expired"}, 401)


async def twice(api: AsyncInstantCard) -> None:
    await api.organization.balance()
    await api.organization.balance()


def test_the_first_call_logs_in_and_the_next_does_not(play: Play, recorder: Recorder) -> None:
    recorder.script(BALANCE)
    play(twice)
    assert [each.path.rpartition("/")[2] for each in recorder.requests] == [
        "authenticate",
        "balance",
        "balance",
    ]


def test_an_explicit_login_serves_the_calls_after_it(play: Play, recorder: Recorder) -> None:
    recorder.script(BALANCE)

    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()
        await twice(api)
        await api.login()

    play(scenario)
    assert len(recorder.logins) == 1


def test_nothing_is_sent_before_the_first_call(play: Play, recorder: Recorder) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        pass

    play(scenario)
    assert recorder.requests == []


def test_an_expired_token_is_renewed_and_the_call_repeated(on_staging: Play, clock: Clock) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        made = await api.contacts.create(full_name="Ada Lowther", email="ada@lantern.example")
        for _ in range(3):
            clock.passed += timedelta(hours=2)
            assert (await api.contacts.get(made.id)).full_name == "Ada Lowther"
        clock.passed += timedelta(hours=2)
        again = await api.contacts.create(full_name="Bea Lowther", email="bea@lantern.example")
        assert again.id == made.id + 1

    on_staging(scenario)


def test_a_renewed_token_is_the_one_that_is_sent(play: Play, recorder: Recorder) -> None:
    recorder.script(EXPIRED, BALANCE)
    play(twice)
    assert [each.header("authorization") for each in recorder.calls] == [
        "Bearer token-1",
        "Bearer token-2",
        "Bearer token-2",
    ]


def test_a_repeat_sends_the_same_form(play: Play, recorder: Recorder) -> None:
    contact = {"id": 6, "organization_id": 7, "full_name": "Ada", "email": "e"}
    recorder.script(EXPIRED, json_reply(contact))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.contacts.create(full_name="Ada", email="e")

    play(scenario)
    first, second = recorder.calls
    boundary = (first.header("content-type") or "").partition("=")[2].encode()
    other = (second.header("content-type") or "").partition("=")[2].encode()
    assert first.body.replace(boundary, other) == second.body


def test_a_wrong_password_is_tried_once(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(Unauthorized) as caught:
            await api.profile.me()
        assert caught.value.operation == "session.login"

    on_staging(scenario, password="not-the-password")


def test_a_refused_login_is_not_repeated(play: Play, recorder: Recorder) -> None:
    recorder.login = lambda _: json_reply({"error": "no"}, 401)

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(Unauthorized):
            await api.profile.me()
        with pytest.raises(Unauthorized):
            await api.login()

    play(scenario)
    assert len(recorder.requests) == 2


def test_a_fresh_token_that_is_refused_is_renewed_exactly_once(
    play: Play, recorder: Recorder
) -> None:
    recorder.script(EXPIRED)

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(Unauthorized) as caught:
            await api.profile.me()
        assert caught.value.operation == "profile.me"

    play(scenario)
    assert [each.path.rpartition("/")[2] for each in recorder.requests] == [
        "authenticate",
        "me",
        "authenticate",
        "me",
    ]


def test_a_key_that_is_refused_is_not_repeated(play: Play, recorder: Recorder) -> None:
    import synctera

    recorder.script(json_reply({"detail": "no"}, 401))

    async def scenario(api: synctera.AsyncSynctera) -> None:
        with pytest.raises(synctera.Unauthorized):
            await api.bulk_orders.create(
                bulk_issuance_policy="AUTO",
                card_product_id="00000000-0000-0000-0000-000000000007",
                name="Shop",
                shipping=synctera.Shipping(
                    address=synctera.ShippingAddress(
                        address_line_1="4 Invented Quay", country_code="US"
                    ),
                    method=synctera.ShippingMethod.TWO_DAY,
                    recipient_name=synctera.RecipientName(first_name="Ada", last_name="Lowther"),
                ),
            )

    play.synctera(scenario, base_url=recorder.origin, api_key="key")
    assert len(recorder.requests) == 1


@pytest.mark.parametrize(
    "session",
    [
        {},
        {"auth_token": None},
        {"auth_token": ""},
        {"auth_token": 5},
        {"auth_token": ["a"]},
        {"auth_token": "a\r\nX-Admin: true"},
        {"auth_token": "tök"},
        {"auth_token": " a"},
    ],
    ids=str,
)
def test_a_token_that_no_header_can_carry_is_an_invalid_answer(
    play: Play, recorder: Recorder, session: object
) -> None:
    recorder.login = lambda _: json_reply(session)

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(InvalidResponse, match="token") as caught:
            await api.profile.me()
        assert "X-Admin" not in repr(caught.value)

    play(scenario, on_drift="ignore")
    assert recorder.calls == []


class Crowd:
    """Answers logins slowly, and tells how many calls came with which token."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        recorder.login = self._login
        recorder.respond = self._respond
        self.valid: set[str] = set()
        self.lock = threading.Lock()

    def _login(self, number: int) -> bytes:
        token = f"token-{number}"
        self.valid.add(f"Bearer {token}")
        return json_reply({"auth_token": token})

    def _respond(self, request: Received) -> bytes:
        return BALANCE if request.header("authorization") in self.valid else EXPIRED


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_hundred_threads_log_in_once(recorder: Recorder, rounds: int) -> None:
    crowd = Crowd(recorder)
    start = threading.Barrier(100)
    with InstantCard(**SETTINGS, base_url=recorder.origin) as api:

        def call(_: int) -> None:
            start.wait(10)
            api.organization.balance()

        for each in range(rounds):
            with ThreadPoolExecutor(100) as pool:
                list(pool.map(call, range(100)))
            assert len(recorder.logins) == each + 1
            crowd.valid.clear()


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_hundred_tasks_log_in_once(recorder: Recorder, rounds: int) -> None:
    crowd = Crowd(recorder)

    async def main() -> None:
        async with AsyncInstantCard(**SETTINGS, base_url=recorder.origin) as api:
            for each in range(rounds):
                async with asyncio.TaskGroup() as group:
                    for _ in range(100):
                        group.create_task(api.organization.balance())
                assert len(recorder.logins) == each + 1
                crowd.valid.clear()

    asyncio.run(main())


def test_tasks_of_trio_log_in_once(recorder: Recorder) -> None:
    crowd = Crowd(recorder)

    async def main() -> None:
        async with AsyncInstantCard(**SETTINGS, base_url=recorder.origin) as api:
            for each in range(2):
                async with trio.open_nursery() as nursery:
                    for _ in range(20):
                        nursery.start_soon(api.organization.balance)
                assert len(recorder.logins) == each + 1
                crowd.valid.clear()

    trio.run(main)


def failing_slowly(recorder: Recorder) -> None:
    def refuse(connection: socket.socket) -> None:
        recorder.pause(0.5)
        connection.sendall(json_reply({"error": "no"}, 401, headers=[("Connection", "close")]))

    recorder.login = lambda _: refuse


def test_a_failed_login_fails_a_hundred_threads_at_once(recorder: Recorder) -> None:
    failing_slowly(recorder)
    start = threading.Barrier(100)
    with InstantCard(**SETTINGS, base_url=recorder.origin) as api:

        def call(_: int) -> Unauthorized:
            start.wait(10)
            with pytest.raises(Unauthorized) as caught:
                api.contacts.create(full_name="Ada", email="e")
            return caught.value

        with ThreadPoolExecutor(100) as pool:
            errors = list(pool.map(call, range(100)))
    assert len({id(each) for each in errors}) == 100
    assert {each.outcome for each in errors} == {"never sent"}
    assert len(recorder.requests) == 1


def test_a_failed_login_fails_a_hundred_tasks_at_once(recorder: Recorder) -> None:
    failing_slowly(recorder)

    async def main() -> None:
        async with AsyncInstantCard(**SETTINGS, base_url=recorder.origin) as api:
            calls = [api.organization.balance() for _ in range(100)]
            errors = await asyncio.gather(*calls, return_exceptions=True)
            assert {type(each) for each in errors} == {Unauthorized}
            assert len(recorder.requests) == 1
            with pytest.raises(Unauthorized):
                await api.organization.balance()
            assert len(recorder.requests) == 2

    asyncio.run(main())


def test_a_call_without_time_fails_alone(recorder: Recorder) -> None:
    # The first to log in has used up its time on what came before; the others have not.
    recorder.login = lambda number: (
        recorder.silence if number == 1 else json_reply({"auth_token": "t"})
    )
    recorder.script(BALANCE)

    async def main() -> None:
        hasty = AsyncInstantCard(**SETTINGS, base_url=recorder.origin, timeouts=short(total=0.6))
        async with hasty as api:

            async def later() -> object:
                await asyncio.sleep(0.3)
                return await api.organization.balance()

            first, second = await asyncio.gather(
                api.organization.balance(), later(), return_exceptions=True
            )
            assert isinstance(first, TimedOut)
            assert not isinstance(second, BaseException)

    asyncio.run(main())


def test_a_failed_login_leaves_the_next_call_free_to_try(play: Play, recorder: Recorder) -> None:
    answers = [json_reply({"error": "down"}, 500), json_reply({"auth_token": "t"})]
    recorder.login = lambda number: answers[number - 1]
    recorder.script(BALANCE)

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(ServerError):
            await api.organization.balance()
        await api.organization.balance()

    play(scenario)


def test_a_cancelled_login_leaves_the_next_call_free_to_try(recorder: Recorder) -> None:
    arrived = threading.Event()

    def silent(_: object) -> None:
        arrived.set()
        recorder.pause(10)

    recorder.login = lambda number: silent if number == 1 else json_reply({"auth_token": "t"})
    recorder.script(BALANCE)

    async def main() -> None:
        async with AsyncInstantCard(**SETTINGS, base_url=recorder.origin) as api:
            first = asyncio.create_task(api.organization.balance())
            await asyncio.to_thread(arrived.wait, 5)
            second = asyncio.create_task(api.organization.balance())
            await asyncio.sleep(0.05)
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            await asyncio.wait_for(second, 5)

    asyncio.run(main())


def test_a_thread_waits_for_anothers_login_no_longer_than_its_total(recorder: Recorder) -> None:
    # What the client cannot end, its own deadline passed or not: a function of the user's.
    busy, done = threading.Event(), threading.Event()

    def slow(_: object) -> None:
        busy.set()
        done.wait(10)

    recorder.login = lambda _: json_reply({"auth_token": 5})
    given = {**SETTINGS, "on_drift": slow, "timeouts": short(total=0.4)}
    with InstantCard(**given, base_url=recorder.origin) as api, ThreadPoolExecutor(1) as pool:
        first = pool.submit(api.login)
        busy.wait(5)
        begun = time.monotonic()
        with pytest.raises(TimedOut, match=r"organization.balance: .* 0\.4 seconds"):
            api.organization.balance()
        assert 0.3 < time.monotonic() - begun < 2
        done.set()
        with pytest.raises(InvalidResponse):
            first.result(5)


def test_a_task_waits_for_anothers_login_no_longer_than_its_total(recorder: Recorder) -> None:
    recorder.login = lambda _: recorder.silence

    async def main() -> None:
        client = AsyncInstantCard(**SETTINGS, base_url=recorder.origin, timeouts=short(total=0.4))
        async with client as api:
            calls = [api.organization.balance() for _ in range(3)]
            found = await asyncio.gather(*calls, return_exceptions=True)
        assert all(isinstance(each, TimedOut) for each in found)

    begun = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - begun < 2


def test_the_password_stays_out_of_a_refusal(play: Play, recorder: Recorder) -> None:
    recorder.login = lambda _: reply(b"<html>nope", 401, media_type="text/html")

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(Unauthorized) as caught:
            await api.login()
        for shown in (str(caught.value), repr(caught.value), str(caught.value.__dict__)):
            assert "correct-horse" not in shown

    play(scenario)


def test_staging_counts_as_any_vendor(staging: Staging, on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        with staging.services.database.writing() as connection:
            connection.execute("DELETE FROM instantcard_tokens")
        assert (await api.profile.me()).id == 5101

    async def logged_in(api: AsyncInstantCard) -> None:
        await api.login()
        await scenario(api)

    on_staging(logged_in)
