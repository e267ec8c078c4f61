# Copied from generator/runtime/observing.py by Cardwright; not to be edited here.
"""What can be seen of a call: a line in the log for each attempt, and a place to wrap one."""

import logging
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import attrs

from .errors import ConfigurationError
from .headers import is_header_name, is_header_text, request_id
from .io import Answer, Request
from .raw import keep

#: One logger for all clients of this package, named like it.
LOGGER: Final = logging.getLogger((__package__ or "").rpartition(".")[0])

# What says who a request is from, or where it ends: always the client's own.
_OWN: Final = {"authorization", "content-length", "cookie", "host", "transfer-encoding"}


@attrs.define
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

    operation: str
    method: str
    route: str
    host: str
    number: int
    headers: dict[str, str] = attrs.field(factory=dict, repr=False)
    status: int | None = None
    request_id: str | None = None
    error: str | None = None
    seconds: float = 0.0


WrapAttempt: TypeAlias = Callable[[Attempt], AbstractContextManager[object]]


class Observer:
    """Watches the attempts of one client."""

    def __init__(self, wrap_attempt: WrapAttempt | None) -> None:
        if wrap_attempt is not None and not callable(wrap_attempt):
            raise ConfigurationError("wrap_attempt must be a function that gives a context manager")
        self._wrap = wrap_attempt

    @contextmanager
    def attempt(
        self, operation: str, request: Request, number: int
    ) -> Generator["Watched", None, None]:
        """Watch one attempt: log it when it is over, and let the user's function wrap it."""
        host = urlsplit(request.url).hostname or ""
        seen = Attempt(operation, request.method, request.route, host, number)
        if self._wrap is None:
            with _logged(seen):
                yield Watched(seen, request)
            return
        wrapper = self._wrap(seen)
        if not isinstance(wrapper, AbstractContextManager):
            raise ConfigurationError(
                "wrap_attempt must give a context manager: decorate it with @contextmanager"
            )
        finished = False
        with wrapper, _logged(seen):
            yield Watched(seen, _with_headers(request, seen.headers))
            finished = True
        if not finished:
            raise RuntimeError("wrap_attempt must not suppress an exception")


class Watched:
    """An attempt while it goes on."""

    __slots__ = ("_seen", "request")

    def __init__(self, seen: Attempt, request: Request) -> None:
        self._seen = seen
        self.request = request

    def answered(self, answer: Answer) -> Answer:
        """Take note of the answer."""
        self._seen.status = answer.status
        self._seen.request_id = request_id(answer.headers)
        keep(answer)
        return answer


@contextmanager
def _logged(seen: Attempt) -> Generator[None, None, None]:
    begun = time.perf_counter()
    try:
        yield
    except BaseException as error:
        seen.error = type(error).__name__
        raise
    finally:
        seen.seconds = time.perf_counter() - begun
        if LOGGER.isEnabledFor(logging.INFO):
            _log(seen)


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
