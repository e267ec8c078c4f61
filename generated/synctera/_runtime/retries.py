# Copied from generator/runtime/retries.py by Cardwright; not to be edited here.
"""When a call is tried again, and after how long."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .errors import ConfigurationError
from .values import Value


class Retries(Value):
    """How often a call is tried, and how long it waits in between (exponential, full jitter).

    Tried again is only what cannot act twice: a read, a write that never left or was refused with
    429, and a write with an idempotency key that the vendor honours. Where the vendor names a time
    (`Retry-After`), the next attempt never comes sooner. `Timeouts.total` bounds the whole call,
    waiting included; a wait that does not fit into it ends the call at once.

    Attributes:
        attempts: How often a call is sent at most, from 1 (never again) to 100. A repeat after a
            login that replaced an expired token does not count.
        first: Seconds that the first wait lasts at most; each further one twice as long.
        longest: Seconds that any wait lasts at most, unless the vendor names a time.

    Raises:
        ConfigurationError: One of them is no such number.
    """

    __slots__ = __match_args__ = ("attempts", "first", "longest")

    attempts: int
    first: float
    longest: float

    def __init__(self, attempts: int = 3, first: float = 0.5, longest: float = 8.0) -> None:
        if isinstance(attempts, bool) or not isinstance(attempts, int) or not 1 <= attempts <= 100:
            raise ConfigurationError(
                f"Retries.attempts must be a whole number from 1 to 100, not {attempts!r}"
            )
        for name, value in (("first", first), ("longest", longest)):
            if (
                isinstance(value, bool)
                or not isinstance(value, int | float)
                or not 0 <= value < 86_400
            ):
                raise ConfigurationError(
                    f"Retries.{name} must be seconds from 0 to 86400, not {value!r}"
                )
        self._set(attempts=attempts, first=first, longest=longest)

    def wait(self, failures: int, headers: Mapping[str, str] | None) -> float:
        """Seconds to wait after so many failures, the last of which had these headers."""
        # Doubling is bounded first: 2.0 ** 1024 would overflow.
        ceiling = min(self.longest, self.first * 2.0 ** min(failures - 1, 64))
        jittered = random.uniform(0, ceiling)
        named = None if headers is None else retry_after(headers)
        return jittered if named is None else max(named, jittered)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that `Retry-After` asks for, from now; `None` if it is missing or unreadable.

    A date is read against the answer's own `Date`, so that clocks which differ do not matter; only
    without one it is read against this machine's.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text) if len(text) < 300 else math.inf
    moment = _date(text)
    if moment is None:
        return None
    now = _date(headers.get("date", "")) or datetime.now(UTC)
    return max((moment - now).total_seconds(), 0.0)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
