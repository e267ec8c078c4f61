"""The one place every request goes through, and the one that every answer leaves by."""

import logging
import re
import sqlite3
from collections.abc import Mapping, Sequence

from starlette.requests import ClientDisconnect, Request
from starlette.routing import Route, Router
from starlette.types import Message, Receive, Scope, Send

from cardwright.staging.http import BODY_LIMIT, Answer, Handler, RefusalError
from cardwright.staging.vendor import Services, Vendor

_log = logging.getLogger(__name__)


class Gate:
    """The ASGI application: finds the operation, and answers every failure as JSON."""

    def __init__(self, vendors: Sequence[Vendor], services: Services) -> None:
        self._vendors = vendors
        self._router = Router(
            [
                Route(vendor.prefix + path, _Path(handlers))
                for vendor in vendors
                for path, handlers in vendor.routes(services).items()
            ],
            redirect_slashes=False,
            default=_no_such_path,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        if scope["type"] != "http":
            return
        scope = {**scope, "path": canonical_path(scope["path"])}
        try:
            await self._router(scope, _LimitedBody(receive), send)
        except ClientDisconnect:
            return
        except Exception as error:
            refusal = _as_refusal(error)
            await self._refuse(scope["path"], refusal).response()(scope, receive, send)

    def _refuse(self, path: str, refusal: RefusalError) -> Answer:
        for vendor in self._vendors:
            if path == vendor.prefix or path.startswith(vendor.prefix + "/"):
                return vendor.refuse(refusal)
        return Answer({"error": refusal.message}, refusal.status, refusal.headers)


def canonical_path(path: str) -> str:
    """A path with single slashes and none at the end, as Rails compares it."""
    return re.sub("/+", "/", path).rstrip("/") or "/"


def _as_refusal(error: Exception) -> RefusalError:
    if isinstance(error, RefusalError):
        return error
    if isinstance(error, sqlite3.OperationalError):
        _log.warning("the database cannot be used now: %s", error)
        return RefusalError(503, f"the database cannot be used now: {error}")
    _log.error("unexpected failure", exc_info=error)
    return RefusalError(500, "unexpected failure in staging; its output says more")


async def _no_such_path(scope: Scope, receive: Receive, send: Send) -> None:
    raise RefusalError(404, f"no such path: {scope['path']}")


class _Path:
    """One path's ASGI application: dispatches on the method."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self._handlers = dict(handlers)
        if "GET" in self._handlers:
            self._handlers["HEAD"] = self._handlers["GET"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handler = self._handlers.get(scope["method"])
        if handler is None:
            raise RefusalError(
                405,
                f"{scope['method']} is not allowed on {scope['path']}",
                headers={"Allow": ", ".join(sorted(self._handlers))},
            )
        answer = await handler(Request(scope, receive))
        await answer.response()(scope, receive, send)


class _LimitedBody:
    """The request's body, refused once larger than `BODY_LIMIT`; uvicorn discards the rest."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > BODY_LIMIT:
            raise RefusalError(413, f"the body is larger than {BODY_LIMIT} bytes")
        return message
