"""What a page would say that says exactly what a spec says."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import attrs

from ..document import Document, Node
from ..reading import step
from .facts import Required

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
_MAXIMUM_DEPTH = 12


@attrs.frozen
class Expected:
    """A parameter or field as the spec has it.

    Attributes:
        name: Its name on the wire.
        where: Its place, in the words of the facts.
        type: Its type.
        required: Whether it is required; `"either"` for one of several.
        values: The values that are listed, sorted.
        places: Where it stands in the spec, as JSON pointers, the place to edit first.
        demand: Where its being required stands.
        description: Its description.
    """

    name: str
    where: str
    type: str | None
    required: Required
    values: tuple[str, ...]
    places: tuple[str, ...]
    demand: tuple[str, ...]
    description: str = ""


@attrs.frozen
class ExpectedOperation:
    """An operation as the spec has it; see `facts.Operation` for the attributes of the same name.

    Attributes:
        pointer: The operation's place.
        path: The path's place in the spec is `pointer` without its last step.
        parameters: What it takes, the fields of its body among them.
        statuses: The places of its statuses.
        media: The media types of its body.
        request: The fields of a JSON body, and whether each is required.
        response: The fields of a JSON answer, and whether each is required.
        answers: The places of the schema of the answer; empty if it has none.
        open: The fields whose own fields the spec does not know.
        choices: The values of the fields that list them, by `request.` or `response.` and name.
    """

    method: str
    path: str
    pointer: str
    section: str
    occurrence: int
    parameters: tuple[Expected, ...]
    security: str | None
    statuses: dict[str, tuple[str, ...]]
    media: tuple[str, ...]
    request: dict[str, bool]
    response: dict[str, bool]
    answers: tuple[str, ...]
    open: frozenset[str]
    choices: dict[str, tuple[str, ...]]

    @property
    def call(self) -> str:
        """Method and path, as reports name the operation."""
        return f"{self.method} {self.path}"


@attrs.frozen
class Erratum:
    """A known departure from the page.

    Attributes:
        id: Its name.
        pointer: Its place.
        where: The places it is about.
        excuses: The kinds of difference it accounts for.
        says: What the page says.
    """

    id: str
    pointer: str
    where: tuple[str, ...]
    excuses: tuple[str, ...]
    says: str

    def covers(self, kind: str, places: tuple[str, ...]) -> str | None:
        """Which of its places accounts for a difference of a kind at some places."""
        if kind not in self.excuses:
            return None
        return next(
            (w for w in self.where for p in places if p == w or p.startswith(w + "/")), None
        )


@attrs.frozen
class ExpectedPage:
    """A whole spec.

    Attributes:
        servers: The addresses and their places.
        operations: In the spec's order.
        errata: All of them, those of the root first.
    """

    servers: dict[str, str]
    operations: tuple[ExpectedOperation, ...]
    errata: tuple[Erratum, ...]

    def without_base(self, path: str) -> str:
        """A path as a page prints it, without what the servers' addresses have of it."""
        path = "/" + path.strip("/")
        for server in self.servers:
            base = urlsplit(server).path.rstrip("/")
            if base and (path == base or path.startswith(base + "/")):
                return path[len(base) :] or "/"
        return path


def expected_page(document: Document) -> ExpectedPage:
    """What a spec has a page say.

    Raises:
        SpecError: The spec is not in the form that it has to have.
    """
    root = document.root
    servers: dict[str, str] = {}
    for server in _items(root, "servers"):
        servers.setdefault(server.need("url").text().rstrip("/"), server.pointer)
    operations, errata = [], list(_errata(root))
    for path, item in root.need("paths").entries():
        shared = list(_items(item, "parameters"))
        for method in METHODS:
            if (node := item.get(method)) is not None:
                operations.append(_operation(root, path, method, node, shared))
                errata += _errata(node)
    return ExpectedPage(servers, tuple(operations), tuple(errata))


def _items(node: Node, key: str) -> Iterator[Node]:
    found = node.get(key)
    if found is not None:
        yield from found.items()


