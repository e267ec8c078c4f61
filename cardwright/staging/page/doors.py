"""What the page asks for, below ``/_staging/page``: files, JSON, pictures and a stream."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cardwright.staging.controls.api import PREFIX as CONTROLS_PREFIX
from cardwright.staging.controls.effects import KINDS
from cardwright.staging.controls.fields import ControlError
from cardwright.staging.controls.panel import Controls
from cardwright.staging.http import Answer, Handler, Json
from cardwright.staging.page import instantcard, synctera
from cardwright.staging.page.answers import Answers
from cardwright.staging.page.pictures import SIDES, Pictures
from cardwright.staging.page.sections import SECTIONS
from cardwright.staging.page.stream import Streams, summary
from cardwright.staging.vendor import Operation, Routes, Vendor

PREFIX: Final = f"{CONTROLS_PREFIX}/page"
MOST_LISTED: Final = 50
"""How many things of a list are told at once."""
LARGEST: Final = 2**63 - 1

_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Ready(Answer):
    """An answer that is no JSON."""

    ready: Response | None = None

    def response(self) -> Response:
        """The response on the wire."""
        assert self.ready is not None
        return self.ready


class Doors:
    """Every door of the page. `answers` and `streams` are those of the calls in `controls`."""

    def __init__(self, controls: Controls, answers: Answers, streams: Streams) -> None:
        self._controls = controls
        self._services = controls.services
        self._answers = answers
        self._streams = streams
        self._pictures = Pictures(self._services)
        self._drawing = asyncio.Semaphore()
        self._files = {
            file.name: (file.read_bytes(), _TYPES[file.name.rpartition(".")[2]])
            for file in files(__package__).joinpath("static").iterdir()
        }

    def vendor(self) -> Vendor:
        """The doors in the form of a vendor, so that a `Gate` can serve them."""
        return Vendor(
            name="page",
            prefix=PREFIX,
            schema="",
            routes=lambda _: self._routes(),
            seed=lambda *_: (),
            refuse=lambda refusal: Answer(
                {"error": refusal.message}, refusal.status, refusal.headers
            ),
        )

    def _routes(self) -> Routes:
        of = "/organizations/{id}"
        handlers: dict[str, Handler] = {
            "": self._index,
            "/files/{name}": self._file,
            "/stream": self._stream,
            "/overview": _json(self._overview),
            "/calls": _json(self._calls),
            "/calls/{number}": _json(self._call),
            f"{of}/cards": _json(self._cards),
            f"{of}/print_jobs": _json(self._print_jobs),
            f"{of}/transactions": _json(self._transactions),
            "/tenants/{id}/configurations": _json(self._configurations),
            "/cards/{id}/{side}": self._picture,
        }
        return {path: {"GET": Operation(f"page{path}", each)} for path, each in handlers.items()}

    async def _index(self, request: Request) -> Answer:
        return self._content("index.html")

    async def _file(self, request: Request) -> Answer:
        return self._content(request.path_params["name"])

    def _content(self, name: str) -> Answer:
        if name not in self._files:
            raise ControlError("the page has no such file", 404)
        content, media_type = self._files[name]
        return Ready(None, ready=Response(content, media_type=media_type))

    async def _stream(self, request: Request) -> Answer:
        return Ready(None, ready=self._streams.open())

    async def _picture(self, request: Request) -> Answer:
        card_id, side = _whole(request.path_params["id"], "id"), request.path_params["side"]
        if side not in SIDES:
            raise ControlError(f"side must be one of {', '.join(SIDES)}", 404)
        # One at a time, and one thread: the vendors' calls come first.
        async with self._drawing:
            picture = await run_in_threadpool(self._pictures.of, card_id, side)
        return Ready(None, ready=Response(picture, media_type="image/png"))

    def _overview(self, request: Request) -> Json:
        """What is there, and what can be done to it."""
        controls = self._controls
        with self._services.database.reading() as connection:
            organizations = instantcard.all_organizations(connection)
            tenants = synctera.tenants(connection)
        return {
            "start": self._streams.start,
            "clock": controls.clock.describe(),
            "organizations": organizations,
            "tenants": tenants,
            "faults": [fault.to_json() for fault in controls.faults],
            "operations": {
                name: {"method": method, "path": path, "section": SECTIONS[name]._asdict()}
                for name, (method, path) in controls.operations.items()
            },
            "kinds": {
                name: {"does": kind.summary, "when": list(kind.when)}
                for name, kind in KINDS.items()
            },
        }

    def _calls(self, request: Request) -> Json:
        found = self._controls.calls.newest(MOST_LISTED + 1, before=_before(request))
        return _list([summary(call) for call in found])

    def _call(self, request: Request) -> Json:
        number = _whole(request.path_params["number"], "number")
        call = self._controls.calls.find(number)
        if call is None:
            raise ControlError(f"number: call {number} is not, or no longer, kept", 404)
        return {**call.to_json(), "answer": self._answers.of(number)}

    def _cards(self, request: Request) -> Json:
        organization_id, before, now = _id(request), _before(request), self._services.clock()
        with self._services.database.reading() as connection:
            most = MOST_LISTED + 1
            return _list(instantcard.cards(connection, organization_id, most, before, now))

    def _print_jobs(self, request: Request) -> Json:
        organization_id, before, now = _id(request), _before(request), self._services.clock()
        with self._services.database.reading() as connection:
            most = MOST_LISTED + 1
            return _list(instantcard.print_jobs(connection, organization_id, most, before, now))

    def _transactions(self, request: Request) -> Json:
        organization_id, before = _id(request), _before(request)
        with self._services.database.reading() as connection:
            most = MOST_LISTED + 1
            return _list(instantcard.transactions(connection, organization_id, most, before))

    def _configurations(self, request: Request) -> Json:
        tenant, before = request.path_params["id"], _before(request)
        with self._services.database.reading() as connection:
            return _list(synctera.configurations(connection, tenant, MOST_LISTED + 1, before))


def _json(door: Callable[[Request], Json]) -> Handler:
    async def handle(request: Request) -> Answer:
        return Answer(await run_in_threadpool(door, request))

    return handle


def _list(found: list[Json] | list[dict[str, Json]]) -> Json:
    """What of it is told, and whether there is more before."""
    return {"items": found[:MOST_LISTED], "more": len(found) > MOST_LISTED}


def _id(request: Request) -> int:
    return _whole(request.path_params["id"], "id")


def _before(request: Request) -> int | None:
    sent = request.query_params.get("before")
    return None if sent is None else _whole(sent, "before")


def _whole(text: str, name: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LARGEST):
        raise ControlError(f"{name} must be a whole number")
    return int(text)
