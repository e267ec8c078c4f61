"""A proxy in front of staging, with a place where a fault can be put in.

One thread a connection, and one connection to staging for each of a client's. Without a fault, what
is sent arrives and what is answered comes back.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import BinaryIO, Final, Self
from urllib.parse import urlsplit

from .messages import Ended, Request, Response, read_request, read_response
from .routes import Call, call_of

TIMEOUT_SECONDS: Final = 30.0

Send = Callable[[Request], Response]
"""Sends a request on to staging; raises `Ended` where staging closes the connection."""
Fault = Callable[[Request, Call | None, Send], Response]
"""Answers a request in staging's place, with staging's help."""
Watch = Callable[[Request, Call | None, Response], None]
"""Is told of every exchange as the client had it."""


def faultless(request: Request, call: Call | None, send: Send) -> Response:
    """What staging answers."""
    return send(request)


class Proxy:
    """A context manager: inside it, the proxy accepts connections on a loopback port.

    `fault` and `watch` can be set at any time; they hold for the requests that follow.
    """

    def __init__(self, upstream: str) -> None:
        """Take a port. `upstream` is any address of staging's; its host and port count."""
        parts = urlsplit(upstream)
        assert parts.hostname is not None
        assert parts.port is not None
        self._host, self._port = parts.hostname, parts.port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._accept, name="proxy", daemon=True)
        self.fault: Fault = faultless
        self.watch: Watch | None = None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        port: int = self._listener.getsockname()[1]
        return port

    def addressed(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Staging's environment, with the vendors' addresses led through the proxy."""
        host, port = self._host, self._port
        return {
            name: value.replace(f"//{host}:{port}/", f"//127.0.0.1:{self.port}/")
            if name.endswith("_BASE_URL")
            else value
            for name, value in environment.items()
        }

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Closing a listener does not wake the thread that waits in accept; this does.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        self._open.add(client)
        with (
            client,
            client.makefile("rb") as stream,
            Connection(self._port, self._host) as upstream,
        ):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with contextlib.suppress(Ended, OSError):
                while True:
                    request = read_request(stream)
                    call = call_of(request.method, request.path)
                    response = self.fault(request, call, upstream.send)
                    if self.watch is not None:
                        self.watch(request, call, response)
                    client.sendall(response.to_bytes())
                    if (request.header("Connection") or "").lower() == "close":
                        break
        self._open.discard(client)


class Connection:
    """A connection to a server on this machine, made when it is needed, and again when it ended."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        if self._stream is not None:
            self._stream.close()
        if self._socket is not None:
            self._socket.close()
        self._socket = self._stream = None

    def send(self, request: Request) -> Response:
        if self._socket is None or self._stream is None:
            self._socket = socket.create_connection(self._address, TIMEOUT_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._stream = self._socket.makefile("rb")
        self._socket.sendall(request.with_header("Connection", None).to_bytes())
        try:
            response = read_response(self._stream, request.method)
        except (Ended, OSError):
            self._close()
            raise Ended from None
        if (header := dict(response.headers).get("connection")) and header.lower() == "close":
            self._close()
        return response
