"""What a rule says of a change, before it has its name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..documents import Document, Drop, Edit, Path_, Put, Rename, at
from ..places import Operation


@dataclass(frozen=True, slots=True)
class Draft:
    """A change: its kind, the operations to examine, the place, a line of text, the edits."""

    kind: str
    operations: tuple[str, ...]
    place: Path_
    description: str
    edits: Sequence[Edit]


Rule = Callable[[Document], Iterator[Draft]]
"""Finds everything in a document that can be changed in its way."""


def renaming(document: Document, operation: Operation, old: str, new: str) -> Iterator[Edit]:
    """The edits that follow from a field's new name: wherever else it is named."""
    yield from _mentions(document, operation, old, lambda place: Rename(place, new))
    yield from _entries(document, operation, old, lambda place: Put(place, new))


def dropping(document: Document, operation: Operation, name: str) -> Iterator[Edit]:
    """The edits that follow from a field's absence: wherever else it is named."""
    yield from _mentions(document, operation, name, Drop)
    yield from _entries(document, operation, name, Drop)


def _mentions(
    document: Document, operation: Operation, name: str, edit: Callable[[Path_], Edit]
) -> Iterator[Edit]:
    for _, body in operation.bodies():
        if name in at(document, body).get("example", {}):
            yield edit((*body, "example", name))
    for link, value in document["components"].get("links", {}).items():
        if value["operationId"] == operation.id:
            for word in ("requestBody", "parameters"):
                if name in value.get(word, {}):
                    yield edit(("components", "links", link, word, name))


def _entries(
    document: Document, operation: Operation, name: str, edit: Callable[[Path_], Edit]
) -> Iterator[Edit]:
    lists = [(*operation.place, "x-reset")] if "x-reset" in operation.value else []
    for _, body in operation.bodies():
        schema = at(document, (*body, "schema"))
        if "required" in schema:
            lists.append((*body, "schema", "required"))
        lists += [
            (*body, "schema", "oneOf", str(index), "required")
            for index, _ in enumerate(schema.get("oneOf", ()))
        ]
    for place in lists:
        names = at(document, place)
        if name in names:
            yield edit((*place, str(names.index(name))))
