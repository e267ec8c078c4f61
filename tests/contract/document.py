"""A spec as the tests need it: operations, what a request or an answer may be, and why."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs
import jsonschema_rs
from ruamel.yaml import YAML

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_MONEY = re.compile(r"\(?\$?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?\)?", re.ASCII)


def load(path: Path) -> dict[str, Any]:
    """The parsed document of a spec file."""
    found: dict[str, Any] = YAML(typ="safe").load(path)
    return found


def is_money(text: str) -> bool:
    """Whether a text has the `money` format of `spec/README.md`."""
    return _MONEY.fullmatch(text) is not None and text.startswith("(") == text.endswith(")")


@attrs.frozen
class Parameter:
    """One parameter or one field of a form."""

    name: str
    place: str
    """`path`, `query`, `header`, `cookie` or `form`."""
    required: bool
    schema: Mapping[str, Any]
    sensitive: bool
    pointer: str


@attrs.frozen(eq=False)
class Operation:
    """One operation of a spec."""

    id: str
    method: str
    path: str
    pointer: str
    raw: Mapping[str, Any]
    parameters: Sequence[Parameter]
    media_type: str | None
    body: Mapping[str, Any] | None
    """The schema of the body; None without one."""
    needs_body: bool
    """Whether a request without a body is against the spec."""
    secured: bool
    """Whether it is listed with a right that calls need or can have."""
    optional: bool
    """Whether calls can do without that right."""
    scheme: Mapping[str, Any]
    """How the right is shown, by the security scheme; empty without one."""

    @property
    def label(self) -> str:
        """As Schemathesis calls it."""
        return f"{self.method.upper()} {self.path}"

    @property
    def effect(self) -> str:
        """`read`, `repeatable` or `once`."""
        return str(self.raw.get("x-effect", "once"))

    @property
    def moves_money(self) -> bool:
        """Whether it charges a payment card or spends a balance."""
        return self.raw.get("x-moves-money") is True

    def find(self, name: str) -> Parameter | None:
        """The parameter or field of this name."""
        return next((found for found in self.parameters if found.name == name), None)

    @cached_property
    def matches(self) -> re.Pattern[str]:
        """Matches the paths that are this operation's, below the base address."""
        parts = re.split(r"\{[^}]+\}", self.path)
        return re.compile("([^/]+)".join(re.escape(part) for part in parts))


