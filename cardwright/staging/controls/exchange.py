"""One request and its answer, in the hands of a fault."""

import json
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope, Send

from cardwright.staging.controls.calls import Note
from cardwright.staging.controls.connection import connection_of
from cardwright.staging.forms import read_parameters
from cardwright.staging.gate import Gate
from cardwright.staging.http import BODY_LIMIT, Answer, Json, RefusalError

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is on the wire."""

    status: int
    headers: Headers
    body: bytes

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """The answer on the wire."""
        response = answer.response()
        return cls(response.status_code, response.raw_headers, bytes(response.body))

    def json(self) -> Json:
        """The value in the body."""
        value: Json = json.loads(self.body)
        return value

    def with_header(self, name: bytes, value: bytes) -> "Reply":
        """The same with one header in the place of those of its name (in small letters)."""
        others = [header for header in self.headers if header[0].lower() != name]
        return Reply(self.status, [*others, (name, value)], self.body)

    def with_body(self, body: bytes) -> "Reply":
        """The same with another body, of its own length."""
        sized = self.with_header(b"content-length", str(len(body)).encode())
        return Reply(self.status, sized.headers, body)


class Exchange:
    """What an effect has at hand: the operation's own answer, and every way to end the call."""

    def __init__(self, gate: Gate, note: Note, scope: Scope, receive: Receive, send: Send) -> None:
        self._gate = gate
        self._note = note
        self._scope = scope
        self._receive = receive
        self._send = send
        self._own: Reply | None = None
        self._whole = False

    async def receive_request(self) -> None:
        """Take the whole request from the connection, unless it is too large to be answered.

        What happens to the client from then on no longer changes what is carried out.
        """
        messages: deque[Message] = deque()
        size = 0
        more = True
        while more and size <= BODY_LIMIT:
            messages.append(await self._receive())
            size += len(messages[-1].get("body", b""))
            more = messages[-1].get("more_body", False)
        self._whole = size <= BODY_LIMIT
        rest = self._receive

        async def replay() -> Message:
            return messages.popleft() if messages else await rest()

        self._receive = replay

    async def own_answer(self) -> Reply:
        """Carry out the request, unless that is done, and give its own answer."""
        if self._own is None:
            status, headers, body = 0, list[tuple[bytes, bytes]](), bytearray()

            async def collect(message: Message) -> None:
                nonlocal status, headers
                if message["type"] == "http.response.start":
                    status, headers = message["status"], list(message["headers"])
                else:
                    body.extend(message.get("body", b""))

            await self._gate(self._scope, self._receive, collect)
            if not status:
                raise ClientDisconnect
            self._own = Reply(status, headers, bytes(body))
        return self._own

    def refusal(self, refusal: RefusalError) -> Reply:
        """A refusal in the vendor's own error format."""
        return Reply.of(self._gate.refuse(self._scope["path"], refusal))

    async def send(self, reply: Reply) -> None:
        """Answer, and end the call."""
        await self._note_parameters()
        await self._send(
            {"type": "http.response.start", "status": reply.status, "headers": reply.headers}
        )
        await self._send({"type": "http.response.body", "body": reply.body})

    async def send_half(self, reply: Reply) -> None:
        """Announce the whole answer, send half of its body, and close the connection."""
        await self._note_parameters()
        half = reply.body[: len(reply.body) // 2]
        await self._send(
            {"type": "http.response.start", "status": reply.status, "headers": reply.headers}
        )
        await self._send({"type": "http.response.body", "body": half, "more_body": True})
        connection_of(self._scope).finish()
        await self._closed()

    async def drop(self, *, reset: bool) -> None:
        """Close the connection without an answer."""
        await self._note_parameters()
        self._note.end(None)
        connection_of(self._scope).drop(reset=reset)
        await self._closed()

    async def _note_parameters(self) -> None:
        if self._own is None and self._whole:
            # The operation, which else reads the parameters, was never asked.
            with suppress(RefusalError, ClientDisconnect):
                await read_parameters(Request(self._scope, self._receive))

    async def _closed(self) -> None:
        # Until then the server would take the call for one that forgot to answer.
        while (await self._receive())["type"] != "http.disconnect":
            pass
