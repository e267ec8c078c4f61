"""Telling browsers what is new, by server-sent events.

A stream holds no queue. It remembers what it has told, and looks again when something happens or
half a second has passed; so a browser that reads slowly costs no memory, and misses nothing that
it cannot ask for.
"""

import asyncio
import json
import secrets
from collections.abc import Awaitable
from contextlib import suppress
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cardwright.staging.controls.calls import Call
from cardwright.staging.controls.connection import connection_of
from cardwright.staging.controls.panel import Controls
from cardwright.staging.http import Json, RefusalError

MOST_STREAMS: Final = 16
MOST_CALLS_TOLD: Final = 100
"""How many calls are told at once; whoever is told of more asks for the list anew."""
LOOK_SECONDS: Final = 0.5
"""How long what nobody has told of (the clock, a control from Python) may go unseen."""
REST_SECONDS: Final = 0.1
"""The least time between two messages on one stream."""
BEAT_SECONDS: Final = 15.0
STALL_SECONDS: Final = 30.0
"""How long a browser may leave what was sent to it unread before its stream is dropped."""


def summary(call: Call) -> dict[str, Json]:
    """A call as a line of the list."""
    return {
        "number": call.number,
        "time": call.time,
        "method": call.method,
        "path": call.path,
        "operation": call.operation,
        "status": call.status,
        "ms": call.ms,
        "fault": call.fault,
    }


class Streams:
    """All open streams. Of the event loop, but for `start`, which never changes."""

    def __init__(self, controls: Controls) -> None:
        self.start: Final = secrets.token_hex(8)
        """Tells one start of staging from the next."""
        self._controls = controls
        self._open: dict[_Stream, None] = {}
        self._stopping = asyncio.Event()

    def open(self) -> Response:
        """A new stream; raises `RefusalError` (503) when there are too many."""
        if len(self._open) >= MOST_STREAMS or self._stopping.is_set():
            raise RefusalError(
                503, f"{MOST_STREAMS} pages are live already", headers={"Retry-After": "5"}
            )
        stream = _Stream(self, self._controls, self._stopping)
        self._open[stream] = None
        return stream

    def close(self, stream: "_Stream") -> None:
        """Give up a stream's place."""
        self._open.pop(stream, None)

    def wake(self) -> None:
        """Let every stream look for what is new."""
        for stream in self._open:
            stream.news.set()

    def stop(self) -> None:
        """End all streams."""
        self._stopping.set()


class _Stream(Response):
    """A stream as a response that nobody but itself sends."""

    def __init__(self, streams: Streams, controls: Controls, stopping: asyncio.Event) -> None:
        self.news = asyncio.Event()
        self._streams = streams
        self._controls = controls
        self._stopping = stopping
        self._told = 0
        self._unfinished: set[int] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        stopped = asyncio.create_task(self._stopping.wait())
        gone = asyncio.create_task(_disconnected(receive))
        running = asyncio.create_task(self._run(scope, send))
        try:
            done, _ = await asyncio.wait(
                {stopped, gone, running}, return_when=asyncio.FIRST_COMPLETED
            )
            if running in done:
                running.result()
            ended_by_us = stopped in done
        except TimeoutError:
            ended_by_us = True
        finally:
            self._streams.close(self)
            for task in (stopped, gone, running):
                task.cancel()
                with suppress(asyncio.CancelledError, TimeoutError):
                    await task
        if ended_by_us:
            # What waits unread is not waited for. Until the end is heard of, the server would take
            # the stream for an answer that nobody has finished.
            connection_of(scope).drop(reset=False)
            await _disconnected(receive)

    async def _run(self, scope: Scope, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
        await _soon(send({"type": "http.response.start", "status": 200, "headers": headers}))
        if scope["method"] == "HEAD":
            await _soon(send({"type": "http.response.body", "body": b""}))
            return
        recent = self._controls.calls.newest(MOST_CALLS_TOLD)
        self._told = recent[0].number if recent else 0
        self._unfinished = {call.number for call in recent if call.ms is None}
        state = self._state()
        await self._tell(send, "retry: 1000\n" + _event("hello", {"start": self._streams.start}))
        loop = asyncio.get_running_loop()
        beat = loop.time() + BEAT_SECONDS
        while True:
            # Not `wait_for`: before Python 3.12 it can swallow the cancellation that ends a stream.
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self.news.wait()
            self.news.clear()
            message = self._calls()
            if (now := self._state()) != state:
                state = now
                message += _event("state", {"calls": len(self._controls.calls)})
            if not message and loop.time() >= beat:
                message = ":\n\n"
            if message:
                beat = loop.time() + BEAT_SECONDS
                await self._tell(send, message)
                await asyncio.sleep(REST_SECONDS)

    async def _tell(self, send: Send, message: str) -> None:
        body = {"type": "http.response.body", "body": message.encode(), "more_body": True}
        await _soon(send(body))

    def _calls(self) -> str:
        fresh = self._controls.calls.newest(MOST_CALLS_TOLD + 1, after=self._told)
        if len(fresh) > MOST_CALLS_TOLD:
            self._told = fresh[0].number
            self._unfinished = {call.number for call in fresh if call.ms is None}
            return _event("many", {})
        found = [self._controls.calls.find(number) for number in self._unfinished]
        ended = [call for call in found if call is not None and call.ms is not None]
        self._unfinished = {call.number for call in found if call is not None and call.ms is None}
        self._unfinished |= {call.number for call in fresh if call.ms is None}
        if fresh:
            self._told = fresh[0].number
        told = sorted([*ended, *fresh], key=lambda call: call.number)
        return _event("calls", [summary(call) for call in told]) if told else ""

    def _state(self) -> object:
        """Differs whenever something else is there to be shown."""
        clock, faults = self._controls.clock, self._controls.faults
        return (
            self._controls.services.database.changes,
            [(fault.id, fault.left) for fault in faults],
            clock.frozen,
            clock.offset,
            len(self._controls.calls) == 0,
        )


async def _soon(sending: Awaitable[None]) -> None:
    async with asyncio.timeout(STALL_SECONDS):
        await sending


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _event(name: str, data: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
