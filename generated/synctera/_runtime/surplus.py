# Copied from generator/runtime/surplus.py by Cardwright; not to be edited here.
"""Bytes behind an answer that nobody asked for.

httpcore keeps them, and takes them for the answer to the next request on the connection, which may
be another call's: it would be told that it is done. Such a connection is not used again.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

import httpx

# From httpx's stream to h11's state. There is no public way; where the names have changed, or the
# transport is another one, the connection is left to whoever made it.
_WAY: Final = ("_stream", "_httpcore_stream", "_stream", "_connection", "_h11_state")


def guard(response: httpx.Response) -> None:
    """Let the connection of a response end with it if anything follows."""
    found: Any = response.stream
    for name in _WAY:
        found = getattr(found, name, None)
    if not hasattr(found, "trailing_data") or not hasattr(found, "send_failed"):
        return
    if isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Stream(response.stream, found)
    elif isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _AsyncStream(response.stream, found)


def _give_up(state: Any) -> None:
    """Let httpcore close the connection instead of keeping it, if anything is left to be read."""
    if state.trailing_data[0]:
        state.send_failed()


class _Stream(httpx.SyncByteStream):
    def __init__(self, inner: httpx.SyncByteStream, state: Any) -> None:
        self._inner = inner
        self._state = state

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        _give_up(self._state)
        self._inner.close()


class _AsyncStream(httpx.AsyncByteStream):
    def __init__(self, inner: httpx.AsyncByteStream, state: Any) -> None:
        self._inner = inner
        self._state = state

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for each in self._inner:
            yield each

    async def aclose(self) -> None:
        _give_up(self._state)
        await self._inner.aclose()
