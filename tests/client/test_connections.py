"""Kept connections, many threads, another event loop, and a forked process."""

import asyncio
import socket
import struct
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from instantcard import AsyncInstantCard, DidNotHappen, Happened, InstantCard, OutcomeUnknown

from .clients import SETTINGS, Play, short
from .recorder import Answer, Recorder, json_reply

CONTACT = json_reply({"id": 6, "organization_id": 7, "full_name": "Ada", "email": "e"})
BALANCE = json_reply({"balance": "$1.00"})


async def write(api: AsyncInstantCard) -> int:
    return (await api.contacts.create(full_name="Ada", email="e")).id


def then_closed(answer: bytes, closed: threading.Event, *, reset: bool = False) -> Answer:
    """Answers, closes the connection a while later, when it is idle, and says so."""

    def send(connection: socket.socket) -> None:
        connection.sendall(answer)
        time.sleep(0.02)
        if reset:
            linger = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        connection.close()
        closed.set()

    return send


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("own", [False, True])
def test_a_write_survives_that_the_vendor_closed_the_idle_connection(
    play: Play, recorder: Recorder, reset: bool, own: bool
) -> None:
    closed = threading.Event()
    recorder.respond = lambda _: then_closed(CONTACT, closed, reset=reset)

    async def scenario(api: AsyncInstantCard) -> None:
        for _ in range(5):
            assert await write(api) == 6
            # Blocking the loop keeps the client from seeing it happen.
            assert closed.wait(10)
            closed.clear()

    if not own:
        play(scenario)
    elif play.kind == "sync":
        with httpx.Client() as mine:
            play(scenario, http_client=mine)
    else:

        async def main() -> None:
            async with httpx.AsyncClient() as mine:
                api = AsyncInstantCard(**SETTINGS, base_url=recorder.origin, http_client=mine)
                await scenario(api)

        asyncio.run(main())
    assert len({each.connection for each in recorder.calls}) == 5


def test_a_connection_that_was_idle_for_long_is_not_used_again(
    play: Play, recorder: Recorder
) -> None:
    recorder.script(CONTACT)

    async def scenario(api: AsyncInstantCard) -> None:
        await write(api)
        await write(api)
        await asyncio.sleep(1.6)
        await write(api)

    play(scenario)
    first, second, third = (each.connection for each in recorder.calls)
    assert first == second
    assert third != second


@pytest.mark.parametrize("carried_out", [True, False])
def test_a_connection_that_closes_on_the_request_leaves_it_unknown(
    play: Play, recorder: Recorder, carried_out: bool
) -> None:
    made = {"id": 9, "organization_id": 7, "full_name": "Ada", "email": "e"}

    def closing(_: socket.socket) -> None:
        recorder.script(json_reply([made]) if carried_out else json_reply([]), json_reply([]))

    recorder.script(closing)

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(OutcomeUnknown) as caught:
            await write(api)
        found = caught.value.resolve()
        found = await found if isinstance(api, AsyncInstantCard) else found
        if carried_out:
            assert isinstance(found, Happened)
            assert found.result.id == 9
        else:
            assert found == DidNotHappen()

    play(scenario, timeouts=short(settle=0.1))


def test_a_hundred_threads_share_a_client(recorder: Recorder) -> None:
    recorder.script(CONTACT)
    with InstantCard(**SETTINGS, base_url=recorder.origin) as api, ThreadPoolExecutor(100) as pool:
        calls = [pool.submit(api.contacts.create, full_name="Ada", email="e") for _ in range(300)]
        assert {each.result(30).id for each in calls} == {6}
    assert len(recorder.calls) == 300
    assert len(recorder.logins) == 1


def test_another_event_loop_is_told_so(recorder: Recorder) -> None:
    recorder.script(BALANCE)
    api = AsyncInstantCard(**SETTINGS, base_url=recorder.origin)

    async def first() -> None:
        await api.organization.balance()

    async def second() -> None:
        with pytest.raises(RuntimeError, match="another event loop"):
            await api.organization.balance()

    async def both() -> None:
        await first()
        await asyncio.to_thread(lambda: asyncio.run(second()))
        await api.close()

    asyncio.run(both())


FORK = """
    import asyncio, os, sys, threading, time, httpx
    from instantcard import AsyncInstantCard, InstantCard

    given = {given!r}

    def in_child(work):
        child = os.fork()
        if not child:
            try:
                work()
            except BaseException as error:
                print(f"{{type(error).__name__}}: {{error}}", flush=True)
                os._exit(1)
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def blocking():
        api = InstantCard(**given)
        api.organization.balance()
        assert in_child(api.organization.balance) == 0
        api.organization.balance()
        assert in_child(api.close) == 0
        api.organization.balance()
        api.close()

    def while_a_thread_logs_in():
        api = InstantCard(**given)
        thread = threading.Thread(target=api.organization.balance)
        thread.start()
        time.sleep(0.3)
        assert in_child(api.organization.balance) == 0
        thread.join()
        api.close()

    def tasks():
        api = AsyncInstantCard(**given)

        async def call():
            await api.organization.balance()

        asyncio.run(call())
        assert in_child(lambda: asyncio.run(call())) == 0

    def own():
        with httpx.Client() as mine:
            api = InstantCard(**given, http_client=mine)
            api.organization.balance()
            assert in_child(api.organization.balance) == 1
            api.organization.balance()

    {which}()
    print("done")
"""


def forked(recorder: Recorder, which: str) -> str:
    given = {**SETTINGS, "base_url": recorder.origin, "timeouts": None, "retries": None}
    script = textwrap.dedent(FORK).format(given=given, which=which)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": "generated"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
class TestFork:
    def test_each_process_has_connections_of_its_own(self, recorder: Recorder) -> None:
        recorder.script(BALANCE)
        assert forked(recorder, "blocking") == "done\n"
        parent, child, *later = (each.connection for each in recorder.calls)
        assert child != parent
        assert later == [parent, parent]
        # The token is as good in the child.
        assert len(recorder.logins) == 1

    def test_a_login_under_way_does_not_hold_up_the_child(self, recorder: Recorder) -> None:
        def late(connection: socket.socket) -> None:
            recorder.pause(1.5)
            connection.sendall(json_reply({"auth_token": "t"}, headers=[("Connection", "close")]))

        recorder.login = lambda number: late if number == 1 else json_reply({"auth_token": "u"})
        recorder.script(BALANCE)
        assert forked(recorder, "while_a_thread_logs_in") == "done\n"
        assert [each.header("authorization") for each in recorder.calls] == ["Bearer u", "Bearer t"]

    def test_a_client_of_tasks_works_in_the_childs_own_loop(self, recorder: Recorder) -> None:
        recorder.script(BALANCE)
        assert forked(recorder, "tasks") == "done\n"

    def test_a_callers_own_client_says_why_not(self, recorder: Recorder) -> None:
        recorder.script(BALANCE)
        assert "RuntimeError: this process was forked" in forked(recorder, "own")
