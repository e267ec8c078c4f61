"""That what is special to a vendor fits its spec: no line of it may come to nothing unseen."""

import re

from .kinds import Integer, Model, Text
from .naming import CLIENT_ARGUMENTS
from .operations import Api, Operation
from .schemas import Field
from .vendor import Vendor


def require_fitting(vendor: Vendor, api: Api) -> None:
    """Raise `SpecError` for the first line of a vendor's file that the spec has no use for."""
    operations = {each.id: each for each in api.operations}
    _require_login(vendor, api, operations)
    _require_settings(vendor, api)
    paths = {(each.resource, part.wire) for each in api.operations for part in _parameters(each)}
    for key, name in vendor.names.items():
        if (key.partition(".")[0], name) not in paths:
            raise vendor.refuse("names", key, reason="is no path parameter of the spec")
    for key, name in vendor.classes.items():
        if name not in api.schemas.models:
            raise vendor.refuse("classes", key, reason="is no class of the spec")
    for key, names in vendor.required.items():
        for name in sorted(names - _arguments(operations.get(key))):
            raise vendor.refuse("required", key, reason=f"has no argument {name!r}")
    arguments = set[str]().union(*map(_arguments, api.operations))
    for key, name in vendor.short.items():
        if key not in arguments:
            raise vendor.refuse("short", key, reason="is no argument of the spec")
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", str(name)) or name in arguments:
            raise vendor.refuse("short", key, reason=f"{name!r} is no name that is free")
    for key, completion in vendor.completions.items():
        for name in sorted({completion.fills, *completion.uses} - _arguments(operations.get(key))):
            raise vendor.refuse("completions", key, reason=f"has no argument {name!r}")


def _parameters(operation: Operation) -> list[Field]:
    return [part for part in operation.path if isinstance(part, Field)]


def _arguments(operation: Operation | None) -> set[str]:
    return set() if operation is None else {field.wire for _, field in operation.arguments}


def _require_login(vendor: Vendor, api: Api, operations: dict[str, Operation]) -> None:
    if vendor.login_operation is None:
        return
    login = operations.get(vendor.login_operation)
    if login is None:
        raise vendor.refuse("login", "operation", reason="is no operation of the spec")
    for _, field in login.arguments:
        if not field.required or not isinstance(field.kind, Text):
            raise field.node.refuse("what a login takes must be text, and required")
        if field.wire in CLIENT_ARGUMENTS | vendor.settings:
            raise field.node.refuse(f"the client has an argument {field.wire!r} of its own")
    fields = api.schemas.models[login.answer.name].fields if isinstance(login.answer, Model) else []
    if not any(each.wire == vendor.login_token and isinstance(each.kind, Text) for each in fields):
        raise vendor.refuse("login", "token", reason="is no text in the login's answer")


def _require_settings(vendor: Vendor, api: Api) -> None:
    parameters = [part for each in api.operations for part in _parameters(each)]
    for setting in sorted(vendor.settings):
        found = [each for each in parameters if each.wire == setting]
        if not found:
            raise vendor.refuse("settings", reason=f"{setting!r} is no path parameter of the spec")
        for each in found:
            if not isinstance(each.kind, Integer):
                raise each.node.refuse("a path parameter that is given once must be an integer")
