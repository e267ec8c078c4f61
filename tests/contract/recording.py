"""A server that answers anything, and remembers what arrived."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attrs


@attrs.frozen
class Arrived:
    """One request, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@attrs.frozen
class Reply:
    """One answer."""

    status: int = 200
    body: bytes = b"null"
    headers: dict[str, str] = attrs.field(factory=dict)
    kind: str = "application/json"


@attrs.define
class Recorder:
    """What arrived, and where to send more.

    Attributes:
        url: The server's address.
        arrived: The requests, in order.
    """

    url: str
    arrived: list[Arrived] = attrs.field(factory=list)


@contextmanager
def recording(answer: Callable[[Arrived], Reply]) -> Iterator[Recorder]:
    """Serve on a free port, and let a function make the answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def __getattr__(self, name: str) -> Callable[[], None]:
            # Whatever the method is called.
            if name.startswith("do_"):
                return self._take
            raise AttributeError(name)

        def _take(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = Arrived(
                self.command, self.path, dict(self.headers.items()), self.rfile.read(length)
            )
            recorder.arrived.append(request)
            reply = answer(request)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Stays out of the tests' output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recorder = Recorder(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
