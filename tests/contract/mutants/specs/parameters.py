"""Rules for parameters and bodies: which there are, where, and which must be sent."""

from collections.abc import Iterator
from typing import Any, Final

from ..documents import Document, Drop, Edit, Path_, Put, at
from ..places import Operation, Parameter, operations, representatives, users
from .draft import Draft, Rule, dropping, renaming

OTHER_PLACE: Final = {"query": "header", "header": "query"}


def _each(document: Document) -> Iterator[tuple[Operation, Parameter, tuple[str, ...]]]:
    """Every parameter once, with an operation that has it and those to examine."""
    standing = users(document)
    seen = set[Path_]()
    for operation in operations(document):
        for parameter in operation.parameters:
            if parameter.place in seen:
                continue
            seen.add(parameter.place)
            sides = standing.get(parameter.place, {})
            ids = set().union(*sides.values()) or {operation.id}
            yield operation, parameter, representatives(document, ids)


def _draft(
    parameter: Parameter, ids: tuple[str, ...], kind: str, description: str, *edits: Edit
) -> Draft:
    text = f"{parameter.location} parameter {parameter.name} {description}"
    return Draft(f"{parameter.location} parameter {kind}", ids, parameter.place, text, edits)


def listed(document: Document) -> Iterator[Draft]:
    """A parameter dropped or renamed. Those of a path cannot be: the path names them."""
    for operation, parameter, ids in _each(document):
        if parameter.location == "path":
            continue
        yield Draft(
            f"{parameter.location} parameter drop",
            (operation.id,),
            parameter.listed,
            f"{parameter.location} parameter {parameter.name} is gone from {operation.id}",
            [*_goodbye(document, operation, parameter.name), Drop(parameter.listed)],
        )
        name = parameter.name
        new = name[:-1] + "_x]" if name.endswith("]") else f"{name}_x"
        edits = list(renaming(document, operation, name, new))
        edits += [
            Put((*each.place, "x-paging", word), new)
            for word in ("page", "size")
            for each in operations(document)
            if each.value.get("x-paging", {}).get(word) == name
        ]
        if operation.value.get("x-idempotency-key") == name:
            edits.append(Put((*operation.place, "x-idempotency-key"), new))
        yield _draft(
            parameter, ids, "rename", f"becomes {new}", *edits, Put((*parameter.place, "name"), new)
        )


def _goodbye(document: Document, operation: Operation, name: str) -> Iterator[Edit]:
    yield from dropping(document, operation, name)
    if name in operation.value.get("x-paging", {}).values():
        yield Drop((*operation.place, "x-paging"))
    if operation.value.get("x-idempotency-key") == name:
        yield Drop((*operation.place, "x-idempotency-key"))


def added(document: Document) -> Iterator[Draft]:
    """A parameter that does not exist, optional and required, in query and header."""
    for operation in operations(document):
        for location in ("query", "header"):
            for required in (False, True):
                new: dict[str, Any] = {
                    "name": "invented" if location == "query" else "X-Invented",
                    "in": location,
                    "required": required,
                    "schema": {"type": "string", "minLength": 1},
                    "description": "Invented.",
                }
                here = (*operation.place, "parameters")
                edit = (
                    Put((*here, "-"), new) if "parameters" in operation.value else Put(here, [new])
                )
                yield Draft(
                    f"{location} parameter add" + (" required" if required else ""),
                    (operation.id,),
                    operation.place,
                    f"{operation.id}: a {location} parameter that does not exist",
                    [edit],
                )


def required(document: Document) -> Iterator[Draft]:
    """A parameter that must be sent and need not be, and the other way round."""
    for _, parameter, ids in _each(document):
        word = (*parameter.place, "required")
        if parameter.location == "path":
            continue
        if parameter.required:
            yield _draft(parameter, ids, "required off", "may be left out", Put(word, False))
        else:
            yield _draft(parameter, ids, "required on", "must be sent", Put(word, True))


def location(document: Document) -> Iterator[Draft]:
    """A parameter that goes elsewhere: header, query string, cookie, body."""
    for operation, parameter, ids in _each(document):
        if parameter.location == "path":
            continue
        word = (*parameter.place, "in")
        new = OTHER_PLACE[parameter.location]
        # A bracket cannot stand in the name of a header.
        if "[" not in parameter.name:
            yield _draft(parameter, ids, "location", f"goes as {new}", Put(word, new))
        if operation.method == "patch" and parameter.place[0] == "paths":
            schema = at(document, parameter.place)["schema"]
            form = {"type": "object", "properties": {parameter.name: schema}}
            body = {"required": False, "content": {"multipart/form-data": {"schema": form}}}
            yield _draft(
                parameter,
                ids,
                "to body",
                "goes in the form",
                Drop(parameter.place),
                Put((*operation.place, "requestBody"), body),
            )


def from_path(document: Document) -> Iterator[Draft]:
    """The last id of a path goes in the query string."""
    for operation in operations(document):
        last = operation.parameters[-1] if operation.parameters else None
        inside = [each for each in operation.parameters if each.location == "path"]
        if not inside or last is None:
            continue
        parameter = inside[-1]
        path = operation.path.replace(f"/{{{parameter.name}}}", "")
        if path in document["paths"] or not path:
            continue
        item = document["paths"][operation.path]
        rest = [
            each
            for index, each in enumerate(item["parameters"])
            if (*operation.place[:2], "parameters", str(index)) != parameter.listed
        ]
        value = at(document, parameter.place) | {"in": "query"}
        new = item | {"parameters": [*rest, value]}
        yield Draft(
            "path parameter location",
            (operation.id,),
            operation.place,
            f"{operation.id}: {parameter.name} goes in the query string",
            [Drop(operation.place[:2]), Put(("paths", path), new)],
        )


def empty_values(document: Document) -> Iterator[Draft]:
    """Whether a parameter may be empty."""
    for _, parameter, ids in _each(document):
        if at(document, parameter.place).get("allowEmptyValue"):
            yield _draft(
                parameter,
                ids,
                "empty off",
                "may not be empty",
                Drop((*parameter.place, "allowEmptyValue")),
            )


def bodies(document: Document) -> Iterator[Draft]:
    """A body of another media type, required or not, gone, or where there is none."""
    for operation in operations(document):
        here = (*operation.place, "requestBody")
        body = operation.value.get("requestBody")
        if body is None:
            if operation.method != "get":
                form = {"type": "object", "properties": {"invented": {"type": "string"}}}
                new = {"required": False, "content": {"multipart/form-data": {"schema": form}}}
                yield _body(operation, "add", "takes a body", Put(here, new))
            continue
        yield _body(operation, "drop", "takes no body", Drop(here))
        flipped = not body.get("required", False)
        yield _body(
            operation,
            f"required {'on' if flipped else 'off'}",
            f"{'needs a' if flipped else 'goes without'} body",
            Put((*here, "required"), flipped),
        )
        for media, place in operation.bodies():
            for new_media in (
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "application/json",
                "text/plain",
            ):
                if new_media == media:
                    continue
                content = at(document, place)
                if new_media == "text/plain":
                    content = {"schema": {"type": "string"}}
                yield _body(
                    operation,
                    f"media {new_media}",
                    f"takes {new_media}",
                    Put((*here, "content"), {new_media: content}),
                )


def _body(operation: Operation, kind: str, description: str, edit: Edit) -> Draft:
    return Draft(
        f"body {kind}",
        (operation.id,),
        operation.place,
        f"{operation.id} {description}",
        [edit],
    )


RULES: Final[tuple[Rule, ...]] = (
    listed,
    added,
    required,
    location,
    from_path,
    empty_values,
    bodies,
)
