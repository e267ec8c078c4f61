# Copied from generator/runtime/errors.py by Cardwright; not to be edited here.
"""Every exception that a client raises on purpose. `ClientError` draws how they stand."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar, Literal, TypeAlias

from .redaction import known_part

Outcome: TypeAlias = Literal["never sent", "refused", "no effect", "unknown"]
"""What a failed call means for the vendor's state.

`never sent`: no byte of it left, or a login before it failed. `refused`: the vendor said no, and
nothing happened. `no effect`: a read, so it does not matter whether it arrived. `unknown`: a write
that may have happened; its exception is an `OutcomeUnknown`.
"""


class ClientError(Exception):
    """Base of everything that a client raises on purpose.

    Attributes:
        outcome: What it means for the vendor's state: `never sent`, `refused`, `no effect` (a read
            that failed) or `unknown` (a write that may have happened).
        attempts: How often the call was sent; 0 if nothing was tried.
        elapsed: Seconds from the beginning of the call to its failure, waiting included.
        request_id: The `X-Request-Id` of the last answer, for the vendor's support.

    ClientError
    ├── ConfigurationError    no usable address or credentials; nothing was sent
    ├── InvalidArgument       an argument has no form on the wire; nothing was sent (a ValueError)
    ├── TransportError        no whole answer arrived
    │   ├── ConnectFailed     no connection was made, so the request never left
    │   └── TimedOut          a time limit passed first
    ├── OutcomeUnknown        a write that may have happened; `resolve()` finds out
    ├── InvalidResponse       an answer arrived that is not what its status promises
    └── StatusError           the vendor answered with something other than success
        ├── BadRequest             400
        ├── Unauthorized           401
        ├── Forbidden              403
        ├── NotFound               404
        ├── NotAcceptable          406
        ├── Conflict               409
        ├── UnprocessableContent   422
        ├── TooManyRequests        429
        ├── ServerError            500 to 599
        │   └── NotImplementedByVendor  501
        └── UnexpectedStatus       anything else, redirects included
    """

    outcome: Outcome = "never sent"
    attempts: int = 0
    elapsed: float = 0.0
    request_id: str | None = None

    def _said(self) -> str:
        """What went wrong, without how often it was tried."""
        return Exception.__str__(self)

    def __str__(self) -> str:
        tried = self.attempts > 1 or (self.attempts == 1 and isinstance(self, TransportError))
        if not tried:
            return self._said()
        times = "1 attempt" if self.attempts == 1 else f"{self.attempts} attempts"
        return f"{self._said()} ({times}, {self.elapsed:.1f} s)"


class ConfigurationError(ClientError):
    """The client cannot be made: an address or a credential is missing or malformed."""


class InvalidArgument(ClientError, ValueError):
    """An argument cannot be sent. Nothing was sent.

    Attributes:
        argument: The argument's name in Python, with a path for what is inside it.
    """

    def __init__(self, argument: str, reason: str) -> None:
        super().__init__(argument, reason)
        self.argument = argument
        self.reason = reason

    def _said(self) -> str:
        return f"{self.argument}: {self.reason}"


class TransportError(ClientError):
    """No whole answer arrived.

    Attributes:
        operation: The operation's id, for example `cards.create`.
    """

    outcome: Outcome = "unknown"

    def __init__(self, operation: str, reason: str) -> None:
        super().__init__(operation, reason)
        self.operation = operation
        self.reason = reason

    def _said(self) -> str:
        return f"{self.operation}: {self.reason}"


class ConnectFailed(TransportError):
    """No connection was made: the request never left."""

    outcome: Outcome = "never sent"


class TimedOut(TransportError):
    """A time limit passed before the answer was whole."""


class InvalidResponse(ClientError):
    """An answer arrived that is not what its status promises.

    Attributes:
        operation: The operation's id.
        status: The HTTP status.
        excerpt: What can be told of the body: a page's title, an error's message, the names of
            JSON without its values. Empty if nothing can.
    """

    outcome: Outcome = "unknown"

    def __init__(self, operation: str, status: int, reason: str, excerpt: str = "") -> None:
        super().__init__(operation, status, reason, excerpt)
        self.operation = operation
        self.status = status
        self.reason = reason
        self.excerpt = excerpt

    def _said(self) -> str:
        told = f": {self.excerpt}" if self.excerpt else ""
        return f"{self.operation}: status {self.status}, but {self.reason}{told}"


class StatusError(ClientError):
    """The vendor answered with something other than success.

    Attributes:
        operation: The operation's id.
        status: The HTTP status.
        documented: Whether the spec has this status for this operation.
        body: The parsed body: a model where the status is documented, otherwise JSON or the
            beginning of a text. What was sent and is sensitive is hidden in it.
        headers: The answer's headers; cookies and the target of a redirect are hidden.

    A pickle of it has no headers, and of the body only what the spec knows.
    """

    outcome: Outcome = "refused"
    by_status: ClassVar[dict[int, type[StatusError]]] = {}

    def __init__(
        self,
        operation: str,
        status: int,
        *,
        documented: bool,
        body: Any,
        headers: Mapping[str, str],
        message: str = "",
    ) -> None:
        super().__init__(operation, status, message)
        self.operation = operation
        self.status = status
        self.documented = documented
        self.body = body
        self.headers = headers
        self.message = message

    def __init_subclass__(cls, status: int | None = None) -> None:
        if status is not None:
            StatusError.by_status[status] = cls

    def _said(self) -> str:
        try:
            phrase = f" {HTTPStatus(self.status).phrase}"
        except ValueError:
            phrase = ""
        note = "" if self.documented else " (a status that is not documented here)"
        message = f": {self.message}" if self.message else ""
        return f"{self.operation}: {self.status}{phrase}{note}{message}"

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is rebuilt from its `args` alone unless it says otherwise. What is pickled
        # is stored: it keeps what the spec knows of the body, and nothing that could be personal.
        kept = {"body": known_part(self.body), "headers": {}}
        return _restored, (type(self), self.args, self.__dict__ | kept)

    def __copy__(self) -> StatusError:
        return _restored(type(self), self.args, self.__dict__)

    def __deepcopy__(self, memo: dict[int, Any]) -> StatusError:
        return _restored(type(self), self.args, copy.deepcopy(self.__dict__, memo))


def _restored(kind: type[StatusError], args: tuple[Any, ...], state: dict[str, Any]) -> StatusError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class BadRequest(StatusError, status=400):
    """400: the request is malformed or was refused, a payment for example."""


class Unauthorized(StatusError, status=401):
    """401: wrong credentials, or a token that is still refused after a new login."""


class Forbidden(StatusError, status=403):
    """403: the credentials do not allow this."""


class NotFound(StatusError, status=404):
    """404: no such object, or it belongs to somebody else."""


class NotAcceptable(StatusError, status=406):
    """406: an address, a contact or a page number that fails the vendor's validation."""


class Conflict(StatusError, status=409):
    """409: the object is in a state that does not allow this."""


class UnprocessableContent(StatusError, status=422):
    """422: well-formed, but refused for what it says."""


class TooManyRequests(StatusError, status=429):
    """429: too many requests in too short a time."""


class ServerError(StatusError):
    """500 to 599: the vendor failed. Of a write it is the cause of an `OutcomeUnknown`."""

    outcome: Outcome = "unknown"


class NotImplementedByVendor(ServerError, status=501):
    """501: the vendor does not offer this for such an object."""


class UnexpectedStatus(StatusError):
    """A status with no class of its own, redirects included (they are not followed)."""


def status_error_type(status: int) -> type[StatusError]:
    """The exception's class for an HTTP status that is no success."""
    if 500 <= status <= 599:
        return StatusError.by_status.get(status, ServerError)
    return StatusError.by_status.get(status, UnexpectedStatus)
