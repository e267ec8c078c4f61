"""The operations as data: pure, whole, and of no cost to the client."""

import ast
import subprocess
import sys
from typing import Any

import pytest

from generator.commands import FORMAT
from generator.errors import SpecError
from generator.rendering import render_client
from generator.vendor import Vendor
from tests.generator.support import ROOT, minimal, put, read, render

POST = "/paths/~1orders~1{id}/post"
NOTE = f"{POST}/parameters/0"


def _data(spec: dict[str, Any]) -> dict[str, Any]:
    """What the module holds, read as a literal: were it anything else, this would fail."""
    tree = ast.parse(render(spec)["_commands.py"])
    assigned = tree.body[-1]
    assert isinstance(assigned, ast.AnnAssign)
    assert assigned.value is not None
    found: dict[str, Any] = ast.literal_eval(assigned.value)
    return found


def test_it_is_nothing_but_data() -> None:
    tree = ast.parse(render(minimal())["_commands.py"])
    kinds = [type(each) for each in tree.body]
    assert kinds == [ast.Expr, ast.ImportFrom, ast.AnnAssign]
    assert _data(minimal())["format"] == FORMAT


def test_a_method_with_all_that_there_is_to_say() -> None:
    data = _data(minimal())
    (method,) = data["resources"][0]["methods"]
    assert (method["operation"], method["verb"], method["route"]) == (
        "orders.change", "POST", "/orders/{id}",
    )  # fmt: skip
    assert (method["effect"], method["moves_money"], method["section"]) == ("once", False, "Change")
    kinds = {each["name"]: each["kind"] for each in method["arguments"]}
    assert kinds == {"id": "integer", "note": "text", "size": "choice", "to": "object",
                     "items": "list", "key": "text"}  # fmt: skip
    assert [each["name"] for each in method["arguments"] if each["positional"]] == ["id"]
    assert [each["name"] for each in data["classes"]["OrderTo"]] == ["city"]
    assert [each["name"] for each in data["choices"]["Size"]] == ["small", "large"]
    assert data["settings"][1] == {
        "name": "api_key", "variable": "SHOP_API_KEY", "secret": True, "integer": False,
    }  # fmt: skip


@pytest.mark.parametrize(("pointer", "value", "name"), [
    (f"{POST}/x-moves-money", True, "moves_money"),
    (f"{POST}/x-effect", "repeatable", "effect"),
])  # fmt: skip
def test_words_of_an_operation_are_carried_over(pointer: str, value: object, name: str) -> None:
    spec = put(minimal(), pointer, value)
    assert _data(spec)["resources"][0]["methods"][0][name] == value


def test_a_secret_is_marked_wherever_its_schema_stands() -> None:
    spec = put(minimal(), f"{NOTE}/schema", {"$ref": "#/components/schemas/Pin"})
    put(spec, "/components/schemas/Pin",
        {"type": "string", "x-sensitive": True, "x-secret": "credential"})  # fmt: skip
    arguments = _data(spec)["resources"][0]["methods"][0]["arguments"]
    assert {each["name"]: each["secret"] for each in arguments if each["secret"]} == {
        "note": "credential"
    }


def test_a_secret_is_of_a_known_kind() -> None:
    with pytest.raises(SpecError, match="must be one of credential, payment-card"):
        render(put(minimal(), f"{NOTE}/schema/x-secret", "pearl"))


def test_descriptions_have_the_names_that_a_user_gives() -> None:
    spec = put(minimal(), f"{POST}/description", "Set `order[to][city]`.\n\nThen \x1b[31m wait.")
    (method,) = _data(spec)["resources"][0]["methods"]
    assert method["description"] == "Set `to.city`.\n\nThen [31m wait."


@pytest.mark.parametrize(("short", "said"), [
    ({"colour": "c"}, "is no argument"),
    ({"size": "to"}, "is no name that is free"),
    ({"size": "../x"}, "is no name that is free"),
])  # fmt: skip
def test_a_short_name_must_fit(short: dict[str, str], said: str) -> None:
    document, _ = read(minimal())
    with pytest.raises(SpecError, match=said):
        render_client(document, Vendor("shop", "Shop", "Shop API", short=short))


def test_no_client_reads_it() -> None:
    script = (
        "import sys\nfrom instantcard import InstantCard\n"
        "api = InstantCard(base_url='http://127.0.0.1:9', email='a', password='b', "
        "organization_id=1)\napi.cards, api.print_jobs, api.organization\n"
        "assert 'instantcard._commands' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, timeout=60)
