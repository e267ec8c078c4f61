# Copied from generator/runtime/blocking_pool.py by Cardwright; not to be edited here.
"""The connections of a blocking client."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpcore

from .pool import BUSY, EXPIRY, SIZE, Idle
from .sockets import HeedfulBackend


class BlockingPool:
    """The connections of a blocking client."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._idle = Idle[httpcore.HTTPConnection]()
        self._places = threading.Semaphore(SIZE)
        self._backend = HeedfulBackend(httpcore.SyncBackend())
        self._closed = False

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request on a connection that is free, or on a new one."""
        if not self._places.acquire(timeout=request.extensions["timeout"]["pool"]):
            raise httpcore.PoolTimeout(BUSY)
        connection: httpcore.HTTPConnection | None = None
        try:
            connection = self._connection(request.url.origin)
            answer = connection.handle_request(request)
        except BaseException:
            self._give_back(connection)
            raise
        taken = connection
        answer.stream = _Stream(answer.stream, lambda: self._give_back(taken))
        return answer

    def _connection(self, origin: httpcore.Origin) -> httpcore.HTTPConnection:
        while (known := self._idle.take()) is not None:
            if known.can_handle_request(origin) and not known.has_expired():
                return known
            known.close()
        return httpcore.HTTPConnection(
            origin, self._context, keepalive_expiry=EXPIRY, network_backend=self._backend
        )

    def _give_back(self, connection: httpcore.HTTPConnection | None) -> None:
        try:
            if connection is not None:
                if connection.is_idle():
                    self._idle.put(connection)
                else:
                    connection.close()
        finally:
            self._places.release()
        if self._closed:
            # Looked at last, for another thread may close the pool at any moment.
            self._close_idle()
        elif (expired := self._idle.take_expired()) is not None:
            expired.close()

    def close(self) -> None:
        """Close what waits; what is in use is closed after its answer."""
        self._closed = True
        self._close_idle()

    def _close_idle(self) -> None:
        while (known := self._idle.take()) is not None:
            known.close()


class _Stream:
    """The body of an answer, and then the return of its connection."""

    def __init__(self, inner: Any, give_back: Callable[[], None]) -> None:
        # Named as httpcore's pool does.
        self._stream = inner
        self._give_back: Callable[[], None] | None = give_back

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        give_back, self._give_back = self._give_back, None
        if give_back is not None:
            try:
                self._stream.close()
            finally:
                give_back()
