"""The HTTP answer beside the value that was read from it."""

from contextvars import ContextVar
from typing import Any, Generic, TypeVar

import attrs
import httpx

from .headers import request_id
from .io import Answer

T = TypeVar("T")

_kept: ContextVar[list[Answer] | None] = ContextVar("kept", default=None)


def keep(answer: Answer) -> None:
    """Keep an answer, if this thread or task asked for it."""
    answers = _kept.get()
    if answers is not None:
        answers.append(answer)


@attrs.frozen
class RawResponse(Generic[T]):
    """What a call gave, with the HTTP answer that it was read from.

    Attributes:
        value: What the call returned.
        status: The HTTP status.
        headers: The answer's headers, all of them.
        body: The answer's body, decompressed.
    """

    value: T = attrs.field(repr=False)
    status: int
    headers: httpx.Headers = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)

    @property
    def request_id(self) -> str | None:
        """The vendor's name for the request, where it gives one."""
        return request_id(self.headers)


class Keeping:
    """While it is entered, the answers of this thread or task are kept."""

    def __enter__(self) -> "Keeping":
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
