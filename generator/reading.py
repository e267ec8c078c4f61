"""YAML as plain data, read with suspicion.

YAML readers disagree about many scalars, and the next reader of a spec may be another one. What
they disagree about is noted with its place; what could exhaust a reader is refused outright.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

MAXIMUM_BYTES = 4 * 1024 * 1024
MAXIMUM_DEPTH = 64
MAXIMUM_DIGITS = 18


class Unreadable(Exception):
    """A file that cannot be read as plain YAML."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that another reader may take for something else, with its place."""

    line: int
    pointer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds.

    Attributes:
        data: Plain data: `dict`, `list`, `str`, `int`, `float`, `bool` or `None`.
        lines: The line, from 1, of every place, by JSON pointer.
        notes: What readers disagree about.
    """

    data: Any
    lines: dict[str, int]
    notes: list[Note]


def step(key: object) -> str:
    """A key or an index as one step of a JSON pointer."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of bearable size.

    Raises:
        Unreadable: There is no such file, or it is too large.
    """
    if not path.exists():
        raise Unreadable("no such file")
    if not path.is_file():
        raise Unreadable("not a file")
    try:
        with path.open("rb") as file:
            content = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise Unreadable(error.strerror or "cannot be read") from None
    return content


def read_yaml(content: bytes) -> Reading:
    """Read one YAML document.

    Raises:
        Unreadable: It is too large or too deep, is not UTF-8 or no YAML, has an alias or a tag, or
            is not one document.
    """
    if len(content) > MAXIMUM_BYTES:
        raise Unreadable(f"larger than {MAXIMUM_BYTES // 1024 // 1024} MiB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8: byte {error.start} cannot be decoded") from None
    builder = _Builder(YAML(typ="safe", pure=True).parse(text))
    try:
        data = builder.document()
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise Unreadable(f"not YAML: {where}{error.problem or error.context}") from None
    except (YAMLError, ValueError, OverflowError) as error:
        raise Unreadable(f"not YAML: {(str(error).splitlines() or ['?'])[0]}") from None
    return Reading(data, builder.lines, builder.notes)


def _paired(text: str) -> str:
    """Text with the halves of a character joined that JSON escapes one by one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_DISPUTED = re.compile(
    r"""
        ~ | = | <<
      | null | true | false | yes | no | on | off | y | n
      | [-+]? \.(?:inf|nan)
      | [-+]? 0 (?: b[01_]+ | o?[0-7_]+ | x[0-9a-f_]+ )                    # other bases
      | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?: \.[0-9_]* )?            # base 60
      | [-+]? (?: [0-9][0-9_]* (?: \.[0-9_]* )? | \.[0-9_]+ ) (?: e[-+]?[0-9]+ )?
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: (?: t | [ \t]+ ) .* )?          # dates and times
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class _Builder:
    """Builds plain data from the events of a parser, and keeps the lines.

    Working from events makes the limits hold before anything is built: depth is counted as it is
    entered, and an alias is refused where it stands.
    """

    events: Iterator[Event]
    lines: dict[str, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def document(self) -> Any:
        """The one document of the stream."""
        next(self.events)
        start = next(self.events)
        if not isinstance(start, DocumentStartEvent):
            raise Unreadable("empty")
        if start.version or start.tags:
            raise Unreadable("a % directive changes how the rest is read; leave it out")
        data = self._value(next(self.events), "", 0)
        next(self.events)
        if not isinstance(next(self.events), StreamEndEvent):
            raise Unreadable("more than one document")
        return data

    def _value(self, event: Event, pointer: str, depth: int) -> Any:
        line = self._line(event)
        self.lines.setdefault(pointer, line)
        self._refuse(event, line, depth)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, pointer)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(pointer, depth)
        return self._mapping(pointer, depth)

    def _sequence(self, pointer: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self._value(event, pointer + step(len(items)), depth + 1))
        return items

    def _mapping(self, pointer: str, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event, pointer, depth)
            place = pointer + step(key)
            if duplicate := key in entries:
                self._note(self._line(event), place, "the key stands twice in its mapping")
            self.lines.setdefault(place, self._line(event))
            value = self._value(next(self.events), place, depth + 1)
            if not duplicate:
                entries[key] = value
        return entries

    def _key(self, event: Event, pointer: str, depth: int) -> str:
        line = self._line(event)
        self._refuse(event, line, depth)
        if not isinstance(event, ScalarEvent):
            raise Unreadable(f"line {line}: a key that is a collection")
        place = pointer + step(_paired(str(event.value)))
        if not isinstance(self._scalar(event, place, line), str):
            self._note(line, place, f"the key {event.value} is not a string; quote it")
        return _paired(str(event.value))

    def _scalar(self, event: ScalarEvent, pointer: str, line: int | None = None) -> Any:
        text = str(event.value)
        if event.style is not None:
            return _paired(text)
        if text in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[text]
        if len(text) <= MAXIMUM_DIGITS and _INTEGER.fullmatch(text):
            return int(text)
        if len(text) <= MAXIMUM_DIGITS and _FLOAT.fullmatch(text):
            return float(text)
        if not text or _DISPUTED.fullmatch(text):
            reason = (
                f"YAML readers disagree about {text}; quote it"
                if text
                else "an empty value; write null or quotes"
            )
            self._note(line or self._line(event), pointer, reason)
        return text

    def _refuse(self, event: Event, line: int, depth: int) -> None:
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            raise Unreadable(f"line {line}: anchors and aliases are not allowed")
        if getattr(event, "tag", None):
            raise Unreadable(f"line {line}: tags are not allowed")
        if depth > MAXIMUM_DEPTH:
            raise Unreadable(f"line {line}: nested deeper than {MAXIMUM_DEPTH} levels")

    def _note(self, line: int, pointer: str, reason: str) -> None:
        self.notes.append(Note(line, pointer, reason))

    @staticmethod
    def _line(event: Event) -> int:
        return int(event.start_mark.line) + 1
