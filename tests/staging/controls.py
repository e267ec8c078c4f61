"""What the tests of the controls share: a client of them, and one that hears every byte."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx

from cardwright.staging import Staging


class Panel:
    """The controls over HTTP; answers are checked for being JSON."""

    def __init__(self, staging: Staging) -> None:
        self.http = httpx.Client(
            base_url=staging.environment["STAGING_CONTROLS_URL"] + "/", timeout=30, verify=False
        )

    def send(self, method: str, path: str, body: object = None, **more: Any) -> httpx.Response:
        if method == "POST" and not {"content", "headers"} & set(more):
            more["json"] = {} if body is None else body
        answer = self.http.request(method, path, **more)
        assert answer.headers["content-type"] == "application/json"
        assert answer.status_code != 500, answer.text
        return answer

    def __call__(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        """The body of a request that must succeed."""
        answer = self.send(method, path, body, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(
        self, status: int, naming: str, method: str, path: str, body: object = None, **more: Any
    ) -> None:
        """A request that must be refused with this status, by a message that begins so."""
        answer = self.send(method, path, body, **more)
        assert answer.status_code == status, answer.text
        assert set(answer.json()) == {"error"}
        assert answer.json()["error"].startswith(naming)

    def arm(self, operation: str, kind: str, **more: object) -> Any:
        return self("POST", "faults", {"operation": operation, "kind": kind, **more})


@contextmanager
def connected(staging: Staging) -> Iterator[socket.socket]:
    """A connection of its own to staging."""
    parts = urlsplit(staging.environment["INSTANTCARD_BASE_URL"])
    assert parts.hostname is not None
    with socket.create_connection((parts.hostname, parts.port or 80), timeout=10) as connection:
        yield connection


def request(
    staging: Staging, method: str, path: str, *headers: str, body: bytes = b"", host: str = ""
) -> bytes:
    """A request's bytes; `path` is from the root."""
    host = host or urlsplit(staging.environment["INSTANTCARD_BASE_URL"]).netloc
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def hear(connection: socket.socket) -> bytes:
    """Everything until the other side closes; a reset raises ConnectionResetError."""
    heard = b""
    while chunk := connection.recv(65536):
        heard += chunk
    return heard
