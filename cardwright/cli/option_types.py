"""What options take, beyond click's own types."""

import json
import re
import stat
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from .catalogue import Entry
from .pairs import label_and_value, text_or_file

_AMOUNT: Final = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,15})?")
_LARGEST_PHOTO: Final = 32 * 1024 * 1024


class Money(click.ParamType[Any]):
    """An amount: `17.37`, `17,000.37`."""

    name = "amount"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        if isinstance(value, Decimal):
            return value
        # Strict: 5,50 must not become 550.
        if not _AMOUNT.fullmatch(value):
            self.fail(f"{value!r} is no amount such as 17.37 or 17,000.37", param, ctx)
        return Decimal(value.replace(",", ""))


class PhotoFile(click.ParamType[Any]):
    """A picture's file, read as the client's `Photo`."""

    name = "file"

    def __init__(self, vendor: str) -> None:
        self.vendor = vendor

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            found = Path(value).stat()
            if not stat.S_ISREG(found.st_mode):
                self.fail(f"{value!r} is no file", param, ctx)
            if found.st_size > _LARGEST_PHOTO:
                self.fail(f"{value!r} is larger than 32 MiB", param, ctx)
            return import_module(self.vendor).Photo.from_path(value)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            said = f"{value!r} cannot be read: {reason}" if isinstance(error, OSError) else reason
            self.fail(str(said), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type="file")]


class PhotoOrText(PhotoFile):
    """A text, or `@ana.jpg`."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            text, file = text_or_file(value)
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)
        return text if file is None else super().convert(file, param, ctx)


class Pair(PhotoOrText):
    """`LABEL=VALUE`, where the value may be `@ana.jpg`."""

    def __init__(self, vendor: str, *, label: str, photo: bool) -> None:
        super().__init__(vendor)
        self.name = f"{label}=value"
        self.photo = photo

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            label, rest = label_and_value(value)
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)
        return label, super().convert(rest, param, ctx) if self.photo else rest


class Choice(click.ParamType[Any]):
    """One of several values, by its name or as the vendor has it.

    Args:
        choices: Name and value of each.
        open: Whether other values are taken as well.
    """

    name = "choice"

    def __init__(self, choices: list[Entry], *, open: bool) -> None:
        self.choices = choices
        self.open = open

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        more = "|..." if self.open else ""
        return f"[{'|'.join(each['name'] for each in self.choices)}{more}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        said = str(value)
        for each in self.choices:
            name = each["name"]
            if said == str(each["value"]) or said.lower().replace("-", "_") == name:
                return each["value"]
        if self.open and all(isinstance(each["value"], str) for each in self.choices):
            return said
        if self.open and said.isascii() and said.isdigit() and len(said) <= 18:
            return int(said)
        names = ", ".join(each["name"] for each in self.choices)
        raise click.BadParameter(f"{said!r} is not one of {names}", ctx, param)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [
            CompletionItem(each["name"], help=each["description"])
            for each in self.choices
            if each["name"].startswith(incomplete.lower())
        ]


class JsonValue(click.ParamType[Any]):
    """A value as JSON."""

    name = "json"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as error:
            self.fail(f"is no JSON: {error}", param, ctx)
