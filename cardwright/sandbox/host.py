"""A staging without a network: its application runs in an event loop of its own, in a thread."""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextvars import Context
from datetime import timedelta
from typing import Any, Final

import httpx
from anyio import to_thread

from cardwright.sandbox.passage import Passage
from cardwright.sandbox.port import GRACE_SECONDS, Port
from cardwright.staging.clock import system_clock
from cardwright.staging.controls.app import ControlledApp
from cardwright.staging.controls.clock import ControlledClock
from cardwright.staging.db import Database
from cardwright.staging.server import DEFAULT_TOKEN_TTL, VENDORS, WORKERS, seed_accounts
from cardwright.staging.vendor import Services

_FORKED: Final = (
    "this process was forked, and the sandbox is in the one it comes from; "
    "open a port before the fork: staging.serve()"
)


class Host:
    """One staging, in memory. Every method can be called from any thread but its own."""

    def __init__(self, token_ttl: timedelta = DEFAULT_TOKEN_TTL) -> None:
        """Make its database, with the made-up accounts in it, and start its event loop."""
        self.address = ""
        """Host and port within this process, once it has a way."""
        self.served = ""
        """Host and port on the machine, once it listens."""
        self._database = Database(None, (vendor.schema for vendor in VENDORS))
        clock = ControlledClock(system_clock)
        services = Services(self._database, clock, token_ttl)
        self.accounts: list[dict[str, str]] = seed_accounts(services)
        self._app = ControlledApp(VENDORS, services, clock)
        self.controls = self._app.controls
        self._process = os.getpid()
        self._port: Port | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = threading.Lock()
        self._closed = False
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="cardwright sandbox", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop it. Whoever still waits for an answer gets none; a forked process stops nothing."""
        if os.getpid() != self._process:
            return
        with self._turn:
            self._closed = True
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._database.close()

    def send(self, request: httpx.Request, body: bytes) -> Passage:
        """Begin a request; its answer comes in time.

        Raises:
            RuntimeError: In a forked process, which has only a copy of all this.
            httpx.ConnectError: It is closed.
        """
        passage = Passage(request, body)
        self._call(lambda: self._spawn(passage.through(self._app)))
        return passage

    def listen(self) -> None:
        """Open a port on 127.0.0.1, unless it is open.

        Raises:
            RuntimeError: In a forked process.
            OSError: There is no free port.
        """
        listening: Future[None] = Future()
        self._call(lambda: self._spawn(self._listen(listening)))
        listening.result()

    def _call(self, work: Callable[[], None]) -> None:
        if os.getpid() != self._process:
            raise RuntimeError(_FORKED)
        # What comes before the end is always begun, so nobody waits for an answer in vain.
        with self._turn:
            if self._closed:
                raise httpx.ConnectError("this sandbox is closed")
            # In a context of its own: the caller's may belong to trio.
            self._loop.call_soon_threadsafe(work, context=Context())

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self, listening: Future[None]) -> None:
        try:
            if self._port is None:
                self._port = await Port.open(self._app)
                self.served = self._port.address
            listening.set_result(None)
        except OSError as error:
            listening.set_exception(error)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        to_thread.current_default_thread_limiter().total_tokens = WORKERS
        await self._stopping.wait()
        self._app.stop()
        if self._port is not None:
            await self._port.close()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GRACE_SECONDS)
