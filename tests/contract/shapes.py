"""What shape answers have, without what they say."""

import re
from collections.abc import Mapping
from typing import Any

import attrs

from .document import Spec, is_money

#: A name that a program would give a field. Other names may be somebody's.
_NAME = re.compile(r"[a-z][A-Za-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_LONGEST_NAME = 40

#: Texts that are alike, the narrowest first.
_LOOKS = (
    ("date-time", re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("uuid", re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
    ("digits", re.compile(r"[0-9]+")),
)


@attrs.define
class Shape:
    """What values at one place had in common.

    Attributes:
        types: JSON's names of the types that were seen.
        looks: What the texts among them looked like.
        objects: How many of them were objects.
        properties: The shapes of the members, by their names.
        seen: In how many objects each member was.
        items: The shape of the elements of lists.
        others: Whether there were members whose names are not told.
    """

    types: set[str] = attrs.field(factory=set)
    looks: set[str] = attrs.field(factory=set)
    objects: int = 0
    properties: dict[str, "Shape"] = attrs.field(factory=dict)
    seen: dict[str, int] = attrs.field(factory=dict)
    items: "Shape | None" = None
    others: bool = False

    def add(self, value: Any, spec: Spec, schema: Any) -> None:
        """Learn from one value.

        Args:
            schema: What the spec says of values at this place. Where it names no members, the
                names of members are data, and are not kept.
        """
        self.types.add(_type(value))
        known = [one for one in spec.alternatives(schema) if isinstance(one, Mapping)]
        if isinstance(value, str):
            self.looks.add(_look(value))
        elif isinstance(value, list):
            inner = {"anyOf": [one["items"] for one in known if "items" in one]}
            self.items = self.items or Shape()
            for one in value:
                self.items.add(one, spec, inner)
        elif isinstance(value, Mapping):
            self._add_object(
                value, spec, [one["properties"] for one in known if "properties" in one]
            )

    def told(self) -> Any:
        """The shape as plain values, in a fixed order."""
        found: dict[str, Any] = {"types": sorted(self.types)}
        if self.looks:
            found["looks_like"] = sorted(self.looks)
        if self.properties:
            found["properties"] = {
                name: {"always": self.seen[name] == self.objects, **self.properties[name].told()}
                for name in sorted(self.properties)
            }
        if self.others:
            found["other_members"] = True
        if self.items is not None and self.items.types:
            found["items"] = self.items.told()
        return found

    def _add_object(
        self, value: Mapping[str, Any], spec: Spec, named: list[Mapping[str, Any]]
    ) -> None:
        self.objects += 1
        for name, inner in value.items():
            schemas = [one[name] for one in named if name in one]
            plain = _NAME.fullmatch(name) is not None and len(name) <= _LONGEST_NAME
            if not schemas and not (named and plain):
                self.others = True
                continue
            self.seen[name] = self.seen.get(name, 0) + 1
            self.properties.setdefault(name, Shape()).add(inner, spec, {"anyOf": schemas})


def _type(value: Any) -> str:
    if value is None:
        return "null"
    for kind, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string")):
        if isinstance(value, kind):
            return name
    return "array" if isinstance(value, list) else "object"


def _look(text: str) -> str:
    for name, pattern in _LOOKS:
        if pattern.fullmatch(text):
            return name
    if not text:
        return "nothing"
    return "money" if is_money(text) else "text"
