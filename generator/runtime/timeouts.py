"""How long a call may take."""

import time

import attrs
import httpx

from .errors import ConfigurationError


def _positive(_: object, attribute: "attrs.Attribute[float]", value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 86_400:
        raise ConfigurationError(
            f"Timeouts.{attribute.name} must be seconds between 0 and 86400, not {value!r}"
        )


@attrs.frozen
class Timeouts:
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

    connect: float = attrs.field(default=5.0, validator=_positive)
    read: float = attrs.field(default=30.0, validator=_positive)
    total: float = attrs.field(default=60.0, validator=_positive)
    settle: float = attrs.field(default=30.0, validator=_positive)


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

    def for_httpx(self) -> httpx.Timeout:
        """The limits for one exchange that begins now."""
        left = max(self.remaining(), 0.001)
        connect, read = min(self._timeouts.connect, left), min(self._timeouts.read, left)
        return httpx.Timeout(connect=connect, read=read, write=read, pool=connect)
