"""A spec as it stands in its file: read with suspicion, and walked with the place at hand."""

import hashlib
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import attrs
from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from .errors import SpecError

MAXIMUM_BYTES = 4 * 1024 * 1024
MAXIMUM_DEPTH = 64

_SCALARS = {
    "tag:yaml.org,2002:str": "str",
    "tag:yaml.org,2002:int": "int",
    "tag:yaml.org,2002:float": "float",
    "tag:yaml.org,2002:bool": "bool",
    "tag:yaml.org,2002:null": "null",
}


def token(key: str) -> str:
    """A key as one step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


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

    def _at(self, step: str, value: Any) -> "Node":
        return Node(self.file, f"{self.pointer}/{token(step)}", value, self.root)

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
        for step in target[2:].split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
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
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise SpecError(name, "", f"cannot be read: {error.strerror}") from None
    return parse_document(data, name)


def parse_document(data: bytes, name: str) -> Document:
    """Read a spec from its bytes; see `read_document`."""
    if len(data) > MAXIMUM_BYTES:
        raise SpecError(name, "", f"is larger than {MAXIMUM_BYTES // 1024 // 1024} MiB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SpecError(name, "", f"is not UTF-8 at byte {error.start}") from None
    try:
        tree = _compose(text)
    except _Alias as error:
        raise SpecError(name, "", f"line {error.line}: YAML aliases are not supported") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark is not None else ""
        raise SpecError(name, "", f"{line}is not valid YAML: {error.problem}") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise SpecError(name, "", f"is not valid YAML: {error}") from None
    if tree is None:
        raise SpecError(name, "", "is empty")
    value = _plain(name, "", tree)
    root = Node(name, "", value, value)
    root.mapping()
    return Document(name, hashlib.sha256(data).hexdigest(), root)


class _Alias(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _NoAliases(Composer):
    """Composes without aliases: they can make a small file into a tree that fills the memory."""

    _nested = 0  # The base class has a `depth` of its own.

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if getattr(event, "anchor", None) is not None or type(event).__name__ == "AliasEvent":
            raise _Alias(event.start_mark.line + 1)
        self._nested += 1
        if self._nested > MAXIMUM_DEPTH:
            raise ValueError(f"line {event.start_mark.line + 1}: nested more than {MAXIMUM_DEPTH}")
        try:
            return super().compose_node(parent, index)
        finally:
            self._nested -= 1


def _compose(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _NoAliases
    return yaml.compose(text)


def _plain(name: str, pointer: str, node: Any) -> Any:
    """A composed YAML node as plain values."""
    if isinstance(node, MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = f"line {key_node.start_mark.line + 1}"
            if not isinstance(key_node, ScalarNode) or key_node.tag != "tag:yaml.org,2002:str":
                raise SpecError(name, pointer, f"{line}: a key is not text; put it in quotes")
            key = _paired(key_node.value)
            if key in mapping:
                raise SpecError(name, pointer, f"{line}: the key {key!r} stands here twice")
            mapping[key] = _plain(name, f"{pointer}/{token(key)}", value_node)
        return mapping
    if isinstance(node, SequenceNode):
        return [_plain(name, f"{pointer}/{index}", item) for index, item in enumerate(node.value)]
    return _scalar(name, pointer, node)


def _paired(text: str) -> str:
    """Text with the halves of a character joined that JSON escapes one by one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


_AMBIGUOUS = {"y", "n", "yes", "no", "on", "off", "null", "~", "true", "false"}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,99})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def _scalar(name: str, pointer: str, node: ScalarNode) -> Any:
    tag, text = str(node.tag), str(node.value)
    kind = _SCALARS.get(tag)
    if kind is None:
        what = tag.rpartition(":")[2]
        raise SpecError(name, pointer, f"{text!r} is read as of type {what!r}; put it in quotes")
    ambiguous = SpecError(name, pointer, f"YAML readers differ about {text!r}; put it in quotes")
    if kind == "str":
        if node.style in (None, "") and (text.lower() in _AMBIGUOUS or _numeric(text)):
            raise ambiguous
        return _paired(text)
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind == "int" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "float" and _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    if kind == "null":
        return None
    raise ambiguous


def _numeric(text: str) -> bool:
    """Whether some readers take the text for a number: `0o17`, `1_000`, `12:30`, `1e3`."""
    squeezed = text.replace("_", "").replace(":", "")
    if not squeezed or not squeezed[0].isdigit():
        return False
    try:
        int(squeezed, 0) if squeezed[:2].lower() in ("0x", "0o", "0b") else float(squeezed)
    except ValueError:
        return False
    return True


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "a boolean", int: "an integer"}
    return "null" if value is None else names.get(type(value), "a number")
