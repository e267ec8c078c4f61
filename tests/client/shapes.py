"""JSON in the shape of a schema, and JSON that is not quite."""

from pathlib import Path
from typing import Any, Literal

from hypothesis import strategies as st
from ruamel.yaml import YAML

from instantcard._runtime.operation import Operation

ROOT = Path(__file__).parents[2]

Schema = dict[str, Any]

_TEXTS = {
    "money": st.sampled_from(["$5.50", "($5.50)", "5.50", "$17,000.37", "0.00"]),
    "date-time": st.datetimes().map(lambda each: each.isoformat() + "Z"),
    "uuid": st.uuids().map(str),
    "base64": st.sampled_from(["", "iVBORw0KGgo=", "data:image/png;base64,iVBORw0KGgo="]),
}

# As the schema says; with members that it does not name; and with anything in any place.
Form = Literal["exact", "more", "astray"]

_NEAR = st.sampled_from(
    ["", "true", "false", "0", "soon", "$5.5.0", "2026-01-02T03:04:05Z", "iVBORw0KGgo=", "x" * 70]
)
_ANY = (
    st.none()
    | st.booleans()
    | st.integers(-3, 2**65)
    | st.floats()
    | _NEAR
    | st.text(max_size=3)
    | st.lists(st.none() | st.integers() | _NEAR, max_size=7)
    | st.dictionaries(st.sampled_from(["id", "token", "value", "a"]), st.none() | _NEAR, max_size=4)
)


class Spec:
    """One specification."""

    def __init__(self, vendor: str) -> None:
        document: Any = YAML(typ="safe").load((ROOT / f"spec/{vendor}.yaml").read_text("utf-8"))
        self._document = document
        self.schemas: dict[str, Schema] = document["components"]["schemas"]

    def successes(self, operation: Operation[Any]) -> list[Schema]:
        """The schemas of what an operation answers where all goes well."""
        (found,) = (
            each
            for item in self._document["paths"].values()
            for each in item.values()
            if isinstance(each, dict) and each.get("operationId") == operation.id
        )
        return [
            each["content"]["application/json"]["schema"]
            for status, each in found["responses"].items()
            if str(status).startswith("2") and "content" in each
        ]

    def values(self, schema: Schema, form: Form) -> st.SearchStrategy[Any]:
        """Values of a schema."""
        found = self._values(schema, form)
        return st.one_of(found, found, found, found, _ANY) if form == "astray" else found

    def _values(self, schema: Schema, form: Form) -> st.SearchStrategy[Any]:
        if "$ref" in schema:
            return self._values(self.schemas[schema["$ref"].rpartition("/")[2]], form)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return st.one_of([self._values(each, form) for each in schema[key]])
        if "const" in schema:
            return st.just(schema["const"])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        kinds = schema.get("type", ["string", "null", "integer"])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        return st.one_of([self._of_kind(kind, schema, form) for kind in kinds])

    def _of_kind(self, kind: str, schema: Schema, form: Form) -> st.SearchStrategy[Any]:
        if kind == "object":
            return self.objects(schema, form)
        if kind == "array":
            return st.lists(self.values(schema["items"], form), max_size=2)
        if kind == "string":
            how = schema.get("format") or schema.get("contentEncoding")
            return _TEXTS.get(how or "", st.text(max_size=3))
        return {
            "integer": st.integers(),
            "number": st.floats(allow_nan=False) | st.integers(),
            "boolean": st.booleans(),
            "null": st.none(),
        }[kind]

    def objects(self, schema: Schema, form: Form) -> st.SearchStrategy[Any]:
        """Objects of a schema."""
        required = set(schema.get("required", ()))
        needed: dict[str, Any] = {}
        optional: dict[str, Any] = {}
        if form != "exact":
            optional = {"new_one": _ANY, "another": st.integers()}
        for name, each in schema.get("properties", {}).items():
            where = needed if name in required and form != "astray" else optional
            where[name] = self.values(each, form)
        return st.fixed_dictionaries(needed, optional=optional)
