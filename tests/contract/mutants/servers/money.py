"""Faults in money and print jobs: what is charged, booked, counted and said to be covered."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from ..places import Operation
from .helper import get, path
from .messages import Request, Response
from .mutant import SUCCESS, Rule, ServerMutant, about, retelling
from .proxy import Fault, Send
from .routes import Call


def untold(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """What a write does to money or to a job is not told by the reads."""
    told: dict[str, tuple[tuple[str, str, Callable[[Any], Any], tuple[str, ...]], ...]] = {
        "organization.financial_transactions": (
            ("debits as credits", "swaps debit and credit", _swap, ("print_jobs.submit",)),
        ),
        "print_jobs.check_balance": (
            ("always true", "says that all is covered", lambda value: True, ("print_jobs.submit",)),
            (
                "always false",
                "says that nothing is covered",
                lambda value: False,
                ("print_jobs.submit",),
            ),
        ),
        "print_jobs.charge_details": (
            (
                "no items",
                "lists no charges",
                lambda value: value | {"items": []},
                ("print_jobs.submit",),
            ),
            (
                "free shipping",
                "ships for nothing",
                lambda value: value | {"shipping_cost": "$0.00"},
                ("print_jobs.submit",),
            ),
        ),
        "organization.get": (
            (
                "cards",
                "counts no cards",
                lambda value: value | {"total_cards": 0},
                ("cards.create",),
            ),
            (
                "templates",
                "counts no templates",
                lambda value: value | {"total_templates": 0},
                ("card_templates.list",),
            ),
        ),
        "cards.print_history": (
            ("empty", "lists no orders", lambda value: [], ("print_jobs.submit",)),
        ),
        "organization.add_funds": (
            ("false", "answers false for a payment", lambda value: False, ()),
        ),
        "print_jobs.submit": (
            (
                "open",
                "answers a job that is not submitted",
                lambda value: value | {"status": "0"},
                ("print_jobs.get",),
            ),
        ),
        "print_jobs.get": (
            (
                "open",
                "shows no job as submitted",
                lambda value: value | {"status": "0"},
                ("print_jobs.submit",),
            ),
            (
                "no cards",
                "shows no cards",
                lambda value: value | {"list_users": []},
                ("print_jobs.add_cards",),
            ),
        ),
    }
    for detail, description, change, others in told.get(operation.id, ()):
        yield ServerMutant(
            vendor,
            "wrong account",
            (operation.id, *others),
            detail,
            f"{operation.id} {description}",
            retelling(operation.id, change),
        )


def _swap(entries: Any) -> Any:
    return [each | {"debit": each["credit"], "credit": each["debit"]} for each in entries]


def resubmitted(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """What a job's state forbids is answered with a success."""
    frozen = (
        "print_jobs.update",
        "print_jobs.add_cards",
        "print_jobs.remove_card",
        "print_jobs.submit",
    )
    if operation.id not in frozen:
        return

    def make() -> Fault:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if call is None or call.operation != operation.id or response.status != 400:
                return response
            job = get(send, request, "print_jobs.get", call.ids)
            if job is None or job["status"] != "1":
                return response
            answer = {"message": "done"} if operation.method == "delete" else job
            changed = Response(200, "OK", response.headers, b"")
            return changed.with_json(answer)

        return fault

    yield ServerMutant(
        vendor,
        "state ignored",
        (operation.id, "print_jobs.submit"),
        "",
        f"{operation.id} takes a submitted job",
        make,
    )


def drafts(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A draft can be ordered."""
    if operation.id not in ("print_jobs.create", "print_jobs.add_cards"):
        return

    def make() -> Fault:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if call is None or call.operation != operation.id or response.status != 400:
                return response
            if b"final" not in response.body:
                return response
            for each in get(send, request, "cards.list", call.ids) or []:
                ids = {"organization_id": call.organization, "id": str(each["id"])}
                method, target = path("cards.finalize", ids)
                send(
                    Request(method, target, request.with_header("Content-Type", None).headers, b"")
                )
            return send(request)

        return fault

    yield ServerMutant(
        vendor,
        "state ignored",
        (operation.id, "cards.create"),
        "drafts",
        f"{operation.id} takes drafts",
        make,
    )


def all_removed(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """Removing one card removes all."""
    if operation.id != "print_jobs.remove_card":
        return

    def make() -> Fault:
        def fault(request: Request, call: Call | None, send: Send) -> Response:
            response = send(request)
            if call is not None and about(call, operation.id) and response.status in SUCCESS:
                job = get(send, request, "print_jobs.get", call.ids) or {}
                for card in job.get("list_users", ()):
                    method, target = path(operation.id, call.ids | {"card_id": str(card["id"])})
                    send(Request(method, target, request.headers, b""))
            return response

        return fault

    yield ServerMutant(
        vendor,
        "removes too much",
        (operation.id, "print_jobs.get"),
        "",
        f"{operation.id} removes all cards",
        make,
    )


RULES: Final[tuple[Rule, ...]] = (untold, resubmitted, drafts, all_removed)
