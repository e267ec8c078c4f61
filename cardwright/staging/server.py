"""Starting and stopping: a `Staging` serves all vendors on one port from a thread of its own."""

import errno
import socket
import sqlite3
import threading
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import uvicorn
from anyio import to_thread

from cardwright.staging import instantcard, synctera
from cardwright.staging.clock import Clock, system_clock
from cardwright.staging.controls.api import PREFIX
from cardwright.staging.controls.app import ControlledApp
from cardwright.staging.controls.clock import ControlledClock
from cardwright.staging.controls.connection import ConnectionProtocol
from cardwright.staging.controls.panel import Controls
from cardwright.staging.db import Database, UnusableDatabaseError
from cardwright.staging.gate import Gate
from cardwright.staging.protocol import JsonProtocol
from cardwright.staging.vendor import Services, Vendor

VENDORS: Final[tuple[Vendor, ...]] = (instantcard.VENDOR, synctera.VENDOR)
DEFAULT_TOKEN_TTL: Final = timedelta(hours=1)
START_SECONDS: Final = 10.0
GRACE_SECONDS: Final = 3
IDLE_SECONDS: Final = 75
"""How long a connection may be idle. Longer than clients keep one (httpx: 5 seconds), so that none
sends a request just as its connection is being closed."""
WORKERS: Final = 4
"""How many requests are worked on at once; others wait. The database serves one at a time, and
what a login or a picture takes of memory is kept by each thread that ever did one."""


class Staging:
    """A context manager: inside it, staging accepts connections.

    `environment` holds the base addresses and credentials under the names that clients read from
    the environment. `accounts` has one such environment for each account, the first being that;
    no account sees anything of another's. `controls` is what can be done to it. `services` are
    staging's own, for tests that look behind the API.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        database: Path | None = None,
        token_ttl: timedelta = DEFAULT_TOKEN_TTL,
        clock: Clock = system_clock,
        controls: bool = True,
        page: bool = False,
    ) -> None:
        """Open and seed the database, then take the port (0: any free one).

        Without `controls` there is nothing below ``/_staging``. With them and `page` there is a
        page to look at, at ``/``. Raises `UnusableDatabaseError` for the file and OSError for the
        address.
        """
        store = Database(database, (vendor.schema for vendor in VENDORS))
        controlled_clock = ControlledClock(clock)
        try:
            self.services = Services(store, controlled_clock if controls else clock, token_ttl)
            accounts = seed_accounts(self.services, database)
            self._socket = _listen(host, port)
        except BaseException:
            store.close()
            raise
        address = _authority(self._socket)
        addresses = {
            f"{vendor.name.upper()}_BASE_URL": f"http://{address}{vendor.prefix}"
            for vendor in VENDORS
        }
        if controls and (local := _loopback_authority(self._socket)) is not None:
            addresses["STAGING_CONTROLS_URL"] = f"http://{local}{PREFIX}"
            if page:
                addresses["STAGING_PAGE_URL"] = f"http://{local}/"
        self.accounts: tuple[dict[str, str], ...] = tuple(addresses | each for each in accounts)
        self.environment: dict[str, str] = self.accounts[0]
        self._controls: Controls | None = None
        app: Gate | ControlledApp
        if controls:
            app = ControlledApp(VENDORS, self.services, controlled_clock, page=page)
            self._controls = app.controls
        else:
            app = Gate(VENDORS, self.services)
        self._server = _Server(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=ConnectionProtocol if controls else JsonProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                # The controls go by who the client is, so no header may say who it is.
                proxy_headers=False,
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="staging", daemon=True
        )

    @property
    def controls(self) -> Controls:
        """The controls; raises RuntimeError when it was started without them."""
        if self._controls is None:
            raise RuntimeError("this staging was started without controls")
        return self._controls

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
    controls: bool = True,
    page: bool = False,
) -> Staging:
    """Staging on a free loopback port, to be used in a ``with`` statement. See `Staging`."""
    return Staging(
        host=host,
        port=port,
        database=database,
        token_ttl=token_ttl,
        clock=clock,
        controls=controls,
        page=page,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepting = threading.Event()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if isinstance(self.config.app, ControlledApp):
            self.config.app.stop()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        to_thread.current_default_thread_limiter().total_tokens = WORKERS
        await super().startup(sockets)
        self.accepting.set()


def seed_accounts(services: Services, path: Path | None = None) -> list[dict[str, str]]:
    """Bring the made-up accounts into the database; answers each one's credentials everywhere.

    Raises `UnusableDatabaseError` when the file at `path` cannot be written.
    """
    try:
        with services.database.writing() as connection:
            planted = [vendor.seed(connection, services.clock()) for vendor in VENDORS]
    except sqlite3.Error as error:
        raise UnusableDatabaseError(f"{path}: {error}") from error
    return [
        {name: value for credentials in account for name, value in credentials.items()}
        for account in zip(*planted, strict=True)
    ]


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


def _loopback_authority(listener: socket.socket) -> str | None:
    """Where it is reached on loopback; None when it listens at one address elsewhere."""
    host, port = listener.getsockname()[:2]
    address = ip_address(host)
    if address.is_unspecified:
        return f"127.0.0.1:{port}" if address.version == 4 else f"[::1]:{port}"
    return _authority(listener) if address.is_loopback else None
