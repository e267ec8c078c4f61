"""The operations of a spec, as far as a client needs them."""

import keyword
import re
from typing import Final

import attrs

from .document import Node
from .kinds import AnyObject, Anything, Integer, Kind, ListOf, Model, Text, Unsupported, Uuid
from .lifting import Lifted, Slot, argument_field, lift
from .naming import METHODS, RESOURCES, pascal
from .schemas import Field, Schemas, required_names
from .vendor import Vendor

_METHODS: Final = ("get", "put", "post", "delete", "patch")
_OPERATION_ID = re.compile(r"([a-z][a-z0-9]*(?:_[a-z0-9]+)*)\.([a-z][a-z0-9]*(?:_[a-z0-9]+)*)")
_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~-]+|\{[A-Za-z0-9_]+\}))+")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")

#: What a repeat of an operation would do: nothing, nothing more, or the same once again.
_EFFECTS: Final = ("read", "repeatable", "once")

#: Headers that the client itself sends.
_OWN_HEADERS: Final = {"accept", "authorization", "content-length", "content-type", "host"}


@attrs.frozen
class Paging:
    """How a list comes in pages.

    Attributes:
        page: The parameter that says which page.
        size: The parameter that says how many items.
        default: How many items to ask for unless told.
        largest: How many items can be asked for.
        first: The number of the first page.
        item_id: The property that tells items apart.
    """

    page: str
    size: str
    default: int
    largest: int
    first: int
    item_id: str


@attrs.frozen
class Refusal:
    """A documented status that is no success."""

    status: int
    description: str
    model: str | None


@attrs.frozen
class Operation:
    """One operation.

    Attributes:
        id: `resource.method`.
        resource: The part of the client that has it.
        method: The name of the method.
        verb: The HTTP method.
        route: The path as the spec has it.
        path: The path's pieces: text, or a parameter as a field.
        query: The query's fields, lifted.
        headers: The header fields.
        body: The body's fields, lifted for a form, one slot a property for JSON.
        body_type: `Form` or `Json`, or `None` if there is no body.
        alternatives: Lists of the body's wire names, one of which must be given whole.
        body_required: Whether a body without fields is sent all the same.
        success: The statuses that mean success.
        answer: What a successful answer holds; `None` if nothing.
        answer_description: The spec's words for it.
        refusals: The documented statuses that are no success.
        authenticated: Whether a token goes along.
        effect: `read`, `repeatable` or `once`: what a repeat would do.
        safe: Whether it may be sent again although an answer was lost: a read, or the login.
        moves_money: Whether a call spends or takes money.
        idempotency_header: The header that gets a new key unless one is given.
        paging: How the answer comes in pages, if it does.
    """

    id: str
    resource: str
    method: str
    verb: str
    summary: str
    description: str
    section: str
    route: str
    path: tuple[str | Field, ...]
    query: tuple[Lifted, ...]
    headers: tuple[Field, ...]
    body: tuple[Lifted, ...]
    body_type: str | None
    alternatives: tuple[tuple[str, ...], ...]
    body_required: bool
    success: tuple[int, ...]
    answer: Kind | None
    answer_description: str
    refusals: tuple[Refusal, ...]
    authenticated: bool
    effect: str
    safe: bool
    moves_money: bool
    idempotency_header: str | None
    paging: Paging | None
    node: Node = attrs.field(repr=False)

    @property
    def arguments(self) -> list[tuple[str, Field]]:
        """What a user gives, each with where it goes: `path`, `query`, `header` or `body`."""
        found = [("path", each) for each in self.path if isinstance(each, Field)]
        found += [("query", argument_field(each)) for each in self.query]
        found += [("body", argument_field(each)) for each in self.body]
        found += [("header", each) for each in self.headers]
        return found


@attrs.frozen
class Api:
    """All that a client is made from."""

    title: str
    version: str
    base_path: str
    operations: tuple[Operation, ...]
    schemas: Schemas


