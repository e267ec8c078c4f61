"""Bracketed names on the wire as nested arguments in Python, and the way back."""

import re

import attrs

from .kinds import Model
from .naming import pascal
from .schemas import Field, ModelSchema, Schemas
from .vendor import Vendor

_WIRE_NAME = re.compile(r"[A-Za-z0-9_.-]+(?:\[[A-Za-z0-9_.-]+\])*", re.ASCII)


@attrs.frozen
class Slot:
    """A value that goes out under one wire name.

    Attributes:
        wire: The name on the wire.
        field: The value, with its name without brackets.
    """

    wire: str
    field: Field


@attrs.frozen
class Group:
    """Values that a user gives as one object.

    Attributes:
        step: The name that they share at this level.
        model: The class of the object.
        children: What is in it.
    """

    step: str
    model: ModelSchema
    children: "tuple[Slot | Group, ...]"

    @property
    def required(self) -> bool:
        """Whether something in it must be given."""
        return any(argument_field(child).required for child in self.children)


Lifted = Slot | Group


def lift(
    fields: list[Field], schemas: Schemas, vendor: Vendor, operation: str
) -> tuple[Lifted, ...]:
    """Nest the fields of a form or a query by their brackets.

    A first step that all of them share is left out: `card[data]` is `data`.

    Args:
        fields: With their names as on the wire.
        schemas: Where the classes of nested objects are kept.
        vendor: Other names for such classes.
        operation: The operation's id, for a class name where two operations differ about one.

    Raises:
        SpecError: A name is not of the form `a[b][c]`, or is a value and an object at once.
    """
    paths = [(_steps(field), field) for field in fields]
    roots = {steps[0] for steps, _ in paths}
    root: tuple[str, ...] = ()
    if len(roots) == 1 and all(len(steps) > 1 for steps, _ in paths):
        root = (roots.pop(),)
        paths = [(steps[1:], field) for steps, field in paths]
    return _Lifting(schemas, vendor, operation).nest(paths, root)


def _steps(field: Field) -> tuple[str, ...]:
    if not _WIRE_NAME.fullmatch(field.wire):
        raise field.node.refuse(f"the name {field.wire!r} is not of the form a[b][c]")
    return tuple(re.findall(r"[A-Za-z0-9_.-]+", field.wire))


@attrs.frozen
class _Lifting:
    """The lifting of one operation's fields."""

    schemas: Schemas
    vendor: Vendor
    operation: str

    def nest(
        self, paths: list[tuple[tuple[str, ...], Field]], above: tuple[str, ...]
    ) -> tuple[Lifted, ...]:
        by_step: dict[str, list[tuple[tuple[str, ...], Field]]] = {}
        for steps, field in paths:
            by_step.setdefault(steps[0], []).append((steps[1:], field))
        lifted: list[Lifted] = []
        for step, below in by_step.items():
            if all(rest for rest, _ in below):
                path = (*above, step)
                lifted.append(self._group(path, self.nest(below, path)))
            elif len(below) == 1:
                field = below[0][1]
                lifted.append(Slot(field.wire, attrs.evolve(field, wire=step)))
            else:
                clash = below[0][1]
                raise clash.node.refuse(f"{clash.wire!r} is a value here and an object elsewhere")
        return tuple(lifted)

    def _group(self, path: tuple[str, ...], children: tuple[Lifted, ...]) -> Group:
        fields = [argument_field(child) for child in children]
        plain = pascal("_".join(path))
        name = self.vendor.classes.get(plain, plain)
        resource, _, method = self.operation.partition(".")
        for candidate in (name, pascal(method) + name, pascal(resource) + pascal(method) + name):
            known = self.schemas.models.get(candidate)
            if known is None:
                words = " ".join(path).replace("_", " ")
                known = ModelSchema(
                    candidate, fields, f"The {words}.", fields[0].node, arguments=True
                )
                self.schemas.add(known)
                return Group(path[-1], known, children)
            if known.arguments and _shapes(known.fields) == _shapes(fields):
                known.fields = _together(known.fields, fields)
                return Group(path[-1], known, children)
        raise fields[0].node.refuse(f"the class name {name!r} is taken")


def _shapes(fields: list[Field]) -> list[tuple[object, ...]]:
    return [(each.wire, each.kind.argument_annotation, each.required) for each in fields]


def _together(known: list[Field], fields: list[Field]) -> list[Field]:
    """Fields of a class that two operations share: what one of them must hide is hidden."""
    return [
        attrs.evolve(one, sensitive=one.sensitive or other.sensitive)
        for one, other in zip(known, fields, strict=True)
    ]


def slots_within(lifted: Lifted) -> list[Slot]:
    """The values that go out for a slot or a group."""
    if isinstance(lifted, Slot):
        return [lifted]
    return [slot for child in lifted.children for slot in slots_within(child)]


def argument_field(lifted: Lifted) -> Field:
    """What a user gives for a slot or a group."""
    if isinstance(lifted, Slot):
        return lifted.field
    first = argument_field(lifted.children[0])
    return Field(
        wire=lifted.step,
        kind=Model(lifted.model.name),
        required=lifted.required,
        description=lifted.model.description,
        sensitive=False,
        node=first.node,
    )
