"""A vendor on loopback that keeps the exact bytes of each request and answers by a script."""

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeAlias

Answer: TypeAlias = bytes | Callable[[socket.socket], None]
"""What is sent, or a function that does as it likes with the connection and is over with it."""


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    connection: int

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    def header(self, name: str) -> str | None:
        found = [value for each, value in self.headers if each.lower() == name.lower()]
        assert len(found) <= 1, f"{name} came {len(found)} times"
        return found[0] if found else None


def reply(
    body: bytes = b"",
    status: int | str = 200,
    *,
    headers: Iterable[tuple[str, str]] = (),
    media_type: str | None = "application/json",
) -> bytes:
    """A whole HTTP/1.1 answer."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    lines += [f"Content-Type: {media_type}"] if media_type else []
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def json_reply(document: Any, status: int = 200, **rest: Any) -> bytes:
    """A whole answer whose body is JSON."""
    return reply(json.dumps(document).encode(), status, **rest)


class Recorder:
    """Listens inside a `with` statement. A login gets the tokens `token-1`, `token-2` and so on."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.requests: list[Received] = []
        self.answers: list[Answer] = []
        self.respond: Callable[[Received], Answer] | None = None
        self.login: Callable[[int], Answer] = lambda n: json_reply({"auth_token": f"token-{n}"})
        self._logins = 0
        self._connections = 0
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []

    @property
    def origin(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def logins(self) -> list[Received]:
        return [each for each in self.requests if each.path.endswith("/authenticate")]

    @property
    def calls(self) -> list[Received]:
        return [each for each in self.requests if not each.path.endswith("/authenticate")]

    @property
    def connected(self) -> int:
        """How many connections are open."""
        with self._lock:
            return len(self._open)

    @property
    def only(self) -> Received:
        """The one request beside logins."""
        (call,) = self.calls
        return call

    def script(self, *answers: Answer) -> None:
        """What the next calls get, one each; the last one is repeated. Forgets what has arrived."""
        self.answers = list(answers)
        self.requests.clear()

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopped.set()
        with self._lock:
            doomed = [self._listener, *self._open]
        for each in doomed:
            # Closing alone would not wake the thread that waits on it.
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(5)

    def pause(self, seconds: float) -> bool:
        """Wait, and tell whether to go on."""
        return not self._stopped.wait(seconds)

    def silence(self, _: socket.socket) -> None:
        """An answer that does not come."""
        self._stopped.wait(30)

    def _start(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._open.add(connection)
                self._connections += 1
                number = self._connections
            self._start(self._serve, connection, number)

    def _serve(self, plain: socket.socket, number: int) -> None:
        connection = plain
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(plain, server_side=True)
            while (request := _receive(connection, number)) is not None:
                answer = self._answer(request)
                if callable(answer):
                    answer(connection)
                    return
                connection.sendall(answer)
        except OSError:
            return
        finally:
            with self._lock:
                self._open.discard(plain)
            connection.close()

    def _answer(self, request: Received) -> Answer:
        with self._lock:
            self.requests.append(request)
            if request.path.endswith("/authenticate"):
                self._logins += 1
                return self.login(self._logins)
            if self.respond is not None:
                return self.respond(request)
            if not self.answers:
                return json_reply({"error": "nothing is scripted"}, 599)
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def _receive(connection: socket.socket, number: int) -> Received | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = tuple(
        (name, value.strip()) for name, _, value in (each.partition(":") for each in lines)
    )
    lengths: Mapping[str, str] = {name.lower(): value for name, value in headers}
    missing = int(lengths.get("content-length", "0")) - len(body)
    while missing > 0:
        piece = connection.recv(min(missing, 65536))
        if not piece:
            return None
        body += piece
        missing -= len(piece)
    return Received(method, target, headers, body, number)
