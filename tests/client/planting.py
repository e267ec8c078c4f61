"""Every operation of a client with a distinct secret in every sensitive place, from the spec."""

import base64
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from generator.document import read_document
from generator.kinds import (
    AnyObject,
    Anything,
    Boolean,
    Enumeration,
    Flag,
    Integer,
    JsonText,
    Kind,
    ListOf,
    Model,
    Money,
    Nullable,
    Number,
    OneOf,
    PhotoOrText,
    Picture,
    Text,
    Time,
    Uuid,
)
from generator.modelling import Names, parse_names
from generator.operations import Api, Operation, read_api
from generator.schemas import Field
from generator.vendor import Vendor, vendor_of

SPECS = Path(__file__).parents[2] / "spec"
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Planter:
    """Makes secrets, and knows afterwards what to look for."""

    word: str
    found: dict[str, str] = field(default_factory=dict)
    """What to look for, and where it was planted."""
    unknown: dict[str, str] = field(default_factory=dict)
    """The same for what the spec does not know."""

    def text(self, where: str, pattern: str | None = None) -> str:
        core = f"{self.word}{len(self.found)}x"
        number = f"{7_300_000_019 + 7919 * len(self.found)}"
        # A name of many letters: in a URL, a page or a JSON text it is spelled in other ways.
        tries = [
            f'Zoë "{core}" & Søn',
            f"{core}@lantern.example",
            core,
            f"1{number}",
            f"+1{number}",
        ]
        tries += [f"4{number}18273", "739", "2061", "11", "Q7 X9Z", "US", "ME"]
        for each in tries:
            if pattern is None or re.search(pattern, each):
                known = core if core in each else each
                self.found[known] = where
                return each
        raise AssertionError(f"{where}: no secret matches {pattern}")

    def picture(self, where: str) -> bytes:
        core = f"{self.word}{len(self.found)}picture"
        data = PNG + core.encode() * 6
        self.found[core] = where
        self.found[base64.b64encode(data).decode()[20:60]] = f"{where} in Base64"
        return data


@dataclass(frozen=True)
class Call:
    """One call of one operation."""

    operation: Operation
    arguments: dict[str, Any]
    positional: list[str]

    @property
    def args(self) -> list[Any]:
        return [self.arguments[each] for each in self.positional]

    @property
    def kwargs(self) -> dict[str, Any]:
        return {k: v for k, v in self.arguments.items() if k not in self.positional}


@dataclass(frozen=True)
class Vendored:
    """A spec with what the generator makes of it."""

    package: Any
    vendor: Vendor
    api: Api
    names: Names

    def calls(self, planter: Planter) -> Iterator[Call]:
        """Calls of all operations that a user can call; some in two ways."""
        for operation in self.api.operations:
            if operation.id == self.vendor.login_operation:
                continue
            for variant in range(2 if operation.exclusive else 1):
                yield self._call(operation, variant, planter)

    def _call(self, operation: Operation, variant: int, planter: Planter) -> Call:
        left_out = {name for group in operation.exclusive for name in group} - {
            group[variant] for group in operation.exclusive
        }
        arguments: dict[str, Any] = {}
        positional = []
        for place, each in operation.arguments:
            page = operation.paging is not None and each.wire == operation.paging.page
            if each.wire in self.vendor.settings | left_out or page:
                continue
            name = self.names.attributes[operation.id, each.wire]
            where = f"{operation.id}({name})"
            arguments[name] = self.value(each.kind, each.sensitive, where, planter)
            positional += [name] if place == "path" else []
        return Call(operation, arguments, positional)

    def value(self, kind: Kind, sensitive: bool, where: str, planter: Planter) -> Any:
        """What a user gives."""
        match kind:
            case Nullable(inner=inner) | JsonText(inner=inner):
                return self.value(inner, sensitive, where, planter)
            case ListOf(item=item):
                return [self.value(item, sensitive, where, planter)]
            case Model(name=name):
                made = {
                    self.names.attributes[name, each.wire]: self.value(
                        each.kind, each.sensitive, f"{where}.{each.wire}", planter
                    )
                    for each in self.api.schemas.models[name].fields
                }
                return getattr(self.package, name)(**made)
            case PhotoOrText():
                return self.package.Photo.from_bytes(planter.picture(where))
            case Text(pattern=pattern) if sensitive:
                return planter.text(where, pattern)
            case Text(pattern=pattern):
                return next(
                    e for e in ("plain", "ME", "US", "12345") if re.search(pattern or "", e)
                )
            case Integer(minimum=minimum, maximum=maximum):
                return min(max(minimum or 0, 77), maximum or 77)
            case Boolean():
                return True
            case Money():
                return 17
            case Uuid():
                return UUID(int=7)
            case Enumeration(name=name):
                return self.api.schemas.enums[name].members[0].value
        raise AssertionError(f"{where}: {kind} is not known here")

    def answer(self, operation: Operation, planter: Planter) -> Any:
        """A success as JSON."""
        if operation.answer is None:
            return None
        return self.json(operation.answer, False, f"the answer of {operation.id}", planter)

    def json(self, kind: Kind, sensitive: bool, where: str, planter: Planter) -> Any:
        """What a vendor answers."""
        match kind:
            case Nullable(inner=inner):
                return self.json(inner, sensitive, where, planter)
            case ListOf(item=item):
                return [self.json(item, sensitive, where, planter)]
            case Model(name=name):
                fields: list[Field] = self.api.schemas.models[name].fields
                made = {
                    each.wire: self.json(
                        each.kind, sensitive or each.sensitive, f"{where}.{each.wire}", planter
                    )
                    for each in fields
                }
                core = f"{planter.word}new{len(planter.unknown)}x"
                planter.unknown[core] = f"{where}.new"
                return {**made, "new": core}
            case OneOf(kinds=kinds):
                return self.json(kinds[0], sensitive, where, planter)
            case AnyObject() | Anything():
                return {"full_name": planter.text(where)} if sensitive else {}
            case Picture():
                return base64.b64encode(planter.picture(where)).decode()
            case Text():
                return planter.text(where) if sensitive else "plain"
            case Flag():
                return "true"
            case Boolean():
                return True
            case Integer() | Number():
                return 77
            case Money():
                return "$17.00"
            case Time():
                return "2026-03-02T12:00:00Z"
            case Uuid():
                return str(UUID(int=9))
            case Enumeration(name=name):
                return self.api.schemas.enums[name].members[0].value
        raise AssertionError(f"{where}: {kind} is not known here")


@cache
def vendored(name: str) -> Vendored:
    """A vendor by the name of its spec."""
    file = SPECS / f"{name}.yaml"
    root = read_document(file).root
    vendor = vendor_of(file, root)
    api = read_api(root, vendor)
    return Vendored(importlib.import_module(name), vendor, api, parse_names(api, vendor, root)[0])
