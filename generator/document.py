"""A spec as it stands in its file: read with suspicion, and walked with the place at hand."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import attrs

from .errors import SpecError
from .reading import Unreadable, read_bytes, read_yaml, step


@attrs.frozen
class Node:
    """A value in a spec, with its place.

    Attributes:
        file: The spec's file.
        pointer: The value's place as a JSON pointer.
        value: The value: `dict`, `list`, `str`, `int`, `float`, `bool` or `None`.
        root: The whole document, for references.
    """

    file: str
    pointer: str
    value: Any
    root: Any = attrs.field(repr=False)

    def refuse(self, reason: str) -> SpecError:
        """An error that names this place."""
        return SpecError(self.file, self.pointer, reason)

    def _at(self, key: str, value: Any) -> "Node":
        return Node(self.file, self.pointer + step(key), value, self.root)

    def get(self, key: str) -> "Node | None":
        """What a mapping has under a key, or `None`."""
        mapping = self.mapping()
        return self._at(key, mapping[key]) if key in mapping else None

    def need(self, key: str) -> "Node":
        """What a mapping has under a key that it must have."""
        found = self.get(key)
        if found is None:
            raise self.refuse(f"{key!r} is missing")
        return found

    def mapping(self) -> dict[str, Any]:
        """The value, which must be a mapping."""
        if not isinstance(self.value, dict):
            raise self.refuse(f"must be a mapping, not {_kind(self.value)}")
        return self.value

    def entries(self) -> Iterator[tuple[str, "Node"]]:
        """The keys and values of a mapping."""
        for key, value in self.mapping().items():
            yield key, self._at(key, value)

    def items(self) -> Iterator["Node"]:
        """The items of a list."""
        if not isinstance(self.value, list):
            raise self.refuse(f"must be a list, not {_kind(self.value)}")
        for index, value in enumerate(self.value):
            yield self._at(str(index), value)

    def text(self) -> str:
        """The value, which must be text."""
        if not isinstance(self.value, str):
            raise self.refuse(f"must be text, not {_kind(self.value)}")
        return self.value

    def integer(self) -> int:
        """The value, which must be an integer."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.refuse(f"must be an integer, not {_kind(self.value)}")
        return self.value

    def flag(self) -> bool:
        """The value, which must be true or false."""
        if not isinstance(self.value, bool):
            raise self.refuse(f"must be true or false, not {_kind(self.value)}")
        return self.value

    def text_at(self, key: str, default: str = "") -> str:
        """The text under a key, or a default."""
        found = self.get(key)
        return default if found is None else found.text()

    def only(self, *allowed: str) -> Self:
        """Refuse any key that is not allowed and does not begin with `x-`."""
        for key, node in self.entries():
            if key not in allowed and not key.startswith("x-"):
                raise node.refuse(f"{key!r} is not supported here")
        return self

    def resolved(self) -> "Node":
        """What a reference within the document leads to; any other value itself."""
        node, seen = self, set[str]()
        while isinstance(node.value, dict) and "$ref" in node.value:
            reference = node.need("$ref")
            target = reference.text()
            if target in seen:
                raise reference.refuse("the reference leads back to itself")
            seen.add(target)
            node = self._follow(reference, target)
        return node

    def _follow(self, reference: "Node", target: str) -> "Node":
        if not target.startswith("#/components/"):
            raise reference.refuse("only references to '#/components/...' are supported")
        node = Node(self.file, "", self.root, self.root)
        for escaped in target[2:].split("/"):
            key = escaped.replace("~1", "/").replace("~0", "~")
            found = node.get(key) if isinstance(node.value, dict) else None
            if found is None:
                raise reference.refuse(f"there is no {target!r}")
            node = found
        return node


@attrs.frozen
class Document:
    """A spec that was read.

    Attributes:
        file: The name to use in messages.
        sha256: The hash of the file's bytes.
        root: The whole document.
    """

    file: str
    sha256: str
    root: Node


def read_document(path: Path, name: str | None = None) -> Document:
    """Read a spec.

    Args:
        path: The YAML or JSON file.
        name: What to call it in messages; its path unless given.

    Raises:
        SpecError: It cannot be read, is too large or too deep, is not UTF-8, is no plain YAML,
            or has an alias, a key twice, or a scalar that YAML readers take for different things.
    """
    name = str(path) if name is None else name
    try:
        return parse_document(read_bytes(path), name)
    except Unreadable as error:
        raise SpecError(name, "", str(error)) from None


def parse_document(content: bytes, name: str) -> Document:
    """Read a spec from its bytes; see `read_document`."""
    try:
        reading = read_yaml(content)
    except Unreadable as error:
        raise SpecError(name, "", str(error)) from None
    for note in reading.notes:
        raise SpecError(name, note.pointer, f"line {note.line}: {note.reason}")
    root = Node(name, "", reading.data, reading.data)
    root.mapping()
    return Document(name, hashlib.sha256(content).hexdigest(), root)


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "a boolean", int: "an integer"}
    return "null" if value is None else names.get(type(value), "a number")
