"""Requests that a mutant and the correct spec may judge differently, made from ones that worked.

The suite may never have made such a request. To say that none tells, it has to be made.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from .documents import SpecMutant, specification
from .expanded import Claims, claims
from .judge import Exchange
from .servers.forms import values
from .servers.messages import Request, Response
from .servers.routes import path_of

TEXTS: Final = (
    "", " ", "0", "1", "2", "3", "-1", "7", "26", "99", "100", "101", "2147483648",
    "9223372036854775808", "999999999999999999999999", "1.5", "true", "false", "null", "a", "abcd",
    "Ab", "12345", "01002", "12345-6789", "K1A 0B1", "USA", "US", "usa", "ana@example.com",
    "2031-01-31", "2031-01-31T08:00:00Z", "0c1f7a3e-4d52-4f7b-8f0e-2b9a6d1c5e48", "another", "AUTO",
    "[]", "[1]", "[\"a\"]", "{}", "[{}]", "17.37", "17", "x" * 200, "x" * 256, "+12075550142",
)  # fmt: skip
BASES: Final = 2
BOUNDARY: Final = "probe-4d8c1f"

Send = Callable[[Request], Response]


def probe(
    mutant: SpecMutant, exchanges: Sequence[tuple[Exchange, str]], send: Send
) -> Iterator[tuple[Exchange, str]]:
    """Exchanges made from successful ones, by putting texts into what the mutant changed.

    Args:
        mutant: Whose claims about requests differ from the correct spec's.
        exchanges: What was exchanged with the correct server, each with its operation's id.
        send: Sends a request to the correct server.
    """
    names = _changed(mutant)
    bases: dict[str, list[Request]] = {}
    for exchange, operation in exchanges:
        if operation in mutant.operations and exchange.response.status in range(200, 300):
            bases.setdefault(operation, []).append(exchange.request)
    for operation, requests in bases.items():
        for request in requests[:: max(1, len(requests) // BASES)][:BASES]:
            for broken in _unreadable(request):
                yield Exchange(broken, send(broken)), operation
            for location, name in sorted(names):
                for text in TEXTS:
                    changed = _with(request, operation, location, name, text)
                    if changed is not None:
                        yield Exchange(changed, send(changed)), operation
                absent = _without(request, location, name)
                if absent is not None:
                    yield Exchange(absent, send(absent)), operation


def _unreadable(request: Request) -> Iterator[Request]:
    """Requests that cannot be read: broken UTF-8, a body cut short, a body of another kind."""
    separator = "&" if "?" in request.target else "?"
    yield replace(request, target=f"{request.target}{separator}x=%FF")
    yield request.with_header("Authorization", None)
    if request.body:
        yield replace(request, body=request.body[: len(request.body) // 2])
        yield request.with_header("Content-Type", "text/plain")


def _changed(mutant: SpecMutant) -> set[tuple[str, str]]:
    """Where and under which names the two say different things of what is sent."""
    correct, changed = claims(specification(mutant.vendor)), claims(mutant.document())
    found = set[tuple[str, str]]()
    for key in correct.keys() & changed.keys():
        one, other = correct[key], changed[key]
        for place in one.parameters.keys() | other.parameters.keys():
            if one.parameters.get(place) != other.parameters.get(place):
                found.add(place)
        fields, others = _fields(one), _fields(other)
        for name in fields.keys() | others.keys():
            if fields.get(name) != others.get(name):
                found.add(("form", name))
    return found


def _fields(said: Claims) -> dict[str, Any]:
    schema = said.bodies.get("multipart/form-data", {})
    required = schema.get("required", ())
    return {name: (each, name in required) for name, each in schema.get("properties", {}).items()}


def _with(request: Request, operation: str, location: str, name: str, text: str) -> Request | None:
    if location == "query":
        others = [each for each in request.query if each[0] != name]
        return request.with_query([*others, (name, text)])
    if location == "header":
        return request.with_header(name, text) if text.isprintable() else None
    if location == "path":
        steps = path_of(operation)[1].split("/")
        place = steps.index(f"{{{name}}}")
        parts = request.path.split("/")
        parts[place] = quote(text, safe="")
        return replace(request, target="/".join(parts)) if text.strip() else None
    if "multipart" not in (request.header("Content-Type") or ""):
        return None
    return _form(request, values(request.with_query([])) | {name: text})


def _without(request: Request, location: str, name: str) -> Request | None:
    if location == "query":
        return request.with_query([each for each in request.query if each[0] != name])
    if location == "header":
        return request.with_header(name, None)
    if location == "form" and "multipart" in (request.header("Content-Type") or ""):
        fields = values(request.with_query([]))
        return _form(request, {key: each for key, each in fields.items() if key != name})
    return None


def _form(request: Request, fields: dict[str, str]) -> Request:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    body = ("".join(parts) + f"--{BOUNDARY}--\r\n").encode("utf-8", "replace")
    typed = request.with_header("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    return replace(typed, body=body)
