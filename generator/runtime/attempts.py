"""One logical call, and what its attempts leave known of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from .bodies import Body
from .errors import ClientError, ConnectFailed, Outcome
from .exchange import Answer
from .failures import may_have_happened
from .headers import request_id
from .operation import Operation
from .outcomes import OutcomeUnknown, Settled
from .timeouts import Deadline
from .urls import Query

T = TypeVar("T")


class Call(Generic[T]):
    """A call with what it sends, the same in each attempt.

    Attributes:
        attempts: How often it was sent.
        failures: How often it failed after it was sent; a repeat with a new token is none.
        renewed: Whether an expired token was replaced.
        left: Whether the current attempt has begun to send.
        before: The ids that a list showed before, where it was read first.
        answer: The answer to the current attempt.
        settled: That it happened, once that was found out.
        lost: Whether any attempt may have happened although it gave no result.
    """

    __slots__ = (
        "answer",
        "attempts",
        "before",
        "body",
        "deadline",
        "failures",
        "headers",
        "left",
        "lost",
        "operation",
        "path",
        "query",
        "renewed",
        "settled",
        "url",
    )

    def __init__(
        self,
        operation: Operation[T],
        url: str,
        path: str,
        query: Query | None,
        body: Body | None,
        headers: Mapping[str, str] | None,
        deadline: Deadline,
    ) -> None:
        self.operation = operation
        self.url = url
        self.path = path
        self.query = query
        self.body = body
        self.headers = headers
        self.deadline = deadline
        self.attempts = 0
        self.failures = 0
        self.renewed = False
        self.left = False
        self.lost = False
        self.answer: Answer | None = None
        self.before: frozenset[Any] | None = None
        self.settled: Settled | None = None

    @property
    def key(self) -> str | None:
        """The idempotency key that is sent, if the operation takes one."""
        name = self.operation.key_header
        return None if name is None or self.headers is None else self.headers.get(name)

    def begin(self) -> None:
        """Forget the attempt before."""
        self.left = False
        self.answer = None

    def failed(self, error: ClientError) -> None:
        """Note that the current attempt failed."""
        if self.left:
            self.failures += 1
            self.lost = self.lost or may_have_happened(self.operation, error)

    def final(self, error: ClientError) -> ClientError:
        """The exception that ends the call, after the last attempt failed with `error`."""
        self._describe(error)
        error.outcome = self._outcome(error)
        if error.outcome != "unknown":
            return error
        unknown = OutcomeUnknown(
            self.operation.id,
            str(error).removeprefix(f"{self.operation.id}: "),
            status=getattr(error, "status", None),
            idempotency_key=self.key,
            advice=self.operation.advice,
        )
        self._describe(unknown)
        unknown.__cause__ = error
        return unknown

    def _describe(self, error: ClientError) -> None:
        error.elapsed = round(self.deadline.elapsed(), 3)
        # A login that failed has told its own attempts.
        if self.left or not error.attempts:
            error.attempts = self.attempts
        if self.answer is not None:
            error.request_id = request_id(self.answer.headers)

    def _outcome(self, error: ClientError) -> Outcome:
        if self.lost:
            return "no effect" if self.operation.safe else "unknown"
        if isinstance(error, ConnectFailed) or not self.attempts:
            return "never sent"
        return "refused"
