"""The connections of a client's own: never too many, none forgotten, each place given back."""

import asyncio
import gc
import gzip
import json
import os
import signal
import socket
import sys
import threading
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import pytest

from instantcard import AsyncInstantCard, ConnectFailed, InstantCard, Retries
from instantcard._runtime import blocking_pool, pool, task_pool

from .clients import SETTINGS, Play, short
from .recorder import Answer, Received, Recorder, json_reply, reply

BALANCE = json_reply({"balance": "$1.00"})
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"


@pytest.fixture
def two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (blocking_pool, task_pool):
        monkeypatch.setattr(module, "SIZE", 2)


def late(_: Received) -> Answer:
    time.sleep(0.02)
    return BALANCE


async def reached(met: Callable[[], bool]) -> None:
    with anyio.fail_after(5):
        while not met():  # noqa: ASYNC110 - the other side is no task
            await anyio.sleep(0.002)


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not met():
        assert time.monotonic() < end
        time.sleep(0.01)


def on_loop(backend: str, origin: str, scenario: Callable[..., Awaitable[None]]) -> None:
    async def main() -> None:
        async with AsyncInstantCard(**SETTINGS, base_url=origin, timeouts=short()) as api:
            await api.login()
            await scenario(api)

    anyio.run(main, backend=backend)
    gc.collect()


backends = pytest.mark.parametrize("backend", ["asyncio", "trio"])


def test_there_are_a_hundred_places() -> None:
    assert pool.SIZE == 100
    assert all(vars(each)["SIZE"] == 100 for each in (blocking_pool, task_pool))


@backends
def test_300_tasks_share_the_connections(backend: str, recorder: Recorder) -> None:
    recorder.script(BALANCE)

    async def scenario(api: AsyncInstantCard) -> None:
        async def call() -> None:
            done.append(await api.organization.balance())

        done: list[Any] = []
        async with anyio.create_task_group() as group:
            for _ in range(300):
                group.start_soon(call)
        assert len(done) == 300

    on_loop(backend, recorder.origin, scenario)
    assert 50 < len({each.connection for each in recorder.calls}) <= 100


@pytest.mark.usefixtures("two_places")
def test_threads_share_the_connections(recorder: Recorder) -> None:
    recorder.respond = late
    with InstantCard(**SETTINGS, base_url=recorder.origin) as api, ThreadPoolExecutor(16) as pool:
        api.login()
        calls = [pool.submit(api.organization.balance) for _ in range(40)]
        assert {each.result(30).balance for each in calls} == {1}
    assert len({each.connection for each in recorder.requests}) == 2


@pytest.mark.usefixtures("two_places")
def test_who_gets_no_place_in_time_has_not_connected(recorder: Recorder) -> None:
    begun = threading.Semaphore(0)

    def silent(_: Received) -> Answer:
        begun.release()
        return recorder.silence

    recorder.respond = silent
    limits = short(connect=0.1)
    with (
        InstantCard(**SETTINGS, base_url=recorder.origin, timeouts=limits) as api,
        ThreadPoolExecutor(2) as threads,
    ):
        api.login()
        held = [threads.submit(api.organization.balance) for _ in range(2)]
        for _ in held:
            assert begun.acquire(timeout=5)
        with pytest.raises(ConnectFailed, match="in use") as caught:
            api.organization.balance()
        assert caught.value.outcome == "never sent"
        recorder._stopped.set()
        for each in held:
            assert each.exception(5) is not None


@backends
@pytest.mark.usefixtures("two_places")
def test_a_task_that_gets_no_place_in_time_has_not_connected(
    backend: str, recorder: Recorder
) -> None:
    recorder.script(recorder.silence)

    async def main() -> None:
        limits = short(connect=0.1)
        given = {**SETTINGS, "base_url": recorder.origin, "timeouts": limits}
        async with AsyncInstantCard(**given) as api, anyio.create_task_group() as group:
            await api.login()
            for _ in range(2):
                group.start_soon(api.organization.balance)
            await reached(lambda: len(recorder.calls) == 2)
            with pytest.raises(ConnectFailed, match="in use"):
                await api.organization.balance()
            group.cancel_scope.cancel()

    anyio.run(main, backend=backend)
    gc.collect()


