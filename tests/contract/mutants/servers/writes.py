"""Faults in what a write leaves behind."""

import json
from collections.abc import Iterator
from typing import Any, Final

from ..places import Operation
from .forms import plus, values, without
from .helper import again, ask, get, path
from .messages import Request, Response
from .mutant import SUCCESS, Rule, ServerMutant, about
from .proxy import Fault, Send
from .routes import Call

READER: Final = {
    "cards.update": "cards.get",
    "cards.finalize": "cards.get",
    "print_jobs.update": "print_jobs.get",
    "print_jobs.add_cards": "print_jobs.get",
    "print_jobs.submit": "print_jobs.get",
    "addresses.update": "addresses.get",
    "contacts.update": "contacts.get",
}
"""For a write that answers an object, the operation that reads it."""
LISTER: Final = {
    "cards.create": "cards.list",
    "print_jobs.create": "print_jobs.list",
    "addresses.create": "addresses.list",
    "contacts.create": "contacts.list",
}
"""For a create, the operation that lists."""
DELETED: Final = {
    "cards.delete": "cards.get",
    "addresses.delete": "addresses.get",
    "contacts.delete": "contacts.get",
}
FRESH: Final = 900_000_000


def lost(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A success is answered, and nothing is forwarded."""
    if operation.id in READER:
        yield _mutant(
            vendor,
            operation,
            "lost write",
            "answers the new object and keeps the old one",
            lambda: _pretended(operation.id),
            READER[operation.id],
        )
        yield _mutant(
            vendor,
            operation,
            "does nothing",
            "answers the object as it was, and keeps it so",
            lambda: _idle(operation.id),
            READER[operation.id],
        )
    elif operation.id in LISTER or operation.id == "organization.add_funds":
        yield _mutant(
            vendor,
            operation,
            "lost write",
            "answers a success and keeps nothing",
            lambda: _replayed(operation.id),
            LISTER.get(operation.id, "organization.balance"),
        )
    elif operation.method == "delete":
        yield _mutant(
            vendor,
            operation,
            "lost write",
            "answers a success and deletes nothing",
            lambda: _kept(operation.id),
            DELETED.get(operation.id, "print_jobs.get"),
        )


def _mutant(
    vendor: str, operation: Operation, kind: str, description: str, make: Any, *others: str
) -> ServerMutant:
    return ServerMutant(
        vendor, kind, (operation.id, *others), "", f"{operation.id} {description}", make
    )


def _merged(value: Any, sent: dict[str, str]) -> Any:
    """An object with what was sent put into it, as far as the names say where."""
    for name, text in sent.items():
        inner = name.rpartition("[")[2].rstrip("]")
        for key in (inner, inner.replace("address_", "address")):
            if isinstance(value, dict) and key in value and not isinstance(value[key], dict | list):
                value[key] = int(text) if isinstance(value[key], int) and text.isdecimal() else text
    data = sent.get("card[data]")
    if isinstance(value, dict) and data is not None:
        try:
            new = {each["token"]: each["value"] for each in json.loads(data)}
        except (ValueError, TypeError, KeyError):
            return value
        for each in value.get("data", ()):
            each["value"] = new.get(each["token"], each["value"])
    return value


def _pretended(operation: str) -> Fault:
    """Asks whether the write would do, on a copy that cannot be seen: its own answer is kept."""

    def fault(request: Request, call: Call | None, send: Send) -> Response:
        if call is None or call.operation != operation:
            return send(request)
        before = get(send, request, READER[operation], call.ids)
        if before is None:
            return send(request)
        value = _merged(before, values(request))
        if operation == "print_jobs.submit":
            value["status"] = "1"
        return _json_answer(value)

    return fault


def _idle(operation: str) -> Fault:
    def fault(request: Request, call: Call | None, send: Send) -> Response:
        if call is None or call.operation != operation:
            return send(request)
        before = get(send, request, READER[operation], call.ids)
        return send(request) if before is None else _json_answer(before)

    return fault


def _json_answer(value: Any, status: int = 200) -> Response:
    body = json.dumps(value).encode()
    return Response(
        status,
        "OK",
        (("Content-Type", "application/json"), ("Content-Length", str(len(body)))),
        body,
    )


def _replayed(operation: str) -> Fault:
    """After the first success, every further one is the first again, with an id of its own."""
    first: list[Response] = []

    def fault(request: Request, call: Call | None, send: Send) -> Response:
        if not about(call, operation):
            return send(request)
        if not first or request.header("Authorization") is None:
            response = send(request)
            if response.status in SUCCESS:
                first.append(response)
            return response
        first.append(first[0])
        value = first[0].json()
        if isinstance(value, dict) and "id" in value:
            value = _merged(value, values(request)) | {"id": FRESH + len(first)}
        return first[0].with_json(value)

    return fault


def _kept(operation: str) -> Fault:
    answers: list[Response] = []

    def fault(request: Request, call: Call | None, send: Send) -> Response:
        if call is None or call.operation != operation:
            return send(request)
        reader = DELETED.get(operation, "print_jobs.get")
        if answers and get(send, request, reader, call.ids) is not None:
            return answers[0]
        response = send(request)
        if response.status in SUCCESS:
            answers.append(response)
        return response

    return fault


def doubled(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A write is carried out twice."""
    if operation.method == "post" and operation.id not in ("session.login", "print_jobs.submit"):
        reader = LISTER.get(operation.id, "organization.balance")
        others = () if vendor == "synctera" or operation.id == "print_jobs.add_cards" else (reader,)

        def make() -> Fault:
            def fault(request: Request, call: Call | None, send: Send) -> Response:
                response = send(request)
                if about(call, operation.id) and response.status in SUCCESS:
                    send(again(request))
                return response

            return fault

        if operation.id not in ("print_jobs.add_cards", "bulk_orders.create"):
            yield _mutant(vendor, operation, "double write", "acts twice", make, *others)


def ignored_fields(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A field that is sent is not looked at, if it is not required."""
    if operation.method == "get":
        return
    optional = [each.name for each in operation.parameters if each.location == "query"]
    for _, place in operation.bodies():
        schema = operation.value["requestBody"]["content"][place[-1]].get("schema", {})
        required = schema.get("required", ())
        optional += [name for name in schema.get("properties", {}) if name not in required]
    for name in optional:
        if name in ("channel", "billing_address2", "address[contact_id]"):
            continue

        def make(name: str = name) -> Fault:
            def fault(request: Request, call: Call | None, send: Send) -> Response:
                return send(without(request, name) if about(call, operation.id) else request)

            return fault

        yield ServerMutant(
            vendor, "field ignored", (operation.id,), name, f"{operation.id} ignores {name}", make
        )


def touched(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """An update changes, or empties, what it was not told to."""
    fields = {
        "contacts.update": ("contact[phone_number]", "contact[alt_email]"),
        "addresses.update": ("address[label]", "address[address2]", "address[primary]"),
        "print_jobs.update": ("print_job[number_of_copies]", "print_job[address][city]"),
    }
    for name in fields.get(operation.id, ()):
        value = {"print_job[number_of_copies]": "3", "address[primary]": "true"}.get(name, "Other")

        def make(name: str = name, value: str = value) -> Fault:
            def fault(request: Request, call: Call | None, send: Send) -> Response:
                if about(call, operation.id) and name not in values(request):
                    return send(plus(request, name, value))
                return send(request)

            return fault

        yield ServerMutant(
            vendor,
            "touches another field",
            (operation.id,),
            name,
            f"{operation.id} sets {name} by itself",
            make,
        )


def not_reset(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """An update does not reset what the page says it resets."""
    name = "print_job[shipping_provider_id]"
    if operation.id != "print_jobs.update":
        return

    def make() -> Fault:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            if call is not None and call.operation == operation.id and name not in values(request):
                before = get(send, request, "print_jobs.get", call.ids)
                provider = before and before["extract"].get("shipping_provider_id")
                if provider is not None:
                    return send(plus(request, name, str(provider)))
            return send(request)

        return fault

    yield _mutant(vendor, operation, "not reset", "keeps the shipping provider", make)


def saved_addresses(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A one-off address is saved among the others."""
    if operation.id not in ("print_jobs.create", "print_jobs.update"):
        return

    def make() -> Fault:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if call is not None and call.operation == operation.id and response.status in SUCCESS:
                sent = values(request)
                if any(name.startswith("print_job[address][") for name in sent):
                    ids = {"organization_id": call.organization}
                    method, target = path("addresses.create", ids)
                    ask(send, request, method, target, _address(sent))
            return response

        return fault

    yield _mutant(
        vendor,
        operation,
        "one-off address saved",
        "saves the one-off address",
        make,
        "addresses.list",
    )


def _address(sent: dict[str, str]) -> dict[str, str]:
    def part(name: str, other: str) -> str:
        return sent.get(f"print_job[address][{name}]") or other

    return {
        "address[address1]": part("address_1", "1 Any Street"),
        "address[city]": part("city", "Aldwich"),
        "address[state]": part("state", "PA"),
        "address[zip_code]": "01234",
        "address[country]": "USA",
        "address[contact][full_name]": part("contact][full_name", "Ana Example"),
        "address[contact][email]": "ana@example.com",
    }


def without_key(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A key that makes retries safe is not looked at, or not held against another body."""
    if "x-idempotency-key" not in operation.value:
        return

    def ignored() -> Fault:
        return lambda request, call, send: send(again(request))

    def overlooked() -> Fault:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if response.status == 422 and about(call, operation.id):
                return send(again(request))
            return response

        return fault

    yield _mutant(
        vendor, operation, "idempotency ignored", "stores again for the same key", ignored
    )
    yield ServerMutant(
        vendor,
        "idempotency ignored",
        (operation.id,),
        "other body",
        f"{operation.id} takes another body under a used key",
        overlooked,
    )


RULES: Final[tuple[Rule, ...]] = (
    lost,
    doubled,
    ignored_fields,
    touched,
    not_reset,
    saved_addresses,
    without_key,
)
