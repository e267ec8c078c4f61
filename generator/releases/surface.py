"""The Python API of a generated client as its users see it, read from its source by griffe."""

from pathlib import Path

import attrs
import griffe

_RUN_TIME = "_runtime"


@attrs.frozen
class Argument:
    """An argument of a method, or a field of a model.

    Attributes:
        type: Its annotation.
        required: Whether it has no default.
    """

    type: str
    required: bool


#: By the name that a user calls it (`print_jobs.create`, `Contact`), its arguments or fields.
Surface = dict[str, dict[str, Argument]]


def surface_of(package: Path) -> Surface:
    """The public names of a generated client; nothing of it is imported.

    Args:
        package: The client's folder.
    """
    loaded = griffe.load(
        package.name, search_paths=[package.parent], allow_inspection=False, resolve_aliases=True
    )
    found: Surface = {}
    if not isinstance(loaded, griffe.Module):
        return found
    for name in sorted(map(str, loaded.exports or ())):
        each = loaded.members.get(name)
        if each is None:
            continue
        target = each.final_target if isinstance(each, griffe.Alias) else each
        found[name] = _fields(target) if isinstance(target, griffe.Class) else {}
    resources = loaded.members.get("_resources")
    for module in resources.members.values() if resources else ():
        for thing in module.members.values():
            if not isinstance(thing, griffe.Class) or thing.name.startswith("Async"):
                continue
            for method in thing.members.values():
                if isinstance(method, griffe.Function) and not method.name.startswith("_"):
                    found[f"{module.name}.{method.name}"] = _arguments(method)
    return found


def _arguments(method: griffe.Function) -> dict[str, Argument]:
    return {
        each.name: Argument(_text(each.annotation), each.required)
        for each in method.parameters
        if each.name != "self"
    }


def _fields(model: griffe.Class) -> dict[str, Argument]:
    if _RUN_TIME in model.path:
        # What every client carries has a changelog of its own.
        return {}
    return {
        name: Argument(_text(each.annotation), each.value is None)
        for name, each in model.members.items()
        if isinstance(each, griffe.Attribute)
        and not name.startswith("_")
        and each.annotation is not None
    }


def _text(annotation: object) -> str:
    return "" if annotation is None else str(annotation)
