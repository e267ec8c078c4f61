"""The sockets of a client for tasks on asyncio: what they read ahead, and what they never read."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import Any

import httpcore
import pytest
import trustme

from instantcard import AsyncInstantCard
from instantcard._runtime.asyncio_sockets import AsyncioBackend

from .clients import SETTINGS
from .recorder import Recorder, json_reply

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
MIB = 1024 * 1024


def connected(serve: Serve, work: Callable[[Any], Awaitable[None]]) -> None:
    """Do something with a connection to a server."""

    async def main() -> None:
        over = asyncio.Event()

        async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await serve(reader, writer)
            except ConnectionError:
                pass
            finally:
                writer.transport.abort()
                over.set()

        async with await asyncio.start_server(served, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            stream = await AsyncioBackend().connect_tcp("127.0.0.1", port, timeout=5)
            try:
                await work(stream)
            finally:
                await stream.aclose()
            await asyncio.wait_for(over.wait(), 5)

    asyncio.run(main())


@pytest.mark.parametrize("piece", [MIB, 65536, 9_999])
def test_all_that_comes_is_read_in_order_and_little_of_it_ahead(piece: int) -> None:
    sent = bytes(range(251)) * (4 * MIB // 251)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()

    async def work(stream: Any) -> None:
        await asyncio.sleep(0.05)
        assert stream.get_extra_info("is_readable")
        found = bytearray()
        while chunk := await stream.read(piece, timeout=5):
            assert len(chunk) <= piece
            found += chunk
            assert sum(map(len, stream._chunks)) == stream._size < MIB
            if len(found) % 7 == 0:
                await asyncio.sleep(0)
        assert found == sent
        assert await stream.read(10, timeout=5) == b""

    connected(serve, work)


def test_what_comes_in_the_clear_is_not_taken_for_what_comes_encrypted() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await reader.read()

    async def work(stream: Any) -> None:
        await asyncio.sleep(0.05)
        context = ssl.create_default_context()
        trustme.CA().configure_trust(context)
        with pytest.raises(httpcore.ConnectError, match="before the TLS handshake"):
            await stream.start_tls(context, "vendor.example", timeout=5)

    connected(serve, work)


def test_a_peer_that_does_not_read_holds_up_nobody_for_long() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(0.4)

    async def work(stream: Any) -> None:
        large = bytes(16 * MIB)
        with pytest.raises(httpcore.WriteTimeout):
            await stream.write(large, timeout=0.1)
        task = asyncio.create_task(stream.write(b"more", timeout=5))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(httpcore.ReadTimeout):
            await stream.read(10, timeout=0.05)
        # The peer goes away with all of it unread.
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"more", timeout=5)
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"more", timeout=5)

    connected(serve, work)


class Foreign(asyncio.SelectorEventLoop):
    """A loop that knows no more than uvloop does."""

    async def create_connection(  # type: ignore[override]
        self, factory: Any, host: Any = None, port: Any = None, *, local_addr: Any = None
    ) -> Any:
        return await super().create_connection(factory, host, port, local_addr=local_addr)


def eager() -> asyncio.AbstractEventLoop:
    """A loop whose tasks start at once, where Python has that."""
    loop = asyncio.SelectorEventLoop()
    plain = lambda loop, work, **more: asyncio.Task(work, loop=loop, **more)  # noqa: E731
    loop.set_task_factory(getattr(asyncio, "eager_task_factory", plain))
    return loop


@pytest.mark.parametrize("make", [asyncio.SelectorEventLoop, Foreign, eager])
def test_a_client_works_in_every_loop(make: Callable[[], Any], recorder: Recorder) -> None:
    recorder.script(json_reply({"balance": "$1.00"}))

    async def main() -> None:
        async with AsyncInstantCard(**SETTINGS, base_url=recorder.origin) as api:
            await api.login()
            calls = (api.organization.balance() for _ in range(3))
            assert [each.balance for each in await asyncio.gather(*calls)] == [1, 1, 1]

    with asyncio.Runner(loop_factory=make) as runner:
        runner.run(main())


def test_a_cancelled_read_loses_nothing() -> None:
    asked = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked.wait()
        writer.write(b"first")
        await writer.drain()

    async def work(stream: Any) -> None:
        for _ in range(3):
            task = asyncio.create_task(stream.read(100, timeout=5))
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        asked.set()
        assert await stream.read(3, timeout=5) == b"fir"
        assert await stream.read(100, timeout=5) == b"st"
        assert await stream.read(100, timeout=5) == b""

    connected(serve, work)
