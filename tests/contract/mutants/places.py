"""Where a document makes its claims, and which operations stand on each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from .documents import Document, Path_, at, referred, resolved

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
REQUEST: Final = "request"
RESPONSE: Final = "response"
BOTH: Final = "both"
MOST_OPERATIONS: Final = 2
"""How many operations are examined for a claim that many stand on."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation, at the place where it is written out."""

    place: Path_
    name: str
    location: str
    required: bool
    listed: Path_
    """Where the operation, or its path, lists it."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a document."""

    id: str
    place: Path_
    path: str
    method: str
    parameters: tuple[Parameter, ...]
    value: dict[str, Any] = field(repr=False, compare=False)

    def bodies(self) -> Iterator[tuple[str, Path_]]:
        """The media types of the request's body, and the places of their entries."""
        for name in self.value.get("requestBody", {}).get("content", {}):
            yield name, (*self.place, "requestBody", "content", name)

    def statuses(self) -> Iterator[tuple[str, Path_]]:
        """The statuses, and the places of their responses."""
        for status in self.value["responses"]:
            yield status, (*self.place, "responses", status)


@dataclass(frozen=True, slots=True)
class SchemaPlace:
    """A schema, or a part of one.

    Attributes:
        place: Where it is written.
        schema: What is written there.
        side: Whether it speaks of requests, of responses or of both.
        operations: Those whose exchanges it speaks of, to examine.
        name: What it is the schema of, for people.
    """

    place: Path_
    schema: dict[str, Any] = field(repr=False)
    side: str
    operations: tuple[str, ...]
    name: str


def operations(document: Document) -> list[Operation]:
    """The operations, in the document's order."""
    return [
        Operation(
            value["operationId"],
            ("paths", path, method),
            path,
            method,
            tuple(_parameters(document, path, method)),
            value,
        )
        for path, item in document["paths"].items()
        for method, value in item.items()
        if method in METHODS
    ]


def _parameters(document: Document, path: str, method: str) -> Iterator[Parameter]:
    for owner in (("paths", path), ("paths", path, method)):
        for index, _ in enumerate(at(document, owner).get("parameters", ())):
            listed = (*owner, "parameters", str(index))
            place = resolved(document, listed)
            value = at(document, place)
            yield Parameter(place, value["name"], value["in"], value.get("required", False), listed)


def representatives(document: Document, ids: set[str]) -> tuple[str, ...]:
    """The few of many operations to examine for what they share.

    One that writes and one that reads, each the first of the document: what the first leaves
    behind is what the second can show.
    """
    concerned = [each for each in operations(document) if each.id in ids]
    writes = [each.id for each in concerned if each.method != "get"]
    reads = [each.id for each in concerned if each.method == "get"]
    chosen = [*writes[:1], *reads[:1], *writes[1:], *reads[1:]]
    return tuple(chosen[:MOST_OPERATIONS])


def users(document: Document) -> dict[Path_, dict[str, set[str]]]:
    """For every component, who stands on it: sides, and for each the operations.

    What is reached by a success counts before what is reached by a refusal: of a component that
    some operation answers in success, only those operations are named.
    """
    found: dict[Path_, dict[str, set[str]]] = {}
    for operation in operations(document):
        for parameter in operation.parameters:
            if parameter.place[0] == "components":
                found.setdefault(parameter.place, {}).setdefault(REQUEST, set()).add(operation.id)
            _reach(document, parameter.place, REQUEST, operation.id, found)
        _reach(document, (*operation.place, "requestBody"), REQUEST, operation.id, found)
        for _, place in operation.statuses():
            _reach(document, (*place, "content"), RESPONSE, operation.id, found)
    return found


def _reach(
    document: Document,
    place: Path_,
    side: str,
    operation: str,
    found: dict[Path_, dict[str, set[str]]],
) -> None:
    try:
        value = at(document, place)
    except KeyError:
        return
    for reference in _references(value):
        target = referred(reference)
        sides = found.setdefault(target, {})
        if operation not in sides.setdefault(side, set()):
            sides[side].add(operation)
            _reach(document, target, side, operation, found)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for key, each in value.items():
            if key not in ("example", "examples", "links", "x-errata"):
                yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def schemas(document: Document) -> Iterator[SchemaPlace]:
    """Every schema of the document and every part of one, each once, with who stands on it."""
    seen = set[Path_]()
    for each in _schemas(document):
        if each.place not in seen:
            seen.add(each.place)
            yield each


def _schemas(document: Document) -> Iterator[SchemaPlace]:
    standing = users(document)
    for operation in operations(document):
        for parameter in operation.parameters:
            if parameter.place[0] == "paths":
                yield from _parts(
                    document, (*parameter.place, "schema"), REQUEST, (operation.id,), parameter.name
                )
        for _, place in operation.bodies():
            yield from _parts(document, (*place, "schema"), REQUEST, (operation.id,), "the body")
        for status, place in operation.statuses():
            for media in at(document, place).get("content", {}):
                inline = (*place, "content", media, "schema")
                yield from _parts(
                    document, inline, RESPONSE, (operation.id,), f"the answer of {status}"
                )
    for place, sides in standing.items():
        ids = representatives(document, set().union(*sides.values()))
        side = BOTH if len(sides) > 1 else next(iter(sides))
        if place[1] == "parameters":
            name = at(document, place)["name"]
            yield from _parts(document, (*place, "schema"), side, ids, name)
        elif place[1] == "schemas":
            yield from _parts(document, place, side, ids, place[-1])


def _parts(
    document: Document, place: Path_, side: str, ids: tuple[str, ...], name: str
) -> Iterator[SchemaPlace]:
    schema = at(document, place)
    if "$ref" in schema:
        return
    yield SchemaPlace(place, schema, side, ids, name)
    for key in schema.get("properties", {}):
        yield from _parts(document, (*place, "properties", key), side, ids, key)
    for word in ("items", "contentSchema"):
        if word in schema:
            yield from _parts(document, (*place, word), side, ids, f"each of {name}")
    for word in ("anyOf", "oneOf"):
        for index, _ in enumerate(schema.get(word, ())):
            yield from _parts(document, (*place, word, str(index)), side, ids, name)
