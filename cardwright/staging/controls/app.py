"""Staging with controls, as one ASGI application."""

from collections.abc import Sequence

from starlette.types import Receive, Scope, Send

from cardwright.staging.controls import api
from cardwright.staging.controls.clock import ControlledClock
from cardwright.staging.controls.guard import refuse_strangers
from cardwright.staging.controls.panel import Controls
from cardwright.staging.controls.watch import Watch
from cardwright.staging.gate import Gate
from cardwright.staging.http import RefusalError
from cardwright.staging.vendor import Services, Vendor


class ControlledApp:
    """The vendors behind a watched gate, and the controls behind a gate and a guard of their own.

    Must be served by a `cardwright.staging.controls.connection.ConnectionProtocol`.
    """

    def __init__(
        self, vendors: Sequence[Vendor], services: Services, clock: ControlledClock
    ) -> None:
        """`clock` is the one in `services`."""
        gate = Gate(vendors, services)
        self.controls = Controls(vendors, services, clock, gate.operations)
        self._vendors = Watch(gate, self.controls.faults, self.controls.calls)
        self._panel = Gate([api.vendor(self.controls)], services)

    def stop(self) -> None:
        """Let no call wait any longer; to be called in the event loop."""
        self._vendors.stopping.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        if path != api.PREFIX and not path.startswith(api.PREFIX + "/"):
            await self._vendors(scope, receive, send)
            return
        try:
            refuse_strangers(scope)
        except RefusalError as refusal:
            await self._panel.refuse(path, refusal).response()(scope, receive, send)
        else:
            await self._panel(scope, receive, send)
