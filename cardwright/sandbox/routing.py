"""Leads what goes to a sandbox's address into the sandbox, whoever made the httpx client.

Code under test makes its own clients, from the environment variables. So httpx's transports are
replaced while a sandbox is open, as pytest-httpx and respx do it. All other addresses go their
usual way.
"""

import itertools
import threading
from typing import Any, Final

import httpx

from cardwright.sandbox.transport import SandboxTransport

_ways: Final[dict[tuple[str, int | None], SandboxTransport]] = {}
_turn: Final = threading.Lock()
_hosts: Final = itertools.cycle(f"127.93.{n >> 8}.{n & 255}" for n in range(1, 2**16))
_own: dict[type[Any], Any] = {}

#: Nobody listens there: what gets out of this process by mistake is refused.
_PORT: Final = 1


def open_way(transport: SandboxTransport) -> str:
    """Give the transport an address: a loopback host with its port."""
    with _turn:
        free = (each for each in _hosts if (each, _PORT) not in _ways)
        host = next(free)
        if not _ways:
            _replace()
        _ways[host, _PORT] = transport
    return f"{host}:{_PORT}"


def close_way(address: str) -> None:
    """Take an address back."""
    name, _, port = address.partition(":")
    with _turn:
        del _ways[name, int(port)]
        if not _ways:
            _restore()


def _way(request: httpx.Request) -> SandboxTransport | None:
    return _ways.get((request.url.host, request.url.port))


def _handle_request(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
    way = _way(request)
    if way is not None:
        return way.handle_request(request)
    response: httpx.Response = _own[httpx.HTTPTransport](self, request)
    return response


async def _handle_async_request(
    self: httpx.AsyncHTTPTransport, request: httpx.Request
) -> httpx.Response:
    way = _way(request)
    if way is not None:
        return await way.handle_async_request(request)
    response: httpx.Response = await _own[httpx.AsyncHTTPTransport](self, request)
    return response


_REPLACED: Final[tuple[tuple[type[Any], str, Any], ...]] = (
    (httpx.HTTPTransport, "handle_request", _handle_request),
    (httpx.AsyncHTTPTransport, "handle_async_request", _handle_async_request),
)


def _replace() -> None:
    for transport, method, ours in _REPLACED:
        found = getattr(transport, method)
        if found is not ours:
            _own[transport] = found
            setattr(transport, method, ours)


def _restore() -> None:
    for transport, method, ours in _REPLACED:
        # Somebody else may have replaced ours, and holds on to it: it leads on as it is.
        if getattr(transport, method) is ours:
            setattr(transport, method, _own[transport])
