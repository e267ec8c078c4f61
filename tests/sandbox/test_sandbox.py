"""What a user's test can do with a sandbox, directly."""

import asyncio
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import anyio
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import instantcard._client as clients
from cardwright.sandbox import ControlError, InstantCardSandbox, SyncteraSandbox
from instantcard import (
    AsyncInstantCard,
    ConnectFailed,
    DidNotHappen,
    Happened,
    InstantCard,
    OutcomeUnknown,
    Retries,
    ServerError,
    TimedOut,
    Timeouts,
    Unauthorized,
)
from synctera import AsyncSynctera, Synctera

PASS = {
    "Full name": "Ana Example",
    "Company": "Paper & Sons",
    "Host": "Front desk",
    "Valid until": "2031-01-31",
    "Photo": "",
}


def issue_card(api: InstantCard) -> int:
    """An order that is ready to be submitted; answers its id."""
    card = api.cards.create(card_template_id=17281, fields=PASS)
    api.cards.finalize(card.id)
    address = next(iter(api.addresses.list()))
    job = api.print_jobs.create(card_ids=[card.id], shipping_provider_id=1, address_id=address.id)
    return job.id


def operations(staging: InstantCardSandbox | SyncteraSandbox) -> list[str | None]:
    return [call.operation for call in staging.calls]


def test_code_under_test_needs_no_arguments(instantcard_staging: InstantCardSandbox) -> None:
    with InstantCard() as api:
        api.contacts.create(full_name="Ana Example", email="ana@paper.example")
    (call,) = instantcard_staging.calls_of("contacts.create")
    assert call.form == {"contact": {"full_name": "Ana Example", "email": "ana@paper.example"}}
    assert call.status == 200
    assert isinstance(call.answer, dict)
    assert call.answer["full_name"] == "Ana Example"
    assert operations(instantcard_staging) == ["session.login", "contacts.create"]


def test_secrets_are_blotted_out_of_calls(instantcard_staging: InstantCardSandbox) -> None:
    instantcard_staging.client.organization.balance()
    shown = repr(instantcard_staging.calls)
    assert instantcard_staging.environment["INSTANTCARD_PASSWORD"] not in shown
    login, balance = instantcard_staging.calls
    assert login.form == {
        "email": instantcard_staging.environment["INSTANTCARD_EMAIL"],
        "password": "*****",
    }
    assert login.answer == {"auth_token": "*****"}
    assert balance.authorization == "Bearer *****"