def read_api(root: Node, vendor: Vendor) -> Api:
    """Read all operations of a spec.

    Raises:
        SpecError: Something is not supported. Nothing is ever left out.
    """
    root.only(
        "openapi", "info", "servers", "security", "tags", "paths", "components", "externalDocs"
    )
    if not re.fullmatch(r"3\.1\.\d+", root.need("openapi").text()):
        raise root.need("openapi").refuse('only OpenAPI 3.1 is supported, for example "3.1.0"')
    _require_bearer(root)
    reader = _Reader(root, vendor)
    operations = tuple(reader.operations())
    if not operations:
        raise root.need("paths").refuse("has no operation")
    info = root.need("info")
    _mark_uses(operations, reader.schemas)
    return Api(
        title=info.need("title").text(),
        version=info.need("version").text(),
        base_path=_base_path(root),
        operations=operations,
        schemas=reader.schemas,
    )


class _Reader:
    def __init__(self, root: Node, vendor: Vendor) -> None:
        self.root = root
        self.vendor = vendor
        self.schemas = Schemas()

    def operations(self) -> list[Operation]:
        found: dict[str, Operation] = {}
        resources: dict[str, str] = {}
        for path, item in self.root.need("paths").entries():
            item.only("parameters", "summary", "description", *_METHODS)
            for verb in _METHODS:
                node = item.get(verb)
                if node is None:
                    continue
                operation = self._operation(path, item, verb, node)
                declared = node.need("operationId")
                if operation.id in found:
                    raise declared.refuse(f"{operation.id!r} stands here twice")
                found[operation.id] = operation
                other = resources.setdefault(pascal(operation.resource), operation.resource)
                if other != operation.resource:
                    raise declared.refuse(f"{operation.resource!r} is too much like {other!r}")
        return list(found.values())

    def _operation(self, path: str, item: Node, verb: str, node: Node) -> Operation:
        node.only(
            "operationId",
            "tags",
            "summary",
            "description",
            "parameters",
            "requestBody",
            "responses",
            "security",
            "deprecated",
            "externalDocs",
        )
        resource, method = _names(node)
        operation_id = f"{resource}.{method}"
        parameters = self._parameters(node, item.get("parameters"), resource, method)
        body, body_type = self._body(node, operation_id)
        success, answer, said = self._success(node)
        query = lift(parameters["query"], self.schemas, self.vendor, operation_id)
        return Operation(
            id=operation_id,
            resource=resource,
            method=method,
            verb=verb.upper(),
            summary=node.text_at("summary"),
            description=node.text_at("description"),
            section=_section(node),
            route=path,
            path=self._path(item, path, resource, parameters["path"]),
            query=self._asked_for(operation_id, query),
            headers=tuple(parameters["header"]),
            body=self._asked_for(operation_id, body),
            body_type=body_type,
            alternatives=_alternatives(node, body_type),
            body_required=body_type is not None
            and _flag(node.need("requestBody").resolved(), "required"),
            success=success,
            answer=answer,
            answer_description=said,
            refusals=self._refusals(node),
            authenticated=_authenticated(node),
            effect=_effect(node),
            safe=_effect(node) == "read" or operation_id == self.vendor.login_operation,
            moves_money=_flag(node, "x-moves-money"),
            idempotency_header=_idempotency_header(node, parameters["header"]),
            paging=self._paging(node, query, answer),
            node=node,
        )

    def _asked_for(self, operation: str, lifted: tuple[Lifted, ...]) -> tuple[Lifted, ...]:
        """With what Python asks for although the wire does not."""
        names = self.vendor.required.get(operation, frozenset())
        return tuple(
            attrs.evolve(each, field=attrs.evolve(each.field, required=True))
            if isinstance(each, Slot) and each.field.wire in names
            else each
            for each in lifted
        )

    def _parameters(
        self, node: Node, shared: Node | None, resource: str, method: str
    ) -> dict[str, list[Field]]:
        found: dict[str, list[Field]] = {"path": [], "query": [], "header": []}
        owner = pascal(resource) + pascal(method)
        seen: set[tuple[str, str]] = set()
        for listing in (node.get("parameters"), shared):
            above = frozenset(seen)
            for each in listing.items() if listing is not None else ():
                place, field = self._parameter(each.resolved(), owner)
                key = (place, field.wire)
                if key in above:
                    continue
                if key in seen:
                    raise each.refuse(f"the parameter {field.wire!r} stands here twice")
                seen.add(key)
                found[place].append(field)
        return found

    def _parameter(self, node: Node, owner: str) -> tuple[str, Field]:
        """Where a parameter goes, and what it holds."""
        node.only(
            "name",
            "in",
            "required",
            "description",
            "schema",
            "example",
            "examples",
            "allowEmptyValue",
            "deprecated",
        )
        name, place = node.need("name").text(), node.need("in").text()
        if place not in ("path", "query", "header"):
            raise node.need("in").refuse(f"parameters in {place!r} are not supported")
        schema = node.need("schema")
        field = self.schemas.field(name, schema, _flag(node, "required"), owner)
        if place == "header":
            _require_header(node.need("name"), field)
        elif place == "query":
            _require_scalar(field)
        return place, attrs.evolve(
            field,
            description=node.text_at("description") or field.description,
            sensitive=field.sensitive or _flag(node, "x-sensitive"),
        )

    def _path(
        self, item: Node, path: str, resource: str, fields: list[Field]
    ) -> tuple[str | Field, ...]:
        if not _PATH.fullmatch(path):
            raise item.refuse("a path must be segments of letters, digits, '.-_~' or {name}")
        by_name = {field.wire: field for field in fields}
        pieces: list[str | Field] = []
        for text, name in re.findall(r"([^{}]+)|\{([^{}]+)\}", path):
            if text:
                pieces.append(text)
                continue
            if name not in by_name:
                raise item.refuse(f"the path names {name!r}, and no path parameter does")
            field = by_name.pop(name)
            if not field.required:
                raise field.node.refuse(f"the path parameter {name!r} must be required")
            if not isinstance(field.kind, Integer | Text):
                raise field.node.refuse("a path parameter must be text or an integer")
            pieces.append(attrs.evolve(field, wire=self.vendor.argument(resource, name)))
        if by_name:
            name, field = by_name.popitem()
            raise field.node.refuse(f"the path {path!r} does not name the parameter {name!r}")
        if any(part in (".", "..") for part in path.split("/")):
            raise item.refuse("a path must not hold '.' or '..'")
        return tuple(pieces)

    def _body(self, node: Node, operation: str) -> tuple[tuple[Lifted, ...], str | None]:
        request = node.get("requestBody")
        if request is None:
            return (), None
        request = request.resolved().only("required", "description", "content")
        content = request.need("content")
        entries = list(content.entries())
        if len(entries) != 1:
            raise content.refuse("must have exactly one media type")
        media_type, media = entries[0]
        media.only("schema", "example", "examples")
        schema = media.need("schema").resolved()
        if schema.text_at("type") != "object" or "properties" not in schema.mapping():
            raise schema.refuse("a body must be an object with properties")
        schema.only(
            "type",
            "properties",
            "required",
            "anyOf",
            "oneOf",
            "additionalProperties",
            "title",
            "description",
            "example",
            "examples",
        )
        required = set(required_names(schema))
        owner = schema.pointer.rpartition("/")[2] if "/schemas/" in schema.pointer else ""
        fields = [
            self.schemas.field(name, each, name in required, owner)
            for name, each in schema.need("properties").entries()
        ]
        if media_type == "multipart/form-data":
            for field in fields:
                _require_scalar(field)
            return lift(fields, self.schemas, self.vendor, operation), "Form"
        if media_type == "application/json":
            return tuple(Slot(field.wire, field) for field in fields), "Json"
        raise media.refuse("only multipart/form-data and application/json are supported")

    def _success(self, node: Node) -> tuple[tuple[int, ...], Kind | None, str]:
        statuses: list[int] = []
        answers: list[Kind | None] = []
        said = ""
        for status, response in self._responses(node):
            if 200 <= status < 300:
                statuses.append(status)
                answers.append(self._answer(response))
                said = said or response.text_at("description")
        if not statuses:
            raise node.need("responses").refuse("has no success")
        if any(each != answers[0] for each in answers):
            raise node.need("responses").refuse("successes that differ are not supported")
        return tuple(statuses), answers[0], said

    def _refusals(self, node: Node) -> tuple[Refusal, ...]:
        found = []
        for status, response in self._responses(node):
            if not 200 <= status < 300:
                kind = self._answer(response)
                if isinstance(kind, Model):
                    model: str | None = kind.name
                elif kind is None or isinstance(kind, AnyObject | Anything):
                    model = None
                else:
                    raise response.refuse("the body of a refusal must be an object")
                found.append(Refusal(status, response.text_at("description"), model))
        return tuple(found)

    def _responses(self, node: Node) -> list[tuple[int, Node]]:
        found = []
        for status, response in node.need("responses").entries():
            if not re.fullmatch(r"[2-5][0-9][0-9]", status):
                raise response.refuse(f"{status!r} is not supported: write each status out")
            found.append(
                (
                    int(status),
                    response.resolved().only("description", "headers", "content", "links"),
                )
            )
        return found

    def _answer(self, response: Node) -> Kind | None:
        content = response.get("content")
        if content is None or not content.mapping():
            return None
        entries = list(content.entries())
        media_type, media = entries[0]
        json = media_type == "application/json" or media_type.endswith("+json")
        if len(entries) != 1 or not json:
            raise content.refuse("an answer must have one JSON media type")
        media.only("schema", "example", "examples")
        return self.schemas.kind(media.need("schema"), "")

    def _paging(self, node: Node, query: tuple[Lifted, ...], answer: Kind | None) -> Paging | None:
        declared = node.get("x-paging")
        if declared is None:
            return None
        slots = {each.wire: each.field for each in query if isinstance(each, Slot)}

        def parameter(key: str) -> Field:
            found = slots.get(declared.need(key).text())
            if found is None or not isinstance(found.kind, Integer):
                raise declared.need(key).refuse("is no integer parameter of the query")
            return found

        page, size = parameter("page"), parameter("size")
        if page is size:
            raise declared.refuse("the page and its size must be two parameters")
        if not isinstance(answer, ListOf) or not isinstance(answer.item, Model):
            raise declared.refuse("a paged answer must be an array of objects")
        item_id = declared.need("item_id")
        fields = self.schemas.models[answer.item.name].fields
        if item_id.text() not in {field.wire for field in fields}:
            raise item_id.refuse(f"{answer.item.name} has no property {item_id.text()!r}")
        default = size.node.resolved().get("default")
        if default is None:
            raise size.node.refuse("a page size needs a 'default'")
        largest, first = size.node.resolved().get("maximum"), declared.get("first")
        return Paging(
            page=page.wire,
            size=size.wire,
            default=default.integer(),
            largest=default.integer() if largest is None else largest.integer(),
            first=1 if first is None else first.integer(),
            item_id=item_id.text(),
        )


