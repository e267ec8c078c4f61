"""JSON Schemas of a spec as kinds, models and enumerations."""

import re
import warnings
from collections.abc import Iterable

import attrs

from .document import Node
from .kinds import (
    AnyObject,
    Anything,
    Boolean,
    Clearable,
    Enumeration,
    Flag,
    Integer,
    JsonText,
    Kind,
    ListOf,
    Model,
    Money,
    Nullable,
    Number,
    OneOf,
    PhotoOrText,
    Picture,
    Text,
    Time,
    Uuid,
)
from .naming import CLASSES, pascal

_CLASS_NAME = re.compile(r"[A-Z][A-Za-z0-9]{0,63}")
_TITLE = re.compile(r"[A-Za-z][A-Za-z0-9_ -]{0,63}")
_SAID = ("title", "description", "example", "examples", "default", "deprecated")
_STRING = ("format", "pattern", "minLength", "maxLength")
_CONTENT = ("contentEncoding", "contentMediaType", "contentSchema")
_NUMBER = ("format", "minimum", "maximum")

#: Formats that change nothing about the text that they mark.
_PLAIN_FORMATS = {"", "password", "email", "uri", "date"}


@attrs.frozen
class Field:
    """A property of an object.

    Attributes:
        wire: Its name on the wire.
        kind: What it holds.
        required: Whether the spec has it as required.
        description: The spec's words.
        sensitive: Whether its value must never be shown.
    """

    wire: str
    kind: Kind
    required: bool
    description: str
    sensitive: bool
    node: Node = attrs.field(repr=False, eq=False)

    def said(self, *, constrained: bool) -> str:
        """The description for a docstring, if wanted with what an argument must be."""
        kind = self.kind
        while isinstance(kind, Nullable | JsonText):
            kind = kind.inner
        said = self.description.strip() or "Not described."
        if not constrained or not kind.constraint:
            return said
        return f"{said.rstrip('.')} ({kind.constraint})."


@attrs.define
class ModelSchema:
    """An object that becomes a class.

    Attributes:
        name: The class.
        fields: Its properties, in the order of the spec.
        description: The spec's words.
        decoded: Whether answers hold it.
        encoded: Whether JSON that is sent holds it.
        arguments: Whether it is made of form fields, and never JSON.
    """

    name: str
    fields: list[Field]
    description: str
    node: Node = attrs.field(repr=False, eq=False)
    decoded: bool = False
    encoded: bool = False
    arguments: bool = False

    @property
    def constructed(self) -> bool:
        """Whether a user makes objects of it."""
        return self.encoded or self.arguments


@attrs.frozen
class Member:
    """A value of an enumeration, with its name and description."""

    title: str
    value: str | int
    description: str
    node: Node = attrs.field(repr=False, eq=False)


@attrs.define
class EnumSchema:
    """An enumeration that becomes a class.

    Attributes:
        name: The class.
        base: The Python type of its values: `str` or `int`.
        members: Its values.
        description: The spec's words.
        digits: Whether an integer may stand for a text that is its digits.
    """

    name: str
    base: str
    members: list[Member]
    description: str
    node: Node = attrs.field(repr=False, eq=False)
    digits: bool = False


