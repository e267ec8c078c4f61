"""Odd but legal names make a client that works, and that type checkers accept."""

import ast
import builtins
import inspect
import keyword
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import naming
from generator.naming import pascal
from generator.writing import laid_out
from tests.generator.support import (
    ROOT,
    FakeVendor,
    Spec,
    client,
    imported,
    minimal,
    own,
    put,
    render,
)

POST = "/paths/~1orders~1{id}/post"
TEXT = {"type": "string"}


def _distinct(names: set[str]) -> list[str]:
    """The names, of which no two are one in lower case, in an order that does not change."""
    return sorted({pascal(each).lower(): each for each in sorted(names)}.values())


#: Every name that could hide another: of Python, and of generated code.
HIDING = _distinct(
    ({*keyword.kwlist, *keyword.softkwlist, *dir(builtins)} - {"_"})
    | naming.ARGUMENTS
    | naming.ATTRIBUTES
    | naming.CLIENT_ARGUMENTS
    | naming.CLASSES
    | {"data", "name", "item", "value", "key", "src", "at", "drift", "get", "argument", "1st"}
    | {"values", "cls", "mro", "known", "answer", "request", "field", "json"}
)

#: Names that only a property of JSON can have.
WORDY = ["First name", "2nd line!", "größe", "a/b~c", 'quo"te', "br{ace}", "back\\slash", "$ref"]


def odd() -> Spec:
    """A spec whose arguments, properties, methods and resources are named as oddly as may be."""
    spec = minimal()
    spec["components"]["schemas"]["Odd"] = {
        "type": "object",
        "properties": dict.fromkeys((*HIDING, *WORDY), TEXT),
        "required": HIDING[::2],
    }
    answer = {"description": "Odd.", "content": {"application/json": {"schema": TEXT}}}
    several = {
        "description": "Odd.",
        "content": {"application/json": {"schema": {"type": "array", "items": TEXT}}},
    }
    reference = {"$ref": "#/components/schemas/Odd"}
    query = [{"name": each, "in": "query", "schema": TEXT} for each in HIDING if each != "id"]
    for index, (name, body) in enumerate(
        {
            "form": {"multipart/form-data": {"schema": reference}},
            "json": {"application/json": {"schema": reference}},
        }.items()
    ):
        spec["paths"][f"/odd/{index}"] = {
            "post": {
                "operationId": f"io.{name}",
                "requestBody": {"content": body},
                "responses": {
                    "200": {**answer, "content": {"application/json": {"schema": reference}}}
                },
            }
        }
    form = spec["paths"]["/odd/0"]["post"]["requestBody"]["content"]["multipart/form-data"]
    form["schema"] = {"type": "object", "properties": dict.fromkeys(HIDING, TEXT)}
    spec["paths"]["/odd/texts"] = {
        "post": {
            "operationId": "io.texts",
            "parameters": [
                {
                    "name": "text",
                    "in": "query",
                    "schema": {
                        "type": "string",
                        "contentMediaType": "application/json",
                        "contentSchema": reference,
                    },
                }
            ],
            "responses": {"200": several},
        }
    }
    spec["paths"]["/odd/q"] = {
        "get": {"operationId": "io.list", "parameters": query, "responses": {"200": several}}
    }
    for index, name in enumerate(("self.core", "core.match", "check.get_many", "nothing.list")):
        spec["paths"][f"/more/{index}"] = {
            "get": {"operationId": name, "responses": {"200": several}}
        }
    return spec


def _called(shop: Any, api: Any, name: str, wires: list[str]) -> None:
    """Call a method with a value of its own for each argument."""
    method = getattr(api.io, name)
    document = method.__doc__.partition("Args:\n")[2].partition("\n\n")[0]
    names = [line.strip().partition(":")[0] for line in document.splitlines()]
    assert len(names) == len(wires)
    method(**{each: f"value {index}" for index, each in enumerate(names)})


def test_every_argument_arrives_under_its_name() -> None:
    with imported(odd()) as shop:
        vendor = FakeVendor({})
        with client(shop, vendor, on_drift="ignore") as api:
            wires = [*HIDING, *WORDY]
            _called(shop, api, "form", HIDING)
            assert vendor.form == [(each, f"value {i}") for i, each in enumerate(HIDING)]
            _called(shop, api, "json", wires)
            assert vendor.json == {each: f"value {i}" for i, each in enumerate(wires)}
            vendor.answer = []
            query = [each for each in HIDING if each != "id"]
            _called(shop, api, "list", query)
            assert vendor.url.params.multi_items() == [
                (each, f"value {i}") for i, each in enumerate(query)
            ]


def test_every_property_is_read_under_its_name() -> None:
    with imported(odd()) as shop:
        wires = [*HIDING, *WORDY]
        source = {each: f"value {index}" for index, each in enumerate(wires)}
        found = shop.Odd.from_dict({**source, "more": 1})
        attributes = [each for each in found.__slots__ if each != "__weakref__"]
        assert {getattr(found, each) for each in attributes[:-1]} == set(source.values())
        assert attributes[-1] == "additional_properties"
        assert found.additional_properties == {"more": 1}
        assert found == shop.Odd.from_dict(found.to_dict() | {"more": 1})


