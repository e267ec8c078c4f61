"""Faults in who is let in, and in what is taken as right."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from ..documents import at, resolved, specification
from ..places import Operation
from .forms import values
from .helper import with_right
from .messages import Request, Response
from .mutant import SUCCESS, Rule, ServerMutant, about
from .proxy import Fault, Send
from .routes import PREFIX, Call

INVALID: Final = (400, 406, 415, 422)
MOST_BOUNDS: Final = 4


def _mutant(
    vendor: str,
    operation: Operation,
    kind: str,
    description: str,
    make: Callable[[], Fault],
    detail: str = "",
) -> ServerMutant:
    text = f"{operation.id} {description}"
    return ServerMutant(vendor, kind, (operation.id,), detail, text, make)


def unguarded(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """Whoever comes without a token, with a wrong one or with an old one is let in."""
    if operation.value.get("security") == []:
        return

    def let_in(which: Callable[[str | None], bool]) -> Callable[[], Fault]:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if call is None or call.operation != operation.id or response.status != 401:
                return response
            if not which(request.header("Authorization")):
                return response
            return send(with_right(send, request, call))

        return lambda: fault

    yield _mutant(
        vendor,
        operation,
        "auth ignored",
        "needs no token",
        let_in(lambda value: value is None),
        "missing",
    )
    yield _mutant(
        vendor,
        operation,
        "auth ignored",
        "takes any token",
        let_in(lambda value: value is not None),
        "wrong",
    )
    if vendor == "instantcard":
        yield _mutant(
            vendor,
            operation,
            "token never expires",
            "takes a token for ever",
            lambda: _eternal(operation.id),
        )


def _eternal(operation: str) -> Fault:
    good = set[str]()

    def fault(request: Request, call: Call | None, send: Send) -> Response:
        response = send(request)
        sent = request.header("Authorization")
        if sent is not None and response.status in SUCCESS:
            good.add(sent)
        if call is None or call.operation != operation or response.status != 401:
            return response
        return send(with_right(send, request, call)) if sent in good else response

    return fault


def passwords(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A login with a wrong password."""
    if operation.id != "session.login":
        return

    def make() -> Fault:
        kept: list[Response] = []

        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if not about(call, operation.id):
                return response
            if response.status in SUCCESS:
                kept.append(response)
            return kept[0] if kept and response.status == 401 else response

        return fault

    yield _mutant(vendor, operation, "auth ignored", "takes any password", make, "password")


def accepted(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """What is malformed is answered with an earlier success."""
    takes_input = "requestBody" in operation.value or any(
        each.location in ("query", "header") for each in operation.parameters
    )
    if not takes_input:
        return

    def make() -> Fault:
        kept: list[Response] = []

        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if not about(call, operation.id):
                return response
            if response.status in SUCCESS:
                kept.append(response)
            return kept[-1] if kept and response.status in INVALID else response

        return fault

    yield _mutant(vendor, operation, "invalid accepted", "takes what is malformed", make)


def bounds(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A failure at the edge of what is allowed."""
    document = specification(vendor)
    found: list[tuple[str, str, str]] = []
    for parameter in operation.parameters:
        place = resolved(document, (*parameter.place, "schema"))
        found += _edges(parameter.location, parameter.name, at(document, place))
    for _, place in operation.bodies():
        schema = at(document, resolved(document, (*place, "schema")))
        for name, each in schema["properties"].items():
            if "$ref" not in each:
                found += _edges("form", name, each)
    for location, name, value in sorted(found, key=lambda each: each[0] == "path")[:MOST_BOUNDS]:
        yield _mutant(
            vendor,
            operation,
            "500 at a bound",
            f"fails when {name} is {value[:8]!r}",
            _failing(operation.id, location, name, value),
            f"{name}={value[:8]}",
        )


def _edges(location: str, name: str, schema: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for word in ("minimum", "maximum"):
        if word in schema:
            yield location, name, str(schema[word])
    if "contentSchema" in schema and schema["contentSchema"].get("minItems") is None:
        yield location, name, "[]"
    for each in schema.get("enum", ())[:1]:
        yield location, name, each
    plain = {"pattern", "format", "enum", "contentSchema"} & schema.keys()
    if schema.get("type") == "string" and not plain and "minLength" not in schema:
        yield location, name, ""


def _failing(operation: str, location: str, name: str, value: str) -> Callable[[], Fault]:
    def fault(request: Request, call: Call | None, send: Send) -> Response:
        response = send(request)
        if call is None or call.operation != operation or response.status == 401:
            return response
        sent = call.ids if location == "path" else values(request)
        if sent.get(name) != value:
            return response
        return response.with_status(500)

    return lambda: fault


def methods(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A method that the path does not have: without Allow, with the wrong status, or taken."""
    pattern = _pattern(vendor, operation.path)

    def elsewhere(change: Callable[[Response], Response]) -> Callable[[], Fault]:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            beside = pattern.fullmatch(request.path) is not None
            return change(response) if response.status == 405 and beside else response

        return lambda: fault

    yield _mutant(
        vendor,
        operation,
        "header",
        "refuses another method without Allow",
        elsewhere(lambda response: response.with_header("Allow", None)),
        "Allow",
    )
    yield _mutant(
        vendor,
        operation,
        "method",
        "has no 405",
        elsewhere(lambda response: response.with_status(404)),
        "404",
    )
    yield _mutant(
        vendor,
        operation,
        "method",
        "takes another method",
        elsewhere(lambda response: response.with_status(200)),
        "200",
    )


def _pattern(vendor: str, path: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", PREFIX[vendor] + path)
    return re.compile("[^/]+".join(map(re.escape, parts)))


RULES: Final[tuple[Rule, ...]] = (unguarded, passwords, accepted, bounds, methods)
