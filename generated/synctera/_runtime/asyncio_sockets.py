# Copied from generator/runtime/asyncio_sockets.py by Cardwright; not to be edited here.
"""Sockets of asyncio, for httpcore.

httpcore's own backend goes through anyio, which lets the event loop turn once for every write and
makes a cancel scope for every read. With many calls in flight that is half of what they cost.
"""

from __future__ import annotations

import asyncio
import select
import ssl
from collections import deque
from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import httpcore

if TYPE_CHECKING:
    from collections.abc import Generator

# What may wait here to be read, in bytes, before the vendor has to wait.
_MOST: Final = 256 * 1024

# In seconds, until a second address of a host is tried beside the first (RFC 8305).
_PATIENCE: Final = 0.25


class AsyncioBackend(httpcore.AsyncNetworkBackend):
    """Makes connections with the running event loop of asyncio."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect; asyncio sets TCP_NODELAY by itself."""
        loop = asyncio.get_running_loop()
        local = None if local_address is None else (local_address, 0)
        with _failing(httpcore.ConnectTimeout, httpcore.ConnectError):
            async with asyncio.timeout(timeout):
                _, stream = await loop.create_connection(
                    _Stream, host, port, local_addr=local, happy_eyeballs_delay=_PATIENCE
                )
        for option in socket_options or ():
            stream.get_extra_info("socket").setsockopt(*option)
        return stream

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class _Stream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """One connection. It is read ahead of those who ask, up to a bound."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: Any = None
        self._chunks: deque[bytes] = deque()
        self._size = 0
        self._ended = False
        self._lost: Exception | None = None
        self._is_full = False
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._chunks.append(data)
        self._size += len(data)
        if self._size > _MOST:
            self._transport.pause_reading()
        _wake(self._reader)

    def eof_received(self) -> None:
        self._ended = True
        _wake(self._reader)

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = True
        self._lost = exc
        _wake(self._reader)
        _wake(self._writer)

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        _wake(self._writer)

    # What httpcore calls.

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while not self._chunks and not self._ended:
            self._reader = self._loop.create_future()
            await self._wait(self._reader, timeout, httpcore.ReadTimeout)
        if not self._chunks:
            if self._lost is not None:
                raise httpcore.ReadError(str(self._lost)) from self._lost
            return b""
        chunk = self._chunks.popleft()
        if len(chunk) > max_bytes:
            self._chunks.appendleft(chunk[max_bytes:])
            chunk = chunk[:max_bytes]
        if self._size > _MOST >= self._size - len(chunk) and not self._ended:
            self._transport.resume_reading()
        self._size -= len(chunk)
        return chunk

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        if self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        self._transport.write(buffer)
        while self._is_full:
            if self._transport.is_closing():
                raise httpcore.WriteError("the connection broke")
            self._writer = self._loop.create_future()
            await self._wait(self._writer, timeout, httpcore.WriteTimeout)

    async def aclose(self) -> None:
        self._transport.close()
        try:
            # A turn of the loop, to send what is left; then nothing is waited for.
            await asyncio.sleep(0)
        finally:
            self._transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        plain = self._transport
        if self._chunks:
            # In the clear, by whoever: it would be read as if it had come encrypted.
            plain.abort()
            raise httpcore.ConnectError("the vendor sent something before the TLS handshake")
        try:
            with _failing(httpcore.ConnectTimeout, httpcore.ConnectError):
                async with asyncio.timeout(timeout):
                    self._transport = await self._loop.start_tls(
                        plain, self, ssl_context, server_hostname=server_hostname
                    )
        except BaseException:
            plain.abort()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            # What has arrived for the system, the loop may not have been told yet.
            return self._ended or bool(self._chunks) or _is_readable(self.get_extra_info("socket"))
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._transport.get_extra_info(names.get(info, info))

    async def _wait(
        self, done: asyncio.Future[None], seconds: float | None, over: type[Exception]
    ) -> None:
        timer = None if seconds is None else self._loop.call_later(seconds, _end, done, over)
        try:
            await done
        finally:
            if timer is not None:
                timer.cancel()


def _wake(waiting: asyncio.Future[None] | None) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(None)


def _end(waiting: asyncio.Future[None], over: type[Exception]) -> None:
    if not waiting.done():
        waiting.set_exception(over())


def _is_readable(connection: Any) -> bool:
    if connection is None or connection.fileno() < 0:
        return True
    if not hasattr(select, "poll"):
        return bool(select.select([connection], [], [], 0)[0])
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))


@contextmanager
def _failing(late: type[Exception], broken: type[Exception]) -> Generator[None]:
    try:
        yield
    except TimeoutError as error:
        # The system's own is one as well, and has a number.
        raise (late if error.errno is None else broken)(str(error)) from error
    except OSError as error:
        raise broken(str(error)) from error
