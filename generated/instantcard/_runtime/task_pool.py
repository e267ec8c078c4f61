# Copied from generator/runtime/task_pool.py by Cardwright; not to be edited here.
"""The connections of a client for tasks."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cached_property
from typing import Any

import anyio
import httpcore
import httpx

from .pool import AS_HTTPX, BUSY, EXPIRY, SIZE, Idle, message_of


class TaskPool(httpx.AsyncBaseTransport):
    """The connections of a client for tasks."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._idle = Idle[httpcore.AsyncHTTPConnection]()
        self._closed = False

    @cached_property
    def _places(self) -> anyio.Semaphore:
        # Made in the event loop: outside of one, anyio forgets that it is to be fast.
        return anyio.Semaphore(SIZE, fast_acquire=True)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self._take_place(request.extensions["timeout"]["pool"])
        connection: httpcore.AsyncHTTPConnection | None = None
        try:
            message = message_of(request)
            connection = await self._connection(message.url.origin)
            with AS_HTTPX:
                answer = await connection.handle_async_request(message)
        except BaseException:
            await self._give_back(connection)
            raise
        taken = connection
        stream = _Stream(answer.stream, lambda: self._give_back(taken))
        return httpx.Response(
            answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions
        )

    async def _take_place(self, seconds: float) -> None:
        try:
            self._places.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(seconds) as waiting:
                await self._places.acquire()
            if waiting.cancelled_caught:
                raise httpx.PoolTimeout(BUSY) from None

    async def _connection(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        while (known := self._idle.take()) is not None:
            if known.can_handle_request(origin) and not known.has_expired():
                return known
            await known.aclose()
        return httpcore.AsyncHTTPConnection(origin, self._context, keepalive_expiry=EXPIRY)

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
        self._closed = True
        while (known := self._idle.take()) is not None:
            await known.aclose()


class _Stream(httpx.AsyncByteStream):
    """The body of an answer, and then the return of its connection."""

    def __init__(self, inner: Any, give_back: Callable[[], Awaitable[None]]) -> None:
        self._httpcore_stream = inner
        self._give_back: Callable[[], Awaitable[None]] | None = give_back

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with AS_HTTPX:
            async for chunk in self._httpcore_stream:
                yield chunk

    async def aclose(self) -> None:
        give_back, self._give_back = self._give_back, None
        if give_back is not None:
            try:
                await self._httpcore_stream.aclose()
            finally:
                await give_back()
