"""What the schemas of a spec hold: fields, types and values, in the words of the facts."""

from collections.abc import Iterator
from typing import Any

import attrs

from ..document import Node

MAXIMUM_DEPTH = 12


def items(node: Node, key: str) -> Iterator[Node]:
    """The items of a list that a mapping may have under a key."""
    found = node.get(key)
    if found is not None:
        yield from found.items()


@attrs.define
class Fields:
    """Gathers the names of the fields of JSON values.

    Attributes:
        side: Which side is being gathered, `request` or `response`.
        found: The fields of each side, and whether each is required.
        open: The fields whose own fields are not known.
        choices: The values of the fields that list them.
    """

    side: str = "request"
    found: dict[str, dict[str, bool]] = attrs.field(factory=lambda: {"request": {}, "response": {}})
    open: set[str] = attrs.Factory(set)
    choices: dict[str, tuple[str, ...]] = attrs.Factory(dict)

    def walk(self, schema: Node, prefix: str, depth: int) -> None:
        """Take in a schema that stands below a field."""
        schema = schema.resolved()
        if depth > MAXIMUM_DEPTH or not isinstance(schema.value, dict):
            return
        for word in ("allOf", "anyOf", "oneOf"):
            for branch in items(schema, word):
                self.walk(branch, prefix, depth + 1)
        if (item := schema.get("items")) is not None:
            self.walk(item, prefix, depth + 1)
        properties = schema.get("properties")
        if properties is None:
            if schema.value.get("type") in ("object", ["object", "null"]):
                self.open.add(f"{self.side}.{prefix}")
            return
        required = {each.text() for each in items(schema, "required")}
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
    if not isinstance(value, dict) or depth > MAXIMUM_DEPTH:
        return None
    said = value.get("type")
    if isinstance(said, str):
        return said
    found = {each for each in said if each != "null"} if isinstance(said, list) else set()
    for word in ("oneOf", "anyOf", "allOf"):
        for branch in items(schema, word):
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
    if not isinstance(schema.value, dict) or depth > MAXIMUM_DEPTH:
        return ()
    found = set()
    if "const" in schema.value:
        found.add(_text_of(schema.value["const"]))
    found |= {_text_of(each) for each in schema.value.get("enum") or []}
    for word in ("oneOf", "anyOf"):
        for branch in items(schema, word):
            found |= set(values_of_schema(branch, depth + 1))
    return tuple(sorted(found - {"null"}))


def _text_of(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
