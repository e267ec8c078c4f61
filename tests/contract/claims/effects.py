"""What a call leaves behind."""

from collections.abc import Mapping
from typing import Any

from ..api import Api
from ..document import Operation
from ..journeys.comparing import changed, hold
from .claim import claim
from .stock import Stock

_ANY = range(200, 600)
_BALANCE = "organization.balance"


@claim(needs_controls=True)
def effects_are_as_described(api: Api, stock: Stock, operation: Operation) -> None:
    """What reads changes nothing, a repeat of the repeatable adds nothing, and money is told."""
    own = stock.apart
    apart, taken = own.api, own.taken(operation.id)
    if taken is None:
        return
    before = own.snapshot(operation, taken.fields)
    token = None if operation.secured else ""
    answer = apart.call(operation.id, taken.fields, body=taken.body, token=token)
    after = own.snapshot(operation, taken.fields)
    if operation.effect == "read":
        _hold_same(api, operation, before, after, "the spec says that it only reads, and it")
    if not before:
        return
    moved = before.get(_BALANCE) != after.get(_BALANCE)
    hold(
        api,
        operation.id,
        moved == operation.moves_money,
        "money",
        "it moved the balance, and the spec does not say so"
        if moved
        else "the spec says that it moves money, and it did not move the balance",
    )
    if operation.effect != "repeatable":
        return
    again = apart.call(operation.id, taken.fields, body=taken.body, token=token, expect=_ANY)
    hold(
        api,
        operation.id,
        again.succeeded == answer.succeeded or again.status == 404,
        "repeat",
        f"the spec says that it can be repeated, and a repeat is answered with {again.status}",
    )
    twice = own.snapshot(operation, taken.fields)
    _hold_same(api, operation, after, twice, "the spec says that it can be repeated; a repeat")


@claim(needs_controls=True)
def resets_are_as_described(api: Api, stock: Stock, operation: Operation) -> None:
    """An update takes away what the spec says that it resets, and nothing else."""
    own = stock.apart
    fields = own.update(operation.id)
    settled = operation.raw.get("x-settle", {})
    places = {
        name: place
        for name, place in {**settled.get("same", {}), **settled.get("among", {})}.items()
        if name in fields
    }
    resets = operation.raw.get("x-reset", ())
    names = sorted(places)
    for name in names[:: max(1, len(names) - 1)]:
        own.api.call(operation.id, fields)
        before = own.api.call(settled["object"], {"id": fields["id"]}).value
        own.api.call(operation.id, {"id": fields["id"], name: fields[name]})
        after = own.api.call(settled["object"], {"id": fields["id"]}).value
        for other, place in places.items():
            if other == name:
                continue
            if other in resets:
                true = _at(after, place) in (None, [], "")
                says = f"the spec says that it resets {other} unless it is sent, and it did not"
            else:
                true = _at(after, place) == _at(before, place)
                says = f"it changed {other}, which was not sent and is not said to be reset"
            hold(api, operation.id, true, "reset", says)


def _at(value: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        value = value[part]
    return value


def _hold_same(
    api: Api, operation: Operation, one: Mapping[str, Any], other: Mapping[str, Any], says: str
) -> None:
    found = ", ".join(sorted(changed(one, other)))
    hold(api, operation.id, not found, "effect", f"{says} changed {found}")
