"""The one path that every call takes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

from .answers import refusal, result
from .attempts import Call
from .bodies import Body, Content
from .core import Core
from .errors import ClientError, ConfigurationError, InvalidResponse
from .evidence import Evidence
from .exchange import Answer, OutOfTime, Request
from .failures import FAILURES, may_be_sent_again, no_answer, out_of_time
from .headers import is_header_text
from .made import MADE
from .operation import Operation
from .outcomes import OutcomeUnknown
from .redaction import Scrubber
from .timeouts import Deadline
from .urls import Query, address

T = TypeVar("T")


async def call(
    core: Core,
    operation: Operation[T],
    path: str,
    query: Query | None,
    body: Body | None,
    headers: Mapping[str, str] | None,
) -> T:
    """Send one operation and decode its answer, again where that can do no harm."""
    url = address(core.base_url, path, query)
    call = Call(operation, url, path, query, body, headers, core.begin())
    settle = operation.settle
    if settle is not None and settle.before:
        call.before = await _ids_before(core, call, settle)
    while True:
        try:
            made = await _attempt(core, call)
            if settle is not None and settle.kind == "entry":
                MADE.note(core.io, core.base_url + path, getattr(made, settle.id, None))
            return made
        except ClientError as error:
            wait = _wait_before_next(core, call, error)
        await core.io.sleep(wait)


async def token(core: Core, operation_id: str, deadline: Deadline) -> str:
    """A token to send, from the vendor unless there is one."""
    try:
        return await core.auth.token(partial(_new_token, core, deadline), deadline)
    except OutOfTime:
        error = out_of_time(operation_id, deadline)
        error.outcome = "never sent"
        raise error from None


async def _attempt(core: Core, call: Call[T]) -> T:
    operation = call.operation
    call.begin()
    if operation.authenticated:
        known = core.auth.known or await token(core, operation.id, call.deadline)
        answer = await _send(core, call, known)
        if answer.status == 401 and not call.renewed and core.auth.refused(known):
            call.renewed = True
            call.begin()
            known = await token(core, operation.id, call.deadline)
            answer = await _send(core, call, known)
    else:
        answer = await _send(core, call, None)
    if answer.status in operation.success:
        return result(operation, answer, core.drift, partial(_scrubber, core, call))
    raise refusal(operation, answer, core.drift, _scrubber(core, call))


def _scrubber(core: Core, call: Call[Any]) -> Scrubber:
    sent = (call.query, call.body)
    return core.redactor.for_sent(*(each.document() for each in sent if each is not None))


async def _send(core: Core, call: Call[Any], token: str | None) -> Answer:
    if call.deadline.remaining() <= 0:
        raise out_of_time(call.operation.id, call.deadline)
    request = _request(call, token)
    number = call.attempts + 1
    with core.observer.attempt(call.operation.id, request, number) as watched:
        call.attempts = number
        call.left = True
        try:
            found = await core.io.send(watched.request, call.deadline, core.limit)
        except FAILURES as error:
            raise no_answer(call.operation.id, error, call.deadline) from error
        call.answer = watched.answered(found)
    return call.answer


def _wait_before_next(core: Core, call: Call[Any], error: ClientError) -> float:
    """Seconds to wait before the next attempt; raises what ends the call if there is none."""
    call.failed(error)
    if (
        call.left
        and call.failures < core.retries.attempts
        and may_be_sent_again(call.operation, error)
    ):
        headers = None if call.answer is None else call.answer.headers
        wait = core.retries.wait(call.failures, headers)
        if wait < call.deadline.remaining():
            return wait
    ended = call.final(error)
    if isinstance(ended, OutcomeUnknown):
        call.begin()  # An answer can be large, and the exception holds on to the call.
        ended.settled_by(partial(_find_out, core, call, time.monotonic()))
    raise ended


async def _ids_before(core: Core, call: Call[Any], settle: Evidence) -> frozenset[Any]:
    """What a list shows before a call adds to it."""
    from .settling import entries, path_of_read

    path = path_of_read(settle, call.operation, call.path)
    try:
        shown = await entries(core.within(call.deadline), settle, path)
    except ClientError as error:
        error.outcome = "never sent"
        raise
    return frozenset(map(settle.id_of, shown))


def _find_out(core: Core, call: Call[Any], ended: float) -> Any:
    """What became of a lost call that ended at a moment of the monotonic clock."""
    from .settling import Settling

    address = core.base_url + call.path
    known = MADE.known(core.io, address, call.deadline.began)
    if call.before is not None:
        known = known._replace(mine=known.mine | call.before)
    note = partial(MADE.note, core.io, address)
    end = ended + core.timeouts.settle
    return core.io.finish(Settling(core.within(None), core.io, call, known, note, end).find_out())


async def _new_token(core: Core, deadline: Deadline) -> str:
    if core.new_token is None:
        raise ConfigurationError("this client has no login")
    token = await core.new_token(core.within(deadline))
    # Where drift is let pass, the token may be anything that JSON can say.
    if not isinstance(token, str) or not is_header_text(token):
        error = InvalidResponse("login", 200, "it gives no token that a header can carry")
        error.outcome = "no effect"
        raise error
    core.redactor.learn(token)
    return token


def _request(call: Call[Any], token: str | None) -> Request:
    headers = dict(call.headers) if call.headers else {}
    content: Content | None = None
    if call.body is not None:
        headers["Content-Type"], content = call.body.encode()
    operation = call.operation
    return Request(operation.method, call.url, token, headers, content, operation.route)
