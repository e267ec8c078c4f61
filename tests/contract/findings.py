"""What a run found, and how it is told."""

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .document import Operation, Spec


@attrs.frozen
class Failure:
    """A disagreement between spec and server.

    Attributes:
        operation: The operation's id.
        check: The check's name.
        says: What is wrong, in words.
        claim: JSON pointer of the claim in the spec; empty where it is the whole operation.
        curl: A command that repeats the request, without secrets.
    """

    operation: str
    check: str
    says: str
    claim: str = ""
    curl: str = ""


@attrs.define
class Findings:
    """What a run found.

    Attributes:
        failures: The disagreements.
        answers: How often each operation answered each status.
        unchecked: What was not checked here, and why.
        calls: How many requests were sent.
        seed: What the run was made from.
    """

    seed: int
    failures: list[Failure] = attrs.field(factory=list)
    answers: dict[str, Counter[int]] = attrs.field(factory=dict)
    unchecked: dict[str, str] = attrs.field(factory=dict)
    calls: int = 0

    def add(self, failure: Failure) -> None:
        """Keep a failure, unless the same one is already there."""
        if all(_same(failure, known) is False for known in self.failures):
            self.failures.append(failure)

    def answered(self, operation: str, status: int) -> None:
        """Count an answer."""
        self.answers.setdefault(operation, Counter())[status] += 1

    def not_reached(self, operations: Iterable[str]) -> list[str]:
        """The operations that were never answered with a success."""
        return [
            one
            for one in operations
            if not any(200 <= status < 300 for status in self.answers.get(one, ()))
        ]


def _same(one: Failure, other: Failure) -> bool:
    return (one.operation, one.check, one.claim) == (other.operation, other.check, other.claim)


def tell(failure: Failure, spec: Spec, seed: int) -> str:
    """A failure in full: what, on which evidence, and how to see it again."""
    lines = [f"{failure.operation}: {failure.says}", f"  check      {failure.check}"]
    operation = spec.operations.get(failure.operation)
    if operation is not None:
        docs = operation.raw.get("x-docs", {})
        section = docs.get("section", "unknown")
        if "occurrence" in docs:
            section += f" (heading no. {docs['occurrence']})"
        lines.append(f"  docs       {docs.get('page', 'unknown')}, “{section}”")
        pointer = failure.claim or operation.pointer
        lines.append(f"  claim      {pointer}")
        lines.append(f"  rests on   {basis(spec, pointer) or 'docs (the operation itself)'}")
        lines += [
            f"  erratum    {one['id']} ({one['basis']}): the page: {one['says']}"
            for one in errata(spec, operation, pointer)
        ]
    if failure.curl:
        lines.append(f"  again      {failure.curl}")
    lines.append(f"  seed       CONTRACT_SEED={seed}")
    return "\n".join(lines)


def basis(spec: Spec, pointer: str) -> str | None:
    """What the claim at a place rests on: the nearest `x-basis` at or above it."""
    parts = pointer.split("/")
    for size in range(len(parts), 1, -1):
        try:
            found = spec.resolve(spec.at("/".join(parts[:size])))
        except (LookupError, ValueError, TypeError):
            continue
        if isinstance(found, Mapping) and isinstance(found.get("x-basis"), str):
            return str(found["x-basis"])
    return None


def errata(spec: Spec, operation: Operation, pointer: str) -> list[Mapping[str, Any]]:
    """The errata that concern a place."""
    every = [*spec.document.get("x-errata", ()), *operation.raw.get("x-errata", ())]
    places = {pointer}
    try:
        found = spec.at(pointer)
        if isinstance(found, Mapping) and "$ref" in found:
            places.add(found["$ref"].removeprefix("#"))
    except (LookupError, ValueError, TypeError):
        pass
    near = []
    for erratum in every:
        where = erratum["where"]
        marked = [where] if isinstance(where, str) else where
        if any(_meet(place, mark) for place in places for mark in marked):
            near.append(erratum)
    return near


def _meet(place: str, mark: str) -> bool:
    if place == mark:
        return True
    # A mark on all paths concerns no place in particular, nor does all that is in an operation.
    above = place.startswith(mark + "/") and mark.count("/") > 2
    is_operation = place.startswith("/paths/") and place.count("/") == 3
    return above or (mark.startswith(place + "/") and not is_operation)


def curl(
    method: str,
    url: str,
    headers: Mapping[str, str],
    fields: Mapping[str, str],
    body: str | None = None,
) -> str:
    """A command that sends a request again. What is secret must already be blotted out."""
    words = ["curl", "-X", method.upper(), url]
    for name, value in headers.items():
        words += ["-H", f"{name}: {value}"]
    for name, value in fields.items():
        words += ["--form-string", f"{name}={value}"]
    if body is not None:
        words += ["--json", body]
    return shlex.join(words)
