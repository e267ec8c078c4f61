"""What an example gives: plain values, and a few that each form says in its own way."""

import os
from collections.abc import Mapping
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs


@attrs.frozen
class File:
    """A photo in the working folder."""

    name: str


@attrs.frozen
class Secret:
    """What comes from an environment variable, in every form."""

    variable: str


@attrs.frozen
class Made:
    """An object of one of the client's classes."""

    kind: str
    members: Mapping[str, Any]


@attrs.frozen
class Member:
    """A member of one of the client's enumerations."""

    kind: str
    name: str


def actual(value: Any, package: str, folder: Path) -> Any:
    """The value that the Python form gives.

    Args:
        value: The example's.
        package: The client's package.
        folder: Where files are.
    """
    client = import_module(package)
    match value:
        case File():
            return client.Photo.from_path(folder / value.name)
        case Secret():
            return os.environ[value.variable]
        case Made():
            members = {name: actual(each, package, folder) for name, each in value.members.items()}
            return getattr(client, value.kind)(**members)
        case Member():
            return getattr(client, value.kind)[value.name]
        case dict():
            return {name: actual(each, package, folder) for name, each in value.items()}
        case list():
            return [actual(each, package, folder) for each in value]
        case _:
            return value


def within(value: Any) -> list[Any]:
    """The value itself, and all that is in it."""
    match value:
        case Made():
            inner = list(value.members.values())
        case dict():
            inner = list(value.values())
        case list():
            inner = value
        case _:
            inner = []
    return [value, *(found for each in inner for found in within(each))]


def plain(value: Any) -> str:
    """A single value as one text, as command lines have it."""
    match value:
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case Member():
            return value.name.lower()
        case str() | int():
            return str(value)
        case _:
            raise TypeError(f"{value!r} is not a single value")
