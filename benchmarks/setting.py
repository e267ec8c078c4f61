"""What a task is told, and the way it runs."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from .payloads import BASE_PATH

# Does its work so many times.
Run: TypeAlias = Callable[[int], object]


@dataclasses.dataclass(frozen=True)
class Setting:
    """What a task is told.

    Attributes:
        base_url: Where the server is, with the path that the vendor's addresses begin with.
        size: How many cards, or bytes of an image.
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
        return f"/organizations/{self.size}/cards/100001"


def awaited(once: Callable[[], Awaitable[object]]) -> Run:
    """Runs a coroutine function again and again, all in one event loop."""
    runner = asyncio.Runner()

    async def repeat(times: int) -> None:
        for _ in range(times):
            await once()

    return lambda times: runner.run(repeat(times))


def in_flight(once: Callable[[], Awaitable[object]], width: int) -> Run:
    """Runs a coroutine function many times, so many of them at once."""
    runner = asyncio.Runner()

    async def repeat(times: int) -> None:
        left = iter(range(times))

        async def lane() -> None:
            for _ in left:
                await once()

        await asyncio.gather(*(lane() for _ in range(width)))

    return lambda times: runner.run(repeat(times))


def again(once: Callable[[], object]) -> Run:
    """Runs a function again and again."""

    def repeat(times: int) -> None:
        for _ in range(times):
            once()

    return repeat