def test_idle_connections_are_closed_with_the_next_call(play: Play, recorder: Recorder) -> None:
    recorder.respond = late

    async def scenario(api: AsyncInstantCard) -> None:
        if play.kind == "sync":
            inner: Any = api
            with ThreadPoolExecutor(3) as threads:
                calls = [threads.submit(inner._inner.organization.balance) for _ in range(3)]
                for each in calls:
                    each.result(5)
        else:
            await asyncio.gather(*(api.organization.balance() for _ in range(3)))
        assert recorder.connected == 3
        # The one that is in use all the while stays.
        for _ in range(4):
            await asyncio.sleep(0.5)
            await api.organization.balance()
        until(lambda: recorder.connected == 1)
        assert len({each.connection for each in recorder.calls[3:]}) == 1

    async def logged_in(api: AsyncInstantCard) -> None:
        await api.login()
        await scenario(api)

    play(logged_in)
    until(lambda: recorder.connected == 0)


def test_a_client_that_is_closed_while_a_call_is_under_way_leaves_nothing_open(
    recorder: Recorder,
) -> None:
    begun = threading.Event()

    def respond(_: Received) -> Answer:
        begun.set()
        time.sleep(0.1)
        return BALANCE

    recorder.respond = respond
    api = InstantCard(**SETTINGS, base_url=recorder.origin)
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(api.organization.balance)
        assert begun.wait(5)
        api.close()
        assert call.result(5).balance == 1
    until(lambda: recorder.connected == 0)
    with pytest.raises(RuntimeError, match="closed"):
        api.organization.balance()


def test_a_client_of_tasks_that_is_closed_while_a_call_is_under_way_leaves_nothing_open(
    recorder: Recorder,
) -> None:
    recorder.respond = late

    async def main() -> None:
        api = AsyncInstantCard(**SETTINGS, base_url=recorder.origin)
        await api.login()
        call = asyncio.create_task(api.organization.balance())
        await reached(lambda: bool(recorder.calls))
        await api.close()
        assert (await call).balance == 1
        until(lambda: recorder.connected == 0)

    asyncio.run(main())


@pytest.mark.parametrize("phase", ["place", "connect", "answer", "body"])
@pytest.mark.parametrize(
    ("backend", "native"),
    [("asyncio", True), ("asyncio", False), ("trio", False)],
    ids=["task", "scope", "trio"],
)
@pytest.mark.usefixtures("two_places")
def test_a_cancelled_task_gives_back_what_it_had(
    backend: str, native: bool, phase: str, recorder: Recorder
) -> None:
    holding = threading.Event()

    def stuck(connection: socket.socket) -> None:
        if phase == "body":
            connection.sendall(HEAD)
        holding.wait(10)

    recorder.script(stuck)

    async def cancelled(api: AsyncInstantCard, arrived: int) -> None:
        """Break off one call once it is where it should be."""
        if native:
            task = asyncio.create_task(api.organization.balance())
            await there(arrived)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return
        async with anyio.create_task_group() as group:
            group.start_soon(api.organization.balance)
            await there(arrived)
            group.cancel_scope.cancel()

    async def there(arrived: int) -> None:
        if phase != "place":
            await reached(lambda: len(recorder.calls) > arrived)
        await anyio.sleep(0.01)

    async def scenario(api: AsyncInstantCard) -> None:
        if phase == "place":
            async with anyio.create_task_group() as group:
                for _ in range(2):
                    group.start_soon(api.organization.balance)
                await reached(lambda: len(recorder.calls) == 2)
                for _ in range(5):
                    await cancelled(api, 2)
                group.cancel_scope.cancel()
        elif phase == "connect":
            # The place is where a connection would be made to, and nobody answers there.
            with Deaf() as origin:
                others = {**SETTINGS, "base_url": origin, "timeouts": short()}
                async with AsyncInstantCard(**others) as lost:
                    for _ in range(5):
                        if native:
                            task = asyncio.create_task(lost.login())
                            await anyio.sleep(0.01)
                            task.cancel()
                            with pytest.raises(asyncio.CancelledError):
                                await task
                        else:
                            with anyio.move_on_after(0.01):
                                await lost.login()
                    places = lost._core.io._client._transport._pool._places  # type: ignore[attr-defined]
                    assert places.value == 2
        else:
            for turn in range(5):
                await cancelled(api, turn)
        gc.collect()
        holding.set()
        recorder.script(BALANCE)
        for _ in range(3):
            assert (await api.organization.balance()).balance == 1
        assert len({each.connection for each in recorder.calls}) == 1
        until(lambda: recorder.connected == 1)

    on_loop(backend, recorder.origin, scenario)


