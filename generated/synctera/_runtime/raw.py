# Copied from generator/runtime/raw.py by Cardwright; not to be edited here.
"""The HTTP answer beside the value that was read from it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, Generic, TypeVar

import httpx

from .exchange import Answer
from .headers import request_id
from .values import Value

T = TypeVar("T")

_kept: ContextVar[list[Answer] | None] = ContextVar("kept", default=None)


def keep(answer: Answer) -> None:
    """Keep an answer, if this thread or task asked for it."""
    answers = _kept.get()
    if answers is not None:
        answers.append(answer)


class RawResponse(Value, Generic[T]):
    """What a call gave, with the HTTP answer that it was read from.

    Attributes:
        value: What the call returned.
        status: The HTTP status.
        headers: The answer's headers, all of them.
        body: The answer's body, decompressed.
    """

    __slots__ = __match_args__ = ("value", "status", "headers", "body")

    value: T
    status: int
    headers: httpx.Headers
    body: bytes

    def __init__(self, value: T, status: int, headers: httpx.Headers, body: bytes) -> None:
        self._set(value=value, status=status, headers=headers, body=body)

    def __repr__(self) -> str:
        return f"RawResponse(status={self.status})"

    @property
    def request_id(self) -> str | None:
        """The vendor's name for the request, where it gives one."""
        return request_id(self.headers)


class Keeping:
    """While it is entered, the answers of this thread or task are kept."""

    def __enter__(self) -> Keeping:
        self._answers: list[Answer] = []
        self._before = _kept.set(self._answers)
        return self

    def __exit__(self, *_: Any) -> None:
        _kept.reset(self._before)

    def response(self, value: T) -> RawResponse[T]:
        """The last answer, for a call may log in or look something up before.

        Raises:
            TypeError: There was none.
        """
        if not self._answers:
            raise TypeError(
                "no call was made: a list makes its calls page by page, give its .page method"
            )
        last = self._answers[-1]
        return RawResponse(value, last.status, last.headers, last.content)
