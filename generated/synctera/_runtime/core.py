# Copied from generator/runtime/core.py by Cardwright; not to be edited here.
"""The one path that every call takes."""

import copy
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import attrs

from .answers import refusal, result
from .attempts import Call
from .auth import Auth
from .bodies import Body
from .drift import DriftPolicy
from .errors import ClientError, ConfigurationError, InvalidResponse
from .evidence import Evidence
from .failures import FAILURES, may_be_sent_again, no_answer, out_of_time
from .headers import is_header_text
from .io import IO, Answer, OutOfTime, Request
from .made import MADE
from .operation import Operation as Operation
from .outcomes import OutcomeUnknown
from .retries import Retries
from .settling import Settling, entries, path_of_read
from .timeouts import Deadline, Timeouts

T = TypeVar("T")

MAXIMUM_ANSWER = 64 * 1024 * 1024


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
        retries: Retries,
        drift: DriftPolicy,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        if not isinstance(timeouts, Timeouts):
            raise ConfigurationError("timeouts must be Timeouts(...)")
        if not isinstance(retries, Retries):
            raise ConfigurationError("retries must be Retries(...)")
        self._io = io
        self.base_url = base_url
        self._auth = auth
        self._login = login
        self._timeouts = timeouts
        self._retries = retries
        self._drift = drift
        self._deadline: Deadline | None = None
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
        query: str = "",
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Send one operation and decode its answer, again where that can do no harm."""
        call = Call(operation, path, query, body, headers, self._begin())
        settle = operation.settle
        if settle is not None and settle.before:
            call.before = await self._ids_before(call, settle)
        while True:
            try:
                made = await self._attempt(call)
                if settle is not None and settle.kind == "entry":
                    MADE.note(self._io, self.base_url + path, getattr(made, settle.id, None))
                return made
            except ClientError as error:
                wait = self._wait_before_next(call, error)
            await self._io.sleep(wait)

    def _begin(self) -> Deadline:
        return self._deadline or Deadline(self._timeouts)

    def _within(self, deadline: Deadline) -> "Core":
        twin = copy.copy(self)
        twin._deadline = deadline
        return twin

    async def _attempt(self, call: Call[T]) -> T:
        operation = call.operation
        call.begin()
        if operation.authenticated:
            token = await self._token(operation.id, call.deadline)
            answer = await self._send(call, token)
            if answer.status == 401 and not call.renewed and self._auth.refused(token):
                call.renewed = True
                call.begin()
                token = await self._token(operation.id, call.deadline)
                answer = await self._send(call, token)
        else:
            answer = await self._send(call, None)
        if answer.status in operation.success:
            return result(operation, answer, self._drift)
        raise refusal(operation, answer, self._drift)

    async def _send(self, call: Call[Any], token: str | None) -> Answer:
        if call.deadline.remaining() <= 0:
            raise out_of_time(call.operation.id, call.deadline)
        request = _request(call, self.base_url, token)
        call.attempts += 1
        call.left = True
        try:
            call.answer = await self._io.send(request, call.deadline, MAXIMUM_ANSWER)
        except FAILURES as error:
            raise no_answer(call.operation.id, error, call.deadline) from error
        return call.answer

    def _wait_before_next(self, call: Call[Any], error: ClientError) -> float:
        """Seconds to wait before the next attempt; raises what ends the call if there is none."""
        call.failed(error)
        if (
            call.left
            and call.failures < self._retries.attempts
            and may_be_sent_again(call.operation, error)
        ):
            headers = None if call.answer is None else call.answer.headers
            wait = self._retries.wait(call.failures, headers)
            if wait < call.deadline.remaining():
                return wait
        ended = call.final(error)
        if isinstance(ended, OutcomeUnknown):
            call.begin()  # An answer can be large, and the exception holds on to the call.
            ended.settled_by(partial(self._find_out, call, time.monotonic()))
        raise ended

    async def _ids_before(self, call: Call[Any], settle: Evidence) -> frozenset[Any]:
        """What a list shows before a call adds to it."""
        path = path_of_read(settle, call.operation, call.path)
        try:
            shown = await entries(self._within(call.deadline), settle, path)
        except ClientError as error:
            error.outcome = "never sent"
            raise
        return frozenset(map(settle.id_of, shown))

    def _find_out(self, call: Call[Any], ended: float) -> Any:
        """What became of a lost call that ended at a moment of the monotonic clock."""
        address = self.base_url + call.path
        known = MADE.known(self._io, address, call.deadline.began)
        if call.before is not None:
            known = attrs.evolve(known, mine=known.mine | call.before)
        reader = copy.copy(self)
        reader._deadline = None
        note = partial(MADE.note, self._io, address)
        end = ended + self._timeouts.settle
        return self._io.finish(Settling(reader, self._io, call, known, note, end).find_out())

    async def _token(self, operation_id: str, deadline: Deadline) -> str:
        try:
            return await self._auth.token(partial(self._new_token, deadline), deadline)
        except OutOfTime:
            error = out_of_time(operation_id, deadline)
            error.outcome = "never sent"
            raise error from None

    async def _new_token(self, deadline: Deadline) -> str:
        if self._login is None:
            raise ConfigurationError("this client has no login")
        token = await self._login(self._within(deadline))
        # Where drift is let pass, the token may be anything that JSON can say.
        if not isinstance(token, str) or not is_header_text(token):
            error = InvalidResponse("login", 200, "it gives no token that a header can carry")
            error.outcome = "no effect"
            raise error
        return token


def _request(call: Call[Any], base_url: str, token: str | None) -> Request:
    headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
    if call.headers:
        headers.update(call.headers)
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    content: bytes | None = None
    if call.body is not None:
        headers["Content-Type"], content = call.body.encode()
    return Request(call.operation.method, base_url + call.path + call.query, headers, content)
