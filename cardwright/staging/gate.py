"""The one place every request goes through, and the one that every answer leaves by."""

import logging
import re
import sqlite3
from collections.abc import Mapping, Sequence

from starlette.requests import ClientDisconnect, Request
from starlette.routing import Match, Route, Router
from starlette.types import Message, Receive, Scope, Send

from cardwright.staging.http import BODY_LIMIT, Answer, RefusalError
from cardwright.staging.vendor import Operation, Services, Vendor

_log = logging.getLogger(__name__)


class Gate:
    """The ASGI application: finds the operation, and answers every failure as JSON."""

    def __init__(self, vendors: Sequence[Vendor], services: Services) -> None:
        self._vendors = vendors
        paths = {
            vendor.prefix + path: _Path(operations)
            for vendor in vendors
            for path, operations in vendor.routes(services).items()
        }
        self._paths = [(Route(template, path), path) for template, path in paths.items()]
        self._router = Router(
            [route for route, _ in self._paths], redirect_slashes=False, default=_no_such_path
        )
        self.operations: Mapping[str, tuple[str, str]] = {
            operation.name: (method, template)
            for template, path in paths.items()
            for method, operation in path.operations.items()
        }
        """Method and path template of each operation, by its name."""

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
            answer = self.refuse(scope["path"], _as_refusal(error))
            await answer.response()(scope, receive, send)

    def operation_of(self, scope: Scope) -> str | None:
        """The name of the operation that a request is for; None when it is for none."""
        canonical = {**scope, "path": canonical_path(scope["path"])}
        for route, path in self._paths:
            if route.matches(canonical)[0] is Match.FULL:
                operation = path.operation(scope["method"])
                return None if operation is None else operation.name
        return None

    def refuse(self, path: str, refusal: RefusalError) -> Answer:
        """The refusal in the error format of the vendor whose path it is."""
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
    # SQLITE_ERROR is a wrong statement of ours; every other code is the file's or the machine's.
    if (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR
    ):
        _log.warning("the database cannot be used now: %s", error)
        return RefusalError(503, f"the database cannot be used now: {error}")
    _log.error("unexpected failure", exc_info=error)
    return RefusalError(500, "unexpected failure in staging; its output says more")


async def _no_such_path(scope: Scope, receive: Receive, send: Send) -> None:
    raise RefusalError(404, f"no such path: {scope['path']}")


class _Path:
    """One path's ASGI application: dispatches on the method."""

    def __init__(self, operations: Mapping[str, Operation]) -> None:
        self.operations = operations
        self._methods = dict(operations)
        if "GET" in operations:
            self._methods["HEAD"] = operations["GET"]

    def operation(self, method: str) -> Operation | None:
        """The path's operation with this method."""
        return self._methods.get(method)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        operation = self.operation(scope["method"])
        if operation is None:
            raise RefusalError(
                405,
                f"{scope['method']} is not allowed on {scope['path']}",
                headers={"Allow": ", ".join(sorted(self._methods))},
            )
        request = Request(scope, receive)
        request.state.operation = operation.name
        answer = await operation.handler(request)
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
