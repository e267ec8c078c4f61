"""Faults in what is read: old, another's, deleted, incomplete, in another order."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from ..places import Operation
from .forms import without
from .helper import accounts, ask, get, path, token
from .messages import Request, Response
from .mutant import SUCCESS, Rule, ServerMutant, about, retelling
from .proxy import Fault, Send
from .routes import Call
from .writes import DELETED, LISTER

WRITERS: Final = {
    "cards.get": ("cards.update",),
    "print_jobs.get": ("print_jobs.update",),
    "addresses.get": ("addresses.update",),
    "contacts.get": ("contacts.update",),
    "cards.preview": ("cards.update",),
    "cards.list": ("cards.create", "cards.update"),
    "print_jobs.list": ("print_jobs.create",),
    "addresses.list": ("addresses.create",),
    "contacts.list": ("contacts.create",),
    "cards.search": ("cards.update",),
    "cards.print_history": ("print_jobs.submit",),
    "organization.get": ("cards.create",),
    "organization.balance": ("print_jobs.submit", "organization.add_funds"),
    "organization.financial_transactions": ("organization.add_funds", "print_jobs.submit"),
    "print_jobs.check_balance": ("organization.add_funds",),
}
"""What changes the answer of a read."""
CREATORS: Final = {
    "cards": "cards.create",
    "print_jobs": "print_jobs.create",
    "addresses": "addresses.create",
    "contacts": "contacts.create",
}


def _mutant(
    vendor: str,
    operation: Operation,
    kind: str,
    description: str,
    make: Callable[[], Fault],
    *others: str,
    detail: str = "",
) -> ServerMutant:
    return ServerMutant(
        vendor, kind, (operation.id, *others), detail, f"{operation.id} {description}", make
    )


def stale(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """What was once read is answered ever after."""
    if operation.id not in WRITERS:
        return

    def make() -> Fault:
        kept: dict[tuple[str, str | None], Response] = {}

        def fault(request: Request, call: Call | None, send: Send) -> Response:
            if not about(call, operation.id):
                return send(request)
            response = send(request)
            key = request.target, request.header("Authorization")
            if response.status in SUCCESS:
                return kept.setdefault(key, response)
            return response

        return fault

    yield _mutant(
        vendor,
        operation,
        "stale read",
        "answers what it answered first",
        make,
        *WRITERS[operation.id],
    )


def undead(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """What was deleted can still be read."""
    if operation.id not in DELETED.values():
        return
    delete = next(key for key, value in DELETED.items() if value == operation.id)

    def make() -> Fault:
        seen: dict[tuple[tuple[str, str], ...], Response] = {}

        def fault(request: Request, call: Call | None, send: Send) -> Response:
            if call is not None and call.operation == delete:
                key = tuple(sorted(call.ids.items()))
                method, target = path(operation.id, call.ids)
                before = ask(send, request, method, target)
                response = send(request)
                if response.status in SUCCESS:
                    seen[key] = before
                return response
            response = send(request)
            if call is not None and call.operation == operation.id and response.status == 404:
                return seen.get(tuple(sorted(call.ids.items())), response)
            return response

        return fault

    yield _mutant(vendor, operation, "deleted readable", "answers what was deleted", make, delete)


def unlisted(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """What was created is not listed; what was deleted is."""
    if operation.id not in LISTER.values():
        return
    create = next(key for key, value in LISTER.items() if value == operation.id)

    def make() -> Fault:
        created = set[Any]()

        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if call is None or response.status not in SUCCESS:
                return response
            if call.operation == create:
                created.add(response.json()["id"])
            if call.operation == operation.id:
                return response.with_json(
                    [each for each in response.json() if each["id"] not in created]
                )
            return response

        return fault

    yield _mutant(vendor, operation, "created not listed", "lacks what is new", make, create)


def orders(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A list the other way round."""
    if "x-paging" in operation.value:
        yield _mutant(
            vendor,
            operation,
            "order",
            "lists the other way round",
            retelling(operation.id, lambda value: value[::-1]),
        )


