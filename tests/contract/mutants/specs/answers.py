"""Rules for answers: statuses, media types, headers, schemas in another's place, links."""

from collections.abc import Iterator
from typing import Any, Final

from ..documents import Document, Drop, Edit, Path_, Put, Rename, at
from ..places import Operation, operations
from .draft import Draft, Rule

OTHER_STATUS: Final = {
    "200": "202",
    "201": "202",
    "400": "409",
    "401": "407",
    "404": "410",
    "406": "422",
    "422": "409",
    "403": "402",
    "500": "502",
    "501": "503",
}


def _draft(operation: Operation, place: Path_, kind: str, description: str, *edits: Edit) -> Draft:
    return Draft(f"{kind}", (operation.id,), place, f"{operation.id}: {description}", edits)


def statuses(document: Document) -> Iterator[Draft]:
    """A status dropped, added, or another in its place."""
    for operation in operations(document):
        for status, place in operation.statuses():
            group = f"status {status[0]}xx"
            yield _draft(operation, place, f"{group} drop", f"never {status}", Drop(place))
            new = OTHER_STATUS[status]
            if new not in operation.value["responses"]:
                yield _draft(
                    operation,
                    place,
                    f"{group} rename",
                    f"{status} becomes {new}",
                    Rename(place, new),
                )
        invented = {"description": "Invented."}
        for status in ("204", "409", "503"):
            if status not in operation.value["responses"]:
                place = (*operation.place, "responses")
                yield _draft(
                    operation,
                    place,
                    f"status {status} add",
                    f"{status} is listed",
                    Put((*place, status), invented),
                )


def media_types(document: Document) -> Iterator[Draft]:
    """An answer of another media type, or with nothing said of its content."""
    for operation in operations(document):
        for status, place in operation.statuses():
            success = status[0] == "2"
            what = "answer" if success else "refusal"
            content = at(document, place)["content"]
            (name,) = content
            new = "text/plain" if name == "application/json" else "application/json"
            yield _draft(
                operation,
                place,
                f"{what} media",
                f"{status} is {new}",
                Rename((*place, "content", name), new),
            )
            yield _draft(
                operation,
                place,
                f"{what} content drop",
                f"{status} has no content",
                Drop((*place, "content")),
            )


def headers(document: Document) -> Iterator[Draft]:
    """A header that an answer does not have, required."""
    for operation in operations(document):
        for status, place in operation.statuses():
            if status in ("200", "201", "401"):
                header = {"required": True, "schema": {"type": "string"}}
                yield _draft(
                    operation,
                    place,
                    "answer header add",
                    f"{status} has a header X-Invented",
                    Put((*place, "headers"), {"X-Invented": header}),
                )


def other_schemas(document: Document) -> Iterator[Draft]:
    """The answer of a success is that of another operation."""
    everything = operations(document)
    for index, operation in enumerate(everything):
        for status, place in operation.statuses():
            if status[0] != "2":
                continue
            here = (*place, "content", "application/json", "schema")
            mine = at(document, here)
            other = next(
                (
                    found
                    for each in (*everything[index + 1 :], *everything[:index])
                    if (found := _success(document, each)) not in (None, mine)
                ),
                None,
            )
            if other is not None:
                yield _draft(
                    operation,
                    place,
                    "answer of another",
                    f"{status} is another operation's",
                    Put(here, other),
                )
            if mine.get("type") == "array":
                yield _draft(
                    operation,
                    place,
                    "answer list to entry",
                    f"{status} is one entry",
                    Put(here, mine["items"]),
                )
            elif "$ref" in mine:
                yield _draft(
                    operation,
                    place,
                    "answer to list",
                    f"{status} is a list",
                    Put(here, {"type": "array", "items": mine}),
                )


def _success(document: Document, operation: Operation) -> Any:
    content = operation.value["responses"].get("200", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return schema if schema and schema.get("type") != "boolean" else None


def links(document: Document) -> Iterator[Draft]:
    """A link dropped, or one that leads elsewhere."""
    everything = {each.id: each for each in operations(document)}
    for operation in everything.values():
        for _, place in operation.statuses():
            for name, value in at(document, place).get("links", {}).items():
                here = (*place, "links", name)
                link = at(document, ("components", "links", value["$ref"].rsplit("/", 1)[1]))
                ids = tuple(dict.fromkeys((operation.id, link["operationId"])))
                yield Draft("link drop", ids, here, f"{operation.id}: no link {name}", [Drop(here)])
                yield from _lost(operation, here, name, link, ids)
                yield from _misled(operation, here, name, link, ids)


def _lost(
    operation: Operation, here: Path_, name: str, link: dict[str, Any], ids: tuple[str, ...]
) -> Iterator[Draft]:
    wrong = {
        key: value.replace("#/id", "#/absent")
        .replace("#/0/id", "#/0/absent")
        .replace("path.id", "path.absent")
        .replace("organizationId", "absent")
        for key, value in link.get("parameters", {}).items()
    }
    if wrong != link.get("parameters", {}):
        yield Draft(
            "link expression",
            ids,
            here,
            f"{operation.id}: {name} names a field that is absent",
            [Put(here, link | {"parameters": wrong})],
        )
    if "requestBody" in link:
        body = {key: value.replace("/id", "/absent") for key, value in link["requestBody"].items()}
        yield Draft(
            "link body",
            ids,
            here,
            f"{operation.id}: {name} names a field that is absent",
            [Put(here, link | {"requestBody": body})],
        )


def _misled(
    operation: Operation, here: Path_, name: str, link: dict[str, Any], ids: tuple[str, ...]
) -> Iterator[Draft]:
    if "id" in link.get("parameters", {}):
        elsewhere = {
            "cards": "print_jobs.get",
            "print_jobs": "cards.get",
            "card_templates": "cards.get",
            "addresses": "contacts.get",
            "contacts": "addresses.get",
        }[link["operationId"].partition(".")[0]]
        yield Draft(
            "link target",
            (ids[0], elsewhere),
            here,
            f"{operation.id}: {name} leads to {elsewhere}",
            [Put(here, link | {"operationId": elsewhere})],
        )


RULES: Final[tuple[Rule, ...]] = (statuses, media_types, headers, other_schemas, links)
