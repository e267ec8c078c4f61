"""Waiting by suspending the task, on asyncio or trio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

import anyio
import httpx

from .connecting import Network
from .discretion import Discreet
from .errors import ConfigurationError
from .exchange import Answer, OutOfTime, Request
from .forks import renew_in_forks
from .incoming import Incoming
from .io import FOREIGN, INHERITED
from .made import MADE
from .outgoing import ALONE, Messages
from .redaction import NotCopied
from .surplus import give_up_surplus, state_of
from .timeouts import Deadline

if TYPE_CHECKING:
    from .protocols import Lock

T = TypeVar("T")

# In seconds. httpx closes a connection that its own time limits end, but leaks one that is
# cancelled in its TLS handshake: they come first.
_GRACE: Final = 0.05


class TaskIO(NotCopied):
    """Waits by suspending the task, on asyncio or trio."""

    def __init__(self, client: httpx.AsyncClient | None, network: Network) -> None:
        if not isinstance(client, httpx.AsyncClient | None):
            raise ConfigurationError("http_client must be an httpx.AsyncClient")
        self._owned = client is None
        self._network = network
        self._loop: object = None
        self._client: httpx.AsyncClient | None = None
        self._use(network.async_client() if client is None else client)
        renew_in_forks(self)

    def _use(self, client: httpx.AsyncClient) -> httpx.AsyncClient:
        self._messages = Messages(client)
        self._client = client
        return client

    def after_fork(self) -> None:
        """Leave the parent's connections and its event loop alone."""
        INHERITED.append(self._client)
        self._client = None
        self._loop = None

    def _here(self) -> httpx.AsyncClient:
        """The client of this process."""
        client = self._client
        if client is not None:
            return client
        if not self._owned:
            raise RuntimeError(FOREIGN)
        return self._use(self._network.async_client())

    async def send(self, request: Request, deadline: Deadline, limit: int) -> Answer:
        on_asyncio = self._stay_in_one_loop()
        client = self._here()
        message = self._messages.message(request, deadline)
        left = deadline.remaining() + _GRACE
        with Discreet(request.method, request.url, request.route):
            if not on_asyncio:
                with anyio.move_on_after(left):
                    return await _answer(client, message, deadline, limit)
                raise OutOfTime
            # It costs a third of what anyio's does.
            bound = asyncio.timeout(left)
            try:
                async with bound:
                    return await _answer(client, message, deadline, limit)
            except TimeoutError:
                if bound.expired():
                    raise OutOfTime from None
                raise

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)

    def finish(self, work: Coroutine[Any, Any, T]) -> Coroutine[Any, Any, T]:
        return work

    def lock(self) -> Lock:
        return TaskLock()

    async def close(self) -> None:
        """Close the connections, unless the caller's own client holds them."""
        MADE.forget(self)
        if self._owned and self._client is not None:
            await self._client.aclose()

    def _stay_in_one_loop(self) -> bool:
        """Refuse another event loop; whether it is one of asyncio."""
        # A connection that another loop keeps alive fails now and then, and obscurely.
        try:
            loop: object = asyncio.get_running_loop()
            on_asyncio = True
        except RuntimeError:
            # Imported here, for only trio has need of it.
            from anyio.lowlevel import current_token

            loop = current_token().native_token
            on_asyncio = False
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise RuntimeError(
                "this client was used in another event loop before; make one client for each"
            )
        return on_asyncio


async def _answer(
    client: httpx.AsyncClient, message: httpx.Request, deadline: Deadline, limit: int
) -> Answer:
    response = await client.send(message, stream=True, auth=ALONE, follow_redirects=False)
    state = state_of(response)
    try:
        body = Incoming(response, deadline, limit)
        if not response.is_stream_consumed:
            stream: Any = response.stream
            async for chunk in stream:
                body.add(chunk)
        return body.answer()
    finally:
        give_up_surplus(state)
        await response.aclose()


class TaskLock:
    """A lock of tasks."""

    def __init__(self) -> None:
        self._lock = anyio.Lock()
        renew_in_forks(self)

    def after_fork(self) -> None:
        # A task that held it belongs to the parent's event loop.
        self._lock = anyio.Lock()

    @asynccontextmanager
    async def held(self, deadline: Deadline) -> AsyncGenerator[None, None]:
        lock = self._lock
        with anyio.move_on_after(deadline.remaining()) as waiting:
            await lock.acquire()
        if waiting.cancelled_caught:
            raise OutOfTime
        try:
            yield
        finally:
            lock.release()
