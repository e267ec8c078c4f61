"""What a client's operations are as commands: data for tools that make commands of them.

It becomes one module of literals in each client, `_commands.py`, which the client never imports.
"""

from typing import Any, Final

import attrs

from .document import Node
from .kinds import (
    Boolean,
    Enumeration,
    Integer,
    JsonText,
    Kind,
    ListOf,
    Model,
    Money,
    Nullable,
    PhotoOrText,
    Picture,
    Text,
    Time,
    Uuid,
)
from .literals import data_literal, plain
from .methods import Method, Resource, in_python
from .modelling import Names
from .operations import Api, Operation
from .schemas import Field
from .sending import Sending
from .vendor import Completion, Vendor

#: The form of the data, for tools that read it.
FORMAT: Final = 1

#: What a value can be a part of that is worth something by itself.
SECRETS: Final = ("credential", "payment-card")

#: What an annotation of an argument of the client's own means.
_COMPLETED: Final = {
    "Mapping[str, str | Photo]": {"kind": "pairs", "mapping": True, "photo": True},
}


@attrs.frozen
class Commands:
    """Makes the data of one client."""

    api: Api
    vendor: Vendor
    names: Names

    def source(self, resources: list[Resource]) -> str:
        """The data as a Python literal."""
        return data_literal(self.data(resources))

    def data(self, resources: list[Resource]) -> dict[str, Any]:
        """All that there is to say: texts, numbers, truth values, lists and dicts of them."""
        public = [each for each in resources if each.public]
        return {
            "format": FORMAT,
            "package": self.vendor.package,
            "title": plain(self.api.title),
            "client": self.vendor.client,
            "base_path": self.api.base_path,
            "settings": self._settings(),
            "login": self._login(),
            "resources": [self._resource(each) for each in public],
            "classes": self._classes(),
            "choices": {
                name: [
                    {"name": key.lower(), "value": value, "description": plain(each.description)}
                    for (key, value), each in zip(
                        self.names.members[name], enum.members, strict=True
                    )
                ]
                for name, enum in sorted(self.api.schemas.enums.items())
            },
        }

    def _settings(self) -> list[dict[str, Any]]:
        named = [("base_url", False, False)]
        login = self._login_operation()
        if login is None:
            named.append(("api_key", True, False))
        else:
            named += [
                (self.names.attributes[login.id, each.wire], _secret(each) is not None, False)
                for _, each in login.arguments
            ]
        named += [(each, False, True) for each in sorted(self.vendor.settings)]
        return [
            {
                "name": name,
                "variable": f"{self.vendor.variables}_{name.upper()}",
                "secret": secret,
                "integer": integer,
            }
            for name, secret, integer in named
        ]

    def _login_operation(self) -> Operation | None:
        found = (each for each in self.api.operations if each.id == self.vendor.login_operation)
        return next(found, None)

    def _login(self) -> dict[str, Any] | None:
        login = self._login_operation()
        if login is None:
            return None
        return {
            "operation": login.id,
            "verb": login.verb,
            "route": login.route,
            "token": self.vendor.login_token,
        }

    def _resource(self, resource: Resource) -> dict[str, Any]:
        return {
            "name": resource.name,
            "description": plain(resource.document),
            "methods": [self._method(each) for each in resource.methods],
        }

    def _method(self, method: Method) -> dict[str, Any]:
        operation = method.operation
        paging = operation.paging
        answer = operation.answer
        item = answer.item if isinstance(answer, ListOf) else answer
        spoken = Sending(operation, self.names, self.vendor.settings, None).spoken()
        return {
            "name": method.name,
            "operation": operation.id,
            "verb": operation.verb,
            "route": operation.route,
            "summary": plain(operation.summary),
            "description": plain(in_python(operation.description, spoken)),
            "section": plain(operation.section),
            "effect": operation.effect,
            "moves_money": operation.moves_money,
            "paged": None
            if paging is None or method.pages is None
            else {
                "size": method.pages.size,
                "default": paging.default,
                "largest": paging.largest,
            },
            "many": isinstance(answer, ListOf),
            "answer": item.name if isinstance(item, Model) else None,
            "reads_before": _read_before(operation),
            "arguments": self._arguments(method),
        }

    def _arguments(self, method: Method) -> list[dict[str, Any]]:
        operation = method.operation
        completion = self.vendor.completions.get(operation.id)
        by_name: dict[str, tuple[Field, Completion | None]] = {}
        for _, field in operation.arguments:
            if completion is not None and completion.fills == field.wire:
                by_name[completion.argument] = (field, completion)
            by_name[self.names.attributes[operation.id, field.wire]] = (field, None)
        found = []
        for argument in method.arguments:
            if method.pages is not None and argument.name == method.pages.page:
                continue
            field, completing = by_name[argument.name]
            if completing is not None:
                value, said = dict(_COMPLETED[completing.annotation]), completing.description
            else:
                value, said = self._value(field.kind), field.said(constrained=True)
            found.append(
                {
                    "name": argument.name,
                    "short": self.vendor.short.get(argument.name),
                    "positional": argument.positional,
                    "required": argument.required,
                    "nullable": isinstance(field.kind, Nullable),
                    "fills": None
                    if completing is None
                    else self.names.attributes[operation.id, completing.fills],
                    "secret": _secret(field),
                    "description": plain(said),
                    **value,
                }
            )
        return found

    def _value(self, kind: Kind) -> dict[str, Any]:
        """What a value is made of, as one of a few kinds."""
        match kind:
            case Nullable() | JsonText():
                return self._value(kind.inner)
            case ListOf():
                pairs = self._pairs(kind.item)
                return pairs or {"kind": "list", "item": self._value(kind.item)}
            case Model():
                return {"kind": "object", "class": kind.name}
            case Enumeration():
                return {"kind": "choice", "choices": kind.name, "open": kind.open}
            case Integer():
                return {"kind": "integer"}
            case Boolean():
                return {"kind": "boolean"}
            case Money():
                return {"kind": "money"}
            case PhotoOrText():
                return {"kind": "photo_or_text"}
            case Text() | Uuid():
                return {"kind": "text"}
            case Time():
                return {"kind": "time"}
            case Picture():
                return {"kind": "picture"}
            case _:
                return {"kind": "json"}

    def _pairs(self, kind: Kind) -> dict[str, Any] | None:
        """A list of objects of two texts: names and values, one pair each."""
        if not isinstance(kind, Model):
            return None
        fields = self.api.schemas.models[kind.name].fields
        if len(fields) != 2 or not all(each.required for each in fields):
            return None
        first, second = (each.kind for each in fields)
        if not isinstance(first, Text) or not isinstance(second, Text | PhotoOrText):
            return None
        name, value = (self.names.attributes[kind.name, each.wire] for each in fields)
        return {
            "kind": "pairs",
            "mapping": False,
            "photo": isinstance(second, PhotoOrText),
            "class": kind.name,
            "members": [name, value],
        }

    def _classes(self) -> dict[str, list[dict[str, Any]]]:
        """The members of every class that a user gives, and of every one that answers hold."""
        return {
            name: [self._member(name, each) for each in model.fields]
            for name, model in sorted(self.api.schemas.models.items())
        }

    def _member(self, owner: str, field: Field) -> dict[str, Any]:
        return {
            "name": self.names.attributes[owner, field.wire],
            "required": field.required,
            "nullable": isinstance(field.kind, Nullable),
            "secret": _secret(field),
            "description": plain(field.said(constrained=False)),
            **self._value(field.kind),
        }


def _secret(field: Field) -> str | None:
    """What a value is a part of that is worth something by itself, such as a payment card."""
    node: Node = field.node.resolved()
    word = node.get("x-secret")
    if word is not None and word.text() not in SECRETS:
        raise word.refuse(f"must be one of {', '.join(SECRETS)}")
    return None if word is None else word.text()


def _read_before(operation: Operation) -> str | None:
    """The operation that a client calls first, to be able to tell what a lost write did."""
    settle = operation.node.get("x-settle")
    before = None if settle is None else settle.get("before")
    if settle is None or before is None or not before.flag():
        return None
    return settle.need("entry").text()
