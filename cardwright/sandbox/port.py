"""An application on a loopback port, in an event loop that is running already."""

import asyncio
from email.utils import formatdate
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from cardwright.staging.controls.connection import ConnectionProtocol

GRACE_SECONDS: Final = 3.0
"""How long requests under way may take once the port is to be closed."""
_LOOK_SECONDS: Final = 0.002


class _State:
    """What uvicorn's protocols of one server share."""

    def __init__(self) -> None:
        self.total_requests = 0
        self.connections: set[Any] = set()
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def default_headers(self) -> list[tuple[bytes, bytes]]:
        return [(b"date", formatdate(usegmt=True).encode())]


class Port:
    """Serves an application until it is closed; to be made and used in the event loop.

    uvicorn's own `Server` looks at whether it is to end ten times a second, and waits as long for
    its connections: more than a test may take.
    """

    def __init__(self, server: asyncio.Server, state: _State) -> None:
        self._server = server
        self._state = state
        self.address: str = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"

    @classmethod
    async def open(cls, app: ASGIApp) -> "Port":
        """Listen on a free port."""
        config = uvicorn.Config(
            app,
            http=ConnectionProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
        )
        config.load()
        state = _State()

        def connected() -> asyncio.Protocol:
            shared: Any = state
            return ConnectionProtocol(config=config, server_state=shared, app_state={})

        loop = asyncio.get_running_loop()
        return cls(await loop.create_server(connected, "127.0.0.1", 0), state)

    async def close(self) -> None:
        """Accept no more, let what is under way end, and close all connections."""
        self._server.close()
        loop = asyncio.get_running_loop()
        end = loop.time() + GRACE_SECONDS
        for connection in list(self._state.connections):
            connection.shutdown()
        # uvicorn tells nobody when one is gone.
        while (self._state.connections or self._state.tasks) and loop.time() < end:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)
        for connection in list(self._state.connections):
            connection.transport.abort()