class Deaf:
    """An address where connections are neither accepted nor refused."""

    def __enter__(self) -> str:
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(0)
        self._taken = []
        for _ in range(4):
            each = socket.socket()
            each.setblocking(False)
            each.connect_ex(self._listener.getsockname())
            self._taken.append(each)
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        for each in (*self._taken, self._listener):
            each.close()


@pytest.fixture
def interrupting() -> Iterator[Callable[[float], None]]:
    """Interrupts the main thread after some seconds, as Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGUSR1, interrupt)
    timers: list[threading.Timer] = []

    def after(seconds: float) -> None:
        timers.append(threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGUSR1)))
        timers[-1].start()

    yield after
    for each in timers:
        each.join()
    signal.signal(signal.SIGUSR1, before)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("start", [b"", HEAD], ids=["answer", "body"])
@pytest.mark.usefixtures("two_places")
def test_an_interrupted_call_gives_back_what_it_had(
    start: bytes, recorder: Recorder, interrupting: Callable[[float], None]
) -> None:
    def stuck(connection: socket.socket) -> None:
        connection.sendall(start)
        recorder.pause(0.3)

    with InstantCard(**SETTINGS, base_url=recorder.origin) as api:
        api.login()
        for _ in range(4):
            recorder.script(stuck)
            interrupting(0.03)
            with pytest.raises(KeyboardInterrupt):
                api.organization.balance()
        gc.collect()
        recorder.script(BALANCE)
        for _ in range(3):
            assert api.organization.balance().balance == 1
        until(lambda: recorder.connected == 1)


class Renamed(httpx.HTTPTransport):
    """httpx's transport as another version may have it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._connections = self.__dict__.pop("_pool")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._pool = self._connections
        try:
            return super().handle_request(request)
        finally:
            del self._pool

    def close(self) -> None:
        self._connections.close()


def test_a_client_works_where_httpx_names_its_pool_otherwise(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("httpx._client.HTTPTransport", Renamed)
    recorder.script(BALANCE)
    with InstantCard(**SETTINGS, base_url=recorder.origin) as api:
        for _ in range(3):
            assert api.organization.balance().balance == 1
    assert len({each.connection for each in recorder.calls}) == 1
    until(lambda: recorder.connected == 0)


def test_what_follows_a_packed_answer_is_not_kept(play: Play, recorder: Recorder) -> None:
    body = gzip.compress(json.dumps({"balance": "$1.00"}).encode()) + bytes(6 * 1024 * 1024)
    recorder.script(reply(body, headers=[("Content-Encoding", "gzip")]))
    del body

    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()
        tracemalloc.start()
        try:
            assert (await api.organization.balance()).balance == 1
            assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
        finally:
            tracemalloc.stop()

    play(scenario, retries=Retries(attempts=1))
