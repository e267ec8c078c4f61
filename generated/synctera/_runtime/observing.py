# Copied from generator/runtime/observing.py by Cardwright; not to be edited here.
"""What can be seen of a call: a line in the log for each attempt, and a place to wrap one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from .errors import ConfigurationError
from .exchange import Answer, Request
from .headers import is_header_name, is_header_text, request_id
from .raw import keep

#: One logger for all clients of this package, named like it.
LOGGER: Final = logging.getLogger((__package__ or "").rpartition(".")[0])

# What says who a request is from, or where it ends: always the client's own.
_OWN: Final = {
    "accept",
    "accept-encoding",
    "authorization",
    "content-length",
    "cookie",
    "host",
    "transfer-encoding",
}


class Attempt:
    """One attempt to get an answer, as a `wrap_attempt` sees it. It holds nothing sensitive.

    Attributes:
        operation: The operation's id, for example `cards.create`.
        method: The HTTP method.
        route: The path with the names of its parameters: `/cards/{id}`.
        host: The vendor's host.
        number: Which attempt of the call it is, from 1.
        headers: Headers to send along, `traceparent` for example; empty until you fill it.
        status: The HTTP status; `None` until there is an answer.
        request_id: The vendor's name for the request, where it gives one.
        error: The name of the exception that ended it, if one did.
        seconds: How long it took; 0 until it is over.
    """

    __slots__ = (
        "error",
        "headers",
        "host",
        "method",
        "number",
        "operation",
        "request_id",
        "route",
        "seconds",
        "status",
    )

    def __init__(self, operation: str, method: str, route: str, host: str, number: int) -> None:
        self.operation = operation
        self.method = method
        self.route = route
        self.host = host
        self.number = number
        self.headers: dict[str, str] = {}
        self.status: int | None = None
        self.request_id: str | None = None
        self.error: str | None = None
        self.seconds = 0.0

    def __repr__(self) -> str:
        return (
            f"<Attempt {self.number} of {self.operation}: {self.method} {self.route} "
            f"{self.status or self.error or 'under way'}>"
        )


WrapAttempt: TypeAlias = Callable[[Attempt], AbstractContextManager[object]]


class Observer:
    """Watches the attempts of one client."""

    def __init__(self, wrap_attempt: WrapAttempt | None) -> None:
        if wrap_attempt is not None and not callable(wrap_attempt):
            raise ConfigurationError("wrap_attempt must be a function that gives a context manager")
        self._wrap = wrap_attempt

    def attempt(
        self, operation: str, request: Request, number: int
    ) -> AbstractContextManager[Watched]:
        """Watch one attempt: log it when it is over, and let the user's function wrap it."""
        watched = Watched(operation, request, number)
        return watched if self._wrap is None else _wrapped(watched, self._wrap)


class Watched:
    """An attempt while it goes on."""

    __slots__ = ("_answer", "_begun", "_number", "_operation", "_seen", "request")

    def __init__(self, operation: str, request: Request, number: int) -> None:
        self._operation = operation
        self._number = number
        self._answer: Answer | None = None
        self._seen: Attempt | None = None
        self.request = request

    @property
    def seen(self) -> Attempt:
        """What is told of it; made only where somebody listens."""
        if self._seen is None:
            request = self.request
            host = urlsplit(request.url).hostname or ""
            self._seen = Attempt(self._operation, request.method, request.route, host, self._number)
        return self._seen

    def answered(self, answer: Answer) -> Answer:
        """Take note of the answer."""
        self._answer = answer
        keep(answer)
        return answer

    def __enter__(self) -> Watched:
        self._begun = time.perf_counter()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        logged = LOGGER.isEnabledFor(logging.INFO)
        if not logged and self._seen is None:
            return
        seen = self.seen
        seen.seconds = time.perf_counter() - self._begun
        if self._answer is not None:
            seen.status = self._answer.status
            seen.request_id = request_id(self._answer.headers)
        if kind is not None:
            seen.error = kind.__name__
        if logged:
            _log(seen)


@contextmanager
def _wrapped(watched: Watched, wrap: WrapAttempt) -> Generator[Watched, None, None]:
    wrapper = wrap(watched.seen)
    if not isinstance(wrapper, AbstractContextManager):
        raise ConfigurationError(
            "wrap_attempt must give a context manager: decorate it with @contextmanager"
        )
    finished = False
    with wrapper, watched:
        watched.request = _with_headers(watched.request, watched.seen.headers)
        yield watched
        finished = True
    if not finished:
        raise RuntimeError("wrap_attempt must not suppress an exception")


def _log(seen: Attempt) -> None:
    ms = round(seen.seconds * 1000)
    outcome = seen.status if seen.status is not None else seen.error
    LOGGER.info(
        "%s %s %s %d ms attempt %d",
        seen.method,
        seen.route,
        outcome,
        ms,
        seen.number,
        # For those who log in JSON.
        extra={
            "operation": seen.operation,
            "method": seen.method,
            "route": seen.route,
            "status": seen.status,
            "error": seen.error,
            "ms": ms,
            "attempt": seen.number,
        },
    )


def _with_headers(request: Request, added: dict[str, str]) -> Request:
    if not added:
        return request
    own = _OWN | {name.lower() for name in request.headers}
    for name, value in added.items():
        if name.lower() in own or not is_header_name(name) or not is_header_text(value):
            raise ConfigurationError(f"wrap_attempt must not set the header {name!r} so")
    return request._replace(headers={**request.headers, **added})