def incomplete(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A list that lacks its last entry, or has it twice."""
    content = operation.value["responses"].get("200", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    if schema.get("type") != "array":
        return
    others = WRITERS.get(operation.id, ())[:1]
    yield _mutant(
        vendor,
        operation,
        "entry lost",
        "lacks the last entry",
        retelling(operation.id, lambda value: value[:-1]),
        *others,
    )
    yield _mutant(
        vendor,
        operation,
        "entry twice",
        "has the last entry twice",
        retelling(operation.id, lambda value: [*value, *value[-1:]]),
        *others,
    )


def pages(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """Pages that overlap, leave out, or are not what was asked for."""
    if "x-paging" not in operation.value:
        return

    def asking(change: Callable[[Request, int], Request]) -> Callable[[], Fault]:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            if not about(call, operation.id):
                return send(request)
            page = dict(request.query).get("page", "1")
            return send(change(request, int(page) if re.fullmatch("[0-9]{1,9}", page) else 1))

        return lambda: fault

    def put(request: Request, name: str, value: int) -> Request:
        if value < 1:
            return request
        others = [each for each in request.query if each[0] != name]
        return request.with_query([*others, (name, str(value))])

    for detail, description, make in (
        (
            "overlap",
            "repeats the page before",
            asking(lambda request, page: put(request, "page", page - 1 if page > 1 else page)),
        ),
        (
            "skip",
            "leaves out the second page",
            asking(lambda request, page: put(request, "page", page + 1 if page > 1 else page)),
        ),
        ("size", "ignores the size", asking(lambda request, page: without(request, "page_size"))),
        ("page", "ignores the page", asking(lambda request, page: without(request, "page"))),
        ("larger", "answers one more than asked for", asking(_one_more)),
        ("clamped", "clamps a size that is too large", asking(_clamped)),
    ):
        yield _mutant(vendor, operation, "wrong page", description, make, detail=detail)
    yield _mutant(
        vendor,
        operation,
        "wrong page",
        "loses the first entry of a later page",
        _later(operation.id, lambda value: value[1:]),
        detail="loss",
    )


def _one_more(request: Request, page: int) -> Request:
    size = dict(request.query).get("page_size", "")
    if not re.fullmatch("[0-9]{1,2}", size) or int(size) < 1:
        return request
    others = [each for each in request.query if each[0] != "page_size"]
    return request.with_query([*others, ("page_size", str(int(size) + 1))])


def _clamped(request: Request, page: int) -> Request:
    size = dict(request.query).get("page_size", "")
    if not re.fullmatch("[0-9]+", size) or int(size) <= 100:
        return request
    return without(request, "page_size")


def _later(operation: str, change: Callable[[Any], Any]) -> Callable[[], Fault]:
    def fault(request: Request, call: Call | None, send: Send) -> Response:
        response = send(request)
        if not about(call, operation) or response.status not in SUCCESS:
            return response
        if dict(request.query).get("page", "1") == "1":
            return response
        return response.with_json(change(response.json()))

    return lambda: fault


def others(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """Another object of the same organization, and one of another organization."""
    inside = [each.name for each in operation.parameters if each.location == "path"]
    resource = operation.id.partition(".")[0]
    lister = f"{resource}.list"
    if operation.id in (
        "cards.get",
        "cards.preview",
        "print_jobs.get",
        "addresses.get",
        "contacts.get",
        "cards.print_history",
        "card_templates.fields",
    ):

        def make() -> Fault:
            def fault(request: Request, call: Call | None, send: Send) -> Response:
                if call is None or call.operation != operation.id:
                    return send(request)
                listed = get(send, request, lister, {"organization_id": call.organization}) or []
                strange = [each["id"] for each in listed if str(each["id"]) != call.ids["id"]]
                if send(request).status not in SUCCESS or not strange:
                    return send(request)
                _, target = path(operation.id, call.ids | {"id": str(strange[0])})
                return send(Request(request.method, target, request.headers, b""))

            return fault

        creators = [CREATORS[resource]] if resource in CREATORS else []
        yield _mutant(vendor, operation, "another object", "answers another's", make, *creators)
    if "organization_id" in inside:
        yield _mutant(
            vendor,
            operation,
            "other organization",
            "lets anyone at it",
            lambda: _open(operation.id),
        )
    if operation.method == "get" and inside == ["organization_id"]:
        yield _mutant(
            vendor,
            operation,
            "other organization",
            "answers the other one's",
            lambda: _swapped(operation.id),
            detail="swapped",
        )


def _open(operation: str) -> Fault:
    """Whoever has any token is let at every organization's."""

    def fault(request: Request, call: Call | None, send: Send) -> Response:
        response = send(request)
        if call is None or call.operation != operation or response.status != 404:
            return response
        for account, credentials in enumerate(accounts()):
            if credentials["INSTANTCARD_ORGANIZATION_ID"] == call.organization:
                key = token(send, request, account)
                return send(request.with_header("Authorization", f"Bearer {key}"))
        return response

    return fault


def _swapped(operation: str) -> Fault:
    """What is asked of one organization is answered of the other, every second time."""

    def fault(request: Request, call: Call | None, send: Send) -> Response:
        response = send(request)
        if call is None or call.operation != operation or response.status not in SUCCESS:
            return response
        ids = [each["INSTANTCARD_ORGANIZATION_ID"] for each in accounts()]
        if call.organization not in ids:
            return response
        other = 1 - ids.index(call.organization)
        key = token(send, request, other)
        target = request.target.replace(call.organization, ids[other], 1)
        changed = Request(request.method, target, request.headers, request.body)
        return send(changed.with_header("Authorization", f"Bearer {key}"))

    return fault


def filters(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A filter that does nothing, or lets nothing through."""
    if operation.id == "cards.search":

        def make() -> Fault:
            def fault(request: Request, call: Call | None, send: Send) -> Response:
                if call is None or call.operation != operation.id:
                    return send(request)
                response = send(request)
                if response.status not in SUCCESS:
                    return response
                _, target = path("cards.list", call.ids)
                query = [each for each in request.query if each[0] in ("page", "page_size")]
                listed = Request("GET", target, request.headers, b"").with_query(query)
                return send(listed)

            return fault

        yield _mutant(vendor, operation, "filter", "finds everything", make, "cards.create")
        yield _mutant(
            vendor,
            operation,
            "filter",
            "finds nothing",
            retelling(operation.id, lambda value: []),
            "cards.create",
            detail="nothing",
        )
    if operation.id == "print_jobs.list":

        def unfiltered() -> Fault:
            def fault(request: Request, call: Call | None, send: Send) -> Response:
                return send(without(request, "status") if about(call, operation.id) else request)

            return fault

        yield _mutant(
            vendor, operation, "filter", "ignores the status", unfiltered, "print_jobs.submit"
        )


RULES: Final[tuple[Rule, ...]] = (
    stale,
    undead,
    unlisted,
    orders,
    incomplete,
    pages,
    others,
    filters,
)
