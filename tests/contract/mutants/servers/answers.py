"""Faults in what is answered: members, status, media type, headers, form."""

import copy
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any, Final

from ..places import Operation
from .fields import EACH, Answered, Member, answered, change
from .messages import Response
from .mutant import REFUSAL, Rule, ServerMutant, answering, retelling

MOST_MEMBERS: Final = 3
PIXEL: Final = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    "DwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _members(vendor: str, operation: Operation) -> list[Answered]:
    return [each for each in answered(vendor, operation) if each.member and each.member[-1] != EACH]


def _in_member(
    vendor: str,
    operation: Operation,
    kind: str,
    member: Member,
    description: str,
    edit: Callable[[dict[str, Any], str], None],
) -> ServerMutant:
    def changed(value: Any) -> Any:
        value = copy.deepcopy(value)
        change(value, member, edit)
        return value

    name = ".".join(member)
    return ServerMutant(
        vendor,
        kind,
        (operation.id,),
        name,
        f"{operation.id}: {name} {description}",
        retelling(operation.id, changed),
    )


def _other_type(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, int):
        return str(value)
    return "text" if isinstance(value, dict | list) else 0


def wrong_types(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A member of another type."""

    def edit(holder: dict[str, Any], name: str) -> None:
        holder[name] = _other_type(holder[name])

    for each in _members(vendor, operation)[:MOST_MEMBERS]:
        yield _in_member(vendor, operation, "type", each.member, "is of another type", edit)


def missing(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A member that must be there is not."""
    required = [each for each in _members(vendor, operation) if each.required]
    for each in required[:MOST_MEMBERS]:
        yield _in_member(
            vendor,
            operation,
            "missing",
            each.member,
            "is missing",
            lambda holder, name: holder.__delitem__(name),
        )


def null(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A member that cannot be null is."""
    plain = [each for each in _members(vendor, operation) if not each.nullable]
    for each in plain[-MOST_MEMBERS:]:
        yield _in_member(
            vendor,
            operation,
            "null",
            each.member,
            "is null",
            lambda holder, name: holder.__setitem__(name, None),
        )


def extra(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A member that nobody documented, beside others."""
    seen = set[Member]()
    for each in _members(vendor, operation):
        if each.member[:-1] not in seen and len(seen) < MOST_MEMBERS:
            seen.add(each.member[:-1])
            yield _in_member(
                vendor,
                operation,
                "extra",
                each.member,
                "has a stranger beside it",
                lambda holder, name: holder.__setitem__("undocumented", 1),
            )


def forms(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A time, an amount or a picture in another form."""
    wrong = {
        "date-time": "22/11/2026 08:00",
        "money": "5.5 dollars",
        "uuid": "17",
        "base64": "%PDF-1.7",
    }

    for each in _members(vendor, operation):
        if each.format in wrong:
            text = wrong[each.format]

            def edit(holder: dict[str, Any], name: str, text: str = text) -> None:
                if holder[name] is not None:
                    holder[name] = text

            yield _in_member(vendor, operation, "form", each.member, f"reads {text!r}", edit)


def cents(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """An amount that is off by a cent."""
    for each in _members(vendor, operation):
        if each.format == "money":
            yield _in_member(
                vendor,
                operation,
                "off by a cent",
                each.member,
                "is a cent too high",
                lambda holder, name: holder.__setitem__(name, _one_more(holder[name])),
            )


def _one_more(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    digits = text.strip("()").replace("$", "").replace(",", "")
    amount = (-1 if text.startswith("(") else 1) * Decimal(digits) + Decimal("0.01")
    plain = f"${abs(amount):,.2f}"
    return f"({plain})" if amount < 0 else plain


def values(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A text or a number that is another one's, in the right form."""

    def edit(holder: dict[str, Any], name: str) -> None:
        old = holder[name]
        holder[name] = f"{old} x" if isinstance(old, str) else old + 1 if old is not None else None

    def flip(holder: dict[str, Any], name: str) -> None:
        holder[name] = not holder[name]

    plain = [
        each
        for each in _members(vendor, operation)
        if each.kind in ("string", "integer")
        and each.format in ("", "int64")
        and each.member[-1] not in ("id", "organization_id", "auth_token")
    ]
    for each in plain[:MOST_MEMBERS]:
        yield _in_member(vendor, operation, "wrong value", each.member, "is another one's", edit)
    for each in _members(vendor, operation):
        if each.kind == "boolean":
            yield _in_member(vendor, operation, "wrong value", each.member, "is inverted", flip)


def statuses(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A status that nobody documented."""
    for name, status, of in (
        ("202 for a success", 202, range(200, 300)),
        ("410 for 404", 410, range(404, 405)),
        ("400 for 401", 400, range(401, 402)),
        ("200 for a refusal", 200, range(400, 401)),
    ):
        if _happens(operation, of.start):
            yield ServerMutant(
                vendor,
                "status",
                (operation.id,),
                name,
                f"{operation.id} answers {name}",
                answering(operation.id, partial(Response.with_status, status=status), of),
            )


def _happens(operation: Operation, status: int) -> bool:
    """Whether an operation is ever answered so. An id in a path is found, or it is not."""
    answer = operation.value["responses"].get(str(status))
    if status != 400 or answer is None:
        return answer is not None
    sends = any(each.location == "query" for each in operation.parameters)
    return sends or "requestBody" in operation.value or ", or " in answer["description"]


def media_types(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """An answer that is said to be something else, or is no JSON at all."""

    def html(response: Response) -> Response:
        return response.with_header("Content-Type", "text/html; charset=utf-8")

    def unnamed(response: Response) -> Response:
        return response.with_header("Content-Type", None)

    for name, make in (
        ("success", answering(operation.id, html)),
        ("refusal", answering(operation.id, html, REFUSAL)),
        ("none", answering(operation.id, unnamed)),
    ):
        yield ServerMutant(
            vendor,
            "media type",
            (operation.id,),
            name,
            f"{operation.id}: wrong type of {name}",
            make,
        )


def bodies(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A body that is cut off, empty, or wrapped in something."""
    for name, make in (
        ("cut", answering(operation.id, lambda r: r.with_body(r.body[:-1]))),
        ("empty", answering(operation.id, lambda r: r.with_body(b""))),
        ("list", retelling(operation.id, lambda value: [value])),
        ("object", retelling(operation.id, lambda value: {"result": value})),
    ):
        yield ServerMutant(
            vendor, "body", (operation.id,), name, f"{operation.id}: a success is {name}", make
        )


def refusals(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A refusal with a body of another shape."""
    shapes: tuple[tuple[str, Callable[[Any], Any]], ...] = (
        ("list", lambda value: ["no"]),
        ("text", lambda value: "no"),
        ("other member", lambda value: {"reason": "no"}),
        ("list of errors", lambda value: {name: ["no"] for name in value}),
    )
    for name, shape in shapes:
        yield ServerMutant(
            vendor,
            "refusal body",
            (operation.id,),
            name,
            f"{operation.id}: a refusal is a {name}",
            retelling(operation.id, shape, REFUSAL),
        )


def headers(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """A header that HTTP asks for is missing."""
    if operation.value.get("security") != []:
        yield ServerMutant(
            vendor,
            "header",
            (operation.id,),
            "WWW-Authenticate",
            f"{operation.id}: a 401 without WWW-Authenticate",
            answering(
                operation.id, lambda r: r.with_header("WWW-Authenticate", None), range(401, 402)
            ),
        )


def pictures(vendor: str, operation: Operation) -> Iterator[ServerMutant]:
    """Lists with pictures where "image" should stand."""
    for each in answered(vendor, operation):
        if each.member[-2:] == ("images", EACH) and each.member[0] == EACH:
            yield _in_member(
                vendor,
                operation,
                "picture in a list",
                each.member[:-1],
                "has pictures",
                lambda holder, name: holder.__setitem__(name, [PIXEL for _ in holder[name]]),
            )
        elif each.member == (EACH, "data", EACH, "value"):

            def edit(holder: dict[str, Any], name: str) -> None:
                if holder[name] == "image":
                    holder[name] = PIXEL

            yield _in_member(vendor, operation, "picture in a list", each.member, "is one", edit)


RULES: Final[tuple[Rule, ...]] = (
    wrong_types,
    missing,
    null,
    extra,
    forms,
    cents,
    values,
    statuses,
    media_types,
    bodies,
    refusals,
    headers,
    pictures,
)