def _errata(node: Node) -> Iterator[Erratum]:
    for erratum in _items(node, "x-errata"):
        yield Erratum(
            erratum.need("id").text(),
            erratum.pointer,
            _texts(erratum.need("where")),
            _texts(found) if (found := erratum.get("excuses")) else (),
            erratum.text_at("says"),
        )


def _texts(node: Node) -> tuple[str, ...]:
    if isinstance(node.value, list):
        return tuple(each.text() for each in node.items())
    return (node.text(),)


def _operation(
    root: Node, path: str, method: str, node: Node, shared: list[Node]
) -> ExpectedOperation:
    parameters = [_parameter(each) for each in [*shared, *_items(node, "parameters")]]
    # A parameter of the operation stands instead of the path's of the same name and place.
    unique = {(each.name, each.where): each for each in parameters}
    fields = _Fields()
    media: list[str] = []
    body = node.get("requestBody")
    if body is not None:
        for kind, content in body.resolved().need("content").entries():
            media.append(kind)
            schema = content.get("schema")
            if schema is None:
                continue
            if "json" in kind:
                fields.side = "request"
                fields.walk(schema, "", 0)
            for field in _body_fields(schema, "body" if "json" in kind else "form"):
                unique[field.name, field.where] = field
    answers: tuple[str, ...] = ()
    fields.side = "response"
    statuses: dict[str, tuple[str, ...]] = {}
    for status, response in node.need("responses").entries():
        resolved = response.resolved()
        statuses[status] = (response.pointer, resolved.pointer)
        for kind, content in _entries(resolved, "content"):
            schema = content.get("schema")
            if schema is not None and status.startswith("2") and "json" in kind and not answers:
                fields.walk(schema, "", 0)
                item = schema.resolved()
                while (inner := item.get("items")) is not None:
                    item = inner.resolved()
                answers = (response.pointer, item.pointer)
    docs = node.get("x-docs")
    occurrence = docs.get("occurrence") if docs else None
    return ExpectedOperation(
        method=method.upper(),
        path=path,
        pointer=node.pointer,
        section=docs.text_at("section") if docs else node.text_at("summary"),
        occurrence=occurrence.integer() if occurrence else 1,
        parameters=tuple(unique.values()),
        security=_security(root, node),
        statuses=statuses,
        media=tuple(media),
        request=fields.found["request"],
        response=fields.found["response"],
        answers=answers,
        open=frozenset(fields.open),
        choices=fields.choices,
    )


