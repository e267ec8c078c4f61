"""Starting and stopping: a `Staging` serves all vendors on one port from a thread of its own."""

import errno
import socket
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import uvicorn

from cardwright.staging import instantcard, synctera
from cardwright.staging.clock import Clock, system_clock
from cardwright.staging.db import Database, UnusableDatabaseError
from cardwright.staging.gate import Gate
from cardwright.staging.vendor import Services, Vendor

VENDORS: Final[tuple[Vendor, ...]] = (instantcard.VENDOR, synctera.VENDOR)
DEFAULT_TOKEN_TTL: Final = timedelta(hours=1)
START_SECONDS: Final = 10.0
GRACE_SECONDS: Final = 3


class Staging:
    """A context manager: inside it, staging accepts connections.

    `environment` holds the base addresses and credentials under the names that clients read from
    the environment. `services` are staging's own, for tests that look behind the API.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        database: Path | None = None,
        token_ttl: timedelta = DEFAULT_TOKEN_TTL,
        clock: Clock = system_clock,
    ) -> None:
        """Open and seed the database, then take the port (0: any free one).

        Raises `UnusableDatabaseError` for the file and OSError for the address.
        """
        store = Database(database, (vendor.schema for vendor in VENDORS))
        try:
            self.services = Services(store, clock, token_ttl)
            credentials = _seed(self.services, database)
            self._socket = _listen(host, port)
        except BaseException:
            store.close()
            raise
        address = _authority(self._socket)
        self.environment: dict[str, str] = {
            f"{vendor.name.upper()}_BASE_URL": f"http://{address}{vendor.prefix}"
            for vendor in VENDORS
        } | credentials
        self._server = _Server(
            uvicorn.Config(
                Gate(VENDORS, self.services),
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="staging", daemon=True
        )

    @property
    def alive(self) -> bool:
        """Whether it is being served."""
        return self._thread.is_alive()

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._server.accepting.wait(START_SECONDS):
            self.__exit__(None, None, None)
            raise OSError("staging did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
        self.services.database.close()


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    database: Path | None = None,
    token_ttl: timedelta = DEFAULT_TOKEN_TTL,
    clock: Clock = system_clock,
) -> Staging:
    """Staging on a free loopback port, to be used in a ``with`` statement. See `Staging`."""
    return Staging(host=host, port=port, database=database, token_ttl=token_ttl, clock=clock)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepting = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepting.set()


def _seed(services: Services, path: Path | None) -> dict[str, str]:
    credentials: dict[str, str] = {}
    try:
        with services.database.writing() as connection:
            for vendor in VENDORS:
                credentials |= vendor.seed(connection, services.clock())
    except sqlite3.Error as error:
        raise UnusableDatabaseError(f"{path}: {error}") from error
    return credentials


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except UnicodeError as error:
        raise OSError(errno.EINVAL, "that is no host name") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def _authority(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if listener.family == socket.AF_INET6 else f"{host}:{port}"
