"""A TCP proxy on loopback that knows where a request ends, and can break it at any place."""

import contextlib
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeAlias

_LINGER_NOT: Final = struct.pack("ii", 1, 0)


class Reply(NamedTuple):
    """What the vendor sent back.

    Attributes:
        raw: Head and body; what there is of them.
        whole: Whether nothing is missing.
        reset: Whether the connection ended with RST.
    """

    raw: bytes
    whole: bool
    reset: bool = False


@dataclass(frozen=True)
class Meeting:
    """A request of the operation that is watched, in the hands of a trick."""

    client: socket.socket
    request: bytes
    forward: Callable[[bytes], Reply]
    pause: Callable[[float], bool]
    """Waits so many seconds, and tells whether to go on."""


Trick: TypeAlias = Callable[[Meeting], bool]
"""Deals with a request; tells whether its connection goes on."""


@dataclass
class Arrival:
    """A request of the operation that is watched.

    Attributes:
        at: When it was there, whole, in seconds of the monotonic clock.
        answered: When its answer, or the trick that it met, began.
    """

    at: float
    answered: float | None = None


class Proxy:
    """Stands in front of a server, inside a `with` statement.

    It watches one operation at a time: its requests are noted, and meet the trick.
    """

    def __init__(self, host: str, port: int) -> None:
        self._upstream = (host, port)
        # Keeps the port while nobody listens, so that connections to it are refused.
        self._keeper = _bound(0)
        self.port: int = self._keeper.getsockname()[1]
        self._listener: socket.socket | None = None
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._busy = 0
        self._calm = threading.Event()
        self._pattern: re.Pattern[str] | None = None
        self._trick: Trick | None = None
        self._left = 0
        self._unread = False
        self.arrivals: list[Arrival] = []

    def __enter__(self) -> Self:
        self.listen()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._calm.set()
        self.refuse()
        self._keeper.close()

    def watch(self, method: str, path: str) -> None:
        """Note the requests that have this method, and a path that the expression matches."""
        self.calm()
        self._calm.clear()
        self._pattern = re.compile(f"{method} (?:{path})(?:\\?[^ ]*)? HTTP/1.1")
        self.arrivals = []

    def arm(self, trick: Trick, *, times: int = 1, unread: bool = False) -> None:
        """Let the next requests meet a trick; `unread`: before their body is read."""
        self._trick, self._left, self._unread = trick, times, unread

    def calm(self) -> None:
        """Take back every trick, and end those that go on."""
        self._calm.set()
        self._trick, self._left, self._unread = None, 0, False
        if self._listener is None:
            self.listen()

    def listen(self) -> None:
        """Accept connections."""
        self._listener = _bound(self.port)
        self._listener.listen(256)
        threading.Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def refuse(self) -> None:
        """Refuse new connections, and close those there are."""
        if self._listener is not None:
            _close(self._listener)
            self._listener = None
        self.hang_up()

    def hang_up(self) -> None:
        """Close the connections there are, as a server closes idle ones."""
        with self._lock:
            doomed = list(self._open)
        for each in doomed:
            _close(each)

    def wait_until_idle(self, seconds: float = 10) -> None:
        """Wait until everything that was forwarded has been answered.

        Raises:
            TimeoutError: That takes longer.
        """
        end = time.monotonic() + seconds
        while self._busy:
            if time.monotonic() > end:
                raise TimeoutError("the vendor does not answer")
            time.sleep(0.002)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._open.add(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.closing(_Vendor(self._upstream)) as vendor:
            try:
                self._relay(client, vendor)
            except OSError:
                pass
            finally:
                with self._lock:
                    self._open.discard(client)
                client.close()

    def _relay(self, client: socket.socket, vendor: "_Vendor") -> None:
        reader = _Reader(client)
        while (head := reader.head()) is not None:
            watched = self._is_watched(head)
            trick = self._take() if watched else None
            if trick is not None and self._unread:
                reset(client)
                return
            body = reader.exactly(_length(head))
            if body is None:
                return
            arrival = Arrival(time.monotonic())
            if watched:
                self.arrivals.append(arrival)
            if not self._answer(client, vendor, head + body, trick, arrival):
                return

    def _answer(
        self,
        client: socket.socket,
        vendor: "_Vendor",
        request: bytes,
        trick: Trick | None,
        arrival: Arrival,
    ) -> bool:
        def forward(sent: bytes) -> Reply:
            with self._lock:
                self._busy += 1
            try:
                return vendor.exchange(sent)
            finally:
                with self._lock:
                    self._busy -= 1

        if trick is not None:
            arrival.answered = time.monotonic()
            return trick(Meeting(client, request, forward, lambda s: not self._calm.wait(s)))
        reply = forward(request)
        arrival.answered = time.monotonic()
        if reply.reset:
            reset(client)
        else:
            client.sendall(reply.raw)
        return reply.whole

    def _is_watched(self, head: bytes) -> bool:
        line = head.partition(b"\r\n")[0].decode("latin-1")
        return self._pattern is not None and self._pattern.fullmatch(line) is not None

    def _take(self) -> Trick | None:
        with self._lock:
            if not self._left:
                return None
            self._left -= 1
            return self._trick


class _Vendor:
    """One connection to the server behind the proxy."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._socket: socket.socket | None = None

    def exchange(self, request: bytes) -> Reply:
        """Send a request, and read the answer as far as it goes."""
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=30)
        reader = _Reader(self._socket)
        try:
            self._socket.sendall(request)
            head = reader.head()
            body = b"" if head is None else reader.exactly(_length(head))
        except ConnectionResetError:
            self.close()
            return Reply(b"", whole=False, reset=True)
        if head is None or body is None:
            self.close()
            return Reply((head or b"") + reader.rest, whole=False)
        return Reply(head + body, whole=True)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class _Reader:
    """Reads messages of known lengths from a connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.rest = b""

    def head(self) -> bytes | None:
        """Up to and with the empty line; `None` if the connection ends before."""
        while (end := self.rest.find(b"\r\n\r\n")) < 0:
            if not self._more():
                return None
        head, self.rest = self.rest[: end + 4], self.rest[end + 4 :]
        return head

    def exactly(self, size: int) -> bytes | None:
        """So many bytes; `None`, and what there is in `rest`, if the connection ends before."""
        while len(self.rest) < size:
            if not self._more():
                return None
        found, self.rest = self.rest[:size], self.rest[size:]
        return found

    def _more(self) -> bool:
        piece = self._connection.recv(65536)
        self.rest += piece
        return bool(piece)


def reset(connection: socket.socket) -> None:
    """End a connection with RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
    connection.close()


def _length(head: bytes) -> int:
    found = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    return int(found[1]) if found else 0


def _bound(port: int) -> Any:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(("127.0.0.1", port))
    return made


def _close(connection: socket.socket) -> None:
    # Closing alone would not wake the thread that waits on it.
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
