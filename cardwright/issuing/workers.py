"""Many calls at once, but not too many, and none cut off."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class Stop:
    """Whether the user wants it to end. What is under way is finished; nothing new begins."""

    def __init__(self) -> None:
        self.wanted = False

    def __bool__(self) -> bool:
        return self.wanted

    @contextmanager
    def on_interrupt(self, told: Callable[[], object]) -> Iterator[None]:
        """Let Ctrl-C ask for it, once; the second one ends the process as always."""
        loop = asyncio.get_running_loop()

        def ask() -> None:
            self.wanted = True
            loop.remove_signal_handler(signal.SIGINT)
            told()

        try:
            loop.add_signal_handler(signal.SIGINT, ask)
        except (NotImplementedError, RuntimeError, ValueError):
            # Windows, or a thread that is not the main one.
            yield
            return
        try:
            yield
        finally:
            loop.remove_signal_handler(signal.SIGINT)


async def each(
    items: Iterable[T],
    work: Callable[[T], Awaitable[object]],
    *,
    concurrency: int,
    stop: Stop,
) -> None:
    """Do `work` for all items, `concurrency` at once.

    Where one fails, no more are begun; those under way come to their end, for a request that is cut
    off may have been carried out. Then the first failure is raised.
    """
    waiting = iter(items)
    failures: list[BaseException] = []

    async def worker() -> None:
        for item in waiting:
            if stop or failures:
                return
            try:
                await work(item)
            except Exception as error:
                failures.append(error)

    await asyncio.gather(*(worker() for _ in range(concurrency)))
    if failures:
        raise failures[0]
