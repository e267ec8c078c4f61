"""The faults: what staging's controls can do to a call, and what the proxy can."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Final, TypeAlias

from .bench import Bench, Limits
from .operations import Operation
from .proxy import Meeting, Trick, reset

Arm: TypeAlias = Callable[[Bench, Operation], None]

ALWAYS: Final = 1000
"""More often than any call is sent."""

_USUAL: Final = Limits(read=5, total=8)
# What is slow is slower than these; what is only a busy machine should not be.
_SHORT: Final = Limits(read=0.4, total=1.0)
_LATE: Final = 0.9


@dataclass(frozen=True)
class Fault:
    """One way to fail.

    Attributes:
        name: What happens.
        arm: Lets it happen to the next calls of an operation.
        refuses: Whether the vendor refuses before it does anything, or is never reached, so that
            any call may be sent again.
        limits: The time limits of the client that meets it.
        wait: Seconds that the vendor asks for before the next attempt.
    """

    name: str
    arm: Arm
    refuses: bool = False
    limits: Limits = _USUAL
    wait: float = 0


def _staging(kind: str, times: int = 1, **settings: Any) -> Arm:
    """A fault of staging's own."""
    return lambda bench, operation: _armed(bench, operation, kind, times=times, **settings)


def _armed(bench: Bench, operation: Operation, kind: str, **settings: Any) -> None:
    bench.staging.controls.arm(operation.id, kind, **settings)


def _status(status: int, times: int = 1, *, when: str = "before", **headers: str) -> Arm:
    named = {name.replace("_", "-"): each for name, each in headers.items()}
    return _staging("status", times, status=status, when=when, headers=named)


def _trick(trick: Trick, *, unread: bool = False, times: int = 1) -> Arm:
    """A fault of the proxy's."""
    return lambda bench, _: bench.proxy.arm(trick, times=times, unread=unread)


def _reset(meeting: Meeting) -> bool:
    reset(meeting.client)
    return False


def _slowly(whole: bytes, meeting: Meeting) -> bool:
    """Sends bytes one by one, each soon enough for a limit on silence alone."""
    for place in range(len(whole)):
        if not meeting.pause(0.05):
            return False
        meeting.client.sendall(whole[place : place + 1])
    return True


def _slow_head(meeting: Meeting) -> bool:
    return _slowly(meeting.forward(meeting.request).raw, meeting)


def _slow_body(meeting: Meeting) -> bool:
    head, body = _split(meeting.forward(meeting.request).raw)
    # Long enough to outlast the limits; spaces before JSON say nothing.
    body = b" " * 60 + body
    meeting.client.sendall(_with_length(head, len(body)))
    return _slowly(body, meeting)


def _too_long(meeting: Meeting) -> bool:
    head, body = _split(meeting.forward(meeting.request).raw)
    meeting.client.sendall(_with_length(head, len(body) + 10) + body)
    return False


