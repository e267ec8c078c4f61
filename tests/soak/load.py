"""Many clients at once, with everything that clients do, and then everything read back."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx

from . import file_checks
from .client import Client, UnexpectedAnswerError, World
from .figures import Figures, verdict
from .journal import Journal
from .memory import Memory
from .operations import MIX, Action, Deck
from .operations.login import login
from .operations.print_jobs import learn_prices
from .process import STAGING, StagingProcess
from .readback import Reader, total_cents

SAMPLE_SECONDS = 0.5


@dataclass
class Load:
    """A run's figures."""

    clients: int
    figures: Figures
    memory: Memory
    seconds: float = 0.0
    staging_cpu: float | None = None
    own_cpu: float = 0.0
    acknowledged: int = 0
    read_back: int = 0
    ledger_cents: int = 0

    @property
    def problems(self) -> list[str]:
        """All that was not as it should be."""
        return self.figures.problems

    def lines(self) -> list[str]:
        """What is printed."""
        statuses = self.figures.statuses
        refused = sum(count for status, count in statuses.items() if 400 <= status < 500)
        failed = sum(count for status, count in statuses.items() if status >= 500)
        rate = self.figures.requests / self.seconds
        return [
            *self.figures.latencies(),
            "",
            f"clients    {self.clients} at once for {self.seconds:.1f} s",
            f"requests   {self.figures.requests}, {rate:.0f} a second",
            f"refused    {refused} with 4xx, {statuses[501]} with the documented 501",
            f"failures   {failed - statuses[501]} with any other 5xx",
            f"writes     {self.acknowledged} acknowledged, {self.read_back} things read back",
            f"ledger     {self.ledger_cents} cents read back",
            f"memory     {self.memory.line()}",
            f"processor  {self._processor()}",
            *verdict(self.problems),
        ]

    def _processor(self) -> str:
        own = f"clients {self.own_cpu / self.seconds:.0%} of a core"
        if self.staging_cpu is None:
            return own
        return f"staging {self.staging_cpu / self.seconds:.0%} of a core, {own}"


def run(
    clients: int, seconds: float, file: Path, seed: int, command: Sequence[str] = STAGING
) -> Load:
    """Load a staging of its own, with its state in `file`, which must not be there yet.

    It lasts `seconds`, and in any case until every operation was dealt.
    """
    load = Load(clients, Figures(), Memory([]))
    with StagingProcess(file, command) as staging:
        world = World(staging.environment, Journal(), load.figures)
        with closing(Reader(staging.environment)) as reader:
            with file_checks.opened(file) as connection:
                world.journal.adopt(reader.snapshot(world.journal, connection))
            asyncio.run(_work_all(load, world, seconds, seed, staging))
            load.acknowledged = world.journal.acknowledged
            _compare(load, world.journal, reader, file)
        if load.memory.problem is not None:
            load.problems.append(load.memory.problem)
        if staging.stop() != 0:
            load.problems.append("staging did not end with 0")
        load.problems.extend(staging.said().splitlines())
    return load


def _compare(load: Load, journal: Journal, reader: Reader, file: Path) -> None:
    with file_checks.opened(file) as connection:
        load.problems.extend(file_checks.broken(connection) + file_checks.half_done(connection))
        snapshot = reader.snapshot(journal, connection)
    load.problems.extend(journal.settle(snapshot).faults)
    load.read_back = len(snapshot.states)
    load.ledger_cents = total_cents(snapshot)
    if reader.balance() != load.ledger_cents:
        load.problems.append(f"the balance is {reader.balance()} cents, the ledger's sum is not")


async def _work_all(
    load: Load, world: World, seconds: float, seed: int, staging: StagingProcess
) -> None:
    first, *others = [Client(f"w{number:02}", world, seed) for number in range(load.clients + 1)]
    await login(first)
    await learn_prices(first)
    await first.close()
    deck = Deck(MIX, seed)
    cpu, own_cpu, begin = staging.cpu_seconds(), time.process_time(), time.monotonic()
    sampler = asyncio.create_task(_sample(load.memory, staging, begin))
    await asyncio.gather(*(_work(client, deck, begin + seconds) for client in others))
    sampler.cancel()
    load.seconds, load.own_cpu = time.monotonic() - begin, time.process_time() - own_cpu
    cpu_now = staging.cpu_seconds()
    if cpu is not None and cpu_now is not None:
        load.staging_cpu = cpu_now - cpu


async def _work(client: Client, deck: Deck, end: float) -> None:
    """What the client does until the end, with nothing in between: it waits for answers alone."""
    action: Action = login
    while time.monotonic() < end or not deck.complete:
        try:
            await action(client)
        except UnexpectedAnswerError:
            pass
        except httpx.TransportError as error:
            client.problem(f"{action.__module__}.{action.__name__}: no answer: {error!r}")
        action = deck.deal()
    await client.close()


async def _sample(memory: Memory, staging: StagingProcess, begin: float) -> None:
    while True:
        size = staging.resident_bytes()
        if size is not None:
            memory.samples.append((time.monotonic() - begin, size))
        await asyncio.sleep(SAMPLE_SECONDS)
