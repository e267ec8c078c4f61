"""The two ways to wait.

Everything above this module is written once, with `async def`. A synchronous client runs it
with `run` over a `BlockingIO`, whose methods never suspend.
"""

import threading
import time
from collections.abc import AsyncGenerator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, NamedTuple, Protocol, TypeVar

import anyio
import httpx

from .errors import ConfigurationError
from .forks import renew_in_forks
from .made import MADE
from .sockets import heed_deadlines, until
from .timeouts import Deadline

T = TypeVar("T")

# In seconds. httpx closes a connection that its own time limits end, but leaks one that is
# cancelled in its TLS handshake: they come first.
_GRACE = 0.05

# A connection that has been idle for longer is not used again. Vendors close idle connections too,
# common servers after 2 seconds at the earliest: one that is closed just while a request is on its
# way would leave open whether a write arrived.
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=1.5)


class Request(NamedTuple):
    """What goes out in one attempt."""

    method: str
    url: str
    headers: dict[str, str]
    content: bytes | None

    def __repr__(self) -> str:
        return f"<Request {self.method}>"


class Answer(NamedTuple):
    """What came back in one attempt."""

    status: int
    headers: httpx.Headers
    content: bytes

    def __repr__(self) -> str:
        return f"<Answer {self.status}, {len(self.content)} bytes>"


class OutOfTime(Exception):
    """The deadline passed."""


class Unreadable(Exception):
    """The answer is too large, or encoded in a way that was not asked for."""


class Lock(Protocol):
    """A lock of threads or of tasks."""

    def held(self, deadline: Deadline) -> AbstractAsyncContextManager[None]:
        """Hold the lock; raises `OutOfTime` if it is not free in time."""
        ...


class IO(Protocol):
    """What the shared code needs of the world."""

    async def send(self, request: Request, deadline: Deadline, limit: int) -> Answer:
        """Send a request and read the answer, `limit` bytes at most.

        Raises:
            OutOfTime: The deadline passed before the answer was whole.
            Unreadable: The answer cannot be read.
            httpx.TransportError: No whole answer arrived.
        """
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def finish(self, work: Coroutine[Any, Any, T]) -> Any:
        """What a caller gets for a coroutine: its result, or an awaitable of it."""
        ...

    def lock(self) -> Lock:
        """A new lock that is waited for in the same way."""
        ...


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends to its end."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError("blocking code waited for an event loop")


# The parent's connections, never closed here: they are the parent's to close.
_inherited: list[object] = []

_FOREIGN = (
    "this process was forked, and the http_client belongs to the one it comes from; "
    "make a client with an http_client of its own here"
)


class BlockingIO:
    """Waits by blocking the thread."""

    def __init__(self, client: httpx.Client | None) -> None:
        if not isinstance(client, httpx.Client | None):
            raise ConfigurationError("http_client must be an httpx.Client")
        self._owned = client is None
        self._client: httpx.Client | None = self._made() if client is None else client
        self._renewing = threading.Lock()
        renew_in_forks(self)

    def _made(self) -> httpx.Client:
        client = httpx.Client(cookies=_no_cookies(), limits=_LIMITS)
        heed_deadlines(client)
        return client

    def after_fork(self) -> None:
        """Leave the parent's connections alone."""
        _inherited.append(self._client)
        self._client = None
        self._renewing = threading.Lock()

    def _here(self) -> httpx.Client:
        """The client of this process."""
        if self._client is None:
            if not self._owned:
                raise RuntimeError(_FOREIGN)
            with self._renewing:
                if self._client is None:
                    self._client = self._made()
        return self._client

    async def send(self, request: Request, deadline: Deadline, limit: int) -> Answer:
        client = self._here()
        message = _message(client, request, deadline)
        with until(deadline):
            response = client.send(message, stream=True, auth=None, follow_redirects=False)
            try:
                body = _Body(response, deadline, limit)
                for chunk in response.iter_bytes():
                    body.add(chunk)
            finally:
                response.close()
        return body.answer()

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)  # noqa: ASYNC251 - to block is this client's way

    def finish(self, work: Coroutine[Any, Any, T]) -> T:
        return run(work)

    def lock(self) -> Lock:
        return _ThreadLock()

    def close(self) -> None:
        """Close the connections, unless the caller's own client holds them."""
        MADE.forget(self)
        if self._owned and self._client is not None:
            self._client.close()


