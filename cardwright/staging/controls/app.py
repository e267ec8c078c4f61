"""Staging with controls, as one ASGI application."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send

from cardwright.staging.controls import api
from cardwright.staging.controls.clock import ControlledClock
from cardwright.staging.controls.guard import refuse_strangers
from cardwright.staging.controls.panel import Controls
from cardwright.staging.controls.watch import Watch
from cardwright.staging.gate import Gate
from cardwright.staging.http import RefusalError
from cardwright.staging.vendor import Services, Vendor

if TYPE_CHECKING:
    from cardwright.staging.page.app import Page


class ControlledApp:
    """The vendors behind a watched gate, and the controls behind a gate and a guard of their own.

    With `page`, there is one to look at, too (`cardwright.staging.page`).
    Must be served by a `cardwright.staging.controls.connection.ConnectionProtocol`.
    """

    def __init__(
        self,
        vendors: Sequence[Vendor],
        services: Services,
        clock: ControlledClock,
        *,
        page: bool = False,
    ) -> None:
        """`clock` is the one in `services`."""
        gate = Gate(vendors, services)
        self.controls = Controls(vendors, services, clock, gate.operations)
        self._watch = Watch(gate, self.controls.faults, self.controls.calls)
        self._vendors: ASGIApp = self._watch
        self._panel = Gate([api.vendor(self.controls)], services)
        self._page: Page | None = None
        if page:
            # Loaded when it is wanted: most who start staging from Python never look.
            from cardwright.staging.page import app

            self._page = app.Page(self.controls)
            self._vendors = self._page.listening(self._watch)

    def stop(self) -> None:
        """Let no call wait any longer; to be called in the event loop."""
        self._watch.stopping.set()
        if self._page is not None:
            self._page.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        if self._page is not None and self._page.serves(scope):
            await self._page(scope, receive, send)
            return
        if path != api.PREFIX and not path.startswith(api.PREFIX + "/"):
            await self._vendors(scope, receive, send)
            return
        try:
            refuse_strangers(scope)
        except RefusalError as refusal:
            await self._panel.refuse(path, refusal).response()(scope, receive, send)
        else:
            await self._panel(scope, receive, send)
