"""The page's stream of news: what it tells, to how many, and how it ends."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from cardwright.staging import Staging, serve
from cardwright.staging.page.stream import MOST_CALLS_TOLD, MOST_STREAMS

from .controls import connected, request
from .support import Api

PATH = "/_staging/page/stream"
Events = Iterator[tuple[str, Any]]


@pytest.fixture
def shown() -> Iterator[Staging]:
    with serve(page=True) as running:
        yield running


@contextmanager
def listening(staging: Staging) -> Iterator[Events]:
    url = staging.environment["STAGING_PAGE_URL"].rstrip("/") + PATH
    with httpx.stream("GET", url, timeout=10, verify=False) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        events = _events(answer.iter_lines())
        assert next(events)[0] == "hello"
        yield events


def _events(lines: Iterator[str]) -> Events:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def following(events: Events, wanted: str) -> Any:
    return next(data for name, data in events if name == wanted)


def test_calls_are_told_as_they_come_and_as_they_end(shown: Staging) -> None:
    api = Api(shown)
    with listening(shown) as events:
        api.login()
        (call,) = following(events, "calls")
        if call["ms"] is None:
            (call,) = following(events, "calls")
        assert (call["operation"], call["status"]) == ("session.login", 200)
        assert "form" not in call
        shown.controls.arm("organization.balance", "latency", seconds=0.5)
        api.balance()
        (begun,) = following(events, "calls")
        (ended,) = following(events, "calls")
        assert begun["number"] == ended["number"] == call["number"] + 1
        assert begun["status"] is None
        assert ended["status"] == 200
        assert ended["fault"] == "latency"
    api.close()


def test_what_is_done_from_python_is_told_as_well(shown: Staging) -> None:
    with listening(shown) as events:
        shown.controls.set_balance("1.00")
        following(events, "state")
        shown.controls.clock.advance(5)
        following(events, "state")
        shown.controls.arm("cards.get", "drop")
        assert following(events, "state") == {"calls": 0}


def test_of_many_calls_at_once_none_is_lost_in_silence(shown: Staging) -> None:
    many = 3 * MOST_CALLS_TOLD
    with listening(shown) as events, connected(shown) as connection:
        connection.sendall(request(shown, "GET", "/nowhere") * many)
        told: set[int] = set()
        for name, data in events:
            if name == "many":
                break
            told |= {call["number"] for call in data} if name == "calls" else set()
            if told == set(range(1, many + 1)):
                break


def test_there_is_an_end_to_how_many_are_told(shown: Staging) -> None:
    with ExitStack() as stack:
        for _ in range(MOST_STREAMS):
            stack.enter_context(listening(shown))
        url = shown.environment["STAGING_PAGE_URL"].rstrip("/") + PATH
        refused = httpx.get(url, verify=False)
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "5"
    deadline = time.monotonic() + 5
    while httpx.head(url, verify=False).status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("reads", [True, False])
def test_staging_stops_at_once_with_a_stream_open(reads: bool) -> None:
    with ExitStack() as stack:
        staging = serve(page=True)
        staging.__enter__()
        connection = stack.enter_context(connected(staging))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(request(staging, "GET", PATH))
        assert connection.recv(16).startswith(b"HTTP/1.1 200")
        if not reads:
            api = Api(staging)
            # More than the system buffers for a connection that nobody reads.
            for _ in range(50):
                api.http.get("/" + "x" * 900)
            api.close()
        began = time.monotonic()
        staging.__exit__(None, None, None)
        assert time.monotonic() - began < 1.5
