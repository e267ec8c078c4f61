"""Which claims of a spec an answer bears out, and which it speaks against."""

from collections.abc import Iterator, Mapping
from typing import Any

from .document import Spec


def assumed(spec: Spec) -> Iterator[str]:
    """JSON pointers of the claims that are our guess."""
    yield from _assumed(spec.document, "")


def met(spec: Spec, schema: Any, value: Any, pointer: str) -> Iterator[tuple[str, bool]]:
    """The places of a schema that a value came to, and whether it is as they say."""
    found = schema
    seen = 0
    while isinstance(found, Mapping) and isinstance(found.get("$ref"), str) and seen < 20:
        yield pointer, spec.problem(found, value) is None
        pointer = found["$ref"].removeprefix("#")
        found = spec.at(pointer)
        seen += 1
    if not isinstance(found, Mapping):
        return
    yield pointer, spec.problem(found, value) is None
    for word in ("anyOf", "oneOf", "allOf"):
        for index, inner in enumerate(found.get(word, ())):
            # An alternative that was not taken says nothing.
            if word == "allOf" or spec.problem(inner, value) is None:
                yield from met(spec, inner, value, f"{pointer}/{word}/{index}")
    if isinstance(value, Mapping):
        for name, inner in found.get("properties", {}).items():
            if name in value:
                yield from met(spec, inner, value[name], f"{pointer}/properties/{_key(name)}")
    elif isinstance(value, list) and "items" in found:
        for one in value:
            yield from met(spec, found["items"], one, f"{pointer}/items")


def _key(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _assumed(value: Any, pointer: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        if value.get("x-basis") == "assumed":
            yield pointer
        for name, inner in value.items():
            yield from _assumed(inner, f"{pointer}/{_key(str(name))}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _assumed(inner, f"{pointer}/{index}")
