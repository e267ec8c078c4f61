"""The command line: ``python -m tests.contract.mutants``."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from . import pool, table
from .choice import evenly, in_turns
from .documents import VENDORS
from .outcome import ALIVE, ERROR, FAILED, KILLED, Mutant, Outcome, known_operations
from .results import ROOT, Results
from .servers import server_mutants
from .specs import spec_mutants

OF_EACH_SPEC_KIND: Final = 4
OF_EACH_SERVER_KIND: Final = 8
CONTROL_SEEDS: Final = 20
MUTANT_SECONDS: Final = 180.0
CONTROL_SECONDS: Final = 300.0
PAGE: Final = ROOT / "docs" / "contract-tests.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run mutants and print the score; answers the exit status.

    0: every mutant that can be told was killed, and every control passed. 1: not so. 2: nothing
    was run. 130: interrupted; what was found is kept.
    """
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.write:
            table.check_place(PAGE)
        return _main(chosen)
    except (table.NoPlace, OSError) as error:
        print(f"python -m tests.contract.mutants: {error}", file=sys.stderr)
        return 2


def _main(chosen: argparse.Namespace) -> int:
    known = pool.all_mutants()
    picked = _picked(chosen)
    if not picked and not chosen.controls:
        print("python -m tests.contract.mutants: no mutant is like that", file=sys.stderr)
        return 2
    jobs = _jobs(chosen, picked)
    begun = time.monotonic()
    with Results(chosen.results) as results:
        if chosen.again:
            results.outcomes.clear()
        left = [each for each in jobs if each.id not in results.outcomes]
        print(f"{len(jobs)} to run, {len(jobs) - len(left)} of them known", flush=True)
        interrupted = _run(chosen, left, known, results, begun)
        wanted = {each.id for each in jobs}
        found = [each for name, each in results.outcomes.items() if name in wanted]
    outcomes = table.discounted(found)
    text = table.lines(outcomes, time.monotonic() - begun, chosen.workers)
    print("\n".join(text))
    if interrupted:
        return 130
    if chosen.write:
        table.write(PAGE, text)
    return int(any(each.verdict in (ALIVE, ERROR, FAILED) for each in outcomes))


def _run(
    chosen: argparse.Namespace,
    left: Sequence[pool.Job],
    known: dict[str, Mutant],
    results: Results,
    begun: float,
) -> bool:
    """Run jobs until they or the time are at an end; answers whether somebody interrupted."""
    outcomes = pool.run(left, chosen.workers, pool.no_outcome(known))
    try:
        for number, outcome in enumerate(outcomes, 1):
            results.add(outcome)
            print(_line(number, len(left), outcome), flush=True)
            if chosen.sample is not None and time.monotonic() - begun > chosen.sample:
                break
    except KeyboardInterrupt:
        print("interrupted; run the same command to go on", file=sys.stderr)
        return True
    finally:
        outcomes.close()  # type: ignore[attr-defined]
    return False


def _line(number: int, of: int, outcome: Outcome) -> str:
    how = ", ".join(outcome.checks) if outcome.verdict == KILLED else outcome.says
    return (
        f"{number}/{of} {outcome.verdict:<14} {outcome.seconds:5.1f}s {outcome.id}"
        f" | {outcome.description} | {how}"
    )


def _picked(chosen: argparse.Namespace) -> list[Mutant]:
    picked: list[Mutant] = []
    if chosen.door in (None, "spec"):
        specs = [each for each in spec_mutants() if _wanted(chosen, each)]
        picked += (
            in_turns(specs)
            if chosen.all or chosen.ids
            else evenly(specs, chosen.each or OF_EACH_SPEC_KIND)
        )
    if chosen.door in (None, "server"):
        servers = [each for each in server_mutants() if _wanted(chosen, each)]
        picked += (
            in_turns(servers)
            if chosen.all or chosen.ids
            else evenly(servers, chosen.each or OF_EACH_SERVER_KIND)
        )
    return picked


def _wanted(chosen: argparse.Namespace, mutant: Mutant) -> bool:
    return (
        (chosen.kind is None or chosen.kind in mutant.kind)
        and (chosen.operation is None or chosen.operation in mutant.operations)
        and (not chosen.ids or mutant.id in chosen.ids)
    )


def _jobs(chosen: argparse.Namespace, picked: Sequence[Mutant]) -> list[pool.Job]:
    """The mutants, a control for each part of the suite that they use, and controls of all."""
    seeds = range(chosen.seed, chosen.seed + chosen.controls)
    whole = [(vendor, ()) for vendor in VENDORS]
    parts = dict.fromkeys(
        (each.vendor, known_operations(each.vendor, each.operations)) for each in picked
    )
    return [
        *(pool.mutant_job(each, chosen.seed, MUTANT_SECONDS) for each in picked),
        *(pool.control_job(*each, chosen.seed, CONTROL_SECONDS) for each in parts if each[1]),
        *(pool.control_job(*each, seed, CONTROL_SECONDS) for seed in seeds for each in whole),
    ]


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text}: give a whole number from 1")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.contract.mutants",
        description="Measure what the contract suite catches, by specs and servers with one fault.",
    )
    doors = parser.add_mutually_exclusive_group()
    doors.add_argument("--spec", dest="door", action="store_const", const="spec")
    doors.add_argument("--server", dest="door", action="store_const", const="server")
    parser.add_argument("--kind", help="only kinds that contain this text")
    parser.add_argument("--operation", help="only mutants that examine this operation")
    parser.add_argument(
        "--id", dest="ids", action="append", help="only this mutant; can be given several times"
    )
    parser.add_argument("--all", action="store_true", help="all mutants, not some of each kind")
    parser.add_argument(
        "--each",
        type=_positive,
        metavar="N",
        help=f"so many of each kind (spec {OF_EACH_SPEC_KIND}, server {OF_EACH_SERVER_KIND})",
    )
    parser.add_argument("--sample", type=float, metavar="SECONDS", help="stop after so long")
    parser.add_argument("--workers", type=_positive, default=2, help="processes (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the requests (%(default)s)")
    parser.add_argument(
        "--controls",
        type=_positive,
        default=0,
        metavar="SEEDS",
        help=f"run the correct spec and server too, with so many seeds ({CONTROL_SEEDS} are due)",
    )
    parser.add_argument("--again", action="store_true", help="do not go on from earlier results")
    parser.add_argument("--write", action="store_true", help="put the table in the page")
    parser.add_argument(
        "--results", type=Path, default=ROOT / "out" / "mutants.jsonl", help="(%(default)s)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
