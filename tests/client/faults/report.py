"""The figures and the table of a matrix, as text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from .catalogue import FAULTS
from .cells import Cell
from .matrix import GROUPS
from .storm import CALLERS, Storm

PAGE: Final = Path(__file__).parents[3] / "docs" / "reliability.md"
_BEGIN: Final = "<!-- what `make faults` writes -->"
_END: Final = "<!-- end of what `make faults` writes -->"

_HEADS: Final = {
    "read": "reads",
    "repeatable": "writes, repeatable",
    "once": "writes, once",
    "money": "writes that move money",
    "key": "write with a key",
    "login": "login",
}

_BREACHES: Final = {
    "duplicate": "duplicates",
    "absent": "reported done, and absent",
    "present": "reported refused, never sent or without effect, and done",
    "half done": "done in part",
    "resolve": "resolve() wrong",
    "undecided": "resolve() undecided where it could decide",
    "repeated": "sent again where it must not be",
    "too soon": "sent again before Retry-After",
    "late": "longer than the deadline",
    "storm": "more than one login in a storm",
}


def breaches(cells: Iterable[Cell], storms: Iterable[Storm]) -> list[str]:
    """All that must not be, one a line."""
    played: list[Cell | Storm] = [*cells, *storms]
    return [f"{each}: {breach}" for each in played for breach in each.breaches]


def figures(cells: Sequence[Cell], storms: Sequence[Storm]) -> list[str]:
    """The numbers, one a line."""
    kinds = Counter(breach.partition(":")[0] for each in cells for breach in each.breaches)
    kinds += Counter(breach.partition(":")[0] for each in storms for breach in each.breaches)
    told = Counter(cell.said for cell in cells)
    settled = Counter(cell.settled for cell in cells if cell.settled)
    operations, faults = {cell.operation.id for cell in cells}, {cell.fault for cell in cells}
    lines = [
        ("cells", f"{len(cells)}: {len(operations)} operations, {len(faults)} faults, both kinds"),
        ("told", ", ".join(f"{count} {said}" for said, count in told.most_common())),
        ("settled", ", ".join(f"{count} {said}" for said, count in settled.most_common())),
        *((f"cannot tell: {name}", text) for name, text in _undecided(cells)),
        *((name, str(kinds.pop(kind, 0))) for kind, name in _BREACHES.items()),
        ("anything else that must not be", str(sum(kinds.values()))),
        ("requests of a call", _requests(cells)),
        ("time", _time(cells)),
        (f"storms of {CALLERS} callers", _storms(storms)),
    ]
    width = max(len(name) for name, _ in lines)
    return [f"{name:<{width}}  {text}" for name, text in lines]


def _undecided(cells: Iterable[Cell]) -> list[tuple[str, str]]:
    counted = Counter(
        (cell.operation.id, cell.reason) for cell in cells if cell.settled == "CannotTell"
    )
    return [(name, f"{count}: {reason}") for (name, reason), count in counted.items()]


def _requests(cells: Iterable[Cell]) -> str:
    counted = Counter(cell.arrivals for cell in cells)
    return ", ".join(f"{number} in {count} cells" for number, count in sorted(counted.items()))


def _time(cells: Sequence[Cell]) -> str:
    over = max(cell.elapsed - cell.total for cell in cells)
    reached = sum(cell.elapsed >= cell.total for cell in cells)
    return f"{reached} calls ended at their deadline, none more than {max(over, 0):.1f} s after it"


def _storms(storms: Iterable[Storm]) -> str:
    counted = Counter(
        f"of {each.logins} login requests{', which fail' * each.failing}" for each in storms
    )
    return "; ".join(f"{count} {said}" for said, count in counted.items())


def table(cells: Iterable[Cell]) -> list[str]:
    """Faults by what a repeat does, and in each place what callers saw; as Markdown."""
    places: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for cell in cells:
        places[cell.fault, cell.operation.group][_seen(cell)] += 1
    rows = [
        [fault.name, *(_place(places[fault.name, group]) for group in GROUPS)] for fault in FAULTS
    ]
    heads = ["fault", *(_HEADS[group] for group in GROUPS)]
    return [_row(heads), _row(["---"] * len(heads)), *map(_row, rows)]


def _seen(cell: Cell) -> str:
    if cell.said == "done":
        return "done"
    if cell.settled:
        return f"unknown → `{cell.settled}`"
    return f"{cell.said}: `{cell.exception}`"


def _place(seen: Counter[str]) -> str:
    if len(seen) == 1:
        return next(iter(seen))
    return "; ".join(f"{count} {each}" for each, count in sorted(seen.items()))


def _row(places: Iterable[str]) -> str:
    return f"| {' | '.join(places)} |"


def write(cells: Sequence[Cell], storms: Sequence[Storm], page: Path = PAGE) -> None:
    """Put the figures and the table into the page, between its two markers.

    Raises:
        ValueError: The page has no such markers.
    """
    before, begin, rest = page.read_text("utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{page}: it has not the two markers {_BEGIN} and {_END}")
    shown = ["", *table(cells), "", *(f"    {each}" for each in figures(cells, storms)), ""]
    page.write_text(before + _BEGIN + "\n".join(["", *shown, ""]) + _END + after, "utf-8")
