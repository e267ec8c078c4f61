"""An example on the command line."""

import shlex
from typing import Any, Final

from cardwright.cli.arguments import Argument, Arguments

from .example import Example
from .values import File, Made, Secret, plain

_WIDTH: Final = 80


def command(example: Example, arguments: Arguments | None) -> str:
    """The example as a command.

    Args:
        example: The example.
        arguments: What the command line makes of the operation; `None` where it has a command of
            its own.
    """
    if arguments is None:
        return _wrapped([list(example.command)])
    resource, method = (
        each.replace("_", "-") for each in (example.resource, arguments.method["name"])
    )
    groups = [["cardwright", arguments.vendor, resource, method]]
    groups[0] += [plain(each) for each in example.by_place]
    for argument in arguments.all():
        groups += _options(argument, _within(example.arguments, argument.path))
    if example.options:
        groups.append(list(example.options))
    if arguments.method["moves_money"]:
        groups.append(["--yes"])
    return _wrapped(groups)


def _within(given: Any, path: tuple[str, ...]) -> Any:
    """What an example gives at a path, or `None`."""
    for name in path:
        members = given.members if isinstance(given, Made) else given
        given = members.get(name)
        if given is None:
            return None
    return given


def _options(argument: Argument, value: Any) -> list[list[str]]:
    if value is None or isinstance(value, Secret):
        return []
    short = argument.entry.get("short")
    option = f"--{short}" if short else argument.option
    match value:
        case dict():
            return [[option, f"{label}={_of_field(each)}"] for label, each in value.items()]
        case list():
            return [[option, plain(each)] for each in value]
        case bool():
            return [[option if value else f"--no-{option[2:]}"]]
        case _:
            return [[option, plain(value)]]


def _of_field(value: Any) -> str:
    return f"@{value.name}" if isinstance(value, File) else plain(value)


def _wrapped(groups: list[list[str]]) -> str:
    """Words as lines that a shell takes for one command; an option stays with its value."""
    lines: list[str] = []
    line = ""
    for group in groups:
        words = shlex.join(group)
        if line and len(line) + 1 + len(words) > _WIDTH - 2:
            lines.append(line)
            line = "  " + words
        else:
            line = f"{line} {words}" if line else words
    return " \\\n".join([*lines, line]) + "\n"
