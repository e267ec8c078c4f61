"""Connections of a client's own.

httpcore's pool looks at all its connections for each request, and asks the system about each that
is idle: what a call costs grows with the number of calls in flight. Here the connection that was
used last is used next, and only that one is looked at.
"""

from __future__ import annotations

import time
from collections import deque
from types import TracebackType
from typing import Final, Generic, TypeVar

import httpcore
import httpx

C = TypeVar("C")

#: How many connections there are at most.
SIZE: Final = 100

# In seconds. A connection that has been idle for longer is not used again. Vendors close idle
# connections too, common servers after 2 seconds at the earliest: one that is closed just while a
# request is on its way would leave open whether a write arrived.
EXPIRY: Final = 1.5

BUSY: Final = "all connections are in use"


class Idle(Generic[C]):
    """The connections that wait for their next request, the one used last at the end."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[float, C]] = deque()

    def put(self, connection: C) -> None:
        """Let one wait."""
        self._waiting.append((time.monotonic() + EXPIRY, connection))

    def take(self) -> C | None:
        """The one that was used last."""
        try:
            return self._waiting.pop()[1]
        except IndexError:
            return None

    def take_expired(self) -> C | None:
        """The one that has waited longest, if that is too long."""
        try:
            if self._waiting and self._waiting[0][0] < time.monotonic():
                return self._waiting.popleft()[1]
        except IndexError:
            # Another thread was faster.
            pass
        return None


def message_of(request: httpx.Request) -> httpcore.Request:
    """A request as httpcore has it."""
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


class _AsHttpx:
    """Turns httpcore's exceptions into those of httpx, which have the same names."""

    __slots__ = ()

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for each in () if kind is None else kind.__mro__:
            if each.__module__ == "httpcore" or each.__module__.startswith("httpcore."):
                found = getattr(httpx, each.__name__, None)
                if found is not None:
                    raise found(str(error)) from error


AS_HTTPX: Final = _AsHttpx()
"""While it is entered, what httpcore raises is raised as httpx does."""
