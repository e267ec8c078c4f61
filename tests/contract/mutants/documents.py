"""Documents with one thing changed."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.document import read_document
from generator.reading import step

Document = dict[str, Any]
Path_ = tuple[str, ...]
"""A place in a document: the steps of a JSON pointer, unescaped. An index is a text of digits."""

SPECS: Final = Path(__file__).parents[3] / "spec"
VENDORS: Final = ("instantcard", "synctera")


@cache
def specification(vendor: str) -> Document:
    """A vendor's spec. It is shared: copy it before changing it."""
    found: Document = read_document(SPECS / f"{vendor}.yaml").root.value
    return found


def pointer(place: Path_) -> str:
    """A place as a JSON pointer."""
    return "".join(map(step, place))


def referred(reference: str) -> Path_:
    """The place that a ``$ref`` within a document names."""
    return tuple(
        each.replace("~1", "/").replace("~0", "~") for each in reference[2:].split("/") if each
    )


def at(document: Any, place: Path_) -> Any:
    """What stands at a place; raises KeyError or IndexError where nothing stands."""
    for each in place:
        document = document[int(each)] if isinstance(document, list) else document[each]
    return document


def resolved(document: Document, place: Path_) -> Path_:
    """The place itself, or the one that it refers to."""
    while isinstance(value := at(document, place), dict) and "$ref" in value:
        place = referred(value["$ref"])
    return place


@dataclass(frozen=True, slots=True)
class Put:
    """Sets a value; an index of ``-`` appends."""

    place: Path_
    value: Any

    def apply(self, document: Document) -> None:
        holder, last = at(document, self.place[:-1]), self.place[-1]
        value = copy.deepcopy(self.value)
        if not isinstance(holder, list):
            holder[last] = value
        elif last == "-":
            holder.append(value)
        else:
            holder[int(last)] = value


@dataclass(frozen=True, slots=True)
class Drop:
    """Takes a value out."""

    place: Path_

    def apply(self, document: Document) -> None:
        holder, last = at(document, self.place[:-1]), self.place[-1]
        del holder[int(last) if isinstance(holder, list) else last]


@dataclass(frozen=True, slots=True)
class Rename:
    """Gives a value another key in its mapping, at the same position."""

    place: Path_
    name: str

    def apply(self, document: Document) -> None:
        holder, last = at(document, self.place[:-1]), self.place[-1]
        if self.name in holder:
            raise KeyError(self.name)
        entries = [(self.name if key == last else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(entries)


Edit = Put | Drop | Rename


@dataclass(frozen=True, slots=True)
class SpecMutant:
    """A spec with one claim changed.

    Attributes:
        vendor: Whose spec it is made from.
        kind: What is changed, the same word in every mutant that a rule makes.
        operations: The operations to examine; others may be concerned too.
        place: The claim's place in the correct document.
        description: What is changed, in one line.
        edits: How.
    """

    vendor: str
    kind: str
    operations: tuple[str, ...]
    place: Path_
    description: str
    edits: Sequence[Edit]

    @property
    def id(self) -> str:
        """A name, unique among all mutants, the same in every run."""
        return f"{self.vendor} {self.kind} {pointer(self.place)}"

    @property
    def pointer(self) -> str:
        """The claim's place as a JSON pointer."""
        return pointer(self.place)

    def document(self) -> Document:
        """The changed document, made anew at each call."""
        document = copy.deepcopy(specification(self.vendor))
        for edit in self.edits:
            edit.apply(document)
        return document
