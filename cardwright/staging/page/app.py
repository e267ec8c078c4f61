"""The page as one ASGI application, and the ear that it has at the vendors' calls."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cardwright.staging.controls.calls import Note
from cardwright.staging.controls.guard import refuse_strangers
from cardwright.staging.controls.panel import Controls
from cardwright.staging.gate import Gate
from cardwright.staging.http import RefusalError
from cardwright.staging.page.answers import Answers, Heard
from cardwright.staging.page.doors import PREFIX, Doors
from cardwright.staging.page.stream import Streams

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing from outside, nothing inline, and no text that becomes markup or code."""
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Page:
    """The page at ``/`` and what it needs below `PREFIX`. `listening` tells it of calls."""

    def __init__(self, controls: Controls) -> None:
        self._calls = controls.calls
        self._answers = Answers()
        self._streams = Streams(controls)
        doors = Doors(controls, self._answers, self._streams)
        self._gate = Gate([doors.vendor()], controls.services)

    @staticmethod
    def serves(scope: Scope) -> bool:
        """Whether a request is for the page: another method than GET at ``/`` is as ever."""
        path: str = scope["path"]
        at_root = path == "/" and scope["method"] in ("GET", "HEAD")
        return at_root or path == PREFIX or path.startswith(PREFIX + "/")

    def stop(self) -> None:
        """End all streams; to be called in the event loop."""
        self._streams.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request that the page `serves`."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *HEADERS]}
            await send(message)

        if scope["path"] == "/":
            scope = {**scope, "path": PREFIX}
        try:
            refuse_strangers(scope)
        except RefusalError as refusal:
            answer = self._gate.refuse(PREFIX, refusal)
            await answer.response()(scope, receive, guarded)
        else:
            await self._gate(scope, receive, guarded)

    def listening(self, calls: ASGIApp) -> ASGIApp:
        """`calls`, a `Watch`, with the page hearing what is answered."""

        async def heard(scope: Scope, receive: Receive, send: Send) -> None:
            answer = Heard()

            async def hearing(message: Message) -> None:
                answer.take(message)
                await send(message)

            # Every stream looks once this task waits for something, when the call is noted.
            self._streams.wake()
            try:
                await calls(scope, receive, hearing)
            finally:
                note: Note = scope["state"]["note"]
                if answer.began:
                    self._answers.keep(note.number, answer)
                self._answers.forget_before(note.number - len(self._calls))
                self._streams.wake()

        return heard