def _names(node: Node) -> tuple[str, str]:
    declared = node.need("operationId")
    match = _OPERATION_ID.fullmatch(declared.text())
    if match is None or len(declared.text()) > 80:
        raise declared.refuse("an operationId must be resource.method, in lower-case letters")
    resource, method = match.groups()
    for name, taken in ((resource, RESOURCES), (method, METHODS)):
        if keyword.iskeyword(name) or name in taken:
            raise declared.refuse(f"{name!r} has a meaning of its own in Python or in a client")
    return resource, method


def _effect(node: Node) -> str:
    declared = node.get("x-effect")
    if declared is None:
        return "once"
    if declared.text() not in _EFFECTS:
        raise declared.refuse(f"must be one of {', '.join(_EFFECTS)}")
    return declared.text()


def _idempotency_header(node: Node, headers: list[Field]) -> str | None:
    declared = node.get("x-idempotency-key")
    if declared is None:
        return None
    if declared.text() not in {field.wire for field in headers}:
        raise declared.refuse(f"{declared.text()!r} is no header parameter of the operation")
    return declared.text()


def _require_header(name: Node, field: Field) -> None:
    if not _HEADER.fullmatch(field.wire):
        raise name.refuse(f"{field.wire!r} is no header's name")
    if field.wire.lower() in _OWN_HEADERS:
        raise name.refuse(f"the header {field.wire!r} is the client's own")
    if not isinstance(field.kind, Text | Uuid):
        raise field.node.refuse("a header must be text or a UUID")