def _too_short(meeting: Meeting) -> bool:
    """Announces less than it sends, and keeps the connection: the rest lies before the next."""
    head, body = _split(meeting.forward(meeting.request).raw)
    meeting.client.sendall(_with_length(head, len(body) // 2) + body)
    return True


def _another_type(meeting: Meeting) -> bool:
    """The vendor's answer with a body that is JSON, but of a type that no operation answers."""
    head, _ = _split(meeting.forward(meeting.request).raw)
    body = b"null"
    meeting.client.sendall(_with_length(head, len(body)) + body)
    return True


def _not_before_a_date(meeting: Meeting) -> bool:
    """Refuses by a clock that is an hour ahead: come back in a second, by that clock."""
    now = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    body = json.dumps({"error": "too many requests"}).encode()
    lines = [
        "HTTP/1.1 429 Too Many Requests",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        f"Date: {format_datetime(now, usegmt=True)}",
        f"Retry-After: {format_datetime(now + timedelta(seconds=1), usegmt=True)}",
    ]
    meeting.client.sendall("\r\n".join([*lines, "", ""]).encode() + body)
    return True


def _one_too_many(meeting: Meeting) -> bool:
    """Refuses for now, and sends another answer behind it, which belongs to no request."""
    refusal, other = b'{"error": "too many requests"}', b"{}"
    head = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    first = head % (b"429 Too Many Requests", len(refusal)) + refusal
    meeting.client.sendall(first + head % (b"200 OK", len(other)) + other)
    return True


def _refused(bench: Bench, _: Operation) -> None:
    bench.proxy.refuse()


def _reset_new(bench: Bench, _: Operation) -> None:
    bench.proxy.hang_up()
    bench.proxy.arm(_reset, unread=True)


def _hung_up(bench: Bench, _: Operation) -> None:
    bench.proxy.hang_up()


def _expired(bench: Bench, _: Operation) -> None:
    bench.staging.controls.clock.advance(3700)


FAULTS: Final[tuple[Fault, ...]] = (
    Fault("no connection", _refused, refuses=True),
    Fault("idle connection closed", _hung_up, refuses=True),
    Fault("reset before it is read", _trick(_reset, unread=True)),
    Fault("the same, new connection", _reset_new),
    Fault("reset after it is read", _staging("drop", when="before", reset=True)),
    Fault("closed after it is read", _staging("drop", when="before")),
    Fault("reset after commit", _staging("drop", when="after", reset=True)),
    Fault("reset after commit, each time", _staging("drop", ALWAYS, when="after", reset=True)),
    Fault("half an answer", _staging("truncated")),
    Fault(
        "carried out late, no answer",
        _staging("latency", ALWAYS, seconds=_LATE),
        limits=Limits(read=0.3, total=1.2, settle=2.0),
    ),
    Fault("late answer", _staging("latency", seconds=_LATE, when="after"), limits=_SHORT),
    Fault("slow headers", _trick(_slow_head, times=ALWAYS), limits=_SHORT),
    Fault("slow body", _trick(_slow_body, times=ALWAYS), limits=_SHORT),
    Fault("length too long", _trick(_too_long)),
    Fault("length too short", _trick(_too_short)),
    Fault("401 once", _staging("unauthorized"), refuses=True),
    Fault("401 each time", _staging("unauthorized", ALWAYS), refuses=True),
    Fault("token expired by the clock", _expired, refuses=True),
    Fault("429 once", _status(429), refuses=True),
    Fault("429 each time", _status(429, ALWAYS), refuses=True),
    Fault("429, Retry-After: 1", _status(429, Retry_After="1"), refuses=True, wait=1),
    Fault(
        "429, Retry-After: a date, clocks differ",
        _trick(_not_before_a_date),
        refuses=True,
        wait=1,
    ),
    Fault("429, Retry-After: an hour", _status(429, Retry_After="3600"), refuses=True, wait=3600),
    Fault("429, and an answer too many", _trick(_one_too_many), refuses=True),
    Fault("500 before", _status(500)),
    Fault("500 after commit", _status(500, when="after")),
    Fault("502 before", _status(502)),
    Fault("502 after commit", _status(502, when="after")),
    Fault("503 before", _status(503)),
    Fault("503 after commit", _status(503, when="after")),
    Fault("503 each time", _status(503, ALWAYS)),
    Fault("HTML before", _staging("html", when="before")),
    Fault("HTML after commit", _staging("html", when="after")),
    Fault("media type of text", _staging("content_type")),
    Fault("no JSON", _staging("malformed")),
    Fault("JSON of another type", _trick(_another_type)),
)


def _split(raw: bytes) -> tuple[bytes, bytes]:
    head, _, body = raw.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", body


def _with_length(head: bytes, length: int) -> bytes:
    announced = f"content-length: {length}".encode()
    return re.sub(rb"(?i)content-length: *\d+", announced, head)


BY_NAME: Final[Mapping[str, Fault]] = {each.name: each for each in FAULTS}