def _entries(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    found = node.get(key)
    if found is not None:
        yield from found.entries()


def _parameter(usage: Node) -> Expected:
    node = usage.resolved()
    schema = node.get("schema")
    required = node.get("required")
    places = tuple(dict.fromkeys((node.pointer, usage.pointer)))
    return Expected(
        name=node.need("name").text(),
        where=node.need("in").text(),
        type=type_of_schema(schema) if schema else None,
        required=required is not None and required.flag(),
        values=values_of_schema(schema) if schema else (),
        places=places,
        demand=tuple(f"{place}/required" for place in places),
        description=node.text_at("description"),
    )


def _body_fields(
    schema: Node, where: str, prefix: str = "", depth: int = 0, demanded: bool = True
) -> Iterator[Expected]:
    """The fields of a body; those of inner objects too, under names with dots."""
    object_ = schema.resolved()
    if depth > _MAXIMUM_DEPTH:
        return
    required = {each.text() for each in _items(object_, "required")}
    either = {
        each.text()
        for word in ("oneOf", "anyOf")
        for branch in _items(object_, word)
        for each in _items(branch, "required")
    }
    for name, field in _entries(object_, "properties"):
        resolved = field.resolved()
        demand = f"{object_.pointer}/required"
        yield Expected(
            name=prefix + name,
            where=where,
            type=type_of_schema(field),
            required="either" if name in either - required else name in required and demanded,
            values=values_of_schema(field),
            places=tuple(dict.fromkeys((field.pointer, resolved.pointer))),
            demand=(demand, field.pointer),
            description=field.text_at("description") or resolved.text_at("description"),
        )
        if where == "body":
            yield from _body_fields(field, where, f"{prefix}{name}.", depth + 1)


@attrs.define
class _Fields:
    """Gathers the names of the fields of JSON values."""

    side: str = "request"
    found: dict[str, dict[str, bool]] = attrs.field(factory=lambda: {"request": {}, "response": {}})
    open: set[str] = attrs.Factory(set)
    choices: dict[str, tuple[str, ...]] = attrs.Factory(dict)

    def walk(self, schema: Node, prefix: str, depth: int) -> None:
        schema = schema.resolved()
        if depth > _MAXIMUM_DEPTH or not isinstance(schema.value, dict):
            return
        for word in ("allOf", "anyOf", "oneOf"):
            for branch in _items(schema, word):
                self.walk(branch, prefix, depth + 1)
        if (items := schema.get("items")) is not None:
            self.walk(items, prefix, depth + 1)
        properties = schema.get("properties")
        if properties is None:
            if schema.value.get("type") in ("object", ["object", "null"]):
                self.open.add(f"{self.side}.{prefix}")
            return
        required = {each.text() for each in _items(schema, "required")}
        for name, field in properties.entries():
            full = f"{prefix}.{name}" if prefix else name
            self.found[self.side].setdefault(full, name in required)
            if values := values_of_schema(field):
                self.choices[f"{self.side}.{full}"] = values
            self.walk(field, full, depth + 1)


def type_of_schema(schema: Node, depth: int = 0) -> str | None:
    """The one type of a schema's values, nulls and empty texts aside; `None` if it has several."""
    schema = schema.resolved()
    value = schema.value
    if not isinstance(value, dict) or depth > _MAXIMUM_DEPTH:
        return None
    said = value.get("type")
    if isinstance(said, str):
        return said
    found = {each for each in said if each != "null"} if isinstance(said, list) else set()
    for word in ("oneOf", "anyOf", "allOf"):
        for branch in _items(schema, word):
            if isinstance(branch.value, dict) and branch.value.get("maxLength") == 0:
                continue
            if (inner := type_of_schema(branch, depth + 1)) is not None:
                found.add(inner)
    for one in [value["const"]] if "const" in value else value.get("enum") or []:
        found.add(_type_name(one))
    found.discard("null")
    return str(found.pop()) if len(found) == 1 else None


def _type_name(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}
    return names.get(type(value), "object")


def values_of_schema(schema: Node, depth: int = 0) -> tuple[str, ...]:
    """The values that a schema lists, as text, sorted."""
    schema = schema.resolved()
    if not isinstance(schema.value, dict) or depth > _MAXIMUM_DEPTH:
        return ()
    found = set()
    if "const" in schema.value:
        found.add(_text_of(schema.value["const"]))
    found |= {_text_of(each) for each in schema.value.get("enum") or []}
    for word in ("oneOf", "anyOf"):
        for branch in _items(schema, word):
            found |= set(values_of_schema(branch, depth + 1))
    return tuple(sorted(found - {"null"}))


def _text_of(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _security(root: Node, operation: Node) -> str | None:
    """How the operation is authorized, in the words of the facts."""
    node = operation.get("security") or root.get("security")
    words: list[str] = []
    optional = False
    for alternative in node.items() if node else ():
        names = [name for name, _ in alternative.entries()]
        optional = optional or not names
        for name in names:
            scheme = root.need("components").need("securitySchemes").need(name).resolved()
            if scheme.need("type").text() == "http":
                words.append(f"{scheme.need('scheme').text().lower()} header authorization")
            else:
                place = f"{scheme.text_at('in', '?')} {scheme.text_at('name', '?').lower()}"
                words.append(f"apikey {place}")
    if not words:
        return None
    return " or ".join(words) + (" optional" if optional else "")


def placeholders(path: str) -> list[str]:
    """The names in the braces of a path."""
    return re.findall(r"\{([^{}/]*)\}", path)


def skeleton(path: str) -> str:
    """A path without the names in its braces."""
    return re.sub(r"\{[^{}/]*\}", "{}", path)


def at(pointer: str, *keys: str) -> str:
    """A place below another."""
    return pointer + "".join(map(step, keys))
