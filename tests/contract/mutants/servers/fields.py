"""What an operation answers, as its page has it: the members of its success, by their paths."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ..documents import VENDORS, Document, Path_, at, resolved, specification
from ..places import Operation, operations

EACH: Final = "*"
"""The step into every entry of a list."""
DEEPEST: Final = 4

Member = tuple[str, ...]
"""The way to a member of an answer: names, and `EACH`."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A member of an answer: the way to it, and what its schema says."""

    member: Member
    kind: str
    nullable: bool
    required: bool
    format: str


@cache
def operations_of_all() -> tuple[tuple[str, Operation], ...]:
    """Every operation with its vendor."""
    return tuple(
        (vendor, operation) for vendor in VENDORS for operation in operations(specification(vendor))
    )


@cache
def answered(vendor: str, operation: Operation) -> tuple[Answered, ...]:
    """The members of an operation's success; first those at the top."""
    document = specification(vendor)
    status = next(status for status, _ in operation.statuses() if status[0] == "2")
    place = (*operation.place, "responses", status, "content", "application/json", "schema")
    found = _members(document, place, (), required=True, deep=0)
    return tuple(sorted(found, key=lambda each: len(each.member)))


def _members(
    document: Document, place: Path_, way: Member, *, required: bool, deep: int
) -> Iterator[Answered]:
    place = resolved(document, place)
    schema = at(document, place)
    nullable = False
    if "anyOf" in schema:
        branches = schema["anyOf"]
        nullable = {"type": "null"} in branches
        chosen = next(i for i, each in enumerate(branches) if each != {"type": "null"})
        place = resolved(document, (*place, "anyOf", str(chosen)))
        schema = at(document, place)
    kind = _kind(schema)
    nullable = nullable or "null" in schema.get("type", ())
    form = schema.get("format", schema.get("contentEncoding", ""))
    yield Answered(way, kind, nullable, required, form)
    if deep == DEEPEST:
        return
    if kind == "array":
        yield from _members(document, (*place, "items"), (*way, EACH), required=True, deep=deep + 1)
    for name in schema.get("properties", {}):
        here = (*place, "properties", name)
        must = name in schema.get("required", ())
        yield from _members(document, here, (*way, name), required=must, deep=deep + 1)


def _kind(schema: dict[str, Any]) -> str:
    if "oneOf" in schema or "const" in schema:
        first = schema["oneOf"][0]["const"] if "oneOf" in schema else schema["const"]
        return "string" if isinstance(first, str) else "integer"
    types = schema.get("type", "object")
    return types if isinstance(types, str) else next(each for each in types if each != "null")


def change(value: Any, member: Member, edit: Callable[[dict[str, Any], str], None]) -> None:
    """Apply an edit to the mapping that holds a member, wherever the way leads."""
    *way, last = member
    for holder in _follow(value, tuple(way)):
        if isinstance(holder, dict) and last in holder:
            edit(holder, last)


def _follow(value: Any, way: Member) -> Iterator[Any]:
    if not way:
        yield value
    elif way[0] == EACH:
        for each in value if isinstance(value, list) else ():
            yield from _follow(each, way[1:])
    elif isinstance(value, dict) and way[0] in value:
        yield from _follow(value[way[0]], way[1:])
