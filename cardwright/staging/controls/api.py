"""The controls over HTTP, below ``/_staging``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from cardwright.staging.controls import accounts, planting
from cardwright.staging.controls.effects import KINDS
from cardwright.staging.controls.faults import check_operation
from cardwright.staging.controls.fields import ControlError, Fields
from cardwright.staging.controls.panel import Controls
from cardwright.staging.http import Answer, Handler, Json, RefusalError, parse_json
from cardwright.staging.vendor import Operation, Routes, Vendor

PREFIX: Final = "/_staging"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to a control: `fields` are of its body, or of its query string."""

    fields: Fields
    path: dict[str, str]


Control = Callable[[Controls, Asked], Json]
"""Does what is asked; raises `RefusalError`. What its docstring says is told to users."""


def vendor(controls: Controls) -> Vendor:
    """The controls in the form of a vendor, so that a `Gate` can serve them."""
    return Vendor(
        name="staging",
        prefix=PREFIX,
        schema="",
        routes=lambda _: routes(controls),
        seed=lambda *_: (),
        refuse=lambda refusal: Answer({"error": refusal.message}, refusal.status, refusal.headers),
    )


def routes(controls: Controls) -> Routes:
    """The controls as the gate wants them."""
    return {
        path: {
            method: Operation(f"controls.{control.__name__}", _handler(control, controls))
            for method, control in found.items()
        }
        for path, found in CONTROLS.items()
    }


def _handler(control: Control, controls: Controls) -> Handler:
    async def handle(request: Request) -> Answer:
        fields = await _body(request) if request.method == "POST" else _query(request)
        return Answer(
            await run_in_threadpool(control, controls, Asked(fields, request.path_params))
        )

    return handle


async def _body(request: Request) -> Fields:
    # No page of another site can send this type without asking first, and it would be refused.
    if parse_options_header(request.headers.get("content-type"))[0] != b"application/json":
        raise RefusalError(
            415, "Content-Type must be application/json", headers={"Accept": "application/json"}
        )
    try:
        return Fields(parse_json((await request.body()).decode() or "{}"))
    except UnicodeDecodeError:
        raise ControlError("the body is not valid UTF-8") from None
    except ControlError:
        raise
    except ValueError as error:
        raise ControlError(f"the body {error}") from None


def _query(request: Request) -> Fields:
    return Fields(dict(request.query_params))


def overview(controls: Controls, asked: Asked) -> Json:
    """This list."""
    asked.fields.finish()
    return {
        f"{method} {PREFIX}{path}": (control.__doc__ or "").partition("\n")[0]
        for path, found in CONTROLS.items()
        for method, control in found.items()
    }


def operations(controls: Controls, asked: Asked) -> Json:
    """The names that faults and calls are known by, with method and path."""
    asked.fields.finish()
    return {name: " ".join(place) for name, place in controls.operations.items()}


def reset(controls: Controls, asked: Asked) -> Json:
    """Begin anew: data as seeded, no faults, no calls, the system's time."""
    asked.fields.finish()
    controls.reset()
    return {"reset": True}


def seed(controls: Controls, asked: Asked) -> Json:
    """Add `cards`, `contacts`, `addresses`, so many of each, to `organization_id`."""
    return planting.plant_things(controls.services, asked.fields)._asdict()


def add_organization(controls: Controls, asked: Asked) -> Json:
    """Add an organization with a user: `name`, `email`, `password`, `balance`, all optional."""
    return planting.plant_organization(controls.services, asked.fields)._asdict()


def set_balance(controls: Controls, asked: Asked) -> Json:
    """Set the balance of `organization_id` to `amount`, by an entry in the ledger."""
    return accounts.set_balance(controls.services, asked.fields)


def expire_tokens(controls: Controls, asked: Asked) -> Json:
    """Let all login tokens expire, or those of the user `email`."""
    return {"expired": accounts.expire_tokens(controls.services, asked.fields)}


def show_clock(controls: Controls, asked: Asked) -> Json:
    """Staging's time."""
    asked.fields.finish()
    return controls.clock.describe()


def change_clock(controls: Controls, asked: Asked) -> Json:
    """Move it to `time`, then by `advance_seconds`; stop it with `frozen`, or let it run."""
    return controls.clock.change(asked.fields)


def reset_clock(controls: Controls, asked: Asked) -> Json:
    """Back to the system's time."""
    asked.fields.finish()
    controls.clock.reset()
    return controls.clock.describe()


def list_kinds(controls: Controls, asked: Asked) -> Json:
    """The kinds of faults, and when each can come."""
    asked.fields.finish()
    return {name: {"does": kind.summary, "when": list(kind.when)} for name, kind in KINDS.items()}


def list_faults(controls: Controls, asked: Asked) -> Json:
    """The faults that were armed; `left` is how many calls each still waits for."""
    asked.fields.finish()
    return {"faults": [fault.to_json() for fault in controls.faults]}


def arm_fault(controls: Controls, asked: Asked) -> Json:
    """Arm a fault of a `kind` for the next `times` calls of an `operation`."""
    return controls.faults.arm(asked.fields).to_json()


def clear_faults(controls: Controls, asked: Asked) -> Json:
    """Take back all faults."""
    asked.fields.finish()
    controls.faults.clear()
    return {"faults": []}


def remove_fault(controls: Controls, asked: Asked) -> Json:
    """Take back one fault."""
    asked.fields.finish()
    wanted = asked.path["id"]
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 20):
        raise ControlError(f"id: there is no fault {wanted}", 404)
    controls.faults.remove(int(wanted))
    return list_faults(controls, asked)


def list_calls(controls: Controls, asked: Asked) -> Json:
    """The last calls, oldest first; those of one `operation` if it is in the query string."""
    operation = asked.fields.text("operation")
    asked.fields.finish()
    if operation is None:
        found = controls.calls.all()
    else:
        found = controls.calls.of(check_operation(operation, controls.operations))
    return {"calls": [call.to_json() for call in found]}


def clear_calls(controls: Controls, asked: Asked) -> Json:
    """Forget the calls."""
    asked.fields.finish()
    controls.calls.clear()
    return {"calls": []}


CONTROLS: Final[dict[str, dict[str, Control]]] = {
    "": {"GET": overview},
    "/reset": {"POST": reset},
    "/seed": {"POST": seed},
    "/organizations": {"POST": add_organization},
    "/balance": {"POST": set_balance},
    "/tokens/expire": {"POST": expire_tokens},
    "/clock": {"GET": show_clock, "POST": change_clock, "DELETE": reset_clock},
    "/operations": {"GET": operations},
    "/faults": {"GET": list_faults, "POST": arm_fault, "DELETE": clear_faults},
    "/faults/kinds": {"GET": list_kinds},
    "/faults/{id}": {"DELETE": remove_fault},
    "/calls": {"GET": list_calls, "DELETE": clear_calls},
}
"""Every control, by its path below `PREFIX` and its method."""
