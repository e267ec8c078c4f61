# Copied from generator/runtime/sockets.py by Cardwright; not to be edited here.
"""Blocking sockets that heed the deadline of the call they serve.

httpx gives its read timeout to each `recv` anew, so that headers that dribble in byte by byte
could outlast any total. httpcore's network backend is where each `recv` can be seen.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

from .timeouts import Deadline

_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)

# What the system takes in one piece. A larger write would wait for room more than once.
_PIECE = 64 * 1024


class Until:
    """While it is entered, what this thread does on the sockets ends at a deadline."""

    __slots__ = ("_before", "_deadline")

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def __enter__(self) -> None:
        self._before = _current.set(self._deadline)

    def __exit__(self, *_: object) -> None:
        _current.reset(self._before)


def heed_deadlines(client: httpx.Client) -> None:
    """Make the connections of a client through the environment's proxies heed `Until`.

    httpx has no public way to choose a network backend for them. Should the names change, the
    client still works: its body reads and its pauses stay bounded, and only dribbled headers would
    not be.
    """
    mounts: dict[object, object] = getattr(client, "_mounts", {})
    for transport in (getattr(client, "_transport", None), *mounts.values()):
        pool = getattr(transport, "_pool", None)
        backend = getattr(pool, "_network_backend", None)
        if pool is not None and isinstance(backend, httpcore.NetworkBackend):
            pool._network_backend = HeedfulBackend(backend)


class HeedfulBackend(httpcore.NetworkBackend):
    """Sockets that heed `Until`."""

    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.connect_tcp(host, port, left, local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if len(buffer) <= _PIECE:
            self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))
            return
        for start in range(0, len(buffer), _PIECE):
            piece = buffer[start : start + _PIECE]
            self._inner.write(piece, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(timeout: float | None, over: type[Exception]) -> float | None:
    deadline = _current.get()
    if deadline is None:
        return timeout
    left = deadline.remaining()
    if left <= 0:
        raise over
    return left if timeout is None else min(timeout, left)