def test_odd_names_are_type_checked(tmp_path: Path) -> None:
    with laid_out({"shop": render(odd())}) as folder:
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={tmp_path}", "shop"],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            cwd=folder,
        )
    assert (done.returncode, done.stdout.startswith("Success")) == (0, True), done.stdout


def test_names_are_what_a_user_would_guess() -> None:
    properties = {
        "id": "id",
        "type": "type",
        "format": "format",
        "list": "list_",
        "from": "from_",
        "self": "self_",
        "First name": "first_name",
        "firstLine": "first_line",
        "1st": "field_1st",
        "__class__": "field_class",
        "from_dict": "from_dict_",
        "to_dict": "to_dict_",
        "additional_properties": "additional_properties_",
        "ｆｏｏ": "foo",
        "zip-code": "zip_code",
    }
    spec = put(minimal(), "/components/schemas/Item/properties", dict.fromkeys(properties, TEXT))
    put(spec, "/components/schemas/Item/required", ...)
    with imported(spec) as shop:
        assert [each for each in shop.Item.__slots__ if not each.startswith("__")] == [
            *properties.values(),
            "additional_properties",
        ]


def test_arguments_are_what_a_user_would_guess() -> None:
    wires = ["type", "core", "query", "name", "data", "list", "check"]
    spec = minimal()
    parameters = [{"name": each, "in": "query", "schema": TEXT} for each in wires]
    put(spec, f"{POST}/parameters", parameters)
    put(spec, f"{POST}/x-idempotency-key", ...)
    with imported(spec) as shop, client(shop, FakeVendor()) as api:
        names = list(inspect.signature(api.orders.change).parameters)
    wanted = ["type", "core_", "query_", "name", "data", "list_", "check_"]
    assert [each for each in names if each in wanted] == wanted


# What generated code uses is reserved, so that no name of a spec can hide it.


def _real() -> dict[str, str]:
    from generator.cli import client_of
    from generator.document import read_document

    files = own(render(odd()))
    for path in sorted((ROOT / "spec").glob("*.yaml")):
        made = own(client_of(read_document(path)))
        files |= {f"{path.stem}/{each}": text for each, text in made.items()}
    return files


REAL = _real()


def _loaded(nodes: list[ast.AST]) -> set[str]:
    return {
        each.id
        for node in nodes
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }


def test_arguments_can_hide_nothing_that_functions_use() -> None:
    seen = set()
    for path, source in REAL.items():
        if "_resources/" not in path:
            continue
        for function in ast.walk(ast.parse(source)):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if function.name.startswith("_decode__") or function.name == "__init__":
                continue
            arguments = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)}
            used = _loaded(list(function.body)) - arguments - {"name", "item"}
            seen |= {each for each in used if each[0] != "_" and not each[0].isupper()}
    assert {"check", "form", "query", "body", "headers", "segment", "isinstance"} <= seen
    overrides = {each.stem for each in (ROOT / "generator" / "overrides").glob("*/*.py")}
    assert seen - overrides <= naming.ARGUMENTS


def test_attributes_can_hide_nothing_that_class_bodies_use() -> None:
    seen = set()
    for path, source in REAL.items():
        if "_models/" not in path:
            continue
        for node in ast.parse(source).body:
            if not isinstance(node, ast.ClassDef):
                continue
            for inner in node.body:
                parts: list[ast.AST] = [inner]
                if isinstance(inner, ast.FunctionDef):
                    seen.add(inner.name)
                    annotations = [each.annotation for each in inner.args.args if each.annotation]
                    parts = [*inner.decorator_list, *annotations, *inner.args.defaults]
                    parts += [inner.returns] if inner.returns else []
                seen |= {each for each in _loaded(parts) if not each[0].isupper()}
    enums = {"known"}
    assert {"attrs", "hidden", "classmethod", "dict", "str"} <= seen
    assert seen - enums <= naming.ATTRIBUTES


def test_resources_can_hide_nothing_that_clients_use() -> None:
    seen = set()
    for path, source in REAL.items():
        if not path.endswith("_client.py"):
            continue
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                        parts: list[ast.AST] = [*inner.decorator_list]
                        every = (*inner.args.args, *inner.args.kwonlyargs)
                        parts += [each.annotation for each in every if each.annotation]
                        seen |= {each for each in _loaded(parts) if not each[0].isupper()}
    assert {"cached_property", "httpx", "str", "int", "type"} <= seen
    assert seen <= naming.RESOURCES


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("print_jobs", "PrintJobs"),
        ("card[data]", "CardData"),
        ("camelCase", "CamelCase"),
        ("ID", "ID"),
        ("", ""),
        ("__", ""),
    ],
)
def test_pascal(name: str, wanted: str) -> None:
    assert pascal(name) == wanted


def test_a_class_may_be_named_like_the_arguments_of_an_operation() -> None:
    spec = minimal()
    schemas = spec["components"]["schemas"]
    for name in ("Arguments0", "ArgumentsOf0"):
        schemas[name] = {"type": "object", "properties": {"core": TEXT}}
        schemas["Order"]["properties"][name] = {"$ref": f"#/components/schemas/{name}"}
    files = render(spec)
    assert "class Arguments0(Read):" in files["_models/arguments_0.py"]
    assert "class ArgumentsOf0(Read):" in files["_models/arguments_of_0.py"]
