# Copied from generator/runtime/protocols.py by Cardwright; not to be edited here.
"""What the shared code needs of the world; read by type checkers alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar

from .exchange import Answer, Request
from .timeouts import Deadline

T = TypeVar("T")


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


class Auth(Protocol):
    """Gives the bearer token of a request, and hears when one is refused.

    Attributes:
        known: The token that is there already, if one is.
    """

    @property
    def known(self) -> str | None: ...

    async def token(self, login: Callable[[], Awaitable[str]], deadline: Deadline) -> str:
        """The token to send. `login` gets a new one from the vendor.

        Raises:
            OutOfTime: The deadline passed while another call was logging in.
        """
        ...

    def refused(self, token: str) -> bool:
        """Forget a token that got a 401. Whether another one can be had."""
        ...


class Renewable(Protocol):
    """What begins anew in a forked process."""

    def after_fork(self) -> None:
        """Give up what belongs to the parent. There is one thread, and no event loop."""
        ...
