"""Where an answer leads."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..api import Answer, Api
from ..document import Operation
from ..journeys.comparing import hold
from .claim import claim
from .stock import PAGED, Stock


@claim(needs_controls=True)
def links_lead_to_something(api: Api, stock: Stock, operation: Operation) -> None:
    """What a link takes from a success is there, and names what the next operation knows.

    A server that answers 200 where 201 is listed too would answer the same, so the links of all
    listed successes are followed.
    """
    own = stock
    if operation.id in PAGED:
        # There are few, and the first is known.
        own = stock.apart
        own.have_one_of_each()
    followed: list[Mapping[str, Any]] = []
    for name, link in _links(api, operation):
        taken = own.taken(operation.id)
        if taken is None or link in followed:
            continue
        followed.append(link)
        answer = own.api.call(operation.id, taken.fields, body=taken.body)
        _follow(own, answer, taken.fields, name, link)


def _links(api: Api, operation: Operation) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for status, raw in operation.raw.get("responses", {}).items():
        if str(status).startswith("2"):
            for name, link in api.spec.resolve(raw).get("links", {}).items():
                yield name, api.spec.resolve(link)


def _follow(
    own: Stock, answer: Answer, fields: Mapping[str, Any], name: str, link: Mapping[str, Any]
) -> None:
    origin, target = answer.operation.id, own.api.operation(link["operationId"])
    known = own.taken(target.id)
    if known is None:
        return
    told = {**link.get("parameters", {}), **(link.get("requestBody") or {})}
    asked = {"organization_id": own.api.account.organization_id, **fields}
    given = {one: _value(str(expression), asked, answer.value) for one, expression in told.items()}
    lost = sorted(one for one, value in given.items() if value is None)
    if lost:
        says = f"the link {name} takes {', '.join(lost)} from where nothing is"
        own.api.fail(origin, "link", says)
        return
    needed = {one.name for one in target.parameters if one.place == "path"}
    hold(
        own.api,
        origin,
        needed <= given.keys(),
        "link",
        f"the link {name} to {target.id} lacks {', '.join(sorted(needed - given.keys()))}",
    )
    found = {**known.fields, **given}
    own.world.settle(target, found)
    # What is not ready for the next step is there all the same.
    status = own.api.call(target.id, found, body=known.body, expect=range(200, 600)).status
    hold(
        own.api,
        origin,
        status < 300 or (status == 400 and target.id.startswith("print_jobs.")),
        "link",
        f"the link {name} leads to {target.id}, which answers {status}",
    )


def _value(expression: str, asked: Mapping[str, Any], body: Any) -> str | None:
    if not expression.startswith("$"):
        found = re.sub(r"\{(\$[^}]+)\}", lambda one: str(_value(one[1], asked, body)), expression)
        return None if "None" in found else found
    if expression.startswith("$request.path."):
        return str(asked[expression.removeprefix("$request.path.")])
    for part in expression.partition("#")[2].split("/")[1:]:
        try:
            body = body[int(part)] if isinstance(body, list) else body[part]
        except (LookupError, ValueError, TypeError):
            return None
    return None if body is None else str(body)
