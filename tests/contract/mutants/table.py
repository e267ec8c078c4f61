"""The score, as a table in `docs/contract-tests.md`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from .outcome import (
    ALIVE,
    ERROR,
    FAILED,
    KILLED,
    PASSED,
    UNTELLABLE,
    Outcome,
    control_id,
    known_operations,
)

BEGIN: Final = "<!-- mutants: begin -->"
END: Final = "<!-- mutants: end -->"
VERDICTS: Final = (KILLED, ALIVE, UNTELLABLE, ERROR)


class NoPlace(Exception):
    """The page has no place for the table."""


def score(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """How many were killed, of how many that can be told."""
    counted = Counter(each.verdict for each in outcomes)
    killed = counted[KILLED]
    return killed, killed + counted[ALIVE] + counted[ERROR]


def discounted(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, but that nothing was killed where the correct spec and server fail as well."""
    alarms = {each.id: each.says for each in outcomes if each.verdict == FAILED}
    found = []
    for each in outcomes:
        asked = known_operations(each.vendor, each.operations)
        alarm = alarms.get(control_id(each.vendor, asked, each.seed))
        if each.verdict == KILLED and alarm is not None:
            each = replace(each, verdict=ERROR, says=f"the correct one fails too: {alarm}")
        found.append(each)
    return found


def lines(outcomes: Sequence[Outcome], seconds: float, workers: int) -> list[str]:
    """The score and the tables, as lines of Markdown."""
    found: list[str] = []
    for door, name in (("server", "Server mutants"), ("spec", "Spec mutants")):
        mine = [each for each in outcomes if each.door == door]
        if mine:
            found += ["", f"### {name}", "", *_score(mine), "", *_kinds(mine)]
    controls = [each for each in outcomes if each.door == "control"]
    for name, some in (
        ("whole", [each for each in controls if not each.operations]),
        ("in part", [each for each in controls if each.operations]),
    ):
        if some:
            passed = sum(each.verdict == PASSED for each in some)
            found += [
                "",
                f"Controls: the correct spec and server, examined {name}, passed in {passed} of"
                f" {len(some)} runs.",
            ]
    mutants = [each for each in outcomes if each.door != "control"]
    processor = sum(each.processor for each in outcomes)
    found += [
        "",
        f"{len(mutants)} mutants and {len(controls)} controls in {seconds / 60:.1f} minutes with"
        f" {workers} workers; {processor / 60:.1f} minutes of processor time.",
    ]
    found += _alarms([each for each in controls if each.verdict != PASSED])
    found += _living([each for each in mutants if each.verdict in (ALIVE, ERROR)])
    found += _untellable([each for each in mutants if each.verdict == UNTELLABLE])
    return found


def _score(outcomes: Sequence[Outcome]) -> list[str]:
    killed, tellable = score(outcomes)
    percent = 100 * killed / tellable if tellable else 100
    counted = Counter(each.verdict for each in outcomes)
    left = [each for each in outcomes if each.verdict != KILLED]
    pinned = sum(each.pinned for each in left)
    text = (
        f"**{killed} of {tellable} killed, {percent:.1f}%**; {counted[UNTELLABLE]} cannot be told."
    )
    if any(each.door == "spec" for each in outcomes):
        text += f" Of the {len(left)} that no exchange killed, facts pin {pinned}."
    return [text]


def _kinds(outcomes: Sequence[Outcome]) -> list[str]:
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        kinds[each.kind].append(each)
    rows = [
        "| kind | killed | alive | cannot be told | error | pinned | seconds |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind, found in sorted(kinds.items()):
        counted = Counter(each.verdict for each in found)
        cells = [str(counted[verdict] or "") for verdict in VERDICTS]
        pinned = sum(each.pinned for each in found if each.verdict != KILLED)
        mean = sum(each.seconds for each in found) / len(found)
        rows.append(f"| {kind} | {' | '.join(cells)} | {pinned or ''} | {mean:.1f} |")
    return rows


def _alarms(outcomes: Sequence[Outcome]) -> list[str]:
    if not outcomes:
        return []
    return ["", "### False alarms", "", *(f"- `{each.id}`: {each.says}" for each in outcomes)]


def _living(outcomes: Sequence[Outcome]) -> list[str]:
    if not outcomes:
        return []
    rows = [
        f"- `{each.id}`: {each.description}" + (f" ({each.says})" if each.says else "")
        for each in sorted(outcomes, key=lambda each: each.id)
    ]
    return ["", "### Alive", "", *rows]


def _untellable(outcomes: Sequence[Outcome]) -> list[str]:
    if not outcomes:
        return []
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for each in outcomes:
        reasons[each.kind][_general(each.says)] += 1
    rows = ["| kind | how many | why no exchange tells |", "| --- | ---: | --- |"]
    for kind, counted in sorted(reasons.items()):
        rows += [f"| {kind} | {number} | {reason} |" for reason, number in counted.items()]
    return ["", "### Cannot be told", "", *rows]


def _general(reason: str) -> str:
    """A reason without the numbers of one mutant."""
    if not reason.startswith("both judge"):
        return reason
    return (
        "exchanges made from both are judged alike by both, also with requests that only one allows"
        if "only one" in reason
        else "exchanges made from both are judged alike by both"
    )


def check_place(page: Path) -> None:
    """See that the page has a place for the table.

    Raises:
        NoPlace: It has none.
    """
    content = page.read_text("utf-8") if page.exists() else ""
    if END not in content.partition(BEGIN)[2]:
        raise NoPlace(f"{page}: the lines {BEGIN} and {END} are missing")


def write(page: Path, text: Sequence[str]) -> None:
    """Put lines in the page, between the markers.

    Raises:
        NoPlace: The page has no such markers.
    """
    check_place(page)
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n" + "\n".join(text) + f"\n\n{END}{after}", "utf-8")
