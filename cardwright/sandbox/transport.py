"""httpx's way into a sandbox of this process, for blocking clients and for tasks."""

from concurrent.futures import Future
from contextlib import suppress

import anyio
import httpx
from anyio.lowlevel import current_token

from cardwright.sandbox.host import Host
from cardwright.sandbox.passage import Answer


class SandboxTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport for `httpx.Client` and `httpx.AsyncClient`, on asyncio or trio.

    No socket is opened. A connection that a fault breaks ends in httpx's own exception, and its
    time limit for reading holds.
    """

    def __init__(self, host: Host) -> None:
        self._host = host

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and wait for its answer."""
        passage = self._host.send(request, request.read())
        try:
            return passage.answer.result(_limit(request)).response()
        except TimeoutError:
            # What was begun goes on, as it would at a server.
            raise httpx.ReadTimeout("timed out") from None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The same in a task."""
        passage = self._host.send(request, await request.aread())
        with anyio.move_on_after(_limit(request)):
            return (await _result(passage.answer)).response()
        raise httpx.ReadTimeout("timed out")


def _limit(request: httpx.Request) -> float | None:
    limits: dict[str, float | None] = request.extensions.get("timeout", {})
    return limits.get("read")


async def _result(answer: Future[Answer]) -> Answer:
    """The result of what another thread does, on asyncio or trio."""
    done = anyio.Event()
    native = current_token().native_token
    wake = getattr(native, "call_soon_threadsafe", None) or native.run_sync_soon  # type: ignore[attr-defined]

    def settled(_: Future[Answer]) -> None:
        # The loop that asked may be over; trio's RunFinishedError is one too.
        with suppress(RuntimeError):
            wake(done.set)

    answer.add_done_callback(settled)
    await done.wait()
    return answer.result()