def test_the_client_is_logged_in(instantcard_staging: InstantCardSandbox) -> None:
    assert instantcard_staging.client is instantcard_staging.client
    assert operations(instantcard_staging) == ["session.login"]
    instantcard_staging.client.profile.me()
    assert operations(instantcard_staging) == ["session.login", "profile.me"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_tasks(instantcard_staging: InstantCardSandbox, backend: str) -> None:
    async def play() -> None:
        await instantcard_staging.async_client.organization.balance()
        async with AsyncInstantCard() as api, anyio.create_task_group() as group:
            for number in range(12):
                group.start_soon(create, api, number)
        assert len(instantcard_staging.calls_of("contacts.create")) == 12

    async def create(api: AsyncInstantCard, number: int) -> None:
        await api.contacts.create(full_name=f"Ana {number}", email=f"ana{number}@paper.example")

    anyio.run(play, backend=backend)


def test_a_blocking_client_within_an_event_loop(instantcard_staging: InstantCardSandbox) -> None:
    async def play() -> Decimal | None:
        return instantcard_staging.client.organization.balance().balance

    assert asyncio.run(play()) == Decimal("5.50")


def test_a_client_of_ones_own_http_client(instantcard_staging: InstantCardSandbox) -> None:
    with httpx.Client(timeout=3) as own, InstantCard(http_client=own) as api:
        api.organization.balance()
    with httpx.Client(transport=instantcard_staging.transport) as own:
        assert own.get(f"{instantcard_staging.base_url}/profile/me").status_code == 401
    assert operations(instantcard_staging) == [
        "session.login",
        "organization.balance",
        "profile.me",
    ]


def test_balance(instantcard_staging: InstantCardSandbox) -> None:
    assert instantcard_staging.balance == Decimal("5.50")
    job = issue_card(instantcard_staging.client)
    instantcard_staging.balance = "0.00"
    assert not instantcard_staging.client.print_jobs.check_balance(job)
    instantcard_staging.balance = Decimal("1234.5")
    assert instantcard_staging.balance == Decimal("1234.50")
    assert instantcard_staging.client.print_jobs.check_balance(job)


def test_any_balance_is_what_it_was_set_to(instantcard_staging: InstantCardSandbox) -> None:
    @settings(deadline=None, max_examples=25)
    @given(st.decimals(min_value=0, max_value=10**8, places=2))
    def holds(amount: Decimal) -> None:
        for form in (amount, f"{amount:.2f}", f"{amount:,.2f}"):
            instantcard_staging.balance = form
            assert instantcard_staging.balance == amount
            assert instantcard_staging.client.organization.balance().balance == amount

    holds()


@pytest.mark.parametrize("amount", [Decimal("1.005"), Decimal("NaN"), Decimal("-1"), "lots", 1.5])
def test_a_balance_that_is_none(instantcard_staging: InstantCardSandbox, amount: Decimal) -> None:
    with pytest.raises(ControlError, match=r"balance|amount"):
        instantcard_staging.balance = amount
    assert instantcard_staging.balance == Decimal("5.50")


def test_the_clock(instantcard_staging: InstantCardSandbox) -> None:
    clock = instantcard_staging.clock
    clock.freeze()
    clock.move_to(datetime(2030, 2, 3, 12, tzinfo=UTC))
    instantcard_staging.client.organization.balance()
    clock.advance(3601)
    assert clock() == datetime(2030, 2, 3, 13, 0, 1, tzinfo=UTC)
    # The login lasts an hour; the client logs in again by itself.
    instantcard_staging.client.organization.balance()
    statuses = [(call.operation, call.status) for call in instantcard_staging.calls]
    assert statuses[2:] == [
        ("organization.balance", 401),
        ("session.login", 200),
        ("organization.balance", 200),
    ]
    assert instantcard_staging.calls[-1].time == "2030-02-03T13:00:01.000Z"
    with pytest.raises(ControlError, match="time"):
        clock.move_to(datetime(2030, 2, 3))


def test_a_login_of_any_length() -> None:
    with InstantCardSandbox(token_ttl=timedelta(seconds=5)) as staging:
        staging.client.organization.balance()
        staging.clock.advance(6)
        staging.client.organization.balance()
        assert operations(staging).count("session.login") == 2


def test_expired_tokens(instantcard_staging: InstantCardSandbox) -> None:
    instantcard_staging.client.organization.balance()
    assert instantcard_staging.expire_tokens() == 1
    instantcard_staging.client.organization.balance()
    assert operations(instantcard_staging).count("session.login") == 2


def test_two_organizations(instantcard_staging: InstantCardSandbox) -> None:
    other = instantcard_staging.add_organization(name="Paper & Sons", balance=Decimal("20"))
    theirs = instantcard_staging.connect(other)
    assert theirs.organization.get().name == "Paper & Sons"
    assert instantcard_staging.balance_of(other) == Decimal("20.00")
    instantcard_staging.seed(cards=2, account=other)
    assert len(list(theirs.cards.list())) == 2
    assert list(instantcard_staging.client.cards.list()) == []
    instantcard_staging.client.profile.me()
    assert instantcard_staging.expire_tokens(other) == 1
    wrong = instantcard_staging.connect(other, password="wrong")
    with pytest.raises(Unauthorized):
        wrong.login()


def test_seeds_and_a_new_beginning(instantcard_staging: InstantCardSandbox) -> None:
    planted = instantcard_staging.seed(cards=3, contacts=1)
    assert {each.id for each in instantcard_staging.client.cards.list()} == set(planted.cards)
    instantcard_staging.fail_next("*", times=9)
    instantcard_staging.reset()
    assert (instantcard_staging.calls, instantcard_staging.faults) == ([], [])
    assert list(instantcard_staging.client.cards.list()) == []


def test_a_lost_submission_is_found_and_costs_no_time(
    instantcard_staging: InstantCardSandbox,
) -> None:
    instantcard_staging.balance = "100.00"
    began = time.monotonic()
    with InstantCard() as api:
        for after_commit, expected in ((True, Happened), (False, DidNotHappen)):
            job = issue_card(api)
            fault = instantcard_staging.fail_next("print_jobs.submit", after_commit=after_commit)
            with pytest.raises(OutcomeUnknown) as lost:
                api.print_jobs.submit(job)
            assert isinstance(lost.value.resolve(), expected)
            assert fault.left == 0
    assert len(instantcard_staging.calls_of("print_jobs.submit")) == 2
    # A client outside a sandbox waits for half a minute before it says that nothing happened.
    assert time.monotonic() - began < 5


def test_repeats_cost_no_time(instantcard_staging: InstantCardSandbox) -> None:
    instantcard_staging.fail_next("organization.balance", status=503, times=36)
    began = time.monotonic()
    with InstantCard() as api:
        for _ in range(12):
            with pytest.raises(ServerError):
                api.organization.balance()
    # Nine seconds on the average, outside a sandbox.
    assert time.monotonic() - began < 3
    assert len(instantcard_staging.calls_of("organization.balance")) == 36


@pytest.mark.parametrize("served", [False, True])
def test_a_client_that_gives_up_waits_no_longer(
    instantcard_staging: InstantCardSandbox, served: bool
) -> None:
    if served:
        instantcard_staging.serve()
    instantcard_staging.fail_next("contacts.list", kind="latency", seconds=60, times=2)
    began = time.monotonic()
    limits = Timeouts(total=0.2)
    with InstantCard(timeouts=limits) as api, pytest.raises(TimedOut):
        list(api.contacts.list())

    async def play() -> None:
        async with AsyncInstantCard(timeouts=limits) as api:
            with pytest.raises(TimedOut):
                _ = [each async for each in api.contacts.list()]

    asyncio.run(play())
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("served", [False, True])
def test_a_limit_of_ones_own_http_client(
    instantcard_staging: InstantCardSandbox, served: bool
) -> None:
    if served:
        instantcard_staging.serve()
    url = f"{instantcard_staging.base_url}/profile/me"
    instantcard_staging.fail_next("*", kind="latency", seconds=60, times=2)
    with httpx.Client(timeout=0.05, trust_env=False) as client, pytest.raises(httpx.ReadTimeout):
        client.get(url)

    async def play() -> None:
        async with httpx.AsyncClient(timeout=0.05, trust_env=False) as client:
            await client.get(url)

    with pytest.raises(httpx.ReadTimeout):
        asyncio.run(play())


def test_closing_lets_nobody_wait() -> None:
    with InstantCardSandbox() as staging:
        staging.fail_next("contacts.list", kind="latency", seconds=60)
        client = staging.client
        failed: list[BaseException] = []

        def ask() -> None:
            try:
                list(client.contacts.list())
            except Exception as error:
                failed.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        while len(staging.calls) < 2:
            time.sleep(0.001)
        began = time.monotonic()
    assert time.monotonic() - began < 2
    thread.join(5)
    assert not thread.is_alive()
    assert len(failed) == 1


def assert_nothing_is_replaced() -> None:
    assert httpx.HTTPTransport.handle_request.__module__.startswith("httpx.")
    assert httpx.AsyncHTTPTransport.handle_async_request.__module__.startswith("httpx.")
    assert [getattr(clients, name) for name in ("Timeouts", "Retries")] == [Timeouts, Retries]


def test_nothing_is_left() -> None:
    before = dict(os.environ), set(os.listdir())
    threads = set(threading.enumerate())
    files = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
    with InstantCardSandbox() as staging:
        staging.serve()
        with InstantCard() as api:
            api.organization.balance()
        staging.client.organization.balance()
    assert before == (dict(os.environ), set(os.listdir()))
    assert_nothing_is_replaced()
    for thread in set(threading.enumerate()) - threads:
        thread.join(5)
    assert set(threading.enumerate()) <= threads
    if files:
        assert len(os.listdir("/proc/self/fd")) <= files


def test_variables_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSTANTCARD_EMAIL", "ops@paper.example")
    monkeypatch.delenv("INSTANTCARD_BASE_URL", raising=False)
    with InstantCardSandbox() as outer:
        with InstantCardSandbox() as inner:
            assert os.environ["INSTANTCARD_BASE_URL"] == inner.base_url != outer.base_url
        assert os.environ["INSTANTCARD_BASE_URL"] == outer.base_url
        os.environ["INSTANTCARD_PASSWORD"] = "changed-meanwhile"
    assert os.environ["INSTANTCARD_EMAIL"] == "ops@paper.example"
    assert "INSTANTCARD_BASE_URL" not in os.environ
    assert os.environ.pop("INSTANTCARD_PASSWORD") == "changed-meanwhile"
    assert_nothing_is_replaced()


def test_what_is_closed_is_not_used() -> None:
    staging = InstantCardSandbox()
    with pytest.raises(RuntimeError, match="not open"):
        _ = staging.calls
    with staging:
        staging.client.organization.balance()
        own_client, client, transport = staging.client, InstantCard(), staging.transport
        with pytest.raises(RuntimeError, match="open already"):
            staging.__enter__()
    with pytest.raises(RuntimeError, match="closed"):
        own_client.organization.balance()
    with client, pytest.raises(ConnectFailed):
        client.organization.balance()
    with httpx.Client(transport=transport) as own, pytest.raises(httpx.ConnectError, match="clos"):
        own.get("http://127.0.0.1/")
    with staging:
        assert staging.calls == []
        staging.client.organization.balance()


def test_a_port_is_quick_and_waits_for_nobody() -> None:
    with InstantCardSandbox() as staging:
        staging.serve()
        with InstantCard() as api:
            taken = []
            for _ in range(10):
                began = time.monotonic()
                api.organization.balance()
                taken.append(time.monotonic() - began)
            # Small answers that wait for the client's acknowledgement take 40 ms.
            assert min(taken) < 0.03
            began = time.monotonic()
            staging.__exit__(None, None, None)
            assert time.monotonic() - began < 2


def test_sandboxes_see_nothing_of_each_other() -> None:
    def use(number: int) -> None:
        with InstantCardSandbox() as staging:
            staging.seed(cards=number)
            staging.fail_next("cards.get")
            counts.append(len(list(staging.connect().cards.list())) - number)
            counts.append(len(staging.calls_of("session.login")) - 1)

    counts: list[int] = []
    threads = [threading.Thread(target=use, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert counts == [0] * 12
    # They closed in any order.
    assert not [name for name in os.environ if name.startswith("INSTANTCARD_")]


def test_other_addresses_go_their_own_way(instantcard_staging: InstantCardSandbox) -> None:
    with InstantCardSandbox() as other:
        instantcard_staging.serve()
        port = instantcard_staging.base_url
        assert httpx.get(f"{port}/profile/me", trust_env=False).status_code == 401
        assert other.calls == []
    assert operations(instantcard_staging) == ["profile.me"]
    # httpx's own words, so its own transport.
    with pytest.raises(httpx.ConnectError, match="refused"):
        httpx.get("http://127.0.0.1:1/", trust_env=False)


PROGRAM = """
from instantcard import InstantCard
with InstantCard() as api:
    print(api.organization.balance().balance)
"""


def test_another_process(instantcard_staging_server: InstantCardSandbox) -> None:
    before = instantcard_staging_server.connect()
    instantcard_staging_server.balance = "7.25"
    for environment in (None, {**os.environ, **instantcard_staging_server.environment}):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        assert done.stdout == "7.25\n"
    assert before.organization.balance().balance == Decimal("7.25")
    assert len(instantcard_staging_server.calls_of("organization.balance")) == 3
    assert instantcard_staging_server.serve() == instantcard_staging_server.environment


def _in_child(work: Callable[[], object], answers: "multiprocessing.Queue[str]") -> None:
    try:
        answers.put(repr(work()))
    except Exception as error:
        answers.put(str(error))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_forked_process_is_told(instantcard_staging: InstantCardSandbox) -> None:
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[str] = context.Queue()
    instantcard_staging.client.organization.balance()

    def ask() -> object:
        return instantcard_staging.connect().organization.balance()

    for work in (ask, instantcard_staging.serve):
        child = context.Process(target=_in_child, args=[work, answers])
        child.start()
        assert "staging.serve()" in answers.get(timeout=30)
        child.join(30)
    instantcard_staging.serve()
    child = context.Process(
        target=_in_child, args=[lambda: InstantCard().organization.balance(), answers]
    )
    child.start()
    assert "5.50" in answers.get(timeout=30)
    child.join(30)
    # What a child closes stays open here.
    child = context.Process(target=instantcard_staging.__exit__, args=[None, None, None])
    child.start()
    child.join(30)
    assert child.exitcode == 0
    instantcard_staging.client.organization.balance()


def test_synctera(synctera_staging: SyncteraSandbox) -> None:
    assert synctera_staging.operations == ["bulk_orders.create"]
    with Synctera() as own:
        for api in (own, synctera_staging.client):
            assert "127.93." in repr(api)
    assert synctera_staging.environment.keys() == {"SYNCTERA_BASE_URL", "SYNCTERA_API_KEY"}
    with pytest.raises(ControlError, match="cards"):
        synctera_staging.fail_next("cards.get")

    async def play() -> None:
        async with AsyncSynctera() as api:
            assert "127.93." in repr(api)
        assert "127.93." in repr(synctera_staging.async_client)

    asyncio.run(play())


def test_both_vendors_at_once(
    instantcard_staging: InstantCardSandbox, synctera_staging: SyncteraSandbox
) -> None:
    assert os.environ["INSTANTCARD_BASE_URL"] == instantcard_staging.base_url
    assert os.environ["SYNCTERA_BASE_URL"] == synctera_staging.base_url
    instantcard_staging.client.profile.me()
    assert synctera_staging.calls == []
