"""What parameters, fields and forms may be."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..api import Api
from ..document import Operation, Parameter
from ..journeys.comparing import hold
from ..verdicts import wrong_form, wrong_text
from .claim import claim
from .stock import Stock, Taken

#: The statuses by which a server says that something is malformed.
_MALFORMED = (400, 406, 415, 422)

_TEXTS = (
    "",
    " ",
    "x",
    "A1",
    "x" * 255,
    "1" * 11,
    "no at sign",
    "a@b",
    "ana@probe.example",
    "2031-06-30",
    "true",
    "0.01",
)
_NUMBERS = (0, 1, 2, -1, 2**31 - 1, 2**31, 2**63 - 1, 2**63, "1.5", "x", "")
_CONTENTS: tuple[Any, ...] = ([0], [-1], [1.5], ["x"], [None], [[1]], [], {}, 1, "x", None)


@claim()
def fields_are_as_described(api: Api, stock: Stock, operation: Operation) -> None:
    """Of each parameter and field, what the spec allows is taken, and what it forbids is not."""
    taken = stock.taken(operation.id)
    if taken is None:
        return
    for parameter in operation.parameters:
        if parameter.place in ("query", "form", "header"):
            for value in _values(api, stock, parameter):
                _hold_value(api, stock, operation, taken, parameter, value)


@claim()
def each_form_is_as_described(api: Api, stock: Stock, operation: Operation) -> None:
    """Without a body, and with each choice of fields, what the spec allows is taken."""
    taken = stock.taken(operation.id)
    if taken is None or not operation.body:
        return
    form = [one for one in taken.fields if _place(operation, one) == "form"]
    rest = {name: value for name, value in taken.fields.items() if name not in form}
    _hold(api, operation, rest, not operation.needs_body, "no body")
    for fields in stock.forms(operation.id):
        given = {name: _text(value) for name, value in fields.items()}
        allowed = wrong_form(api.spec, operation, given) is None
        _hold(api, operation, fields, allowed, f"a form of {', '.join(fields)}")


def _values(api: Api, stock: Stock, parameter: Parameter) -> Iterator[Any]:
    schema = api.spec.resolve(parameter.schema)
    if "contentSchema" in schema or "card_ids" in parameter.name:
        yield from (json.dumps(one) for one in _CONTENTS)
        yield from ("[", "", json.dumps([stock.world.card]), json.dumps([stock.world.card] * 2))
        return
    if _is_number(api, schema):
        yield from _NUMBERS
    yield from _TEXTS
    if parameter.place == "header":
        # Nobody keeps it as somebody's text: a limit has to be told.
        yield "x" * 256
    for word in ("minimum", "maximum"):
        if isinstance(schema.get(word), int):
            yield from (schema[word] - 1, schema[word], schema[word] + 1)
    for word in ("minLength", "maxLength"):
        if isinstance(schema.get(word), int):
            yield from ("x" * schema[word], "x" * (schema[word] + 1))


def _is_number(api: Api, schema: Mapping[str, Any]) -> bool:
    kinds = [schema, *(api.spec.resolve(one) for one in schema.get("anyOf", ()))]
    return any("integer" in str(one.get("type")) for one in kinds)


def _hold_value(
    api: Api,
    stock: Stock,
    operation: Operation,
    taken: Taken,
    parameter: Parameter,
    value: Any,
) -> None:
    text = _text(value)
    unsendable = parameter.place == "header" and text != text.strip()
    if unsendable or stock.only_server_tells(operation.id, parameter.name, text):
        return
    fields = stock.with_value(operation, taken.fields, parameter.name, text)
    allowed = wrong_text(api.spec, parameter.schema, text) is None
    _hold(
        api,
        operation,
        fields,
        allowed,
        f"{parameter.name} as {text[:40]!r}",
        parameter.pointer,
        taken.body,
    )


def _hold(
    api: Api,
    operation: Operation,
    fields: Mapping[str, Any],
    allowed: bool,
    what: str,
    claim: str = "",
    body: Any = None,
) -> None:
    # What is taken against the spec is noted by the call itself.
    answer = api.call(operation.id, fields, body=body, expect=range(200, 600))
    if allowed and answer.status in _MALFORMED:
        says = f"the spec allows {what}, and the answer is {answer.status}: {answer.text[:200]}"
        api.fail(operation.id, "refused what the spec allows", says, claim)
    hold(
        api,
        operation.id,
        allowed or not answer.succeeded,
        "accepted against the spec",
        f"the spec forbids {what}, and the answer is {answer.status}",
    )


def _place(operation: Operation, name: str) -> str:
    parameter = operation.find(name)
    return parameter.place if parameter else "form" if operation.body else "query"


def _text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, list) else str(value)
