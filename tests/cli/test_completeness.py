"""Every operation of both clients can be reached, with every argument that it has."""

import inspect
from importlib import import_module
from typing import Any

import click
import pytest

from cardwright.cli.app import cli
from cardwright.cli.arguments import Arguments
from cardwright.cli.catalogue import VENDORS, catalogue
from cardwright.cli.secret_input import source_options


def _methods() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (vendor, resource["name"], method)
        for vendor in VENDORS
        for resource in catalogue(vendor)["resources"]
        for method in resource["methods"]
    ]


METHODS = _methods()
IDS = [f"{vendor}.{method['operation']}" for vendor, _, method in METHODS]


def _resources(vendor: str) -> dict[str, Any]:
    """The resources of a client, as its annotations and its modules have them."""
    client = getattr(import_module(vendor), catalogue(vendor)["client"])
    found = {}
    for name, member in inspect.getmembers(client, lambda each: hasattr(each, "attrname")):
        module = import_module(f"{vendor}._resources.{name}")
        found[name] = getattr(module, inspect.signature(member.func).return_annotation)
    return found


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_method_of_a_client_is_a_command(vendor: str) -> None:
    methods = {
        (resource, name)
        for resource, kind in _resources(vendor).items()
        for name, _ in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }
    assert methods
    assert methods == {(r, method["name"]) for v, r, method in METHODS if v == vendor}


def test_there_are_as_many_commands_as_operations() -> None:
    # The login is no method: it is `cardwright instantcard login`.
    assert [vendor for vendor, _, _ in METHODS].count("instantcard") == 36
    assert [vendor for vendor, _, _ in METHODS].count("synctera") == 1
    with click.Context(cli) as ctx:
        group = cli.get_command(ctx, "instantcard")
        assert isinstance(group, click.Group)
        assert group.get_command(ctx, "login") is not None


@pytest.mark.parametrize(("vendor", "resource", "method"), METHODS, ids=IDS)
def test_every_argument_of_a_method_can_be_given(
    vendor: str, resource: str, method: dict[str, Any]
) -> None:
    kind = _resources(vendor)[resource]
    signature = inspect.signature(getattr(kind, method["name"]))
    parameters = [each for name, each in signature.parameters.items() if name != "self"]
    assert [each["name"] for each in method["arguments"]] or not parameters
    assert {each["name"] for each in method["arguments"]} == {each.name for each in parameters}
    entries = {each["name"]: each for each in method["arguments"]}
    for each in parameters:
        entry = entries[each.name]
        assert entry["positional"] is (each.kind is each.POSITIONAL_OR_KEYWORD)
        assert entry["required"] is (each.default is each.empty)
    arguments = Arguments(vendor, catalogue(vendor), method)
    given = {each.path[0] for each in arguments.all()}
    assert given == set(entries)


@pytest.mark.parametrize(("vendor", "resource", "method"), METHODS, ids=IDS)
def test_a_command_has_each_name_once_and_no_secret(
    vendor: str, resource: str, method: dict[str, Any]
) -> None:
    command = _command(vendor, resource, method["name"])
    names = [name for each in command.params for name in (*each.opts, *each.secondary_opts)]
    assert len(names) == len(set(names))
    for secret in ("--password", "--number", "--cvc", "--exp-month", "--exp-year", "--api-key"):
        assert secret not in names
    with click.Context(command) as ctx:
        assert method["summary"] in command.get_help(ctx)


def test_a_payment_card_has_a_source_of_its_own() -> None:
    (method,) = (each for _, _, each in METHODS if each["operation"] == "organization.add_funds")
    secrets = Arguments("instantcard", catalogue("instantcard"), method).secrets()
    assert [each.path[-1] for each in secrets] == ["number", "exp_month", "exp_year", "cvc"]
    assert [each.opts for each in source_options(secrets)] == [["--card-from"]]


def _command(vendor: str, *words: str) -> click.Command:
    command: click.Command = cli
    with click.Context(cli) as ctx:
        for word in (vendor, *words):
            assert isinstance(command, click.Group)
            found = command.get_command(ctx, word)
            assert found is not None
            command = found
    return command
