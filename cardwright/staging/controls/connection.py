"""The connection of a request, for answers that are cut off: an ASGI extension and its protocol."""

import asyncio
import socket
import struct
from typing import Any, Final

from starlette.types import ASGIApp, Receive, Scope, Send

from cardwright.staging.protocol import JsonProtocol

EXTENSION: Final = "cardwright.connection"
_LINGER_NOT: Final = struct.pack("ii", 1, 0)


class Connection:
    """A TCP connection to a client."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def finish(self) -> None:
        """Send what was written, then close."""
        self._transport.close()

    def drop(self, *, reset: bool) -> None:
        """Close at once; what was not sent yet is lost. A reset connection ends with RST."""
        if reset:
            connection = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self._transport.abort()


def connection_of(scope: Scope) -> Connection:
    """The connection that a request came by, served by a `ConnectionProtocol`."""
    connection: Connection = scope["extensions"][EXTENSION]
    return connection


class ConnectionProtocol(JsonProtocol):
    """Staging's protocol with a `Connection` in the scope of every request."""

    def connection_made(  # type: ignore[override]
        self, transport: asyncio.Transport
    ) -> None:
        """Bind the application to the connection."""
        super().connection_made(transport)
        self.app = _with_connection(self.app, Connection(transport))


def _with_connection(app: Any, connection: Connection) -> Any:
    served: ASGIApp = app

    async def bound(scope: Scope, receive: Receive, send: Send) -> None:
        scope["extensions"] = {**scope.get("extensions", {}), EXTENSION: connection}
        await served(scope, receive, send)

    return bound
