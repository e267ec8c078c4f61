"""Which differences between page and spec are known: `x-errata`, in both directions.

A difference is known if an erratum with its kind covers its place and the page still says what it
said when the spec was written (`spec/facts`). The same erratum is obsolete where the page has come
to say what the spec says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from .differences import Difference, Value
from .expected import Erratum, ExpectedPage

_GONE = ("parameter-removed", "parameter-renamed")


@attrs.frozen
class Known:
    """The differences that there were when the spec was written, and the errata for them.

    Attributes:
        differences: All of them.
        errata: The errata that account for each of them.
        used: Which of its places each erratum needed, by its name.
        operations: The operations that there were, and `None` for the page as a whole.
    """

    differences: tuple[Difference, ...]
    errata: tuple[tuple[Erratum, ...], ...]
    used: dict[str, set[str]]
    operations: frozenset[str | None]

    def excusing(self, difference: Difference, errata: Iterable[Erratum]) -> set[str]:
        """The errata that account for a difference on a new page, by name."""
        covering = {e.id for e in errata if e.covers(difference.kind, difference.places)}
        about = [known for known in self.differences if known.about == difference.about]
        same = next((known for known in about if known.kind == difference.kind), None)
        if same is not None and same.after == difference.after:
            return covering
        silent = same is not None and same.after is None
        added = any(known.kind == "parameter-removed" for known in about)
        if difference.operation in self.operations and not (added or silent):
            # The page said here what the spec says, and has come to say something else.
            return set()
        # Nothing was said here before: a departure of a form that is known elsewhere is no news.
        alike = {
            erratum.id
            for known, listed in zip(self.differences, self.errata, strict=True)
            if known.form == difference.form
            for erratum in listed
        }
        return covering & alike


def known_differences(
    differences: Iterable[Difference], spec: ExpectedPage, operations: Iterable[str] = ()
) -> Known:
    """Pair the differences that there were with the errata that account for them."""
    listed = tuple(differences)
    used: dict[str, set[str]] = defaultdict(set)
    paired = []
    for difference in listed:
        errata = []
        for erratum in spec.errata:
            place = erratum.covers(difference.kind, difference.places)
            if place is not None:
                used[erratum.id].add(place)
                errata.append(erratum)
        paired.append(tuple(errata))
    return Known(listed, tuple(paired), dict(used), frozenset((None, *operations)))


def obsolete_errata(
    known: Known,
    differences: Sequence[Difference],
    operations: set[str | None],
    spec: ExpectedPage,
) -> Iterator[Difference]:
    """The errata that the page has corrected.

    Args:
        known: What was different when the spec was written.
        differences: What is different now.
        operations: The operations that the page still has, and `None` for the page.
        spec: What the spec says.
    """
    now = {each.key: each for each in differences}
    corrected: dict[tuple[str, str | None], list[tuple[Erratum, Difference]]] = defaultdict(list)
    for difference, errata in zip(known.differences, known.errata, strict=True):
        about = difference.operation, difference.name
        gone = any((kind, *about) in now for kind in _GONE)
        if gone or difference.operation not in operations:
            continue
        still = now.get(difference.key)
        excusing = known.excusing(still, spec.errata) if still else set[str]()
        if still and (still.after == difference.after or not excusing):
            continue
        for erratum in errata:
            if erratum.id not in excusing:
                corrected[erratum.id, difference.operation].append((erratum, difference))
    for (name, operation), found in corrected.items():
        erratum = found[0][0]
        points = ", ".join(dict.fromkeys(_point(difference) for _, difference in found))
        yield Difference(
            "erratum-obsolete",
            operation,
            name,
            erratum.says,
            f"as the spec has it: {points}",
            (erratum.pointer,),
            False,
        )


def _point(difference: Difference) -> str:
    if difference.name is None:
        return difference.kind.partition("-")[0]
    return f"{difference.name} ({_shown(difference.before)})"


def _shown(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "required" if value else "not required"
    return value or "nothing"


def idle_errata(known: Known, now: Known, spec: ExpectedPage) -> Iterator[Difference]:
    """Errata with an `excuses` and a place where neither the old page nor the new one differs."""
    for erratum in spec.errata:
        if not erratum.excuses:
            continue
        used = known.used.get(erratum.id, set()) | now.used.get(erratum.id, set())
        places = [each for kind in erratum.excuses for each in _places(kind, spec)]
        idle = [
            where
            for where in erratum.where
            if where not in used
            and any(place == where or place.startswith(where + "/") for place in places)
        ]
        if idle or not used:
            yield Difference(
                "erratum-obsolete",
                None,
                erratum.id,
                erratum.says,
                "as the spec has it: " + ", ".join(idle or erratum.where),
                (erratum.pointer,),
                False,
            )


def _places(kind: str, spec: ExpectedPage) -> Iterator[str]:
    """The places at which a difference of a kind can be."""
    if kind == "server-changed":
        yield from spec.servers.values()
    for operation in spec.operations:
        if kind.startswith(("operation-", "security-")):
            yield operation.pointer
        elif kind.startswith("status-"):
            yield from (place for places in operation.statuses.values() for place in places)
        elif kind.startswith("example-"):
            yield from operation.answers
        else:
            for parameter in operation.parameters:
                yield from (*parameter.places, *parameter.demand)
