"""HTTP/1.1 messages as they are on a connection, read and written without judging them."""

import json
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Self
from urllib.parse import parse_qsl, urlencode

Headers = tuple[tuple[str, str], ...]
BODILESS = (204, 304)


class Ended(Exception):
    """The other side has closed the connection, perhaps amid a message."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sends. `target` is as it goes out: path and query string."""

    method: str
    target: str
    headers: Headers
    body: bytes

    @property
    def path(self) -> str:
        """The target without its query string."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> list[tuple[str, str]]:
        """The pairs of the query string."""
        return parse_qsl(self.target.partition("?")[2], keep_blank_values=True)

    def header(self, name: str) -> str | None:
        """A header's first value."""
        return header(self.headers, name)

    def with_header(self, name: str, value: str | None) -> Self:
        """The same with another value for a header, or without it."""
        return replace(self, headers=with_header(self.headers, name, value))

    def with_query(self, pairs: list[tuple[str, str]]) -> Self:
        """The same with another query string."""
        return replace(self, target=f"{self.path}?{urlencode(pairs)}" if pairs else self.path)

    def to_bytes(self) -> bytes:
        """The message with the length of its body."""
        headers = with_header(self.headers, "Transfer-Encoding", None)
        if self.body or header(headers, "Content-Length") is not None:
            headers = with_header(headers, "Content-Length", str(len(self.body)))
        return _message(f"{self.method} {self.target} HTTP/1.1", headers, self.body)


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answers."""

    status: int
    reason: str
    headers: Headers
    body: bytes

    def json(self) -> Any:
        """The body as JSON; raises ValueError."""
        return json.loads(self.body)

    def with_json(self, value: Any) -> Self:
        """The same with another body."""
        return self.with_body(json.dumps(value).encode())

    def with_body(self, body: bytes) -> Self:
        """The same with another body, of its own length."""
        headers = with_header(self.headers, "Content-Length", str(len(body)))
        return replace(self, body=body, headers=headers)

    def with_header(self, name: str, value: str | None) -> Self:
        """The same with another value for a header, or without it."""
        return replace(self, headers=with_header(self.headers, name, value))

    def with_status(self, status: int) -> Self:
        """The same with another status."""
        return replace(self, status=status, reason="Changed")

    def to_bytes(self) -> bytes:
        """The message."""
        return _message(f"HTTP/1.1 {self.status} {self.reason}", self.headers, self.body)


def header(headers: Headers, name: str) -> str | None:
    """The first value of a header."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


def with_header(headers: Headers, name: str, value: str | None) -> Headers:
    """Headers with another value for one of them, or without it."""
    others = tuple(each for each in headers if each[0].lower() != name.lower())
    return others if value is None else (*others, (name, value))


def _message(first: str, headers: Headers, body: bytes) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def read_request(stream: BinaryIO) -> Request:
    """The next request of a connection; raises `Ended`."""
    first, headers = _head(stream)
    method, _, rest = first.partition(" ")
    target = rest.rpartition(" ")[0]
    return Request(method, target, headers, _body(stream, headers))


def read_response(stream: BinaryIO, method: str) -> Response:
    """The answer to a request of this method; raises `Ended`."""
    first, headers = _head(stream)
    _, status, reason = (*first.split(" ", 2), "", "")[:3]
    if int(status) == 100:
        return read_response(stream, method)
    if method == "HEAD" or int(status) in BODILESS:
        return Response(int(status), reason, headers, b"")
    if header(headers, "Content-Length") is None and header(headers, "Transfer-Encoding") is None:
        return Response(int(status), reason, headers, stream.read())
    return Response(int(status), reason, headers, _body(stream, headers))


def _head(stream: BinaryIO) -> tuple[str, Headers]:
    lines = []
    while (line := stream.readline()) not in (b"\r\n", b"\n"):
        if not line.endswith(b"\n"):
            raise Ended
        lines.append(line.rstrip(b"\r\n").decode("latin-1"))
    if not lines:
        raise Ended
    pairs = (each.partition(":") for each in lines[1:])
    return lines[0], tuple((name, value.strip()) for name, _, value in pairs)


def _body(stream: BinaryIO, headers: Headers) -> bytes:
    if "chunked" in (header(headers, "Transfer-Encoding") or "").lower():
        return b"".join(_chunks(stream))
    length = int(header(headers, "Content-Length") or 0)
    body = stream.read(length)
    if len(body) < length:
        raise Ended
    return body


def _chunks(stream: BinaryIO) -> list[bytes]:
    chunks = []
    while size := int(stream.readline().partition(b";")[0] or b"0", 16):
        chunks.append(stream.read(size))
        stream.readline()
    stream.readline()
    return chunks
