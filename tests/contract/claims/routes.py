"""Where operations are."""

import re

from ..api import Api, Stop
from ..document import METHODS, Operation
from ..journeys.comparing import hold
from .claim import claim
from .stock import Stock

#: They refuse what cannot be read by a 400, as all do. The spec lists none for them.
_UNTOLD = ("addresses.get", "contacts.get", "contacts.list")

#: Tried where the spec does not have them. HEAD and OPTIONS are for HTTP to say.
_TRIED = ("get", "put", "post", "delete", "patch")


@claim()
def other_methods_are_not_allowed(api: Api, stock: Stock, operation: Operation) -> None:
    """A method that the spec does not have at a path is 405, and `Allow` names those it has."""
    there = {one.method for one in api.spec.operations.values() if one.path == operation.path}
    path = re.sub(r"\{organization_id\}", api.account.organization_id, operation.path)
    path = re.sub(r"\{[^}]+\}", str(2**40), path)
    for method in _TRIED:
        if method in there:
            continue
        answer = api.plain(method.upper(), path)
        hold(
            api,
            operation.id,
            answer.status_code == 405,
            "other method",
            f"a {method.upper()} of its path is answered with {answer.status_code}, not 405",
        )
        if answer.status_code != 405:
            continue
        named = re.split(r"[,\s]+", answer.headers.get("Allow", "").lower())
        allowed = {one for one in named if one in METHODS} - {"head", "options"}
        hold(
            api,
            operation.id,
            allowed == there - {"head", "options"},
            "allowed methods",
            f"a 405 of its path allows {', '.join(sorted(allowed)) or 'nothing'}, and the spec "
            f"has {', '.join(sorted(there))}",
        )


@claim()
def small_ids_are_ids(api: Api, stock: Stock, operation: Operation) -> None:
    """The least id is one that exists or one that does not: no failure, and nothing malformed."""
    taken = stock.taken(operation.id)
    if taken is None:
        return
    for parameter in operation.parameters:
        if parameter.place != "path" or not api.fits(operation, parameter.name, 1):
            continue
        fields = {**taken.fields, parameter.name: 1}
        mine = parameter.name != "organization_id"
        expected = {404} | (set(range(200, 300)) if mine and stock.world.knows(1) else set())
        try:
            api.call(operation.id, fields, body=taken.body, expect=expected)
        except Stop:
            continue


@claim()
def what_cannot_be_read_is_refused(api: Api, stock: Stock, operation: Operation) -> None:
    """A query string that is no text is ignored, or refused as the spec says."""
    taken = stock.taken(operation.id)
    if taken is not None and operation.id not in _UNTOLD:
        # The answer is held against the spec by the call itself.
        api.call(operation.id, taken.fields, body=taken.body, expect=range(200, 500), query="x=%FF")
