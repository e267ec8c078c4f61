"""What changed, for a person and for a program."""

import json
from collections.abc import Callable, Sequence
from itertools import groupby

from ..errors import one_line
from .differences import Difference, Value

_RED, _GREEN, _YELLOW, _BOLD, _DIM, _PLAIN = (
    f"\x1b[{code}m" for code in ("31", "32", "33", "1", "2", "0")
)
_AGAIN = "read this section again"


def as_json(page: str, vendor: str, changes: Sequence[Difference]) -> str:
    """The report for programs."""
    listed = [
        {
            "kind": each.kind,
            "operation": each.operation,
            "name": each.name,
            "before": each.before,
            "after": each.after,
            "breaking": each.breaking,
            "pointer": each.places[0],
        }
        for each in changes
    ]
    return json.dumps(
        {"page": page, "vendor": vendor, "changes": listed}, ensure_ascii=False, indent=2
    )


def as_text(
    page: str, spec: str, changes: Sequence[Difference], line: Callable[[str], int], colour: bool
) -> str:
    """The report for people: grouped by operation, each point with the place to edit.

    Args:
        page: The page's name.
        spec: The spec's file.
        changes: What changed.
        line: The line of a place in the spec.
        colour: Whether the text is for a terminal.
    """

    def dyed(code: str, text: str) -> str:
        return f"{code}{text}{_PLAIN}" if colour else text

    lines: list[str] = []
    for operation, group in groupby(changes, key=lambda each: each.operation):
        lines.append(dyed(_BOLD, one_line(operation or "The page as a whole")))
        for each in group:
            dye = _YELLOW if each.kind == "prose-changed" else _RED if each.breaking else _GREEN
            name = f" {one_line(each.name)}" if each.name else ""
            breaking = ", breaking" if each.breaking else ""
            lines.append(f"  {dyed(dye, each.kind)}{name}{breaking}")
            lines += [f"    {one_line(text)}" for text in _said(each)]
            place = each.places[0]
            lines.append("    " + dyed(_DIM, one_line(f"{spec}:{line(place)}: #{place}")))
        lines.append("")
    lines.append(_summary(page, spec, changes))
    return "\n".join(lines)


def _said(change: Difference) -> list[str]:
    if change.kind == "prose-changed":
        after = change.after if isinstance(change.after, list) else []
        return [_AGAIN + (", it now has:" if after else "")] + [f"  {_cut(s)}" for s in after]
    if change.kind == "erratum-obsolete":
        return [f"the erratum says: {_cut(_shown(change.before))}", f"now: {_shown(change.after)}"]
    page, spec = _cut(_shown(change.after)), _cut(_shown(change.before))
    return [f"the page says: {page}", f"the spec says: {spec}"]


def _cut(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"


def _shown(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "required" if value else "not required"
    return {None: "nothing", "either": "one of several"}.get(value, value or "nothing")


def _summary(page: str, spec: str, changes: Sequence[Difference]) -> str:
    texts = sum(each.kind == "prose-changed" for each in changes)
    points = len(changes) - texts
    if not changes:
        return one_line(f"no drift: {page} says what {spec} says")
    parts = [f"{points} {'change' if points == 1 else 'changes'}"] if points else ["no drift"]
    if texts:
        parts.append(f"{texts} {'text' if texts == 1 else 'texts'} to read again")
    return one_line(f"{page}: {', '.join(parts)}")
