# Copied from generator/runtime/blocking_pool.py by Cardwright; not to be edited here.
"""The connections of a blocking client."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpcore
import httpx

from .pool import AS_HTTPX, BUSY, EXPIRY, SIZE, Idle, message_of
from .sockets import HeedfulBackend


class BlockingPool(httpx.BaseTransport):
    """The connections of a blocking client."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._idle = Idle[httpcore.HTTPConnection]()
        self._places = threading.Semaphore(SIZE)
        self._backend = HeedfulBackend(httpcore.SyncBackend())
        self._closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not self._places.acquire(timeout=request.extensions["timeout"]["pool"]):
            raise httpx.PoolTimeout(BUSY)
        connection: httpcore.HTTPConnection | None = None
        try:
            message = message_of(request)
            connection = self._connection(message.url.origin)
            with AS_HTTPX:
                answer = connection.handle_request(message)
        except BaseException:
            self._give_back(connection)
            raise
        taken = connection
        stream = _Stream(answer.stream, lambda: self._give_back(taken))
        return httpx.Response(
            answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions
        )

    def _connection(self, origin: httpcore.Origin) -> httpcore.HTTPConnection:
        while (known := self._idle.take()) is not None:
            if known.can_handle_request(origin) and not known.has_expired():
                return known
            known.close()
        return httpcore.HTTPConnection(
            origin, self._context, keepalive_expiry=EXPIRY, network_backend=self._backend
        )

    def _give_back(self, connection: httpcore.HTTPConnection | None) -> None:
        if connection is not None:
            if connection.is_idle() and not self._closed:
                self._idle.put(connection)
            else:
                connection.close()
        self._places.release()
        if (expired := self._idle.take_expired()) is not None:
            expired.close()

    def close(self) -> None:
        self._closed = True
        while (known := self._idle.take()) is not None:
            known.close()


class _Stream(httpx.SyncByteStream):
    """The body of an answer, and then the return of its connection."""

    def __init__(self, inner: Any, give_back: Callable[[], None]) -> None:
        self._httpcore_stream = inner
        self._give_back: Callable[[], None] | None = give_back

    def __iter__(self) -> Iterator[bytes]:
        with AS_HTTPX:
            yield from self._httpcore_stream

    def close(self) -> None:
        give_back, self._give_back = self._give_back, None
        if give_back is not None:
            try:
                self._httpcore_stream.close()
            finally:
                give_back()
