# Copied from generator/runtime/blocking.py by Cardwright; not to be edited here.
"""Waiting by blocking the thread."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from .connecting import Network
from .discretion import Discreet
from .errors import ConfigurationError
from .exchange import Answer, OutOfTime, Request
from .forks import renew_in_forks
from .incoming import Incoming
from .io import FOREIGN, INHERITED, run
from .made import MADE
from .outgoing import ALONE, Messages
from .redaction import NotCopied
from .sockets import Until
from .surplus import give_up_surplus, state_of
from .timeouts import Deadline

if TYPE_CHECKING:
    from .protocols import Lock

T = TypeVar("T")


class BlockingIO(NotCopied):
    """Waits by blocking the thread."""

    def __init__(self, client: httpx.Client | None, network: Network) -> None:
        if not isinstance(client, httpx.Client | None):
            raise ConfigurationError("http_client must be an httpx.Client")
        self._owned = client is None
        self._network = network
        self._renewing = threading.Lock()
        self._client: httpx.Client | None = None
        self._use(network.client() if client is None else client)
        renew_in_forks(self)

    def _use(self, client: httpx.Client) -> httpx.Client:
        self._messages = Messages(client)
        self._client = client
        return client

    def after_fork(self) -> None:
        """Leave the parent's connections alone."""
        INHERITED.append(self._client)
        self._client = None
        self._renewing = threading.Lock()

    def _here(self) -> httpx.Client:
        """The client of this process."""
        client = self._client
        if client is not None:
            return client
        if not self._owned:
            raise RuntimeError(FOREIGN)
        with self._renewing:
            return self._client or self._use(self._network.client())

    async def send(self, request: Request, deadline: Deadline, limit: int) -> Answer:
        client = self._here()
        message = self._messages.message(request, deadline)
        with Until(deadline), Discreet(request.method, request.url, request.route):
            response = client.send(message, stream=True, auth=ALONE, follow_redirects=False)
            state = state_of(response)
            try:
                body = Incoming(response, deadline, limit)
                if not response.is_stream_consumed:
                    stream: Any = response.stream
                    for chunk in stream:
                        body.add(chunk)
                return body.answer()
            finally:
                give_up_surplus(state)
                response.close()

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def finish(self, work: Coroutine[Any, Any, T]) -> T:
        return run(work)

    def lock(self) -> Lock:
        return ThreadLock()

    def close(self) -> None:
        """Close the connections, unless the caller's own client holds them."""
        MADE.forget(self)
        if self._owned and self._client is not None:
            self._client.close()


class ThreadLock:
    """A lock of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        renew_in_forks(self)

    def after_fork(self) -> None:
        # A thread that held it is not in this process, and would never release it.
        self._lock = threading.Lock()

    @asynccontextmanager
    async def held(self, deadline: Deadline) -> AsyncGenerator[None, None]:
        lock = self._lock
        if not lock.acquire(timeout=max(deadline.remaining(), 0)):
            raise OutOfTime
        try:
            yield
        finally:
            lock.release()
