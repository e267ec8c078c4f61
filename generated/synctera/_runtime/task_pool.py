# Copied from generator/runtime/task_pool.py by Cardwright; not to be edited here.
"""The connections of a client for tasks."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cached_property
from typing import Any, Final

import anyio
import httpcore

from .pool import BUSY, EXPIRY, SIZE, Idle

_CREATE_CONNECTION: Final = asyncio.BaseEventLoop.create_connection


class TaskPool:
    """The connections of a client for tasks."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._idle = Idle[httpcore.AsyncHTTPConnection]()
        self._closed = False

    @cached_property
    def _places(self) -> anyio.Semaphore:
        # Made in the event loop: outside of one, anyio forgets that it is to be fast.
        return anyio.Semaphore(SIZE, fast_acquire=True)

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request on a connection that is free, or on a new one."""
        await self._take_place(request.extensions["timeout"]["pool"])
        connection: httpcore.AsyncHTTPConnection | None = None
        try:
            connection = await self._connection(request.url.origin)
            answer = await connection.handle_async_request(request)
        except BaseException:
            await self._give_back(connection)
            raise
        taken = connection
        answer.stream = _Stream(answer.stream, lambda: self._give_back(taken))
        return answer

    async def _take_place(self, seconds: float) -> None:
        try:
            self._places.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(seconds) as waiting:
                await self._places.acquire()
            if waiting.cancelled_caught:
                raise httpcore.PoolTimeout(BUSY) from None

    async def _connection(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        while (known := self._idle.take()) is not None:
            if known.can_handle_request(origin) and not known.has_expired():
                return known
            with anyio.CancelScope(shield=True):
                await known.aclose()
        return httpcore.AsyncHTTPConnection(
            origin, self._context, keepalive_expiry=EXPIRY, network_backend=_backend()
        )

    async def _give_back(self, connection: httpcore.AsyncHTTPConnection | None) -> None:
        self._places.release()
        if connection is not None and connection.is_idle() and not self._closed:
            self._idle.put(connection)
            connection = None
        expired = self._idle.take_expired()
        if connection is not None or expired is not None:
            # A task that is cancelled must not leave them open.
            with anyio.CancelScope(shield=True):
                for each in (connection, expired):
                    if each is not None:
                        await each.aclose()

    async def aclose(self) -> None:
        """Close what waits; what is in use is closed after its answer."""
        self._closed = True
        # It is done once only: a task that is cancelled must not leave any open.
        with anyio.CancelScope(shield=True):
            while (known := self._idle.take()) is not None:
                await known.aclose()


def _backend() -> httpcore.AsyncNetworkBackend | None:
    """What makes connections; `None` for httpcore's own."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        # It is trio.
        return None
    plain = getattr(type(loop), "create_connection", None) is _CREATE_CONNECTION
    if not plain or loop.get_task_factory() is not None:
        # uvloop does not try a second address beside the first, and the asyncio of some versions
        # fails at it where tasks start eagerly.
        return None
    from .asyncio_sockets import AsyncioBackend

    return AsyncioBackend()


class _Stream:
    """The body of an answer, and then the return of its connection."""

    def __init__(self, inner: Any, give_back: Callable[[], Awaitable[None]]) -> None:
        # Named as httpcore's pool does.
        self._stream = inner
        self._give_back: Callable[[], Awaitable[None]] | None = give_back

    def __aiter__(self) -> AsyncIterator[bytes]:
        chunks: AsyncIterator[bytes] = aiter(self._stream)
        return chunks

    async def aclose(self) -> None:
        give_back, self._give_back = self._give_back, None
        if give_back is not None:
            try:
                await self._stream.aclose()
            finally:
                await give_back()
