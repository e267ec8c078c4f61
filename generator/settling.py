"""How a lost write is settled: `x-settle`, read against the operations that it names."""

from typing import Final

import attrs

from .document import Node
from .kinds import ListOf, Model
from .lifting import Lifted, Slot
from .literals import literal
from .operations import Operation
from .schemas import Field, Schemas

#: What a read is to show: one of these names the operation that reads.
KINDS: Final = ("entry", "object", "gone")
_PLACES: Final = ("same", "money", "among", "not_among")


@attrs.frozen
class Settling:
    """What becomes of a write whose answer was lost.

    Attributes:
        advice: What a user looks at.
        evidence: The code of an `Evidence`, or `None`.
    """

    advice: str
    evidence: str


def settling_of(operation: Operation, others: dict[str, Operation], schemas: Schemas) -> Settling:
    """Read what the spec says of one operation.

    Raises:
        SpecError: It names what there is not.
    """
    if operation.effect == "read":
        return Settling("", "None")
    if operation.idempotency_header is not None:
        return Settling("Send it again with the same idempotency key, as resolve() does.", "None")
    node = operation.node.get("x-settle")
    if node is None:
        return Settling("Look for it before you call it again.", "None")
    if (reason := node.get("nothing")) is not None:
        return Settling(reason.text(), "None")
    kind, named = _read(node)
    read = others.get(named.text())
    if read is None or read.effect != "read" or read.resource != operation.resource:
        raise named.refuse(f"{named.text()!r} is no operation of {operation.resource} that reads")
    if not _parameters(read.route) <= _parameters(operation.route):
        raise named.refuse(f"the path of {named.text()!r} has parameters that this one lacks")
    if kind != "gone" and isinstance(read.answer, ListOf) is not (kind == "entry"):
        raise named.refuse("an entry is shown by a list, an object by a read that is none")
    parts = [f"read=lambda: _{read.method.upper()}", f"kind={literal(kind)}"]
    for place in _PLACES:
        if (given := node.get(place)) is not None:
            pairs = [
                f"{literal(_sent(name, each, operation))}: {_steps(each, read, schemas)}"
                for name, each in given.entries()
            ]
            parts.append(f"{place}={{{', '.join(pairs)}}}")
    for word in ("equals", "was"):
        if (given := node.get(word)) is not None:
            pairs = [
                f"({_steps(each, read, schemas, pointer)}, {_constant(each)})"
                for pointer, each in given.entries()
            ]
            parts.append(f"{word}=({', '.join(pairs)},)")
    if (hidden := node.get("hidden")) is not None:
        parts.append(f"hidden=frozenset({{{literal(hidden.text())}}})")
    if (filled := node.get("filled")) is not None:
        sent = [literal(_sent(each.text(), each, operation)) for each in filled.items()]
        parts.append(f"filled=frozenset({{{', '.join(sent)}}})")
    if (before := node.get("before")) is not None and before.flag():
        parts.append("before=True")
    if read.paging is not None:
        paging = read.paging
        names = f"{literal(paging.page)}, {literal(paging.size)}"
        parts.append(f"paging=({names}, {paging.first}, {paging.largest})")
    if operation.answer is not None and _shown(read) == operation.answer:
        parts.append("same_answer=True")
    if (result := node.get("result")) is not None:
        parts.append(f"result={_constant(result)}")
    return Settling(_advice(kind, read), f"Evidence({', '.join(parts)})")


def _read(node: Node) -> tuple[str, Node]:
    found = [(kind, each) for kind in KINDS if (each := node.get(kind)) is not None]
    if len(found) != 1:
        raise node.refuse(f"must have one of {', '.join(KINDS)} and nothing")
    return found[0]


def _advice(kind: str, read: Operation) -> str:
    if kind == "entry":
        return f"Look for it with {read.id} before you call it again, or let resolve() do so."
    return f"Look with {read.id} before you call it again, or let resolve() do so."


def _parameters(route: str) -> set[str]:
    return {each for each in route.split("/") if each.startswith("{")}


def _sent(name: str, node: Node, operation: Operation) -> str:
    fields = [*operation.query, *operation.body]
    if not any(name in _names(each) for each in fields) and f"{{{name}}}" not in _parameters(
        operation.route
    ):
        raise node.refuse(f"{name!r} is neither a parameter nor a field of the operation")
    return name


def _names(lifted: Lifted) -> set[str]:
    """The names on the wire of a value or of all values of an object."""
    if isinstance(lifted, Slot):
        return {lifted.wire}
    return set[str]().union(*map(_names, lifted.children))


def _shown(read: Operation) -> object:
    return read.answer.item if isinstance(read.answer, ListOf) else read.answer


def _steps(node: Node, read: Operation, schemas: Schemas, pointer: str | None = None) -> str:
    """The way to a value, checked as far as the schemas say what there is."""
    text = node.text() if pointer is None else pointer
    steps = [each.replace("~1", "/").replace("~0", "~") for each in text.split("/")[1:]]
    if not text.startswith("/") or not all(steps):
        raise node.refuse(f"{text!r} is no JSON pointer")
    kind = _shown(read)
    if isinstance(kind, Model):
        fields: list[Field] = schemas.models[kind.name].fields
        if steps[0] not in {each.wire for each in fields}:
            raise node.refuse(f"{kind.name} has no property {steps[0]!r}")
    return f"({', '.join(map(literal, steps))},)"


def _constant(node: Node) -> str:
    if not isinstance(node.value, str | bool | int):
        raise node.refuse("must be text, an integer or a boolean")
    return literal(node.value) if isinstance(node.value, str) else repr(node.value)
