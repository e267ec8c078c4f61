"""Rules for operations: whether they are there, where, by which method, with what right."""

from collections.abc import Iterator
from typing import Any, Final

from ..documents import Document, Drop, Edit, Put, Rename, at
from ..places import METHODS, Operation, operations
from .draft import Draft, Rule

OTHER_METHOD: Final = {"get": "post", "post": "put", "patch": "put", "delete": "post"}


def _draft(operation: Operation, kind: str, description: str, *edits: Edit) -> Draft:
    return Draft(
        f"operation {kind}",
        (operation.id,),
        operation.place,
        f"{operation.id} {description}",
        edits,
    )


def _links_to(document: Document, operation: str) -> Iterator[str]:
    for name, link in document["components"].get("links", {}).items():
        if link["operationId"] == operation:
            yield name


def _uses(document: Document, link: str) -> Iterator[tuple[str, ...]]:
    reference = f"#/components/links/{link}"
    for operation in operations(document):
        for _, place in operation.statuses():
            for name, value in at(document, place).get("links", {}).items():
                if value.get("$ref") == reference:
                    yield (*place, "links", name)


def dropped(document: Document) -> Iterator[Draft]:
    """An operation is gone, with the links to it; the others of its path stay."""
    for operation in operations(document):
        others = [
            each
            for each in document["paths"][operation.path]
            if each in METHODS and each != operation.method
        ]
        edits: list[Edit] = []
        for link in _links_to(document, operation.id):
            edits += [
                Drop(place)
                for place in _uses(document, link)
                if place[: len(operation.place)] != operation.place
            ]
            edits.append(Drop(("components", "links", link)))
        siblings = tuple(
            document["paths"][operation.path][method]["operationId"] for method in others
        )
        place = operation.place if others else operation.place[:2]
        kind = "operation drop" if others else "operation drop with path"
        if len(document["paths"]) > 1 or others:
            yield Draft(
                kind,
                siblings[:1] or (_neighbour(document, operation),),
                operation.place,
                f"{operation.id} is gone",
                [*edits, Drop(place)],
            )


def _neighbour(document: Document, operation: Operation) -> str:
    """Another operation of the same tag, to have something to examine."""
    everything = operations(document)
    alike = [
        each.id
        for each in everything
        if each.id != operation.id and each.value["tags"] == operation.value["tags"]
    ]
    return (alike or [each.id for each in everything if each.id != operation.id])[0]


def moved(document: Document) -> Iterator[Draft]:
    """An operation's path has another name."""
    for operation in operations(document):
        item = document["paths"][operation.path]
        new = operation.path + ("_x" if not operation.path.endswith("}") else "/x")
        parts: dict[str, Any] = {operation.method: item[operation.method]}
        if "parameters" in item:
            parts["parameters"] = item["parameters"]
        alone = not any(each in item for each in METHODS if each != operation.method)
        gone = Drop(operation.place[:2]) if alone else Drop(operation.place)
        yield _draft(operation, "rename", f"moves to {new}", Put(("paths", new), parts), gone)


def other_method(document: Document) -> Iterator[Draft]:
    """An operation has another method."""
    for operation in operations(document):
        item = document["paths"][operation.path]
        order = (OTHER_METHOD[operation.method], "put", "get", "post", "delete", "patch")
        new = next(each for each in order if each not in item and each != operation.method)
        if "requestBody" in operation.value and new == "get":
            continue
        yield _draft(
            operation, "method", f"{operation.method} becomes {new}", Rename(operation.place, new)
        )


def added(document: Document) -> Iterator[Draft]:
    """An operation that does not exist, at a path that does and at one that does not."""
    for operation in operations(document):
        item = document["paths"][operation.path]
        stranger = {
            key: value
            for key, value in operation.value.items()
            if key not in ("x-errata", "x-paging", "x-reset", "x-idempotency-key", "x-moves-money")
        } | {"operationId": f"{operation.id}_x"}
        stranger["responses"] = {
            status: {key: value for key, value in answer.items() if key != "links"}
            for status, answer in operation.value["responses"].items()
        }
        new = next(each for each in ("put", "delete", "post") if each not in item)
        if new == "put" or "requestBody" not in stranger:
            yield Draft(
                "operation add",
                (f"{operation.id}_x",),
                operation.place,
                f"{new} of {operation.path}",
                [Put((*operation.place[:2], new), stranger)],
            )
        parts: dict[str, Any] = {operation.method: stranger}
        if "parameters" in item:
            parts["parameters"] = item["parameters"]
        path = f"{operation.path.rstrip('/')}/invented"
        yield Draft(
            "operation add with path",
            (f"{operation.id}_x",),
            operation.place,
            f"{operation.method} of {path}",
            [Put(("paths", path), parts)],
        )


def security(document: Document) -> Iterator[Draft]:
    """A token is needed or not, or goes elsewhere."""
    for operation in operations(document):
        word = (*operation.place, "security")
        if operation.value.get("security") == []:
            yield _draft(operation, "security on", "needs a token", Drop(word))
        else:
            yield _draft(operation, "security off", "needs no token", Put(word, []))
            yield _draft(
                operation,
                "security optional",
                "works without a token too",
                Put(word, [{"bearer": []}, {}]),
            )
    first = next(
        each
        for each in operations(document)
        if each.value.get("security") != []
        and (each.method == "get" or len(document["paths"]) == 1)
    )
    scheme = ("components", "securitySchemes", "bearer")
    for kind, value in (
        ("header", {"type": "apiKey", "in": "header", "name": "X-Api-Key"}),
        ("query", {"type": "apiKey", "in": "query", "name": "token"}),
        ("basic", {"type": "http", "scheme": "basic"}),
    ):
        yield Draft(
            f"security scheme {kind}",
            (first.id,),
            scheme,
            f"the token goes as {kind}",
            [Put(scheme, value)],
        )


RULES: Final[tuple[Rule, ...]] = (dropped, moved, other_method, added, security)
