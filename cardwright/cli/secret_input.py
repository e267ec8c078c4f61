"""What is worth something by itself, such as a payment card: from a prompt, variables or a file.

Never from an option: other users of the machine can read them, and the shell keeps them.
"""

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

import click

from .arguments import Argument
from .exits import Exit, Failure

#: What an option and the variables for each kind of secret begin with.
WORDS: Final = {"payment-card": "card", "credential": "credential"}

_LARGEST: Final = 64 * 1024


def source_options(secrets: list[Argument]) -> list[click.Parameter]:
    """`--card-from`, for a method that takes a payment card."""
    found: list[click.Parameter] = []
    for kind in dict.fromkeys(each.entry["secret"] for each in secrets):
        word = WORDS[kind]
        names = ", ".join(each.path[-1] for each in secrets if each.entry["secret"] == kind)
        found.append(
            click.Option(
                [f"{word}__from", f"--{word}-from"],
                metavar="FILE",
                help=f"Read the {kind.replace('-', ' ')} from a file, or from standard input (-): "
                f"lines NAME=VALUE with {names}. Otherwise variables, or a prompt.",
            )
        )
    return found


def variable(prefix: str, argument: Argument) -> str:
    """The environment variable of a secret: `INSTANTCARD_CARD_NUMBER`."""
    return f"{prefix}_{WORDS[argument.entry['secret']]}_{argument.path[-1]}".upper()


def secret_values(
    secrets: list[Argument],
    prefix: str,
    values: dict[str, Any],
    prompt: Callable[[str], str] | None,
) -> dict[str, str]:
    """The secrets of a call, by their parameters.

    Args:
        secrets: What the method takes.
        prefix: What the names of variables begin with.
        values: What click read; `--card-from` is taken out of it.
        prompt: Asks for one, unless nobody can be asked.

    Raises:
        Failure: One is missing, or a file cannot be read.
    """
    files: dict[str, Mapping[str, str] | None] = {}
    for kind in dict.fromkeys(each.entry["secret"] for each in secrets):
        source = values.pop(f"{WORDS[kind]}__from")
        names = {each.path[-1] for each in secrets if each.entry["secret"] == kind}
        files[kind] = None if source is None else _read(source, names)
    found: dict[str, str] = {}
    for argument in secrets:
        name, file = argument.path[-1], files[argument.entry["secret"]]
        value = os.environ.get(variable(prefix, argument)) if file is None else file.get(name)
        if not value and argument.required:
            if file is not None or prompt is None:
                raise _missing(argument, prefix)
            value = prompt(argument.entry["description"].rstrip("."))
        if value:
            found[argument.parameter] = value
    return found


def _missing(argument: Argument, prefix: str) -> Failure:
    name, word = argument.path[-1], WORDS[argument.entry["secret"]]
    return Failure(
        f"{name} is missing: set {variable(prefix, argument)}, or give --{word}-from FILE with a "
        f"line {name}=..., or run this on a terminal to be asked",
        Exit.USAGE,
    )


def _read(source: str, names: set[str]) -> dict[str, str]:
    """The lines of a file; no message shows a line, for it may be a secret."""
    try:
        if source == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with open(source, "rb") as opened:
                data = opened.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise Failure(f"{source!r} is larger than 64 KiB", Exit.USAGE)
        text = data.decode()
    except OSError as error:
        raise Failure(f"{source!r} cannot be read: {error.strerror}", Exit.USAGE) from None
    except ValueError:
        raise Failure(f"{source!r} is no UTF-8 text", Exit.USAGE) from None
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = (each.strip() for each in line.partition("="))
        if not equals or name not in names or name in found:
            reason = "is given twice" if name in found else f"is not one of {_named(names)}"
            raise Failure(f"{source!r}, line {number}: {reason}", Exit.USAGE)
        found[name] = value
    return found


def _named(names: set[str]) -> str:
    return ", ".join(f"{each}=VALUE" for each in sorted(names))
