"""One way to call both clients, so that a scenario is written once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from types import TracebackType
from typing import Any, Literal, TypeAlias, TypeVar, cast

from instantcard import AsyncInstantCard, InstantCard, Retries, Timeouts
from synctera import AsyncSynctera, Synctera

T = TypeVar("T")

Kind: TypeAlias = Literal["sync", "async"]

SETTINGS: dict[str, Any] = {
    "email": "ada@lantern.example",
    "password": "correct-horse",
    "organization_id": 77,
    "on_drift": "raise",
    # Each attempt counts in most tests; those of retries give their own.
    "retries": Retries(attempts=1),
}


class _Deferred:
    """A blocking call in the shape of an awaitable, and of a list in pages."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self._call = call

    def __await__(self) -> Generator[Any, Any, Any]:
        yield from ()
        return self._call()

    async def __aiter__(self) -> AsyncIterator[Any]:
        for each in self._call():
            yield each

    async def page(self, number: int) -> Any:
        return self._call().page(number)


class _Awaited:
    """A blocking client, or a resource of one, whose methods are awaited."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return _Awaited(found)
        return lambda *args, **kwargs: _Deferred(lambda: found(*args, **kwargs))

    async def __aenter__(self) -> "_Awaited":
        self._inner.__enter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._inner.__exit__(kind, error, traceback)


class Play:
    """Plays scenarios with a client of one kind."""

    def __init__(self, kind: Kind, base_url: str, **settings: Any) -> None:
        self.kind = kind
        self.settings = {**SETTINGS, "base_url": base_url, **settings}

    def __call__(self, scenario: Callable[[AsyncInstantCard], Awaitable[T]], **settings: Any) -> T:
        """Make an InstantCard client, play the scenario, and close the client."""
        return self._play(InstantCard, AsyncInstantCard, scenario, {**self.settings, **settings})

    def synctera(self, scenario: Callable[[AsyncSynctera], Awaitable[T]], **settings: Any) -> T:
        """The same with a Synctera client."""
        return self._play(Synctera, AsyncSynctera, scenario, settings)

    def _play(
        self,
        blocking: Callable[..., AbstractContextManager[Any]],
        tasks: Callable[..., AbstractAsyncContextManager[Any]],
        scenario: Callable[[Any], Awaitable[T]],
        settings: dict[str, Any],
    ) -> T:
        async def play() -> T:
            made = _Awaited(blocking(**settings)) if self.kind == "sync" else tasks(**settings)
            async with cast("AbstractAsyncContextManager[Any]", made) as api:
                return await scenario(api)

        return asyncio.run(play())


def short(
    *, connect: float = 5, read: float = 5, total: float = 5, settle: float = 0.1
) -> Timeouts:
    """Time limits for a test."""
    return Timeouts(connect=connect, read=read, total=total, settle=settle)
