"""What the clients offer: the methods of the table, the same in both."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import instantcard
import synctera
from instantcard import AsyncInstantCard, InstantCard
from synctera import AsyncSynctera, Synctera

TABLE = {
    "profile": "me",
    "cards": "create preview update finalize search delete list get print_history",
    "print_jobs": (
        "create update add_cards remove_card check_balance submit charge_details get list"
    ),
    "organization": "get balance shipping_providers add_funds financial_transactions",
    "card_templates": "list fields",
    "addresses": "list create get update delete",
    "contacts": "list create get update delete",
}
OWN = {"login", "close", "with_raw_response"}
CASES = [
    (InstantCard, AsyncInstantCard, TABLE, OWN),
    (Synctera, AsyncSynctera, {"bulk_orders": "create"}, {"close", "with_raw_response"}),
]
GIVEN: dict[str, Any] = {"base_url": "http://127.0.0.1:9"}


def made(client: type[Any]) -> Any:
    if "Synctera" in client.__name__:
        return client(**GIVEN, api_key="key")
    return client(**GIVEN, email="a@lantern.example", password="p", organization_id=1)


def public(thing: object) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in dir(thing) if not name.startswith("_")}


def methods(resource: object) -> dict[str, Callable[..., Any]]:
    return {name: each for name, each in public(resource).items() if callable(each)}


@pytest.mark.parametrize(("blocking", "tasks", "table", "own"), CASES)
def test_both_clients_have_the_methods_of_the_table_and_no_others(
    blocking: type[Any], tasks: type[Any], table: dict[str, str], own: set[str]
) -> None:
    for client in (made(blocking), made(tasks)):
        members = public(client)
        assert set(members) == {*table, *own}
        found = {name: set(methods(members[name])) for name in table}
        assert found == {name: set(named.split()) for name, named in table.items()}


@pytest.mark.parametrize(("blocking", "tasks", "table", "own"), CASES)
def test_both_clients_take_the_same_arguments(
    blocking: type[Any], tasks: type[Any], table: dict[str, str], own: set[str]
) -> None:
    first, second = made(blocking), made(tasks)
    # What this one is given is awaited by one client and called by the other.
    alike = own - {"with_raw_response"}
    pairs = [(getattr(first, name), getattr(second, name)) for name in alike]
    for name in table:
        one, other = methods(getattr(first, name)), methods(getattr(second, name))
        pairs += [(one[each], other[each]) for each in one]
    for one, other in pairs:
        here, there = inspect.signature(one), inspect.signature(other)
        assert list(here.parameters.values()) == list(there.parameters.values()), one
        assert not inspect.iscoroutinefunction(one)
        if str(here.return_annotation).startswith("Paged["):
            assert there.return_annotation == f"Async{here.return_annotation}"
        else:
            assert inspect.iscoroutinefunction(other), other
            assert here.return_annotation == there.return_annotation
        assert inspect.getdoc(one)
        assert inspect.getdoc(one) == inspect.getdoc(other)


@pytest.mark.parametrize(("blocking", "tasks", "table", "own"), CASES)
def test_both_clients_are_made_with_the_same_arguments(
    blocking: type[Any], tasks: type[Any], table: dict[str, str], own: set[str]
) -> None:
    one, other = (inspect.signature(each.__init__).parameters for each in (blocking, tasks))
    assert list(one) == list(other)
    assert {name for name in one if one[name] != other[name]} == {"http_client"}


@pytest.mark.parametrize("package", [instantcard, synctera])
def test_every_exported_name_is_there(package: Any) -> None:
    assert len(set(package.__all__)) == len(package.__all__)
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert set(package.__all__) <= set(dir(package))
    with pytest.raises(AttributeError, match="no_such_name"):
        package.no_such_name  # noqa: B018


@pytest.mark.parametrize("package", ["instantcard", "synctera"])
def test_no_docstring_shows_a_bracketed_name(package: str) -> None:
    folder = Path(importlib.import_module(package).__file__ or "").parent / "_resources"
    for file in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert not re.search(r"`\w+\[", ast.get_docstring(node) or ""), node.name
