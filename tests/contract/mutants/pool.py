"""Worker processes, each with a bench of its own, given one job after the other."""

import multiprocessing
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Final

from .outcome import ERROR, Mutant, Outcome, control_id
from .servers import server_mutants
from .servers.mutant import ServerMutant
from .specs import spec_mutants

_SPAWN: Final = multiprocessing.get_context("spawn")
READY: Final = "ready"
START_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """A mutant to run, or a control.

    Attributes:
        id: The mutant's, or the control's.
        vendor: Whose.
        control: The operations of a control, none of them for all; None for a mutant.
        seed: What the requests are made from.
        seconds: How long it may take.
    """

    id: str
    vendor: str
    control: tuple[str, ...] | None
    seed: int
    seconds: float


Describe = Callable[[Job, str, float], Outcome]
"""Makes an outcome of a job that has none, from the reason and the seconds that it took."""


def mutant_job(mutant: Mutant, seed: int, seconds: float) -> Job:
    """The job of running a mutant."""
    return Job(mutant.id, mutant.vendor, None, seed, seconds)


def control_job(vendor: str, operations: tuple[str, ...], seed: int, seconds: float) -> Job:
    """The job of running a control."""
    return Job(control_id(vendor, operations, seed), vendor, operations, seed, seconds)


def all_mutants() -> dict[str, Mutant]:
    """Every mutant by its id."""
    return {each.id: each for make in (spec_mutants, server_mutants) for each in make()}


def work(pipe: Connection) -> None:
    """Do what comes through the pipe until it is closed."""
    # Ctrl-C reaches every process of a terminal; the parent decides what becomes of the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Only workers need the suite, which registers itself with Schemathesis once a process.
    from .bench import Bench

    known = all_mutants()
    with Bench() as bench:
        pipe.send(READY)
        while True:
            try:
                job: Job = pipe.recv()
            except EOFError:
                return
            try:
                if job.control is not None:
                    outcome = bench.control(job.vendor, job.control, job.seed)
                else:
                    outcome = bench.run(known[job.id], job.seed)
            except Exception as error:
                last = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
                pipe.send(f"{type(error).__name__} at {place}: {error}"[:400])
            else:
                pipe.send(outcome)


class _Worker:
    def __init__(self) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.process: BaseProcess = _SPAWN.Process(target=work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.begun = time.monotonic()
        self.until = self.begun + START_SECONDS

    def give(self, job: Job) -> None:
        self.job, self.begun = job, time.monotonic()
        self.until = self.begun + job.seconds
        self.pipe.send(job)

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def run(jobs: Sequence[Job], workers: int, describe: Describe) -> Iterator[Outcome]:
    """The outcomes of all jobs, as they come.

    A worker that takes longer than its job may is ended, and another one goes on. `describe` makes
    an outcome of a job that has none.
    """
    left = list(reversed(jobs))
    crew = [_Worker() for _ in range(min(workers, len(jobs)))]
    try:
        while crew:
            soonest = min(each.until for each in crew)
            pipes = {each.pipe: each for each in crew}
            heard = wait(list(pipes), timeout=max(0.0, soonest - time.monotonic()))
            for pipe in heard:
                worker = pipes[pipe]  # type: ignore[index]
                yield from _hear(worker, crew, left, describe)
            for worker in [each for each in crew if each.until < time.monotonic()]:
                yield from _replace(worker, crew, left, describe, "it took too long")
    finally:
        for worker in crew:
            worker.end()


def _hear(
    worker: _Worker,
    crew: list[_Worker],
    left: list[Job],
    describe: Describe,
) -> Iterator[Outcome]:
    try:
        said: Outcome | str = worker.pipe.recv()
    except (EOFError, OSError):
        yield from _replace(worker, crew, left, describe, "the worker ended")
        return
    job, worker.job = worker.job, None
    if isinstance(said, Outcome):
        yield said
    elif job is not None:
        yield describe(job, said, time.monotonic() - worker.begun)
    if left:
        worker.give(left.pop())
    else:
        crew.remove(worker)
        worker.end()


def _replace(
    worker: _Worker,
    crew: list[_Worker],
    left: list[Job],
    describe: Describe,
    reason: str,
) -> Iterator[Outcome]:
    crew.remove(worker)
    worker.end()
    if worker.job is None:
        raise RuntimeError("a worker did not start")
    yield describe(worker.job, reason, time.monotonic() - worker.begun)
    if left:
        crew.append(_Worker())


def no_outcome(known: dict[str, Mutant]) -> Describe:
    """Makes an outcome of a job that has none."""

    def describe(job: Job, reason: str, seconds: float) -> Outcome:
        mutant = known.get(job.id)
        door = "control" if mutant is None else "spec"
        return Outcome(
            id=job.id,
            door="server" if isinstance(mutant, ServerMutant) else door,
            kind="control" if mutant is None else mutant.kind,
            vendor=job.vendor,
            operations=(job.control or ()) if mutant is None else mutant.operations,
            description="" if mutant is None else mutant.description,
            verdict=ERROR,
            checks=(),
            says=reason,
            pinned=False,
            seconds=round(seconds, 3),
            processor=round(seconds, 3),
            seed=job.seed,
        )

    return describe
