# Copied from generator/runtime/failures.py by Cardwright; not to be edited here.
"""From what went wrong in an attempt to the exception that says so."""

from __future__ import annotations

from typing import Any, Final

import httpx

from .errors import (
    ClientError,
    ConnectFailed,
    InvalidResponse,
    ServerError,
    StatusError,
    TimedOut,
    TooManyRequests,
    TransportError,
)
from .exchange import OutOfTime, Unreadable
from .operation import Operation
from .timeouts import Deadline

#: What an attempt raises where the world failed. Anything else is a programming error.
FAILURES: Final = (httpx.TransportError, OutOfTime, Unreadable)

# What would fail in the same way each time.
_LASTING: Final = (httpx.LocalProtocolError, httpx.UnsupportedProtocol)


def no_answer(operation_id: str, error: Exception, deadline: Deadline) -> ClientError:
    """What to raise for an attempt that got no whole answer."""
    found: ClientError
    if isinstance(
        error, httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ConnectError | httpx.ProxyError
    ):
        found = ConnectFailed(operation_id, _say(error, "no connection was made"))
    elif isinstance(error, OutOfTime):
        found = out_of_time(operation_id, deadline)
    elif isinstance(error, httpx.TimeoutException):
        if deadline.remaining() <= 0:
            found = out_of_time(operation_id, deadline)
        else:
            found = TimedOut(operation_id, _say(error, "the vendor was silent"))
    elif isinstance(error, Unreadable):
        found = InvalidResponse(operation_id, error.status, str(error))
    else:
        found = TransportError(operation_id, _say(error, "the connection broke"))
    return found


def out_of_time(operation_id: str, deadline: Deadline) -> TimedOut:
    """What to raise when the whole call has taken too long."""
    return TimedOut(operation_id, f"the call took longer than its {deadline.total:g} seconds")


def may_be_sent_again(operation: Operation[Any], error: ClientError) -> bool:
    """Whether another attempt can do no harm, and may do better.

    Whatever was refused before anything happened, or never left, may be sent again. What may have
    happened only if twice is the same as once: a read, or a call whose idempotency key the vendor
    honours.
    """
    if isinstance(error, ConnectFailed | TooManyRequests):
        return True
    if not (operation.safe or operation.key_header):
        return False
    if isinstance(error, TransportError):
        return not isinstance(error.__cause__, _LASTING)
    # A vendor that says 501 will say so again.
    return isinstance(error, ServerError) and error.status != 501


def may_have_happened(operation: Operation[Any], error: ClientError) -> bool:
    """Whether a write that failed so may have taken effect."""
    if isinstance(error, StatusError):
        if 500 <= error.status <= 599:
            return not (error.status == 501 and error.documented)
        # A success of a kind that nobody documents, and 303: "done, and the answer is elsewhere".
        return error.status == 303 or not 300 <= error.status <= 499
    return not isinstance(error, ConnectFailed)


def _say(error: Exception, otherwise: str) -> str:
    return f"{otherwise} ({type(error).__name__}{': ' if str(error) else ''}{error})"
