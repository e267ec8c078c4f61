"""Any spec is a client or one clear error: nothing else ever comes out."""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import client_of
from generator.document import Document, Node, read_document
from generator.errors import SpecError
from tests.generator.support import MINIMAL, ROOT, Spec, own

REAL = [
    (path.name, read_document(path).root.value) for path in sorted((ROOT / "spec").glob("*.yaml"))
]

#: Words of OpenAPI that mean something in another place than the one they were put in.
WORDS = (
    "string",
    "integer",
    "null",
    "object",
    "array",
    "base64",
    "money",
    "date-time",
    "uuid",
    "application/json",
    "#/components/schemas/Order",
    "#/components/schemas/Item",
    "^(a|b)$",
    "a[b][c]",
    "a[b",
    "orders.change",
    "ﬁeld",
    "\ud800",
    "\0",
    '"""',
    "",
)
KEYS = (
    "type",
    "enum",
    "const",
    "title",
    "anyOf",
    "oneOf",
    "$ref",
    "items",
    "properties",
    "required",
    "format",
    "pattern",
    "default",
    "minimum",
    "contentSchema",
    "contentEncoding",
    "x-paging",
    "x-settle",
    "x-sensitive",
    "allOf",
    "schema",
    "content",
)

values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from(WORDS), st.text(max_size=6)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=5,
)


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The steps to everything in a document but the document."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*at, key)
        if isinstance(inner, dict | list):
            yield from _places(inner, (*at, key))


def _mutate(data: st.DataObject, spec: Spec) -> None:
    """Delete, replace, rename, copy or add one thing somewhere."""
    places = list(_places(spec))
    *steps, last = data.draw(st.sampled_from(places))
    at: Any = spec
    for step in steps:
        at = at[step]
    kind = data.draw(st.sampled_from(("delete", "replace", "rename", "move", "add")))
    if kind == "delete":
        del at[last]
    elif kind == "replace":
        at[last] = data.draw(values)
    elif kind == "rename" and isinstance(at, dict):
        at[data.draw(st.sampled_from(KEYS + WORDS))] = at.pop(last)
    elif kind == "add" and isinstance(at, dict):
        at[data.draw(st.sampled_from(KEYS))] = data.draw(values)
    else:
        source: Any = spec
        for step in data.draw(st.sampled_from(places)):
            if not isinstance(source, dict | list):
                break
            source = source[step] if not isinstance(source, dict) or step in source else {}
        at[last] = copy.deepcopy(source)


def _client_or_error(spec: Spec, name: str) -> None:
    try:
        files = client_of(Document(name, "0" * 64, Node(name, "", spec, spec)))
    except SpecError as error:
        told = str(error)
        assert told.isprintable()
        assert told.startswith(f"{name}: #")
    else:
        for text in own(files).values():
            ast.parse(text)


@given(st.data())
@settings(derandomize=True, max_examples=120, deadline=None, database=None)
def test_a_changed_small_spec_is_a_client_or_an_error(data: st.DataObject) -> None:
    spec = copy.deepcopy(MINIMAL)
    for _ in range(data.draw(st.integers(1, 3))):
        _mutate(data, spec)
    _client_or_error(spec, "shop.yaml")


@pytest.mark.parametrize(("name", "spec"), REAL, ids=[name for name, _ in REAL])
def test_a_changed_real_spec_is_a_client_or_an_error(name: str, spec: Spec) -> None:
    @given(st.data())
    @settings(derandomize=True, max_examples=6, deadline=None, database=None)
    def changed(data: st.DataObject) -> None:
        mutant = copy.deepcopy(spec)
        _mutate(data, mutant)
        _client_or_error(mutant, name)

    changed()


def test_the_specs_are_found() -> None:
    assert [Path(name).stem for name, _ in REAL] == ["instantcard", "synctera"]