class Schemas:
    """Turns the schemas of one spec into kinds, and remembers the classes that they need."""

    def __init__(self) -> None:
        self.models: dict[str, ModelSchema] = {}
        self.enums: dict[str, EnumSchema] = {}
        self._taken: set[str] = set()
        self._open: set[str] = set()
        self._reached: dict[str, set[str]] = {}

    def kind(self, node: Node, suggestion: str) -> Kind:
        """The kind of a schema.

        Args:
            node: The schema.
            suggestion: A class name for an enumeration that has none of its own.

        Raises:
            SpecError: The schema uses something that is not supported.
        """
        if isinstance(node.value, dict) and "$ref" in node.value:
            target = node.resolved()
            name = _reference_name(node, target)
            # Beside a reference stand only words: anything else would change what it means.
            node.only("$ref", *_SAID)
            if target.pointer in self._open:
                raise node.need("$ref").refuse("refers to itself without an object between")
            self._open.add(target.pointer)
            kind = self.kind(target, name)
            self._open.discard(target.pointer)
            return kind
        if node.value is True or node.value == {}:
            return Anything()
        for union in ("anyOf", "oneOf"):
            if union in node.mapping():
                node.only(union, *_SAID)
                return self._union(node, node.need(union), suggestion, closed=union == "oneOf")
        return self._typed(node, suggestion)

    def _typed(self, node: Node, suggestion: str) -> Kind:
        types = self._types(node)
        nullable = "null" in types
        rest = [each for each in types if each != "null"]
        if not rest:
            raise node.refuse("a schema that allows only null is not supported")
        kinds = [self._single(node, each, suggestion) for each in rest]
        kind = kinds[0] if len(kinds) == 1 else OneOf(tuple(kinds))
        return _nullable(kind) if nullable else kind

    def _types(self, node: Node) -> list[str]:
        declared = node.get("type")
        if declared is None:
            if "properties" in node.mapping():
                raise node.refuse("'type: object' is missing beside 'properties'")
            node.only(*_SAID)
            raise node.refuse("'type' is missing")
        names = [declared] if isinstance(declared.value, str) else list(declared.items())
        found = []
        for each in names:
            if each.text() not in {
                "string",
                "integer",
                "number",
                "boolean",
                "object",
                "array",
                "null",
            }:
                raise each.refuse(f"{each.text()!r} is no JSON type")
            if each.text() in found:
                raise each.refuse(f"{each.text()!r} stands here twice")
            found.append(each.text())
        if not found:
            raise declared.refuse("names no type")
        return found

    def _single(self, node: Node, type_: str, suggestion: str) -> Kind:
        if type_ == "string":
            return self._string(node, suggestion)
        if type_ == "integer":
            node.only("type", *_NUMBER, *_SAID)
            low, high = node.get("minimum"), node.get("maximum")
            return Integer(
                None if low is None else low.integer(), None if high is None else high.integer()
            )
        if type_ == "number":
            node.only("type", *_NUMBER, *_SAID)
            return Number()
        if type_ == "boolean":
            node.only("type", *_SAID)
            return Boolean()
        if type_ == "array":
            node.only("type", "items", "minItems", "maxItems", "uniqueItems", *_SAID)
            items = node.get("items")
            return ListOf(Anything() if items is None else self.kind(items, f"{suggestion}Item"))
        return self._object(node, suggestion)

    def _string(self, node: Node, suggestion: str) -> Kind:
        node.only("type", "enum", *_STRING, *_CONTENT, *_SAID)
        if "enum" in node.mapping():
            values = [each.text() for each in node.need("enum").items()]
            if sorted(values) == ["false", "true"]:
                return Flag()
            raise node.need("enum").refuse(
                'only the enum ["true", "false"] is supported; '
                "write other enumerations as 'oneOf' or 'anyOf' of titled 'const's"
            )
        if "contentSchema" in node.mapping():
            media_type = node.text_at("contentMediaType")
            if media_type != "application/json":
                raise node.refuse("'contentSchema' needs 'contentMediaType: application/json'")
            return JsonText(self.kind(node.need("contentSchema"), suggestion))
        encoding = node.get("contentEncoding")
        if encoding is not None:
            if encoding.text() != "base64":
                raise encoding.refuse(f"the encoding {encoding.text()!r} is not supported")
            return Picture()
        return self._formatted(node)

    def _formatted(self, node: Node) -> Kind:
        format_ = node.text_at("format")
        pattern = node.get("pattern")
        if pattern is not None:
            _require_regular_expression(pattern)
        if format_ == "money":
            return Money(None if pattern is None else pattern.text())
        if format_ == "date-time":
            return Time()
        if format_ == "uuid":
            return Uuid()
        if format_ not in _PLAIN_FORMATS:
            raise node.need("format").refuse(f"the format {format_!r} is not supported for text")
        shortest, longest = node.get("minLength"), node.get("maxLength")
        return Text(
            None if shortest is None else shortest.integer(),
            None if longest is None else longest.integer(),
            None if pattern is None else pattern.text(),
        )

    def _object(self, node: Node, suggestion: str) -> Kind:
        node.only("type", "properties", "required", "additionalProperties", *_SAID)
        additional = node.get("additionalProperties")
        if additional is not None and not isinstance(additional.value, bool):
            raise additional.refuse("only true or false is supported")
        if not node.mapping().get("properties"):
            return AnyObject()
        if not suggestion:
            raise node.refuse("put this object under components/schemas: a class needs a name")
        return Model(self._model(node, suggestion).name)

    def _model(self, node: Node, name: str) -> ModelSchema:
        known = self.models.get(name)
        if known is not None:
            if known.node.pointer != node.pointer:
                raise node.refuse(f"two objects would become the class {name!r}")
            return known
        model = ModelSchema(name, [], node.text_at("description"), node)
        # Known before its fields are: a schema may refer to itself.
        self.add(model)
        required = set(required_names(node))
        whole = "x-sensitive" in node.mapping() and node.need("x-sensitive").flag()
        # An object between makes a reference to what is around it harmless.
        around, self._open = self._open, set()
        for wire, schema in node.need("properties").entries():
            field = self.field(wire, schema, wire in required, name)
            model.fields.append(attrs.evolve(field, sensitive=field.sensitive or whole))
        self._open = around
        return model

    def field(self, wire: str, schema: Node, required: bool, owner: str) -> Field:
        """A property of an object, or a parameter."""
        kind = self.kind(schema, owner + pascal(wire))
        resolved = schema.resolved()
        description = schema.text_at("description") or resolved.text_at("description")
        # A user gives what a JSON text says, and not the text.
        content = resolved.get("contentSchema") if isinstance(resolved.value, dict) else None
        if content is not None:
            description = content.text_at("description") or description
        return Field(wire, kind, required, description, _is_sensitive(schema), schema)

    def _union(self, node: Node, members: Node, suggestion: str, *, closed: bool) -> Kind:
        branches = list(members.items())
        consts = [each for each in branches if "const" in each.mapping()]
        others = [each for each in branches if "const" not in each.mapping()]
        if consts:
            return self._enumeration(node, consts, others, suggestion, closed=closed)
        if len(branches) == 2:
            special = self._special_pair(branches, suggestion)
            if special is not None:
                return special
        kinds = [self.kind(each, suggestion) for each in branches]
        if kinds and isinstance(kinds[0], Enumeration) and not closed:
            return self._opened(node, kinds[0], branches[1:])
        seen: set[str] = set()
        for each, kind in zip(branches, kinds, strict=True):
            if not kind.accepts or seen & set(kind.accepts):
                raise each.refuse("alternatives must differ in their JSON type")
            seen |= set(kind.accepts)
        if len(kinds) == 1:
            return kinds[0]
        return OneOf(tuple(kinds))

    def _special_pair(self, branches: list[Node], suggestion: str) -> Kind | None:
        """Two alternatives that mean one thing in Python."""
        for first, second in (branches, branches[::-1]):
            other = second.mapping()
            if other.get("type") == "null":
                return _nullable(self.kind(first, suggestion))
            if other.get("type") == "string" and other.get("maxLength") == 0:
                return Clearable(self.kind(first, suggestion))
            if other.get("contentEncoding") == "base64" and self.kind(first, "") == Text():
                return PhotoOrText()
        return None

    def _enumeration(
        self, node: Node, consts: list[Node], others: list[Node], name: str, *, closed: bool
    ) -> Kind:
        members = [_member(each) for each in consts]
        bases = {type(each.value).__name__ for each in members}
        if len(bases) != 1:
            raise node.refuse("an enumeration must be all text or all integers")
        if len({each.value for each in members}) != len(members):
            raise node.refuse("a value stands here twice")
        base = bases.pop()
        if closed and others:
            raise node.refuse("'oneOf' is for a closed enumeration; write an open one as 'anyOf'")
        enum = EnumSchema(name, base, members, node.text_at("description"), node)
        known = self.enums.get(name)
        if known is None:
            self.add(enum)
        elif known.node.pointer != node.pointer and known.members != members:
            raise node.refuse(f"two enumerations would become the class {name!r}")
        kind = Enumeration(name, base, open=False)
        return self._opened(node, kind, others) if others else kind

    def _opened(self, node: Node, kind: Enumeration, others: list[Node]) -> Kind:
        """An enumeration that allows any other value of these types."""
        types = [each.only("type").need("type").text() for each in others]
        plain = "string" if kind.base == "str" else "integer"
        if types == ["string", "integer"] and kind.base == "str":
            self.enums[kind.name].digits = True
            return attrs.evolve(kind, open=True, digits=True)
        if types not in ([], [plain]):
            raise node.refuse(f"an open enumeration ends with 'type: {plain}'")
        return attrs.evolve(kind, open=kind.open or bool(types))

    def add(self, schema: ModelSchema | EnumSchema) -> None:
        """Remember a class.

        Raises:
            SpecError: Its name cannot be a class's, or is taken.
        """
        name = schema.name
        if not _CLASS_NAME.fullmatch(name):
            raise schema.node.refuse(
                f"{name!r} cannot be a class name: "
                "it must be letters and digits, and begin with a capital"
            )
        if name in CLASSES:
            raise schema.node.refuse(f"the class name {name!r} is taken by the client itself")
        # Modules are named in lower case.
        if name.lower() in self._taken:
            raise schema.node.refuse(f"the class name {name!r} is taken")
        self._taken.add(name.lower())
        if isinstance(schema, ModelSchema):
            self.models[name] = schema
        else:
            self.enums[name] = schema

    def models_within(self, names: Iterable[str]) -> list[ModelSchema]:
        """The models of these names, and those that their fields lead to."""
        found: dict[str, ModelSchema] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in self.models and name not in found:
                found[name] = self.models[name]
                for field in found[name].fields:
                    waiting.extend(field.kind.models)
        return list(found.values())

    def leads_back(self, name: str, start: str) -> bool:
        """Whether the fields of one class lead to another."""
        if name not in self._reached:
            within = self.models_within([name])
            self._reached[name] = {each.name for each in within}
        return start in self._reached[name]


