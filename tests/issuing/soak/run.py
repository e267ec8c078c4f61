"""One run: a sheet, a staging that fails, and an issuing process that is killed again and again."""

import csv
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from tests.issuing.people import TEMPLATE, name_of, write_people
from tests.issuing.soak import tables
from tests.issuing.soak.faults import Faults
from tests.issuing.soak.tables import Tables
from tests.soak.process import REPOSITORY, StagingProcess

PROGRAM: Final = (sys.executable, "-W", "error", "-m", "cardwright.cli", "instantcard", "issue")
_MOST_STARTS: Final = 60
_POLL: Final = 0.02


@dataclass(frozen=True)
class Plan:
    """What a run is like.

    Attributes:
        rows: How many.
        kills: After how many cards made, finalized and ordered the process is killed; a share of
            the rows.
        sample: How many cards the contact sheet shows.
        settle: `--settle`.
        concurrency: `--concurrency`.
        fault_every: Seconds between two faults.
        seed: Of the faults.
    """

    rows: int
    kills: tuple[tuple[str, float], ...]
    sample: int
    settle: float = 2.0
    concurrency: int = 8
    fault_every: float = 0.2
    seed: int = 1


@dataclass
class Figures:
    """What came of it."""

    rows: int = 0
    seconds: float = 0.0
    starts: int = 0
    kills: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    expired: int = 0
    one_card: int = 0
    duplicates: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    listed: int = 0
    jobs: int = 0
    charges: int = 0
    output: str = ""

    @property
    def held(self) -> bool:
        """Whether everything is as it should be."""
        return not (self.duplicates or self.missing or self.wrong)


def kills_for(count: int, seed: int = 1) -> tuple[tuple[str, float], ...]:
    """Moments for kills: most while cards are made, some later."""
    chance = random.Random(seed)
    later = [(tables.FINALIZED, chance.uniform(0.05, 0.9)), (tables.JOB_CARDS, 0.01)]
    later += [(tables.FINALIZED, chance.uniform(0.05, 0.9)) for _ in range(count // 6)]
    creating = [(tables.CARDS, chance.uniform(0.02, 0.98)) for _ in range(count - len(later))]
    order = [tables.CARDS, tables.FINALIZED, tables.JOB_CARDS]
    return tuple(sorted([*creating, *later], key=lambda each: (order.index(each[0]), each[1])))


def play(folder: Path, plan: Plan, tell: Callable[[str], object] = lambda _: None) -> Figures:
    """Play a run in an empty folder."""
    sheet = write_people(folder, plan.rows)
    database = folder / "staging.db"
    figures = Figures(rows=plan.rows)
    with StagingProcess(database) as staging:
        environment = {**os.environ, **staging.environment}
        url = environment["STAGING_CONTROLS_URL"] + "/"
        httpx.post(f"{url}balance", json={"amount": "900000.00"}).raise_for_status()
        truth = Tables(database)
        faults = Faults(url, plan.fault_every, plan.seed)
        begun = time.monotonic()
        with faults:
            code = _until_done(sheet, folder, plan, environment, truth, figures, tell)
        figures.seconds = time.monotonic() - begun
        figures.faults, figures.expired = faults.met, faults.expired
        _judge(truth, folder / "report.csv", plan, code, figures)
    return figures


def _until_done(
    sheet: Path,
    folder: Path,
    plan: Plan,
    environment: dict[str, str],
    truth: Tables,
    figures: Figures,
    tell: Callable[[str], object],
) -> int:
    """Start the process until it ends by itself with nothing left to do."""
    waiting = [(query, max(round(share * plan.rows), 1)) for query, share in plan.kills]
    code = -1
    while figures.starts < _MOST_STARTS:
        figures.starts += 1
        with (folder / "output.txt").open("ab") as output:
            process = subprocess.Popen(
                _command(sheet, folder, plan),
                cwd=REPOSITORY,
                env=environment,
                stdout=output,
                stderr=output,
            )
            killed = _kill_in_time(process, truth, waiting)
            code = process.wait(3600)
        if killed:
            figures.kills += 1
            tell(f"killed at {truth.one(tables.CARDS)} cards, {truth.one(tables.FINALIZED)} final")
        elif code in (0, 4, 6):
            break
        else:
            tell(f"ended with {code}, and is started again")
    figures.output = (folder / "output.txt").read_text("utf-8")
    return code


def _command(sheet: Path, folder: Path, plan: Plan) -> list[str]:
    told = {
        "--template": TEMPLATE,
        "--photos": folder / "photos",
        "--shipping-provider": 1,
        "--address-id": 12782,
        "--sample": plan.sample,
        "--settle": plan.settle,
        "--concurrency": plan.concurrency,
        "--report": folder / "report.csv",
    }
    options = [str(each) for pair in told.items() for each in pair]
    return [*PROGRAM, str(sheet), *options, "--yes", "--submit"]


def _kill_in_time(
    process: "subprocess.Popen[bytes]", truth: Tables, waiting: list[tuple[str, int]]
) -> bool:
    """Whether it was killed, at the moment that is next."""
    while waiting and process.poll() is None:
        query, least = waiting[0]
        if truth.one(query) >= least:
            waiting.pop(0)
            process.send_signal(signal.SIGKILL)
            return True
        time.sleep(_POLL)
    return False


def _judge(truth: Tables, report: Path, plan: Plan, code: int, figures: Figures) -> None:
    cards = truth.cards_by_name()
    with report.open(encoding="utf-8", newline="") as stream:
        told = {int(line["row"]): line for line in csv.DictReader(stream)}
    ordered: list[int] = []
    for number in range(2, plan.rows + 2):
        found, line = cards.pop(name_of(number), []), told.get(number)
        if line is None:
            figures.wrong.append(f"row {number} is not in the report")
            continue
        if len(found) > 1:
            figures.duplicates.append(f"row {number} has the cards {found}")
        if line["status"] == "ordered":
            if [(int(line["card"]), True)] == found:
                figures.one_card += 1
                ordered.append(found[0][0])
            else:
                figures.missing.append(f"row {number} is ordered, but has {found}")
        elif line["notes"]:
            figures.listed += 1
        else:
            figures.missing.append(f"row {number} is {line['status']}, and nothing says why")
    if cards:
        figures.wrong.append(f"cards of nobody: {list(cards)[:5]}")
    if sorted(truth.cards_in_jobs()) != sorted(ordered):
        figures.wrong.append("the print job has other cards than the report")
    figures.jobs, figures.charges = truth.one(tables.JOBS), truth.one(tables.CHARGES)
    if (figures.jobs, figures.charges) != (1, 1):
        figures.wrong.append(f"{figures.jobs} print jobs, {figures.charges} charges")
    if code != (0 if not figures.listed else 6):
        figures.wrong.append(f"it ended with {code}")
