"""Rules for what the spec's own words say: paging, resets, repeats, money, names."""

from collections.abc import Iterator
from typing import Final

from ..documents import Document, Drop, Edit, Put, at
from ..places import Operation, operations
from .draft import Draft, Rule


def _draft(operation: Operation, kind: str, description: str, *edits: Edit) -> Draft:
    text = f"{operation.id} {description}"
    return Draft(f"word {kind}", (operation.id,), operation.place, text, edits)


def paging(document: Document) -> Iterator[Draft]:
    """Pages that begin elsewhere, have other names, or are none."""
    for operation in operations(document):
        here = (*operation.place, "x-paging")
        if "x-paging" not in operation.value:
            continue
        yield _draft(operation, "paging drop", "has no pages", Drop(here))
        yield _draft(operation, "paging first", "begins with page 2", Put((*here, "first"), 2))
        swapped = at(document, here) | {"page": "page_size", "size": "page"}
        yield _draft(
            operation, "paging names", "names size and page the other way", Put(here, swapped)
        )


def resets(document: Document) -> Iterator[Draft]:
    """A field that is no longer said to be reset, and one that is said to be."""
    for operation in operations(document):
        if operation.method != "patch":
            continue
        here = (*operation.place, "x-reset")
        if "x-reset" in operation.value:
            yield _draft(operation, "reset drop", "resets nothing", Drop(here))
        sent = [each.name for each in operation.parameters if each.location == "query"]
        names = [each for each in sent if each not in operation.value.get("x-reset", ())]
        if names:
            yield _draft(operation, "reset add", f"resets {names[-1]}", Put(here, [names[-1]]))


def repeats(document: Document) -> Iterator[Draft]:
    """What is said of a repeat."""
    for operation in operations(document):
        here = (*operation.place, "x-effect")
        for new in ("read", "repeatable", "once"):
            if new != operation.value["x-effect"]:
                yield _draft(operation, f"effect {new}", f"is {new}", Put(here, new))


def money(document: Document) -> Iterator[Draft]:
    """Whether an operation moves money."""
    for operation in operations(document):
        here = (*operation.place, "x-moves-money")
        if "x-moves-money" in operation.value:
            yield _draft(operation, "money off", "is said to move no money", Drop(here))
        elif operation.method != "get":
            yield _draft(operation, "money on", "is said to move money", Put(here, True))


def idempotency(document: Document) -> Iterator[Draft]:
    """Whether a header makes a retry safe."""
    for operation in operations(document):
        here = (*operation.place, "x-idempotency-key")
        if "x-idempotency-key" in operation.value:
            yield _draft(operation, "idempotency drop", "has no key for retries", Drop(here))


def names(document: Document) -> Iterator[Draft]:
    """An operation of another name, which nothing on the wire has."""
    for operation in operations(document):
        new = f"{operation.id}_x"
        edits: list[Edit] = [
            Put(("components", "links", name, "operationId"), new)
            for name, link in document["components"].get("links", {}).items()
            if link["operationId"] == operation.id
        ]
        here = (*operation.place, "operationId")
        yield Draft(
            "operation id rename",
            (new,),
            operation.place,
            f"{operation.id} becomes {new}",
            [*edits, Put(here, new)],
        )


RULES: Final[tuple[Rule, ...]] = (paging, resets, repeats, money, idempotency, names)
