# Copied from generator/runtime/outcomes.py by Cardwright; not to be edited here.
"""A write that may have happened, and how it is found out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from .errors import ClientError, Outcome

T = TypeVar("T")


@attrs.frozen
class Happened(Generic[T]):
    """The write took effect, once.

    Attributes:
        result: What the call would have returned, as far as a read can tell; `None` otherwise.
    """

    result: T


@attrs.frozen
class DidNotHappen:
    """The write did not take effect and no longer can, so it may be called again."""


@attrs.frozen
class CannotTell:
    """What can be read does not decide it.

    Attributes:
        reason: Why, and what to do.
    """

    reason: str


Settled: TypeAlias = Happened[Any] | DidNotHappen | CannotTell


class OutcomeUnknown(ClientError):
    """A write that may have happened: its answer was lost, or is not what it promises.

    Calling it again could do it twice. `resolve()` finds out first. `__cause__` is what went wrong:
    a `TransportError`, a `ServerError`, an `UnexpectedStatus`, an `InvalidResponse` or a
    `DriftError`.

    Attributes:
        operation: The operation's id, for example `cards.create`.
        status: The HTTP status, if an answer arrived.
        idempotency_key: The key that was sent, for an operation that takes one.
        advice: What to look at before the call is made again.
    """

    outcome: Outcome = "unknown"

    def __init__(
        self,
        operation: str,
        reason: str,
        *,
        status: int | None = None,
        idempotency_key: str | None = None,
        advice: str = "",
    ) -> None:
        super().__init__(operation, reason)
        self.operation = operation
        self.reason = reason
        self.status = status
        self.idempotency_key = idempotency_key
        self.advice = advice
        self._resolve: Callable[[], Any] | None = None

    def settled_by(self, resolve: Callable[[], Any]) -> None:
        """Say how `resolve()` finds out."""
        self._resolve = resolve

    def resolve(self) -> Any:
        """Find out what became of the write, by reading.

        Nothing is written, but for an operation that takes an idempotency key: it is sent again
        with the same key, which the vendor acts on once. A request that got lost may still be under
        way; so that "it did not happen" is said only `Timeouts.settle` seconds after it was given
        up, and until then this waits and looks again.

        Returns:
            `Happened`, `DidNotHappen` or `CannotTell`; with an asynchronous client, an awaitable of
            one of them.

        Raises:
            ClientError: It could not be read either. It is still unknown.
            RuntimeError: This is a copy that has no client, for example from another process.
        """
        if self._resolve is None:
            raise RuntimeError("this is a copy without its client, which cannot find out")
        return self._resolve()

    def _said(self) -> str:
        return f"{self.operation}: it may have happened: {self.reason}. {self.advice}".rstrip()

    def __str__(self) -> str:
        return self._said()

    def __reduce__(self) -> tuple[Any, ...]:
        state = {**self.__dict__, "_resolve": None}
        return _restored, (type(self), self.args, state, self.__cause__)

    def __copy__(self) -> OutcomeUnknown:
        return _restored(type(self), self.args, dict(self.__dict__), self.__cause__)

    def __deepcopy__(self, _: object) -> OutcomeUnknown:
        return self.__copy__()


def _restored(
    kind: type[OutcomeUnknown],
    args: tuple[Any, ...],
    state: dict[str, Any],
    cause: BaseException | None,
) -> OutcomeUnknown:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    error.__cause__ = cause
    return error
