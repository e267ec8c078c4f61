"""Connections of a client's own.

httpcore's pool looks at all its connections for each request, and asks the system about each that
is idle: what a call costs grows with the number of calls in flight. Here the connection that was
used last is used next, and only that one is looked at. All the rest is httpx's transport, which a
test's mocks can take the place of, and httpcore's connection.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Any, Final, Generic, TypeVar

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


def put_in(client: Any, pool: object) -> None:
    """Let a client of httpx's use a pool for what goes to no proxy.

    httpx has no public way. Should the name change, the client works as ever, only slower.
    """
    transport: Any = getattr(client, "_transport", None)
    if hasattr(transport, "_pool"):
        transport._pool = pool