class AsyncIO:
    """Waits by suspending the task, on asyncio or trio."""

    def __init__(self, client: httpx.AsyncClient | None) -> None:
        if not isinstance(client, httpx.AsyncClient | None):
            raise ConfigurationError("http_client must be an httpx.AsyncClient")
        self._owned = client is None
        self._client: httpx.AsyncClient | None = self._made() if client is None else client
        self._loop: object = None
        renew_in_forks(self)

    def _made(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(cookies=_no_cookies(), limits=_LIMITS)

    def after_fork(self) -> None:
        """Leave the parent's connections and its event loop alone."""
        _inherited.append(self._client)
        self._client = None
        self._loop = None

    def _here(self) -> httpx.AsyncClient:
        """The client of this process."""
        if self._client is None:
            if not self._owned:
                raise RuntimeError(_FOREIGN)
            self._client = self._made()
        return self._client

    async def send(self, request: Request, deadline: Deadline, limit: int) -> Answer:
        self._stay_in_one_loop()
        client = self._here()
        message = _message(client, request, deadline)
        with anyio.move_on_after(deadline.remaining() + _GRACE):
            response = await client.send(message, stream=True, auth=None, follow_redirects=False)
            try:
                body = _Body(response, deadline, limit)
                async for chunk in response.aiter_bytes():
                    body.add(chunk)
            finally:
                await response.aclose()
            return body.answer()
        raise OutOfTime

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)

    def finish(self, work: Coroutine[Any, Any, T]) -> Coroutine[Any, Any, T]:
        return work

    def lock(self) -> Lock:
        return _TaskLock()

    async def close(self) -> None:
        """Close the connections, unless the caller's own client holds them."""
        MADE.forget(self)
        if self._owned and self._client is not None:
            await self._client.aclose()

    def _stay_in_one_loop(self) -> None:
        # Imported here, for a blocking client has no need of it.
        from anyio.lowlevel import current_token

        # A connection that another loop keeps alive fails now and then, and obscurely.
        loop = current_token().native_token
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise RuntimeError(
                "this client was used in another event loop before; make one client for each"
            )


def _message(
    client: httpx.Client | httpx.AsyncClient, request: Request, deadline: Deadline
) -> httpx.Request:
    return client.build_request(
        request.method,
        request.url,
        headers=request.headers,
        content=request.content,
        timeout=deadline.for_httpx(),
    )


def _no_cookies() -> CookieJar:
    """A jar that takes nothing: a token says who a call is from, and nothing else may."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


class _Body:
    """The body of a response: it grows only so far, and only so long."""

    def __init__(self, response: httpx.Response, deadline: Deadline, limit: int) -> None:
        encoding = response.headers.get("content-encoding", "").strip().lower()
        # One coding multiplies a chunk about a thousandfold; two of them, a millionfold.
        if encoding not in ("", "identity", "gzip"):
            raise Unreadable("the answer has a content encoding that was not asked for")
        self._response = response
        self._deadline = deadline
        self._limit = limit
        self._room = limit
        self._chunks: list[bytes] = []

    def add(self, chunk: bytes) -> None:
        self._room -= len(chunk)
        if self._room < 0:
            raise Unreadable(f"the answer is larger than {self._limit // (1024 * 1024)} MiB")
        if self._deadline.remaining() <= 0:
            raise OutOfTime
        self._chunks.append(chunk)

    def answer(self) -> Answer:
        response = self._response
        return Answer(response.status_code, response.headers, b"".join(self._chunks))


class _ThreadLock:
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


class _TaskLock:
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
