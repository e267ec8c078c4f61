"""What a task is told, and the ways to repeat it."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeAlias

from .payloads import BASE_PATH

# Does its work so many times.
Run: TypeAlias = Callable[[int], None]


@dataclasses.dataclass(frozen=True)
class Setting:
    """What a task is told.

    Attributes:
        base_url: Where the server is, with the path that the vendor's addresses begin with.
        size: How many cards, or how many bytes an image has.
        in_flight: How many requests are under way at once.
        fast: Whether what the extra `fast` brings is used.
    """

    base_url: str = f"http://127.0.0.1:9{BASE_PATH}"
    size: int = 1
    in_flight: int = 1
    fast: bool = False

    @property
    def cards(self) -> str:
        """The path of the cards, below the base address."""
        return f"/organizations/{self.size}/cards"

    @property
    def card(self) -> str:
        """The path of a card, below the base address."""
        return f"{self.cards}/100001"

    @property
    def preview(self) -> str:
        """The path of its preview, below the base address."""
        return f"{self.card}/preview"


def again(once: Callable[[], object]) -> Run:
    """Repeats a function."""

    def repeat(times: int) -> None:
        for _ in range(times):
            once()

    return repeat


def awaited(once: Callable[[], Awaitable[object]], width: int = 1) -> Run:
    """Repeats a coroutine function, so many at once, always in the same event loop."""
    runner = asyncio.Runner()

    async def repeat(times: int) -> None:
        left = iter(range(times))

        async def lane() -> None:
            for _ in left:
                await once()

        await asyncio.gather(*(lane() for _ in range(width)))

    return lambda times: runner.run(repeat(times))


def threaded(once: Callable[[], object], width: int) -> Run:
    """Repeats a function, in so many threads."""
    pool = ThreadPoolExecutor(width)

    def repeat(times: int) -> None:
        left = iter(range(times))

        def lane() -> None:
            for _ in left:
                once()

        lanes = [pool.submit(lane) for _ in range(width)]
        for done in wait(lanes).done:
            done.result()

    return repeat
