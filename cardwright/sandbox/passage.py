"""One request to an ASGI application of this process, and what comes of it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from email.utils import formatdate
from typing import Final, NamedTuple

import httpx
from starlette.types import ASGIApp, Message, Scope

from cardwright.staging.controls.connection import EXTENSION

_CLIENT: Final = ("127.0.0.1", 1)

NO_ANSWER: Final = "Server disconnected without sending a response."


class Answer(NamedTuple):
    """What a client gets: an answer, whole or cut off in its body by `error`."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    error: httpx.TransportError | None = None

    def response(self) -> httpx.Response:
        """The answer as a transport gives it."""
        return httpx.Response(
            self.status,
            headers=self.headers,
            stream=_Body(self.body, self.error),
            extensions={"http_version": b"HTTP/1.1"},
        )


@dataclass(frozen=True, slots=True)
class _Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that ends as over a connection: with an error if that was closed before its end."""

    content: bytes
    error: httpx.TransportError | None

    def __iter__(self) -> Iterator[bytes]:
        yield self.content
        if self.error is not None:
            raise self.error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


class Passage:
    """A request on its way through the application, in the application's event loop.

    `answer` is there as soon as a client would have it, or fails as a connection would. It also
    stands for the connection where a fault asks for one.
    """

    def __init__(self, request: httpx.Request, body: bytes) -> None:
        self.answer: Future[Answer] = Future()
        self._request = request
        self._unread: bytes | None = body
        self._closed = asyncio.Event()
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._sent = bytearray()

    async def through(self, app: ASGIApp) -> None:
        """Let the application answer."""
        try:
            await app(self._scope(), self._receive, self._send)
        finally:
            self.drop(reset=False)

    def finish(self) -> None:
        """End the connection behind what was sent."""
        expected = dict(self._headers).get(b"content-length", b"?").decode()
        message = (
            "peer closed connection without sending complete message body "
            f"(received {len(self._sent)} bytes, expected {expected})"
        )
        self._answered(httpx.RemoteProtocolError(message))

    def drop(self, *, reset: bool) -> None:
        """End the connection without an answer, unless there is one already."""
        error = (
            httpx.ReadError("[Errno 104] Connection reset by peer")
            if reset
            else httpx.RemoteProtocolError(NO_ANSWER)
        )
        if not self.answer.done():
            self.answer.set_exception(error)
        self._closed.set()

    def _scope(self) -> Scope:
        url = self._request.url
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": self._request.method,
            "scheme": url.scheme,
            "path": url.path,
            "raw_path": url.raw_path.partition(b"?")[0],
            "query_string": url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in self._request.headers.raw],
            "client": _CLIENT,
            "server": (url.host, url.port),
            "state": {},
            "extensions": {EXTENSION: self},
        }

    async def _receive(self) -> Message:
        if self._unread is not None:
            body, self._unread = self._unread, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._closed.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            date = (b"date", formatdate(usegmt=True).encode())
            self._headers = [date, *message["headers"]]
            return
        if self._request.method != "HEAD":
            self._sent += message.get("body", b"")
        if not message.get("more_body", False):
            self._answered(None)

    def _answered(self, error: httpx.TransportError | None) -> None:
        if not self.answer.done():
            self.answer.set_result(Answer(self._status, self._headers, bytes(self._sent), error))
        self._closed.set()
