"""What a fault does to a call that meets it: one function for each kind of fault.

Each takes the members that its kind has, and answers the effect. What its docstring says is told
to users.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, NamedTuple

from cardwright.staging.controls.exchange import Exchange, Reply
from cardwright.staging.controls.fields import ControlError, Fields
from cardwright.staging.http import Answer, Json, RefusalError, unauthorized

Effect = Callable[[Exchange], Awaitable[None]]
"""Ends a call; the request is carried out if the operation's own answer is asked for."""

BEFORE: Final = "before"
AFTER: Final = "after"

WITHOUT_BODY: Final = (204, 205, 304)
"""Statuses whose answers have no body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5)."""

_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE: Final = re.compile(r"[!-~](?:[ \t!-~]*[!-~])?|")
_FRAMING: Final = ("content-length", "transfer-encoding", "connection")
_PAGE: Final = b"<!DOCTYPE html>\n<html><body><h1>A fault made for a test</h1></body></html>\n"


class Kind(NamedTuple):
    """A kind of fault, and when it may come (the first is the default)."""

    effect: Callable[[Fields], Effect]
    when: Sequence[str] = (AFTER,)

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return self.effect.__doc__ or ""


def latency(fields: Fields) -> Effect:
    """Waits for `seconds`, and answers as ever."""
    fields.required("seconds")

    async def effect(exchange: Exchange) -> None:
        await exchange.send(await exchange.own_answer())

    return effect


def status(fields: Fields) -> Effect:
    """Answers `status` with the JSON `body`, or the vendor's own refusal, and with `headers`."""
    fields.required("status")
    code = fields.integer("status", least=200, most=599)
    assert code is not None
    body, headers = fields.json("body"), _headers(fields)
    own_words = "body" not in fields
    if code in WITHOUT_BODY and not own_words:
        raise ControlError(f"body cannot be sent with status {code}")

    async def effect(exchange: Exchange) -> None:
        if code in WITHOUT_BODY:
            reply = Reply(code, (), b"")
        elif own_words:
            reply = exchange.refusal(RefusalError(code, "a fault made for a test"))
        else:
            reply = Reply.of(Answer(body, code))
        for name, value in headers.items():
            reply = reply.with_header(name.lower().encode(), value.encode())
        await exchange.send(reply)

    return effect


def unauthorized_once(_: Fields) -> Effect:
    """Answers the vendor's 401, as for a token that has expired."""

    async def effect(exchange: Exchange) -> None:
        refusal = unauthorized("the token is not valid (a fault made for a test)")
        await exchange.send(exchange.refusal(refusal))

    return effect


def drop(fields: Fields) -> Effect:
    """Closes the connection without an answer; by RST if `reset` is true."""
    reset = fields.flag("reset") or False

    async def effect(exchange: Exchange) -> None:
        await exchange.drop(reset=reset)

    return effect


def html(fields: Fields) -> Effect:
    """Answers a page for people, with `status` (200), as a proxy would send it."""
    code = fields.integer("status", least=200, most=599) or 200
    if code in WITHOUT_BODY:
        raise ControlError(f"status {code} cannot have a body")

    async def effect(exchange: Exchange) -> None:
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        await exchange.send(Reply(code, headers, b"").with_body(_PAGE))

    return effect


def truncated(_: Fields) -> Effect:
    """Sends half of the body that Content-Length announces, then closes the connection."""

    async def effect(exchange: Exchange) -> None:
        await exchange.send_half(await exchange.own_answer())

    return effect


def malformed(_: Fields) -> Effect:
    """Sends a body that is said to be JSON and is not."""

    async def effect(exchange: Exchange) -> None:
        reply = await exchange.own_answer()
        await exchange.send(reply.with_body(b"{" + reply.body))

    return effect


def content_type(fields: Fields) -> Effect:
    """Calls the operation's own answer `content_type` (text/plain)."""
    named = fields.text("content_type") or "text/plain"
    if not _HEADER_VALUE.fullmatch(named):
        raise ControlError("content_type must be printable ASCII")

    async def effect(exchange: Exchange) -> None:
        reply = await exchange.own_answer()
        await exchange.send(reply.with_header(b"content-type", named.encode()))

    return effect


def extra_field(fields: Fields) -> Effect:
    """Adds a member `field` with `value` to the answer's object, or to each object of its list."""
    field = fields.text("field") or "field_made_for_a_test"
    value = fields.json("value", "unexpected")

    def extended(body: Json) -> Json:
        return {**body, field: value} if isinstance(body, Mapping) else body

    async def effect(exchange: Exchange) -> None:
        reply = await exchange.own_answer()
        body = reply.json()
        changed = [extended(each) for each in body] if isinstance(body, list) else extended(body)
        await _send_changed(exchange, reply, changed, "an object")

    return effect


def unknown_enum(fields: Fields) -> Effect:
    """Sets every member `field` of the answer, however deep, to `value`."""
    fields.required("field")
    field = fields.text("field")
    value = fields.json("value", "value_made_for_a_test")

    def changed(body: Json) -> Json:
        if isinstance(body, Mapping):
            return {
                name: value if name == field else changed(member) for name, member in body.items()
            }
        return [changed(each) for each in body] if isinstance(body, list) else body

    async def effect(exchange: Exchange) -> None:
        reply = await exchange.own_answer()
        await _send_changed(exchange, reply, changed(reply.json()), f"a member {field}")

    return effect


KINDS: Final[Mapping[str, Kind]] = {
    "latency": Kind(latency, (BEFORE, AFTER)),
    "status": Kind(status, (BEFORE, AFTER)),
    "unauthorized": Kind(unauthorized_once, (BEFORE,)),
    "drop": Kind(drop, (BEFORE, AFTER)),
    "html": Kind(html, (BEFORE, AFTER)),
    "truncated": Kind(truncated),
    "malformed": Kind(malformed),
    "content_type": Kind(content_type),
    "extra_field": Kind(extra_field),
    "unknown_enum": Kind(unknown_enum),
}
"""Every kind of fault."""


async def _send_changed(exchange: Exchange, reply: Reply, changed: Json, needed: str) -> None:
    # A fault that does nothing would let a test pass that tests nothing.
    if changed == reply.json():
        message = f"a fault could do nothing: the answer has not {needed} to change"
        await exchange.send(exchange.refusal(RefusalError(500, message)))
    else:
        await exchange.send(reply.with_body(json.dumps(changed, ensure_ascii=False).encode()))


def _headers(fields: Fields) -> dict[str, str]:
    headers = fields.texts("headers") or {}
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _FRAMING:
            raise ControlError(f"headers: {name!r} is not the name of a header that can be set")
        if not _HEADER_VALUE.fullmatch(value):
            raise ControlError(f"headers: the value of {name} must be printable ASCII")
    return headers
