"""What the templates show of a spec's schemas: classes for objects and for enumerations.

Everything here that becomes source is an identifier, a literal or a docstring that was made safe.
"""

import attrs

from .kinds import json_pointer_step
from .literals import entry, literal, summary
from .modelling import Names
from .schemas import EnumSchema, Field, ModelSchema, Schemas


@attrs.frozen
class Property:
    """An attribute of a class.

    Attributes:
        name: Its name.
        annotation: Its type.
        default: Code of its default; empty if it must be given.
        sensitive: Whether its value must never be shown.
        document: Its line in the docstring.
        wire: The name on the wire, as a literal.
        decode: Code that reads it from `value`; empty if no answer holds it.
        exact: The same where `value` is as the spec says; it raises if it is not.
        check: Code that checks it and gives its JSON; empty if no JSON that is sent holds it.
    """

    name: str
    annotation: str
    default: str
    sensitive: bool
    document: str
    wire: str
    decode: str
    exact: str
    check: str


@attrs.frozen
class ModelClass:
    """A class for an object.

    Attributes:
        schema: The object.
        module: The module within `_models`.
        document: The docstring, but for its quotes.
        properties: Its attributes: those that must be given come first.
        imports: Module and name of the classes that it uses.
        late_imports: The same for classes that lead back to this one.
    """

    schema: ModelSchema
    module: str
    document: str
    properties: list[Property]
    imports: list[tuple[str, str]]
    late_imports: list[tuple[str, str]]

    @property
    def name(self) -> str:
        """The class."""
        return self.schema.name


@attrs.frozen
class EnumClass:
    """A class for an enumeration.

    Attributes:
        schema: The enumeration.
        module: The module within `_models`.
        document: The docstring.
        members: Name, code of the value, and docstring.
    """

    schema: EnumSchema
    module: str
    document: str
    members: list[tuple[str, str, str]]

    @property
    def name(self) -> str:
        """The class."""
        return self.schema.name


@attrs.frozen
class Classes:
    """Makes the classes of one client."""

    schemas: Schemas
    names: Names

    def models(self) -> list[ModelClass]:
        """All classes for objects."""
        return [self._model(each) for each in self.schemas.models.values()]

    def enums(self) -> list[EnumClass]:
        """All classes for enumerations."""
        return [self._enum(each) for each in self.schemas.enums.values()]

    def _model(self, model: ModelSchema) -> ModelClass:
        properties = sorted(
            (self._property(model, each) for each in model.fields),
            key=lambda each: bool(each.default),
        )
        used = set[str]().union(*(each.kind.models for each in model.fields)) - {model.name}
        # Classes that lead back to this one are imported when they are needed, not before.
        late = {each for each in used if self.schemas.leads_back(each, model.name)}
        first = model.description.partition("\n\n")[0]
        attributes = "\n".join(["Attributes:", *(each.document for each in properties)])
        return ModelClass(
            schema=model,
            module=self.names.modules[model.name],
            document=f"{summary(first or model.name)}\n\n    {attributes}",
            properties=properties,
            imports=self._imports(used - late),
            late_imports=self._imports(late),
        )

    def _imports(self, classes: set[str]) -> list[tuple[str, str]]:
        return sorted((self.names.modules[each], each) for each in classes)

    def _property(self, model: ModelSchema, field: Field) -> Property:
        name = self.names.attributes[model.name, field.wire]
        default = "" if field.required else ("UNSET" if model.constructed else "None")
        decode = exact = check = ""
        if model.decoded:
            at = "{at}/" + json_pointer_step(field.wire)
            decode = field.kind.decode("value", at, absent=default or None)
            exact = field.kind.exact("value")
        if model.encoded:
            check = field.kind.check(f'f"{{argument}}.{name}"', f"self.{name}")
        said = field.said(constrained=model.constructed)
        return Property(
            name=name,
            annotation=_annotation(model, field),
            default=default,
            sensitive=field.sensitive,
            document=entry(name, said, 8),
            wire=literal(field.wire),
            decode=decode,
            exact=exact,
            check=check,
        )

    def _enum(self, enum: EnumSchema) -> EnumClass:
        members = []
        for (key, value), member in zip(self.names.members[enum.name], enum.members, strict=True):
            shown = literal(value) if isinstance(value, str) else str(value)
            text = member.description or member.title
            members.append((key, shown, summary(text[:1].upper() + text[1:])))
        return EnumClass(
            schema=enum,
            module=self.names.modules[enum.name],
            document=summary(enum.description or enum.name),
            members=members,
        )


def _annotation(model: ModelSchema, field: Field) -> str:
    """The type of an attribute: as it is read, as it may be given, or either."""
    kinds = [field.kind.annotation] if model.decoded or not model.constructed else []
    kinds += [field.kind.argument_annotation] if model.constructed else []
    types = [each for kind in kinds for each in kind.split(" | ")]
    if not field.required:
        types.append("Unset" if model.constructed else "None")
    return "Any" if types[0] == "Any" else " | ".join(dict.fromkeys(types))
