# Copied from generator/runtime/core.py by Cardwright; not to be edited here.
"""The one path that every call takes."""

import copy
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import httpx

from .answers import refusal, result
from .auth import Auth
from .bodies import Body
from .drift import DriftPolicy
from .errors import ConfigurationError, ConnectFailed, InvalidResponse, TimedOut, TransportError
from .headers import is_header_text
from .io import IO, Answer, OutOfTime, Request, Unreadable
from .observing import Observer
from .operation import Operation as Operation
from .redaction import Redactor, Scrubber
from .timeouts import Deadline, Timeouts
from .urls import Query, address

T = TypeVar("T")


class Core:
    """Sends operations and makes their results.

    Attributes:
        settings: Path segments that were given once, quoted, by the parameter's name.
        base_url: What every address begins with.
        kept: What has been fetched once and is kept as long as the client.
    """

    def __init__(
        self,
        *,
        io: IO,
        base_url: str,
        auth: Auth,
        login: "Callable[[Core], Awaitable[str]] | None" = None,
        timeouts: Timeouts,
        drift: DriftPolicy,
        settings: Mapping[str, str] | None = None,
        redactor: Redactor,
        observer: Observer,
        max_response_bytes: int,
    ) -> None:
        if not isinstance(timeouts, Timeouts):
            raise ConfigurationError("timeouts must be Timeouts(...)")
        self._io = io
        self.base_url = base_url
        self._auth = auth
        self._login = login
        self._timeouts = timeouts
        self._drift = drift
        self._deadline: Deadline | None = None
        self._redactor = redactor
        self._observer = observer
        self._limit = max_response_bytes
        self.settings = dict(settings or {})
        self.kept: dict[object, Any] = {}

    def within_one_deadline(self) -> "Core":
        """The same core, for several calls that have one total time between them."""
        return self._within(self._begin())

    async def login(self) -> None:
        """Get a token, unless there is one."""
        await self._token("login", self._begin())

    async def call(
        self,
        operation: Operation[T],
        path: str,
        *,
        query: Query | None = None,
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Send one operation and decode its answer."""
        url = address(self.base_url, path, query)
        answer = await self._exchange(operation, url, body, headers, self._begin())
        if answer.status not in operation.success:
            raise refusal(operation, answer, self._drift, self._scrubber(query, body))
        return result(operation, answer, self._drift, partial(self._scrubber, query, body))

    def _scrubber(self, query: Query | None, body: Body | None) -> Scrubber:
        return self._redactor.for_sent(*(each.document() for each in (query, body) if each))

    def _begin(self) -> Deadline:
        return self._deadline or Deadline(self._timeouts)

    def _within(self, deadline: Deadline) -> "Core":
        twin = copy.copy(self)
        twin._deadline = deadline
        return twin

    async def _exchange(
        self,
        operation: Operation[Any],
        url: str,
        body: Body | None,
        headers: Mapping[str, str] | None,
        deadline: Deadline,
    ) -> Answer:
        if not operation.authenticated:
            request = _request(operation, url, body, headers, None)
            return await self._attempt(operation, request, deadline)
        token = await self._token(operation.id, deadline)
        request = _request(operation, url, body, headers, token)
        answer = await self._attempt(operation, request, deadline)
        if answer.status == 401 and self._auth.refused(token):
            token = await self._token(operation.id, deadline)
            request = _request(operation, url, body, headers, token)
            answer = await self._attempt(operation, request, deadline, 2)
        return answer

    async def _token(self, operation_id: str, deadline: Deadline) -> str:
        try:
            return await self._auth.token(partial(self._new_token, deadline), deadline)
        except OutOfTime:
            raise _over(operation_id, deadline) from None

    async def _new_token(self, deadline: Deadline) -> str:
        if self._login is None:
            raise ConfigurationError("this client has no login")
        token = await self._login(self._within(deadline))
        # Where drift is let pass, the token may be anything that JSON can say.
        if not isinstance(token, str) or not is_header_text(token):
            raise InvalidResponse("login", 200, "it gives no token that a header can carry")
        self._redactor.learn(token)
        return token

    async def _attempt(
        self, operation: Operation[Any], request: Request, deadline: Deadline, number: int = 1
    ) -> Answer:
        with self._observer.attempt(operation.id, request, number) as watched:
            return watched.answered(await self._send(operation, watched.request, deadline))

    async def _send(
        self, operation: Operation[Any], request: Request, deadline: Deadline
    ) -> Answer:
        if deadline.remaining() <= 0:
            raise _over(operation.id, deadline)
        try:
            return await self._io.send(request, deadline, self._limit)
        except (httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ConnectError) as error:
            raise ConnectFailed(operation.id, _say(error, "no connection was made")) from error
        except httpx.TimeoutException as error:
            if deadline.remaining() <= 0:
                raise _over(operation.id, deadline) from error
            raise TimedOut(operation.id, _say(error, "the vendor was silent")) from error
        except OutOfTime:
            raise _over(operation.id, deadline) from None
        except Unreadable as error:
            raise InvalidResponse(operation.id, error.status, str(error)) from None
        except httpx.TransportError as error:
            raise TransportError(operation.id, _say(error, "the connection broke")) from error


def _request(
    operation: Operation[Any],
    url: str,
    body: Body | None,
    extra: Mapping[str, str] | None,
    token: str | None,
) -> Request:
    headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
    if extra:
        headers.update(extra)
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    content: bytes | None = None
    if body is not None:
        headers["Content-Type"], content = body.encode()
    return Request(operation.method, url, headers, content, operation.route)


def _over(operation_id: str, deadline: Deadline) -> TimedOut:
    return TimedOut(operation_id, f"the call took longer than its {deadline.total:g} seconds")


def _say(error: httpx.HTTPError, otherwise: str) -> str:
    return f"{otherwise} ({type(error).__name__}{': ' if str(error) else ''}{error})"
