"""What is sent again, after how long, and what never is."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

import synctera
from instantcard import (
    AsyncInstantCard,
    ClientError,
    ConfigurationError,
    ConnectFailed,
    InstantCard,
    InvalidResponse,
    NotImplementedByVendor,
    OutcomeUnknown,
    Retries,
    ServerError,
    TimedOut,
    TooManyRequests,
    TransportError,
)
from instantcard._runtime.retries import retry_after

from .clients import SETTINGS, Play, short
from .recorder import Answer, Recorder, json_reply, reply

BALANCE = json_reply({"balance": "$1.00"})
CONTACT = json_reply({"id": 6, "organization_id": 7, "full_name": "Ada", "email": "e"})
DOWN = json_reply({"error": "down"}, 503)
BUSY = json_reply({"error": "busy"}, 429)

QUICK = Retries(attempts=3, first=0.02, longest=0.05)


def closed(_: socket.socket) -> None:
    """No answer: the connection is closed."""


def half(connection: socket.socket) -> None:
    connection.sendall(BALANCE[:-4])


async def read(api: AsyncInstantCard) -> object:
    return (await api.organization.balance()).balance


async def write(api: AsyncInstantCard) -> object:
    return (await api.contacts.create(full_name="Ada", email="e")).id


@contextlib.contextmanager
def lasting(least: float, most: float) -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert least <= time.monotonic() - begun <= most


def failing(
    play: Play, call: Callable[[AsyncInstantCard], Awaitable[object]], **settings: Any
) -> ClientError:
    async def scenario(api: AsyncInstantCard) -> ClientError:
        with pytest.raises(ClientError) as caught:
            await call(api)
        return caught.value

    return play(scenario, **{"retries": QUICK, **settings})


@pytest.mark.parametrize(
    "failure",
    [closed, half, BUSY, DOWN, *(json_reply({}, each) for each in (500, 502, 504, 520))],
    ids=["closed", "half", "429", "503", "500", "502", "504", "520"],
)
def test_a_read_is_sent_again(play: Play, recorder: Recorder, failure: Answer) -> None:
    recorder.script(failure, failure, BALANCE)
    assert play(read, retries=QUICK) == 1
    assert len(recorder.calls) == 3


def test_a_read_gives_up_after_its_attempts(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply({"error": "down"}, 503, headers=[("X-Request-Id", "r-7")]))
    error = failing(play, read)
    assert type(error) is ServerError
    assert len(recorder.calls) == error.attempts == 3
    assert (error.outcome, error.request_id) == ("no effect", "r-7")
    assert 0 < error.elapsed < 5
    assert "(3 attempts, " in str(error)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (json_reply({}, 501), NotImplementedByVendor),
        (reply(b"<html>", media_type="text/html"), InvalidResponse),
        (json_reply({}, headers=[("Content-Encoding", "br")]), TransportError),
    ],
    ids=["501", "html", "encoding"],
)
def test_a_read_that_would_fail_again_is_sent_once(
    play: Play, recorder: Recorder, answer: Answer, expected: type[ClientError]
) -> None:
    recorder.script(answer)
    error = failing(play, read)
    assert type(error) is expected
    assert error.outcome == "no effect"
    assert len(recorder.calls) == 1


@pytest.mark.parametrize(
    ("failure", "cause"),
    [
        (closed, TransportError),
        (half, TransportError),
        (DOWN, ServerError),
        (json_reply({}, 500), ServerError),
        (json_reply({}, 501), NotImplementedByVendor),
        (reply(b"<html>", media_type="text/html"), InvalidResponse),
        (reply(b""), InvalidResponse),
    ],
    ids=["closed", "half", "503", "500", "501", "html", "empty"],
)
def test_a_write_that_may_have_happened_is_sent_once(
    play: Play, recorder: Recorder, failure: Answer, cause: type[ClientError]
) -> None:
    recorder.script(failure, CONTACT)
    error = failing(play, write)
    assert type(error) is OutcomeUnknown
    assert isinstance(error.__cause__, cause)
    assert (error.operation, error.outcome, error.attempts) == ("contacts.create", "unknown", 1)
    assert error.idempotency_key is None
    assert len(recorder.calls) == 1


def test_a_repeatable_write_whose_answer_was_lost_is_sent_once(
    play: Play, recorder: Recorder
) -> None:
    recorder.script(closed)
    error = failing(play, lambda api: api.cards.delete(7))
    assert isinstance(error, OutcomeUnknown)
    assert len(recorder.calls) == 1


def test_a_write_that_was_refused_for_now_is_sent_again(play: Play, recorder: Recorder) -> None:
    recorder.script(BUSY, BUSY, CONTACT)
    assert play(write, retries=QUICK) == 6
    assert len(recorder.calls) == 3


def test_a_write_that_stays_refused_is_refused(play: Play, recorder: Recorder) -> None:
    recorder.script(BUSY)
    error = failing(play, write)
    assert type(error) is TooManyRequests
    assert (error.outcome, error.attempts) == ("refused", 3)


def test_a_write_that_never_left_is_tried_again_and_says_so(play: Play, recorder: Recorder) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()
        core = getattr(api, "_inner", api)._core
        with socket.create_server(("127.0.0.1", 0)) as server:
            core.base_url = f"http://127.0.0.1:{server.getsockname()[1]}/api/v2"
        with pytest.raises(ConnectFailed) as caught:
            await write(api)
        assert (caught.value.operation, caught.value.outcome) == ("contacts.create", "never sent")
        assert caught.value.attempts == 3

    play(scenario, retries=QUICK)
    assert recorder.calls == []


def test_a_login_that_never_left_says_so(play: Play) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        nobody = f"http://127.0.0.1:{server.getsockname()[1]}"
    error = failing(play, write, base_url=nobody)
    assert type(error) is ConnectFailed
    assert (error.operation, error.outcome, error.attempts) == ("session.login", "never sent", 3)


def test_a_write_that_could_not_connect_is_sent_once_it_can(play: Play, recorder: Recorder) -> None:
    recorder.script(CONTACT)

    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()
        core = getattr(api, "_inner", api)._core
        vendor, core.base_url = core.base_url, "http://127.0.0.1:1/api/v2"

        async def mend() -> None:
            await asyncio.sleep(0.2)
            core.base_url = vendor

        if isinstance(api, AsyncInstantCard):
            async with asyncio.TaskGroup() as group:
                group.create_task(mend())
                assert await write(api) == 6
        else:
            loop = asyncio.get_running_loop()
            mending = loop.run_in_executor(None, lambda: asyncio.run(mend()))
            assert await write(api) == 6
            await mending

    play(scenario, retries=Retries(attempts=60, first=0.05, longest=0.05))
    assert len(recorder.calls) == 1


def test_one_attempt_means_no_second(play: Play, recorder: Recorder) -> None:
    recorder.script(DOWN, BALANCE)
    error = failing(play, read, retries=Retries(attempts=1))
    assert error.attempts == 1
    assert len(recorder.calls) == 1


def test_three_attempts_are_the_default(play: Play, recorder: Recorder) -> None:
    recorder.script(DOWN)
    assert failing(play, read, retries=None).attempts == 3


def test_a_login_is_tried_again(play: Play, recorder: Recorder) -> None:
    recorder.login = lambda number: DOWN if number < 3 else json_reply({"auth_token": "t"})
    recorder.script(CONTACT)
    assert play(write, retries=QUICK) == 6
    assert len(recorder.logins) == 3


def test_a_write_whose_login_fails_was_never_sent(play: Play, recorder: Recorder) -> None:
    recorder.login = lambda _: closed
    error = failing(play, write)
    assert isinstance(error, TransportError)
    assert (error.operation, error.outcome, error.attempts) == ("session.login", "never sent", 3)
    assert recorder.calls == []


# Waiting


def test_the_vendor_is_not_asked_sooner_than_it_says(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply({}, 503, headers=[("Retry-After", "1")]), BALANCE)
    with lasting(1, 3):
        assert play(read, retries=QUICK) == 1


def test_a_wait_that_does_not_fit_ends_the_call_at_once(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply({}, 429, headers=[("Retry-After", "30")]))
    with lasting(0, 2):
        error = failing(play, write, timeouts=short(total=5))
    assert (type(error), error.attempts, error.outcome) == (TooManyRequests, 1, "refused")


def test_the_total_bounds_all_attempts(play: Play, recorder: Recorder) -> None:
    recorder.script(recorder.silence)
    with lasting(0.5, 2):
        error = failing(
            play, read, retries=Retries(attempts=50, first=0), timeouts=short(read=0.2, total=0.7)
        )
    assert type(error) is TimedOut
    assert error.attempts in (3, 4)
    assert 0.5 < error.elapsed < 2


def test_a_wait_can_be_cancelled(recorder: Recorder) -> None:
    recorder.script(json_reply({}, 503, headers=[("Retry-After", "30")]))

    async def main() -> None:
        given = {**SETTINGS, "retries": QUICK}
        async with AsyncInstantCard(**given, base_url=recorder.origin) as api:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(api.organization.balance(), 0.3)

    with lasting(0.2, 3):
        asyncio.run(main())


def test_trio_waits_too(recorder: Recorder) -> None:
    recorder.script(DOWN, closed, BALANCE)

    async def main() -> None:
        given = {**SETTINGS, "retries": QUICK}
        async with AsyncInstantCard(**given, base_url=recorder.origin) as api:
            assert await read(api) == 1

    trio.run(main)


def test_a_read_that_runs_out_of_time_between_attempts_had_no_effect(
    play: Play, recorder: Recorder
) -> None:
    expired = json_reply({"error": "expired"}, 401)
    seen: list[object] = []

    def answer(request: object) -> Answer:
        seen.append(request)
        if len(seen) == 1:
            return closed
        recorder.login = lambda _: recorder.silence
        return expired

    recorder.respond = answer
    error = failing(play, read, timeouts=short(total=0.6))
    assert error.outcome == "no effect"


def test_an_expired_token_that_cannot_be_renewed_refuses_the_write(
    play: Play, recorder: Recorder
) -> None:
    recorder.script(json_reply({"error": "expired"}, 401))
    recorder.login = lambda number: json_reply({"auth_token": "t"} if number == 1 else {}, 200)
    error = failing(play, write, on_drift="ignore")
    assert type(error) is InvalidResponse
    assert error.outcome == "refused"


@given(failures=st.integers(1, 10_000), first=st.floats(0, 100), longest=st.floats(0, 100))
def test_no_wait_is_longer_than_the_policy_says(
    failures: int, first: float, longest: float
) -> None:
    wait = Retries(first=first, longest=longest).wait(failures, None)
    assert 0 <= wait <= min(longest, first * 2.0 ** min(failures - 1, 64))


def test_waits_are_jittered_over_their_whole_range() -> None:
    waits = [Retries(first=1, longest=8).wait(3, {}) for _ in range(400)]
    assert min(waits) < 0.5
    assert 3.5 < max(waits) <= 4


NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@given(ahead=st.integers(-100_000, 100_000), skew=st.integers(-10_000, 10_000))
def test_a_date_is_read_by_the_vendors_own_clock(ahead: int, skew: int) -> None:
    sent = NOW + timedelta(seconds=skew)
    headers = {
        "date": format_datetime(sent, usegmt=True),
        "retry-after": format_datetime(sent + timedelta(seconds=ahead), usegmt=True),
    }
    assert retry_after(headers) == max(ahead, 0)


def test_a_date_without_another_is_read_by_this_machines_clock() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < (retry_after({"retry-after": at}) or 0) <= 30


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0), ("120", 120), (" 7 ", 7), ("-5", None), ("soon", None), ("", None), ("1.5", None)],
)
def test_seconds_are_whole_and_nothing_else_counts(text: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": text}) == seconds


@given(st.text(max_size=60) | st.from_regex(r"[0-9]{1,400}", fullmatch=True))
def test_no_retry_after_breaks_a_call(text: str) -> None:
    found = retry_after({"retry-after": text, "date": text})
    assert found is None or found >= 0


@pytest.mark.parametrize("name", ["attempts", "first", "longest"])
@pytest.mark.parametrize("value", [-1, True, "5", None, float("nan"), float("inf"), 86_400])
def test_a_policy_that_is_none_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ConfigurationError, match=rf"Retries\.{name}"):
        Retries(**{name: value})  # type: ignore[arg-type]


def test_what_is_no_policy_is_refused() -> None:
    wrong: Any = 3
    with pytest.raises(ConfigurationError, match="retries must be Retries"):
        InstantCard(**{**SETTINGS, "retries": wrong}, base_url="http://127.0.0.1:9")


# Idempotency keys

CONFIGURATION = {"id": "00000000-0000-0000-0000-000000000001", "bulk_issuance_policy": "AUTO"}


async def configure(api: synctera.AsyncSynctera, **more: Any) -> object:
    return await api.bulk_orders.create(
        bulk_issuance_policy="AUTO",
        card_product_id="00000000-0000-0000-0000-000000000007",
        name="Shop",
        shipping=synctera.Shipping(
            address=synctera.ShippingAddress(address_line_1="4 Invented Quay", country_code="US"),
            method=synctera.ShippingMethod.TWO_DAY,
            recipient_name=synctera.RecipientName(first_name="Ada", last_name="Lowther"),
        ),
        **more,
    )


def play_synctera(play: Play, recorder: Recorder, **more: Any) -> object:
    given = {
        "base_url": recorder.origin,
        "api_key": "key",
        "on_drift": "ignore",
        "retries": synctera.Retries(attempts=3, first=0.02, longest=0.05),
    }

    async def scenario(api: synctera.AsyncSynctera) -> object:
        try:
            return await configure(api, **more)
        except synctera.ClientError as error:
            return error

    return play.synctera(scenario, **given)


@pytest.mark.parametrize("failure", [closed, DOWN, BUSY], ids=["closed", "503", "429"])
def test_a_write_with_a_key_is_sent_again_with_the_same_key(
    play: Play, recorder: Recorder, failure: Answer
) -> None:
    recorder.script(failure, failure, json_reply(CONFIGURATION, 201))
    found = play_synctera(play, recorder)
    assert isinstance(found, synctera.BulkOrderConfiguration)
    keys = [each.header("idempotency-key") for each in recorder.calls]
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert keys[0]


def test_each_call_has_a_key_of_its_own_unless_one_is_given(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(CONFIGURATION, 201))
    play_synctera(play, recorder)
    play_synctera(play, recorder)
    play_synctera(play, recorder, idempotency_key="mine")
    first, second, third = (each.header("idempotency-key") for each in recorder.calls)
    assert first != second
    assert third == "mine"


@pytest.mark.parametrize("last", [closed, json_reply({}, 422), json_reply({}, 429)])
def test_a_lost_attempt_leaves_it_unknown_whatever_the_last_one_says(
    play: Play, recorder: Recorder, last: Answer
) -> None:
    recorder.script(closed, last)
    error = play_synctera(play, recorder, idempotency_key="mine")
    assert type(error) is synctera.OutcomeUnknown
    assert error.idempotency_key == "mine"
    assert error.attempts > 1
