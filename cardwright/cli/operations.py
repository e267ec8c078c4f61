"""The commands of one client, made from its catalogue."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, Final

import click

from .accounts import login_command, logout_command
from .arguments import Arguments
from .calling import Call, asked, choices_from
from .catalogue import Entry, catalogue
from .context import Context
from .for_instantcard import TAKE_PHOTOS
from .groups import LazyGroup
from .option_types import PhotoFile
from .output import chosen_format, format_options
from .pictures import chosen_files, picture_options
from .questions import ask_secret
from .secret_input import secret_values, source_options

#: Commands that are written by hand, by client: the module, which has `command.<name>`.
BY_HAND: Final = {"instantcard": {"issue": "cardwright.issuing.command"}}


def vendor_group(vendor: str) -> LazyGroup:
    """The group of a client: a group for each resource, and what is written by hand."""
    known = catalogue(vendor)
    makers: dict[str, Callable[[], click.Command | None]] = {
        _spoken(each["name"]): partial(_resource_group, vendor, each) for each in known["resources"]
    }
    for name, module in BY_HAND.get(vendor, {}).items():
        makers[name] = partial(_written_by_hand, module, name)
    makers["login"] = partial(login_command, vendor)
    makers["logout"] = partial(logout_command, vendor)
    said = f"{known['title']}: every operation, by resource."
    return LazyGroup(vendor, makers, help=said, short_help=said)


def _written_by_hand(module: str, name: str) -> click.Command | None:
    try:
        found = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        if error.name is not None and module.startswith(error.name):
            return None
        raise
    assert isinstance(found, click.Command)
    return found


def _resource_group(vendor: str, resource: Entry) -> LazyGroup:
    makers: dict[str, Callable[[], click.Command | None]] = {
        _spoken(each["name"]): partial(operation_command, vendor, resource["name"], each)
        for each in resource["methods"]
    }
    return LazyGroup(_spoken(resource["name"]), makers, help=resource["description"])


def operation_command(vendor: str, resource: str, method: Entry) -> click.Command:
    """The command of one method."""
    known = catalogue(vendor)
    arguments = Arguments(vendor, known, method)
    secrets = arguments.secrets()
    answer = known["classes"].get(method["answer"], [])
    pictures = [] if method["many"] else picture_options(answer)

    def call(**values: Any) -> None:
        context = click.get_current_context().find_object(Context)
        assert context is not None
        choices = choices_from(
            values, format=chosen_format(values), files=chosen_files(values) if pictures else {}
        )
        prompt = asked(context, ask_secret)
        values |= secret_values(secrets, vendor.upper(), values, prompt)
        Call(context, arguments, resource, choices).run(arguments.given(values))

    return click.Command(
        _spoken(method["name"]),
        callback=call,
        params=[
            *arguments.parameters(),
            *source_options(secrets),
            *pictures,
            *_own_options(vendor, method),
            *format_options(),
        ],
        help=_help(known, method),
        short_help=f"{method['summary']}.",
    )


def _own_options(vendor: str, method: Entry) -> list[click.Parameter]:
    found: list[click.Parameter] = []
    if vendor == "instantcard" and method["operation"] in TAKE_PHOTOS:
        said = "The picture for the one field of the card that is a photo."
        found.append(click.Option(["call__photo", "--photo"], type=PhotoFile(vendor), help=said))
    if method["paged"] is not None:
        said = "Print so many items at most."
        limit = click.IntRange(min=0)
        found.append(click.Option(["call__limit", "--limit"], type=limit, help=said))
    if method["moves_money"]:
        said = "Do not ask, although this moves money."
        found.append(click.Option(["call__yes", "--yes", "-y"], is_flag=True, help=said))
    if method["effect"] != "read":
        said = "If the answer is lost, do not find out what became of it."
        found.append(click.Option(["call__no_resolve", "--no-resolve"], is_flag=True, help=said))
    said = "Print the request, with secrets blotted out, and send nothing."
    found.append(click.Option(["call__dry_run", "--dry-run"], is_flag=True, help=said))
    said = "The same, but let the reads out that come before the request."
    found.append(click.Option(["call__dry_run_reads", "--dry-run-reads"], is_flag=True, help=said))
    return found


def _help(known: Entry, method: Entry) -> str:
    parts = [f"{method['summary']}.", method["description"]]
    if method["moves_money"]:
        parts.append("This moves money: it asks first.")
    parts.append(f"{method['verb']} {method['route']}")
    if method["section"]:
        parts.append(f"Source: {known['title']}, section “{method['section']}”.")
    return "\n\n".join(each for each in parts if each)


def _spoken(name: str) -> str:
    return name.replace("_", "-")
