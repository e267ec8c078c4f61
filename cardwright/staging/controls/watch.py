"""The gate with somebody watching it: calls are noted, and meet the faults armed for them."""

import asyncio

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from cardwright.staging.controls.calls import CallLog
from cardwright.staging.controls.exchange import Exchange
from cardwright.staging.controls.faults import Faults
from cardwright.staging.gate import Gate


class Watch:
    """An ASGI application around the gate, which knows nothing of it.

    `stopping` is set when staging stops: no fault keeps a call waiting any longer.
    """

    def __init__(self, gate: Gate, faults: Faults, calls: CallLog) -> None:
        self._gate = gate
        self._faults = faults
        self._calls = calls
        self.stopping = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        note = self._calls.begin(scope)

        async def noting(message: Message) -> None:
            # Noted before it is sent: who has the answer finds the call in the log.
            if message["type"] == "http.response.start":
                note.end(message["status"])
            elif not message.get("more_body", False):
                note.answered(message.get("body", b""))
            await send(message)

        receive = note.listen(receive)
        try:
            fault = None
            if self._faults.armed:
                note.operation = self._gate.operation_of(scope)
                fault = self._faults.take(note.operation)
            if fault is None:
                await self._gate(scope, receive, noting)
            else:
                note.fault = fault.kind
                exchange = Exchange(self._gate, note, scope, receive, noting)
                await fault.befall(exchange, self.stopping)
        except ClientDisconnect:
            return
        finally:
            note.end(None)