def _require_scalar(field: Field) -> None:
    _require_sendable(field)
    if not field.kind.scalar:
        raise field.node.refuse(f"{field.kind.said} has no form of its own in a query or a form")


def _section(node: Node) -> str:
    docs = node.get("x-docs")
    return "" if docs is None else docs.text_at("section")


def _flag(node: Node, key: str) -> bool:
    found = node.get(key)
    return False if found is None else found.flag()


def _alternatives(node: Node, body_type: str | None) -> tuple[tuple[str, ...], ...]:
    """What `anyOf` or `oneOf` of required properties says about a body."""
    if body_type is None:
        return ()
    (_, media), *_ = node.need("requestBody").resolved().need("content").entries()
    schema = media.need("schema").resolved()
    words = [each for each in (schema.get("anyOf"), schema.get("oneOf")) if each is not None]
    if words and body_type != "Form":
        raise words[0].refuse("is supported in a multipart/form-data body only")
    if len(words) > 1:
        raise words[1].refuse("'anyOf' and 'oneOf' beside each other are not supported")
    return tuple(
        tuple(required_names(branch.only("required"), schema))
        for word in words
        for branch in word.items()
    )


def _require_bearer(root: Node) -> None:
    """Refuse ways to authenticate that a client would not follow."""
    components = root.get("components")
    schemes = None if components is None else components.get("securitySchemes")
    for _, scheme in schemes.entries() if schemes is not None else ():
        scheme = scheme.resolved()
        if (scheme.text_at("type"), scheme.text_at("scheme").lower()) != ("http", "bearer"):
            raise scheme.refuse("only 'type: http' with 'scheme: bearer' is supported")


