"""`--dry-run`: the request as it would go out, which does not go out."""

import json
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

import attrs
import httpx

from .catalogue import Entry
from .safe import escaped

_PART: Final = re.compile(rb'name="([^"]*)"[^\r\n]*\r\n\r\n(.*)\r\n', re.DOTALL)
_LONGEST: Final = 400


class Recorded(BaseException):
    """The request is there, and the call is over.

    No `Exception`: the client makes errors of its own of those.
    """


@attrs.define
class DryRun:
    """What keeps a method's request from going out, and shows it.

    Attributes:
        catalogue: All that there is to say of the client.
        method: What the catalogue says of the method.
        reads: Whether the login and the reads that come before the request may go out.
        request: The request, once it was about to go out.
        before: The reads that came before it, without secrets.
    """

    catalogue: Entry
    method: Entry
    reads: bool
    request: httpx.Request | None = None
    before: list[httpx.Request] = attrs.field(factory=list)

    def http_client(self, address: str) -> httpx.Client:
        """What the client sends with."""
        if not self.reads:
            return httpx.Client(transport=_Closed(self._answer), trust_env=False)
        # As in the client: what is meant for this machine passes no proxy.
        host = httpx.URL(address).host
        local = host == "localhost" or host.startswith("127.") or host == "::1"
        return httpx.Client(event_hooks={"request": [self._watch]}, trust_env=not local)

    def _watch(self, request: httpx.Request) -> None:
        if self._is(request, self.method):
            self._stop(request)
        if not self._is_login(request):
            self.before.append(self._redacted(request))
            if request.method != "GET":
                raise Recorded

    def _answer(self, request: httpx.Request) -> httpx.Response:
        """What a closed network says: a token that is none, and lists without an entry."""
        if self._is(request, self.method):
            self._stop(request)
        if self._is_login(request):
            return httpx.Response(200, json={self.catalogue["login"]["token"]: "dry-run"})
        self.before.append(self._redacted(request))
        first = self._method(self.method["reads_before"])
        if first is not None and self._is(request, first):
            return httpx.Response(200, json=[])
        raise Recorded

    def _stop(self, request: httpx.Request) -> None:
        self.request = self._redacted(request)
        raise Recorded

    def _redacted(self, request: httpx.Request) -> httpx.Request:
        request.read()
        package = import_module(self.catalogue["package"])
        redacted: httpx.Request = package.redact_request(request)
        # The redacted body has another length; the one that counts is the original's.
        if "content-length" in request.headers:
            redacted.headers["content-length"] = request.headers["content-length"]
        return redacted

    def _is_login(self, request: httpx.Request) -> bool:
        login = self.catalogue["login"]
        return login is not None and self._is(request, login)

    def _is(self, request: httpx.Request, operation: Entry) -> bool:
        pattern = re.sub(r"\\\{[^}]*\}", "[^/]+", re.escape(operation["route"]))
        return operation["verb"] == request.method and bool(
            re.search(f"{pattern}$", request.url.raw_path.partition(b"?")[0].decode())
        )

    def _method(self, operation: str | None) -> Entry | None:
        methods = (each for part in self.catalogue["resources"] for each in part["methods"])
        return next((each for each in methods if each["operation"] == operation), None)


class _Closed(httpx.BaseTransport):
    """A network that nothing leaves."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self._answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._answer(request)


def described(request: httpx.Request) -> dict[str, Any]:
    """A request as data: method, URL, headers, and a form or a body."""
    found: dict[str, Any] = {
        "method": request.method,
        "url": _readable(str(request.url)),
        "headers": dict(request.headers.multi_items()),
    }
    body = request.content
    media_type = request.headers.get("content-type", "").partition(";")[0]
    if media_type == "multipart/form-data":
        found["form"] = [[name, _value(value)] for name, value in _fields(request)]
    elif body:
        found["body"] = _value(body.decode("utf-8", "replace"))
    return found


def shown(request: httpx.Request) -> list[str]:
    """A request as lines for a reader."""
    data = described(request)
    lines = [f"{data['method']} {data['url']}"]
    lines += [f"{name}: {value}" for name, value in data["headers"].items()]
    if "form" in data:
        lines += ["", *(f"{name} = {_short(value)}" for name, value in data["form"])]
    if "body" in data:
        lines += ["", *json.dumps(data["body"], indent=2, ensure_ascii=False).split("\n")]
    return [escaped(each) for each in lines]


def _fields(request: httpx.Request) -> list[tuple[str, str]]:
    boundary = request.headers["content-type"].partition("boundary=")[2].strip('"').encode()
    found = []
    for part in request.content.split(b"--" + boundary)[1:-1]:
        match = _PART.search(part)
        if match is not None:
            name, value = (each.decode("utf-8", "replace") for each in match.groups())
            found.append((name, value))
    return found


def _readable(url: str) -> str:
    return url.replace("%3Chidden%3E", "<hidden>").replace("%5B", "[").replace("%5D", "]")


def _value(text: str) -> Any:
    """A JSON text as what it says."""
    try:
        return json.loads(text) if text[:1] in ("{", "[") else text
    except (ValueError, RecursionError):
        return text


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(text)} characters)"
