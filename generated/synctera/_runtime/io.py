# Copied from generator/runtime/io.py by Cardwright; not to be edited here.
"""What the shared code needs of the world.

Everything above this module is written once, with `async def`. A synchronous client runs it with
`run` over a `BlockingIO`, whose methods never suspend; an asynchronous one awaits it over a
`TaskIO`.
"""

from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, Protocol, TypeVar

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


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends to its end."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError("blocking code waited for an event loop")


INHERITED: Final[list[object]] = []
"""The connections of the process that this one was forked from: not to be closed here."""

FOREIGN: Final = (
    "this process was forked, and the http_client belongs to the one it comes from; "
    "make a client with an http_client of its own here"
)