def _authenticated(node: Node) -> bool:
    declared = node.get("security") or Node(node.file, "", node.root, node.root).get("security")
    return declared is not None and any(each.mapping() for each in declared.items())


def _base_path(root: Node) -> str:
    paths = set()
    for server in root.need("servers").items():
        url = server.need("url")
        match = re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+((?:/[A-Za-z0-9._~-]+)*)/?", url.text())
        if match is None:
            raise url.refuse("must be an http or https address without variables")
        paths.add(match.group(1))
    if len(paths) != 1:
        raise root.need("servers").refuse("the servers must have one path in common")
    return paths.pop()


def _mark_uses(operations: tuple[Operation, ...], schemas: Schemas) -> None:
    """Mark each model with where it is used: in answers, in JSON that is sent, or in both."""
    decoded: set[str] = set()
    encoded: set[str] = set()
    for operation in operations:
        decoded.update(refusal.model for refusal in operation.refusals if refusal.model)
        if operation.answer is not None:
            decoded |= operation.answer.models
            _require_decodable(operation.node.need("responses"), operation.answer)
        for _, field in operation.arguments:
            _require_sendable(field)
            encoded |= field.kind.models
    for model in schemas.models_within(decoded):
        model.decoded = True
        for each in model.fields:
            _require_decodable(each.node, each.kind)
    for model in schemas.models_within(encoded):
        model.encoded = not model.arguments
        for each in model.fields:
            _require_sendable(each)


def _require_sendable(field: Field) -> None:
    try:
        field.kind.check("", "")
    except Unsupported as error:
        raise field.node.refuse(str(error)) from None


def _require_decodable(node: Node, kind: Kind) -> None:
    try:
        kind.decode("", "")
    except Unsupported as error:
        raise node.refuse(str(error)) from None
