"""Configurations of bulk orders."""

import copy
from typing import Any

from ..api import Api, Stop
from ..mark import MARK
from ..worlds.synctera import ORDER
from .comparing import hold
from .journey import journey

_CREATE = "bulk_orders.create"


def _places(value: Any, at: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [at] if at else []
    if isinstance(value, dict):
        for name, inner in value.items():
            found += _places(inner, (*at, name))
    return found


def _without(place: tuple[str, ...]) -> dict[str, Any]:
    order = copy.deepcopy(ORDER)
    inner = order
    for name in place[:-1]:
        inner = inner[name]
    del inner[place[-1]]
    return order


def _with(place: tuple[str, ...], value: Any) -> dict[str, Any]:
    order = copy.deepcopy(ORDER)
    inner = order
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    return order


def _key(api: Api, name: str) -> dict[str, str]:
    return {"Idempotency-Key": f"contract-{api.findings.seed}-{name}"}


@journey(_CREATE, needs="ours write")
def an_order_is_stored(api: Api, world: Any) -> None:
    """The answer is what was sent, with an id of its own."""
    answer = api.call(_CREATE, _key(api, "stored"), body=ORDER).value
    for name, value in ORDER.items():
        hold(
            api,
            _CREATE,
            answer.get(name) == value,
            "value lost",
            f"{name} came back differently",
        )
    again = api.call(_CREATE, _key(api, "another"), body=ORDER).value
    hold(api, _CREATE, again["id"] != answer["id"], "same id", "two keys made one configuration")
    first = api.call(_CREATE, body=ORDER).value["id"]
    second = api.call(_CREATE, body=ORDER).value["id"]
    hold(api, _CREATE, first != second, "same id", "two requests without a key made one")
    hold(
        api,
        _CREATE,
        api.operation(_CREATE).effect == "once" or first == second,
        "effect",
        "the spec says that a repeat adds nothing, and it made another one",
    )
    tenants = {one.get("tenant") for one in (answer, again)}
    hold(api, _CREATE, len(tenants) == 1, "tenant", "two answers are of two tenants")


@journey(_CREATE, needs="write")
def a_key_makes_one_order(api: Api, world: Any) -> None:
    """The same key gives the same answer; with another request it is refused."""
    # At somebody else's server the same one in all runs: it cannot be deleted.
    name = "Idempotency-Key"
    key = {name: "contract-once"} if api.wire.target.remote else _key(api, "once")
    first = api.call(_CREATE, key, body=ORDER).value
    again = api.call(_CREATE, key, body=ORDER).value
    hold(api, _CREATE, first == again, "idempotency", "a repeat with its key made another one")
    hold(
        api,
        _CREATE,
        api.operation(_CREATE).raw.get("x-idempotency-key") in key,
        "idempotency",
        "a repeat with its key made no other one, and the spec does not tell the key",
    )
    try:
        api.call(_CREATE, key, body=_with(("name",), f"{MARK}, another"), expect=(422,))
    except Stop:
        return


@journey(_CREATE, needs="ours write")
def what_is_required_is_missed(api: Api, world: Any) -> None:
    """What the spec requires cannot be left out, and the rest can."""
    operation = api.operation(_CREATE)
    for place in _places(ORDER):
        body = _without(place)
        allowed = operation.body is not None and api.spec.problem(operation.body, body) is None
        _hold_taken(api, body, allowed, f"a request without {'.'.join(place)}")


@journey(_CREATE, needs="ours write")
def what_is_wrong_is_refused(api: Api, world: Any) -> None:
    """What the spec forbids is refused, what it allows is taken."""
    operation = api.operation(_CREATE)
    wrong: list[Any] = ["", " ", "x", 7, True, None, [], {}, "+1", "US", "AUTO", "OVERNIGHT", False]
    for place in _places(ORDER):
        for value in wrong:
            body = _with(place, value)
            allowed = operation.body is not None and api.spec.problem(operation.body, body) is None
            if allowed and place in (
                ("shipping", "method"),
                ("shipping", "address", "postal_code"),
            ):
                # In words only: which ways of shipping there are, and a zip code for the US.
                continue
            _hold_taken(api, body, allowed, f"{'.'.join(place)} as {value!r}")


@journey(_CREATE, needs="write")
def what_is_listed_is_taken(api: Api, world: Any) -> None:
    """Each value that the spec lists by name is taken."""
    schema = api.operation(_CREATE).body
    for place in _places(ORDER):
        found: Any = schema
        for name in place:
            found = api.spec.resolve(api.spec.resolve(found).get("properties", {}).get(name, {}))
        for one in (*found.get("oneOf", ()), *found.get("anyOf", ())):
            if "const" in one:
                what = f"{'.'.join(place)} as {one['const']!r}"
                _hold_taken(api, _with(place, one["const"]), True, what)


@journey(_CREATE)
def a_key_is_needed(api: Api, world: Any) -> None:
    """Without the API key, or with a wrong one, the answer is 401."""
    if api.wire.target.may("write"):
        for token in ("", "wrong", api.token + "x"):
            try:
                answer = api.call(_CREATE, body=ORDER, token=token, expect=(401,))
            except Stop:
                return
            hold(
                api,
                _CREATE,
                "WWW-Authenticate" in answer.headers or api.wire.target.remote,
                "no challenge",
                "a 401 does not say how to authenticate (RFC 9110, 11.6.1)",
            )


def _hold_taken(api: Api, body: Any, allowed: bool, what: str) -> None:
    answer = api.call(_CREATE, body=body, expect=range(200, 500))
    if allowed:
        hold(
            api,
            _CREATE,
            answer.succeeded,
            "refused what the spec allows",
            f"the spec allows {what}, and the answer is {answer.status}",
        )
    else:
        hold(
            api,
            _CREATE,
            not answer.succeeded,
            "accepted against the spec",
            f"the spec forbids {what}, and the answer is {answer.status}",
        )
