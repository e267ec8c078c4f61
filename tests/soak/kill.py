"""``kill -9`` in the middle of writes, and everything compared after each start."""

import asyncio
import random
import statistics
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from . import file_checks
from .client import TIMEOUT, Client, UnexpectedAnswerError, World
from .figures import Figures, verdict
from .journal import Journal
from .operations import WRITES, Deck
from .operations.login import login, profile
from .operations.print_jobs import learn_prices
from .process import STAGING, StagingProcess
from .readback import Reader, total_cents

SHORTEST_LIFE, LONGEST_LIFE = 0.05, 0.6
"""Seconds from when all writers are at work to the kill."""


@dataclass
class Kills:
    """A run's figures."""

    writers: int
    figures: Figures = field(default_factory=Figures)
    kills: int = 0
    acknowledged: int = 0
    present: int = 0
    absent: int = 0
    lost: list[str] = field(default_factory=list)
    half_done: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    restarts: list[float] = field(default_factory=list)
    read_back: int = 0

    @property
    def problems(self) -> list[str]:
        """All that was not as it should be."""
        return [
            *(f"lost: {each}" for each in self.lost),
            *(f"half done: {each}" for each in self.half_done),
            *self.broken,
            *self.figures.problems,
        ]

    def lines(self) -> list[str]:
        """What is printed."""
        undecided = self.present + self.absent
        return [
            f"kills      {self.kills}, each amid the writes of {self.writers} writers",
            f"writes     {self.acknowledged} acknowledged, {self.read_back} things read back"
            " after the last restart",
            f"lost       {len(self.lost)}",
            f"half done  {len(self.half_done)}",
            f"undecided  {undecided} never answered: {self.present} found whole,"
            f" {self.absent} absent",
            f"restart    {_spread(self.restarts)} to the first answer",
            *verdict(self.problems),
        ]


def _spread(seconds: Sequence[float]) -> str:
    parts = (min(seconds), statistics.median(seconds), max(seconds))
    return "min/median/max " + "/".join(f"{part:.2f}" for part in parts) + " s"


def run(kills: int, writers: int, file: Path, seed: int, command: Sequence[str] = STAGING) -> Kills:
    """Start a staging on `file`, which must not be there yet, and kill it, time and again."""
    found = Kills(writers)
    journal = Journal()
    life = random.Random(seed)
    world = World({}, journal, found.figures)
    tokens: dict[str, str | None] = {}
    for number in range(kills + 1):
        with StagingProcess(file, command) as staging:
            world.environment = staging.environment
            if number == 0:
                _begin(world, file, seed)
            else:
                found.restarts.append(staging.start_seconds)
                _compare(found, world, file)
            if number < kills:
                seconds = life.uniform(SHORTEST_LIFE, LONGEST_LIFE)
                asyncio.run(_write(world, writers, seed + number, tokens, staging, seconds))
                found.kills += 1
            found.broken += staging.said().splitlines()
    found.acknowledged = journal.acknowledged
    return found


def _begin(world: World, file: Path, seed: int) -> None:
    with (
        closing(Reader(world.environment)) as reader,
        file_checks.opened(file) as connection,
    ):
        world.journal.adopt(reader.snapshot(world.journal, connection))
    asyncio.run(_learn_prices(world, seed))


async def _learn_prices(world: World, seed: int) -> None:
    client = Client("w00", world, seed)
    await login(client)
    await learn_prices(client)
    await client.close()


def _compare(found: Kills, world: World, file: Path) -> None:
    with (
        closing(Reader(world.environment)) as reader,
        file_checks.opened(file) as connection,
    ):
        found.broken += file_checks.broken(connection)
        found.half_done += file_checks.half_done(connection)
        snapshot = reader.snapshot(world.journal, connection)
        balance = reader.balance()
    findings = world.journal.settle(snapshot)
    found.present += findings.present
    found.absent += findings.absent
    found.lost += findings.lost
    found.half_done += findings.half_done
    found.broken += [f"unasked: {each}" for each in findings.unasked]
    found.read_back = len(snapshot.states)
    if balance != total_cents(snapshot):
        found.half_done.append(f"the balance is {balance} cents, the ledger's sum is not")


async def _write(
    world: World,
    writers: int,
    seed: int,
    tokens: dict[str, str | None],
    staging: StagingProcess,
    seconds: float,
) -> None:
    """Let the writers write until staging is killed under them."""
    names = [f"w{number:02}" for number in range(1, writers + 1)]
    clients = [Client(name, world, seed, tokens.get(name)) for name in names]
    at_work = asyncio.Barrier(writers + 1)
    working = [asyncio.create_task(_work(client, seed, at_work)) for client in clients]
    async with asyncio.timeout(TIMEOUT):
        await at_work.wait()
    await asyncio.sleep(seconds)
    staging.kill()
    await asyncio.gather(*working)
    tokens |= {client.name: client.token for client in clients}
    for client in clients:
        await client.close()


async def _work(client: Client, seed: int, at_work: asyncio.Barrier) -> None:
    deck = Deck(WRITES, seed + int(client.name[1:]))
    with suppress(UnexpectedAnswerError):
        # A token that was acknowledged before the kill is good after it.
        await (login if client.token is None else profile)(client)
    await at_work.wait()
    with suppress(httpx.TransportError, UnexpectedAnswerError):
        while True:
            await deck.deal()(client)
