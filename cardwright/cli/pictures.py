"""Pictures that the vendor sent: into files, and never onto a terminal."""

import sys
from typing import Any

import click

from .catalogue import Entry
from .plain import is_image, plain_data


def picture_options(members: list[Entry]) -> list[click.Parameter]:
    """An option for each picture of an answer: `--front FILE`."""
    return [
        click.Option(
            [f"picture__{each['name']}", f"--{each['name'].replace('_', '-')}"],
            metavar="FILE",
            help=f"Save it to a file (-: standard output). {each['description']}",
        )
        for each in members
        if each["kind"] == "picture"
    ]


def chosen_files(values: dict[str, Any]) -> dict[str, str]:
    """Where each picture is to be saved; the options are taken out of the values.

    Raises:
        click.UsageError: A picture is to go to a terminal, or two of them to standard output.
    """
    named = [each for each in values if each.startswith("picture__")]
    files = {each.removeprefix("picture__"): values.pop(each) for each in named}
    files = {name: file for name, file in files.items() if file is not None}
    to_output = [name for name, file in files.items() if file == "-"]
    if len(to_output) > 1:
        raise click.UsageError("only one picture can go to standard output")
    if to_output and sys.stdout.isatty():
        raise click.UsageError("standard output is a terminal; name a file")
    return files


def saved(answer: Any, files: dict[str, str]) -> dict[str, Any] | None:
    """Save pictures, and say of each what it is and where; `None` if one went to standard output.

    Raises:
        OSError: A file cannot be written.
    """
    data: dict[str, Any] = plain_data(answer)
    for name, file in files.items():
        image = getattr(answer, name)
        if not is_image(image):
            raise OSError(0, f"{name}: the vendor sent no picture")
        if file == "-":
            sys.stdout.buffer.write(image.data)
            sys.stdout.buffer.flush()
        else:
            data[name] = {**data[name], "file": str(image.save(file))}
    return None if "-" in files.values() else data
