# Copied from generator/runtime/paging.py by Cardwright; not to be edited here.
"""Lists that come in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator
from typing import Generic, TypeVar

from .errors import InvalidArgument
from .io import run

T = TypeVar("T")


class _Pages(Generic[T]):
    def __init__(
        self, fetch: Callable[[int], Awaitable[list[T]]], key: Callable[[T], Hashable]
    ) -> None:
        self._fetch = fetch
        self._key = key

    async def _page(self, number: int) -> list[T]:
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise InvalidArgument("number", "must be an integer from 1 up")
        return await self._fetch(number)

    async def _fresh(self, number: int, seen: _Seen[T]) -> list[T]:
        return seen.fresh(await self._page(number), self._key)


class _Seen(Generic[T]):
    """What the pages before have shown.

    A short page is not the last one: a vendor may cap the size. A page that only repeats is the
    end: a vendor may answer a page too far with the last one again.
    """

    def __init__(self) -> None:
        self._keys: set[Hashable] = set()
        self._without_key: list[T] = []

    def fresh(self, items: list[T], key_of: Callable[[T], Hashable]) -> list[T]:
        """The items of the next page that were not there before; none after the last page."""
        fresh: list[T] = []
        without_key: list[T] = []
        for item in items:
            key = _usable_key(item, key_of)
            if key is None:
                without_key.append(item)
                if item in self._without_key:
                    continue
            elif key in self._keys:
                continue
            else:
                self._keys.add(key)
            fresh.append(item)
        self._without_key = without_key
        return fresh


def _usable_key(item: T, key_of: Callable[[T], Hashable]) -> Hashable:
    """What identifies an item, or `None` where the vendor sent nothing that could."""
    try:
        key = key_of(item)
        hash(key)
    except (AttributeError, TypeError):
        return None
    return key


class Paged(_Pages[T]):
    """The items of all pages, fetched as they are needed. Each loop over it begins anew."""

    def page(self, number: int) -> list[T]:
        """The items of one page.

        Args:
            number: Which page, from 1.

        Raises:
            InvalidArgument: The number is no integer from 1 up.
            ClientError: Anything else that can go wrong; see `errors`.
        """
        return run(self._page(number))

    def __iter__(self) -> Iterator[T]:
        seen = _Seen[T]()
        number = 1
        while fresh := run(self._fresh(number, seen)):
            yield from fresh
            number += 1


class AsyncPaged(_Pages[T]):
    """The items of all pages, fetched as they are needed. Each loop over it begins anew."""

    async def page(self, number: int) -> list[T]:
        """The items of one page.

        Args:
            number: Which page, from 1.

        Raises:
            InvalidArgument: The number is no integer from 1 up.
            ClientError: Anything else that can go wrong; see `errors`.
        """
        return await self._page(number)

    async def __aiter__(self) -> AsyncIterator[T]:
        seen = _Seen[T]()
        number = 1
        while fresh := await self._fresh(number, seen):
            for item in fresh:
                yield item
            number += 1
