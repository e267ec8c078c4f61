# Copied from generator/runtime/timeouts.py by Cardwright; not to be edited here.
"""How long a call may take."""

from __future__ import annotations

import time

from .errors import ConfigurationError
from .values import Value


class Timeouts(Value):
    """Time limits in seconds, each above 0 and below 86400.

    Attributes:
        connect: For making a connection, and for a free place in the pool.
        read: For any pause in the answer, and for any pause in sending.
        total: For the whole call: logins, repeats, the waiting in between and the reading of the
            body included. With an `httpx.Client` of the caller's own, headers that dribble in are
            bounded by `read` alone.
        settle: For how long a write that was given up may still take effect at the vendor's.
            `OutcomeUnknown.resolve()` says that it did not happen only after that.

    Raises:
        ConfigurationError: One of them is no such number.
    """

    __slots__ = __match_args__ = ("connect", "read", "total", "settle")

    connect: float
    read: float
    total: float
    settle: float

    def __init__(
        self, connect: float = 5.0, read: float = 30.0, total: float = 60.0, settle: float = 30.0
    ) -> None:
        self._set(connect=connect, read=read, total=total, settle=settle)
        for name, value in zip(self.__slots__, self._values(), strict=True):
            if (
                isinstance(value, bool)
                or not isinstance(value, int | float)
                or not 0 < value < 86_400
            ):
                raise ConfigurationError(
                    f"Timeouts.{name} must be seconds between 0 and 86400, not {value!r}"
                )


class Deadline:
    """The moment at which a call must be over, on the monotonic clock."""

    __slots__ = ("_end", "_timeouts")

    def __init__(self, timeouts: Timeouts) -> None:
        self._timeouts = timeouts
        self._end = time.monotonic() + timeouts.total

    @property
    def total(self) -> float:
        """The length of the whole call in seconds."""
        return self._timeouts.total

    @property
    def began(self) -> float:
        """When the call began, on the monotonic clock."""
        return self._end - self._timeouts.total

    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self._timeouts.total - self.remaining()

    def remaining(self) -> float:
        """Seconds left; not positive once the call must be over."""
        return self._end - time.monotonic()

    def for_httpx(self) -> dict[str, dict[str, float]]:
        """The limits for one exchange that begins now, as the extension of a request."""
        left = max(self.remaining(), 0.001)
        connect, read = min(self._timeouts.connect, left), min(self._timeouts.read, left)
        return {"timeout": {"connect": connect, "read": read, "write": read, "pool": connect}}