class Spec:
    """A parsed OpenAPI document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._validators: dict[tuple[int, bool], tuple[Any, Any]] = {}

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """All operations by their id."""
        return {operation.id: operation for operation in self._operations()}

    @cached_property
    def vendor(self) -> str:
        """The vendor's page that the spec was written from."""
        for operation in self.operations.values():
            return str(operation.raw.get("x-docs", {}).get("page", "unknown"))
        return "unknown"

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all members that the spec knows."""
        return frozenset(_names(self.document))

    def resolve(self, value: Any) -> Any:
        """What a reference stands for; the value itself if it is none."""
        seen = 0
        while isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            value = self.at(value["$ref"].removeprefix("#"))
            seen += 1
            if seen > 20:
                raise ValueError("references go round in a circle")
        return value

    def at(self, pointer: str) -> Any:
        """The value at a JSON pointer."""
        value: Any = self.document
        for part in pointer.split("/")[1:]:
            part = part.replace("~1", "/").replace("~0", "~")
            value = value[int(part)] if isinstance(value, list) else value[part]
        return value

    def by_label(self, label: str | None) -> Operation | None:
        """The operation that Schemathesis calls so."""
        return next((one for one in self.operations.values() if one.label == label), None)

    def problem(self, schema: Any, value: Any, *, asserts: bool = True) -> str | None:
        """What is wrong with a value, without the value itself; None if nothing is.

        Args:
            asserts: Whether formats count.
        """
        validator = self._validator(schema, asserts)
        for error in validator.iter_errors(value):
            place = "".join(f"/{part}" for part in error.instance_path)
            return f"at {place or 'its top'}: {error.message}"
        return None

    def _validator(self, schema: Any, asserts: bool) -> jsonschema_rs.Draft202012Validator:
        # The schema is kept beside it: no other can then have its identity.
        found = self._validators.get((id(schema), asserts))
        if found is None:
            whole = {**schema, "components": self.document.get("components", {})}
            validator = jsonschema_rs.Draft202012Validator(
                whole, formats={"money": is_money}, validate_formats=asserts, mask="the value"
            )
            found = self._validators[id(schema), asserts] = (schema, validator)
        return found[1]

    def undocumented(self, schema: Any, value: Any, place: str = "") -> Iterator[str]:
        """JSON pointers of members of a value that no schema lists."""
        known = list(self.alternatives(schema))
        if isinstance(value, Mapping):
            named = [one for one in known if "properties" in one]
            if not named and not value:
                return
            for name, inner in value.items():
                schemas = [one["properties"][name] for one in named if name in one["properties"]]
                if not schemas:
                    # An object of no named content is one whose content is not known.
                    if named:
                        yield f"{place}/{name}"
                    continue
                yield from self.undocumented({"anyOf": schemas}, inner, f"{place}/{name}")
        elif isinstance(value, list):
            items = [one["items"] for one in known if "items" in one]
            if items:
                for index, inner in enumerate(value):
                    yield from self.undocumented({"anyOf": items}, inner, f"{place}/{index}")

    def alternatives(self, schema: Any) -> Iterator[Mapping[str, Any]]:
        """A schema, and those that it is composed of."""
        schema = self.resolve(schema)
        if not isinstance(schema, Mapping):
            return
        yield schema
        for word in ("anyOf", "oneOf", "allOf"):
            for inner in schema.get(word, ()):
                yield from self.alternatives(inner)

    def _operations(self) -> Iterator[Operation]:
        everywhere = self.document.get("security", [])
        for path, item in self.document.get("paths", {}).items():
            for method in METHODS:
                if method not in item:
                    continue
                raw = item[method]
                here = "/paths/" + path.replace("~", "~0").replace("/", "~1")
                pointer = f"{here}/{method}"
                parameters = [
                    *self._parameters(item.get("parameters", ()), f"{here}/parameters"),
                    *self._parameters(raw.get("parameters", ()), f"{pointer}/parameters"),
                ]
                media_type, body = self._body(raw)
                rights = raw.get("security", everywhere)
                if body is not None and media_type != "application/json":
                    parameters += self._fields(body, f"{pointer}/requestBody")
                yield Operation(
                    id=raw.get("operationId", f"{method} {path}"),
                    method=method,
                    path=path,
                    pointer=pointer,
                    raw=raw,
                    parameters=parameters,
                    media_type=media_type,
                    body=body,
                    needs_body=self.resolve(raw.get("requestBody", {})).get("required") is True,
                    secured=bool(rights),
                    optional={} in rights,
                    scheme=self._scheme(rights),
                )

    def _scheme(self, rights: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        schemes = self.document.get("components", {}).get("securitySchemes", {})
        names = [name for right in rights for name in right]
        found: Mapping[str, Any] = self.resolve(schemes.get(names[0], {})) if names else {}
        return found

    def _parameters(self, raw: Sequence[Any], pointer: str) -> Iterator[Parameter]:
        for index, one in enumerate(raw):
            found = self.resolve(one)
            if isinstance(one, Mapping) and "$ref" in one:
                where = one["$ref"].removeprefix("#")
            else:
                where = f"{pointer}/{index}"
            yield Parameter(
                name=found["name"],
                place=found["in"],
                required=found.get("required") is True,
                schema=found.get("schema", {}),
                sensitive=found.get("x-sensitive") is True,
                pointer=where,
            )

    def _body(self, raw: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any] | None]:
        content = self.resolve(raw.get("requestBody", {})).get("content", {})
        for media_type, found in content.items():
            return media_type, self.resolve(found.get("schema", {}))
        return None, None

    def _fields(self, body: Mapping[str, Any], pointer: str) -> Iterator[Parameter]:
        for name, raw in body.get("properties", {}).items():
            found = self.resolve(raw)
            yield Parameter(
                name=name,
                place="form",
                required=name in body.get("required", ()),
                schema=raw,
                sensitive=isinstance(found, Mapping) and found.get("x-sensitive") is True,
                pointer=f"{pointer}/content/multipart~1form-data/schema/properties/{name}",
            )


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        properties = value.get("properties")
        if isinstance(properties, Mapping):
            yield from properties
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


def plain(text: str) -> Any:
    """The value that a text of a form or query stands for, as its schema would have it."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, int) and not isinstance(found, bool) else text
