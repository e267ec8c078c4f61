"""What goes out in one attempt, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import httpx

if TYPE_CHECKING:
    from .bodies import Content


class Request(NamedTuple):
    """What goes out in one attempt. The route stands for the URL where it is shown."""

    method: str
    url: str
    token: str | None
    headers: dict[str, str]
    content: Content | None
    route: str = ""

    def __repr__(self) -> str:
        return f"<Request {self.method}>"


class Answer(NamedTuple):
    """What came back in one attempt."""

    status: int
    headers: httpx.Headers
    content: bytes

    def __repr__(self) -> str:
        return f"<Answer {self.status}, {len(self.content)} bytes>"


class OutOfTime(Exception):
    """The deadline passed."""


class Unreadable(Exception):
    """The answer is too large, or encoded in a way that is broken or was not asked for."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status
