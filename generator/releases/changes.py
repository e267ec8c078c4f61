"""What changes between two specs, and between two clients, in the words of a user."""

from collections.abc import Iterator

import attrs

from ..pages.expected import Expected, ExpectedOperation, ExpectedPage
from .surface import Surface


@attrs.frozen
class Change:
    """One change.

    Attributes:
        text: What a user would be told.
        breaking: Whether code that worked may stop working.
    """

    text: str
    breaking: bool = False


def wire_changes(old: ExpectedPage, new: ExpectedPage) -> Iterator[Change]:
    """What changes in the operations."""
    before = {each.id: each for each in old.operations}
    after = {each.id: each for each in new.operations}
    for server in new.servers:
        if server not in old.servers:
            yield Change(f"a server is new: `{server}`")
    for server in old.servers:
        if server not in new.servers:
            yield Change(f"a server is gone: `{server}`", True)
    for name, operation in after.items():
        if name not in before:
            yield Change(f"`{name}` is new: `{operation.call}`")
    for name, operation in before.items():
        if name not in after:
            yield Change(f"`{name}` is gone (`{operation.call}`)", True)
        else:
            yield from _operation(operation, after[name])


def _operation(old: ExpectedOperation, new: ExpectedOperation) -> Iterator[Change]:
    name = new.id
    if old.call != new.call:
        yield Change(f"`{name}` is sent to `{new.call}`, before to `{old.call}`")
    if old.security != new.security:
        said = new.security or "no authorization"
        yield Change(f"`{name}` is sent with {said}, before with {old.security or 'none'}", True)
    before = {each.name: each for each in old.parameters}
    after = {each.name: each for each in new.parameters}
    for key, parameter in after.items():
        if key in before:
            yield from _parameter(name, before[key], parameter)
        elif parameter.required is True:
            yield Change(f"`{name}` needs a new required `{short(key)}`", True)
        else:
            yield Change(f"`{name}` takes a new optional `{short(key)}`")
    for key in before:
        if key not in after:
            yield Change(f"`{name}` takes no `{short(key)}` any more", True)
    for status in new.statuses:
        if status not in old.statuses:
            yield Change(f"`{name}` may answer {status}")
    for status in old.statuses:
        if status not in new.statuses:
            yield Change(f"`{name}` answers no {status} any more")
    for field in new.response:
        if field not in old.response:
            yield Change(f"`{name}` answers a new `{field}`")
    for field in old.response:
        if field not in new.response:
            yield Change(f"`{name}` answers no `{field}` any more", True)


def _parameter(name: str, old: Expected, new: Expected) -> Iterator[Change]:
    about = f"`{short(new.name)}` of `{name}`"
    if old.required != new.required:
        required = new.required is True
        now = {True: "required", False: "optional"}.get(new.required is True, "")
        if new.required == "either":
            now = "one of several that are required"
        yield Change(f"{about} is {now} now", required)
    if old.type != new.type:
        yield Change(f"{about} is of type {new.type or 'any'}, before {old.type or 'any'}", True)
    if old.where != new.where:
        yield Change(f"{about} goes into the {new.where}, before into the {old.where}")
    added = [each for each in new.values if each not in old.values]
    gone = [each for each in old.values if each not in new.values]
    if added and old.values:
        yield Change(f"{about} takes {_listed(added)} too")
    if gone and new.values:
        yield Change(f"{about} takes {_listed(gone)} no more", True)


def _listed(values: list[str]) -> str:
    return ", ".join(f"`{each}`" for each in values)


def short(name: str) -> str:
    """A wire name as users know it: `print_job[address][city]` is `address.city`."""
    first, *inner = name.replace("]", "").split("[")
    return ".".join(inner) if inner else first


def api_changes(package: str, old: Surface, new: Surface) -> Iterator[Change]:
    """What changes in a client's names, arguments and fields."""
    for name in sorted({*old, *new}):
        if name not in old:
            yield Change(f"{package}: `{name}` is new")
        elif name not in new:
            yield Change(f"{package}: `{name}` is gone", True)
        else:
            yield from _members(package, name, old, new)


def _members(package: str, name: str, old: Surface, new: Surface) -> Iterator[Change]:
    called = "." in name
    word = "argument" if called else "field"
    before, after = old[name], new[name]
    for key in sorted({*before, *after}):
        about = f"{package}: `{name}`: the {word} `{key}`"
        if key not in before:
            required = called and after[key].required
            more = " and required" if required else ""
            yield Change(f"{about} is new{more}: `{after[key].type}`", required)
        elif key not in after:
            yield Change(f"{about} is gone", True)
        elif before[key].required != after[key].required and called:
            now = "required" if after[key].required else "optional"
            yield Change(f"{about} is {now} now", after[key].required)
        elif before[key].type != after[key].type:
            change = f"`{after[key].type}`, before `{before[key].type}`"
            # An argument that takes more still takes what it took.
            wider = called and _parts(before[key].type) <= _parts(after[key].type)
            yield Change(f"{about} is {change}", not wider)


def _parts(annotation: str) -> set[str]:
    return {each.strip() for each in annotation.split("|")}