def _is_sensitive(schema: Node) -> bool:
    """Whether a value must not be shown: as a whole, or as a list or a choice of such values."""
    resolved = schema.resolved()
    if not isinstance(resolved.value, dict):
        return False
    if any(
        "x-sensitive" in each.mapping() and each.need("x-sensitive").flag()
        for each in (schema, resolved)
    ):
        return True
    within = [resolved.get("items")]
    for union in ("anyOf", "oneOf"):
        branches = resolved.get(union)
        within += [] if branches is None else list(branches.items())
    return any(_is_sensitive(each) for each in within if each is not None)


def _nullable(kind: Kind) -> Kind:
    return kind if isinstance(kind, Nullable) else Nullable(kind)


def _member(node: Node) -> Member:
    node.only("const", "title", "description", "type")
    value = node.need("const")
    if isinstance(value.value, bool) or not isinstance(value.value, str | int):
        raise value.refuse("must be text or an integer")
    title = node.need("title")
    if not _TITLE.fullmatch(title.text()):
        raise title.refuse("must be ASCII letters, digits, spaces, '_' or '-': it becomes a name")
    return Member(title.text(), value.value, node.text_at("description"), title)


def required_names(node: Node, owner: Node | None = None) -> list[str]:
    """The names that an object schema has as required.

    Args:
        node: Where `required` stands.
        owner: Where the properties stand, if elsewhere.
    """
    listed = node.get("required")
    if listed is None:
        return []
    names = []
    properties = (owner or node).need("properties").mapping()
    for each in listed.items():
        if each.text() not in properties:
            raise each.refuse(f"{each.text()!r} is required, and is no property")
        names.append(each.text())
    return names


def _reference_name(reference: Node, target: Node) -> str:
    if not target.pointer.startswith("/components/schemas/"):
        raise reference.need("$ref").refuse("a schema must refer to '#/components/schemas/...'")
    return target.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")


def _require_regular_expression(pattern: Node) -> None:
    text = pattern.text()
    if len(text) > 500:
        raise pattern.refuse("is longer than 500 characters")
    try:
        # Where Python warns, it may read the pattern in another way one day.
        with warnings.catch_warnings(action="error"):
            re.compile(text, re.ASCII)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        raise pattern.refuse(f"is not a regular expression: {error}") from None
