"""One run: what is measured, how thoroughly, and with what."""

import dataclasses
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from . import plain
from .contestants import Contestant
from .harness import Samples, interleaved
from .serving import Serving
from .setting import Setting
from .workers import BUILD, Worker, environment

# In seconds, evenly in between: how long the slow server takes for an answer.
DELAY = (0.025, 0.075)


class CannotMeasure(Exception):
    """Something that was to be measured did not work."""


@dataclasses.dataclass(frozen=True)
class Thoroughness:
    """How many rounds.

    Attributes:
        calls: Of a few hundred calls each.
        heavy: Of calls that take long, or a process each.
        starts: Of starting an interpreter.
        generate: Of generating clients.
        effort: What the number of calls in a round is multiplied by.
        peers: Whether peers are measured beside what the goals are set against.
    """

    calls: int
    heavy: int
    starts: int
    generate: int
    effort: float
    peers: bool


FULL = Thoroughness(calls=15, heavy=3, starts=11, generate=3, effort=1.0, peers=True)
QUICK = Thoroughness(calls=7, heavy=2, starts=7, generate=1, effort=0.5, peers=False)


@dataclasses.dataclass(frozen=True)
class Flight:
    """Many calls at once, flown once.

    Attributes:
        share: How much of the ideal rate was reached, in per cent.
        connections: How many connections were opened, the login's included.
        cpu: The seconds of CPU.
    """

    share: float
    connections: int
    cpu: float


@dataclasses.dataclass(frozen=True)
class Generated:
    """A run of the generator.

    Attributes:
        wall: The seconds of the clock.
        cpu: The seconds of CPU, of all its processes.
    """

    wall: float
    cpu: float


class Bench:
    """One run, from its start until it is closed."""

    def __init__(
        self, checkout: Path, thoroughness: Thoroughness, say: Callable[[str], None]
    ) -> None:
        self.checkout = checkout
        self.thoroughness = thoroughness
        self.say = say
        self.notes: list[str] = []
        self._stack = ExitStack()
        self.server = self._stack.enter_context(Serving())
        self.slow = self._stack.enter_context(Serving(*DELAY))
        self.temporary = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self._paths = [checkout / "generated"]
        self._missing = self._make_plain() if thoroughness.peers else {_OPC, _OG}

    def _make_plain(self) -> set[str]:
        """Make the peers that are generated; returns those that cannot be made."""
        missing = set()
        spec = self.checkout / "spec" / "instantcard.yaml"
        for peer, make, package in (
            (_OPC, plain.openapi_python_client, "plain_opc"),
            (_OG, plain.openapi_generator, "plain_og"),
        ):
            try:
                self._paths.append(make(spec, package, BUILD / "plain"))
            except plain.NotMade as reason:
                missing.add(peer)
                self.notes.append(f"Left out: {reason}.")
                self.say(f"left out: {reason}")
        return missing

    def setting(self, size: int = 1) -> Setting:
        """What tasks against the server are told."""
        return Setting(self.server.base_url, size)

    def slow_setting(self, in_flight: int) -> Setting:
        """What tasks against the slow server are told."""
        return Setting(self.slow.base_url, in_flight=in_flight)

    def has(self, peer: str) -> bool:
        """Whether this run has a peer."""
        return peer not in self._missing

    def empty_folder(self) -> Path:
        """A folder of its own."""
        return Path(tempfile.mkdtemp(dir=self.temporary))

    def here(self, contestants: Sequence[Contestant]) -> list[Contestant]:
        """Those of them that this run has."""
        return [each for each in contestants if self.has(each.peer)]

    @contextmanager
    def worker(self, contestant: Contestant) -> Iterator[Worker]:
        """A worker of its own for a contestant."""
        with Worker(contestant, self._paths) as worker:
            yield worker

    def cpu(
        self, contestants: Sequence[Contestant], times: int, rounds: int | None = None
    ) -> Samples:
        """Seconds of CPU for one call each, in rounds, every contestant in one process."""
        times = max(round(times * self.thoroughness.effort), 1)
        with ExitStack() as stack:
            measures = {}
            for contestant in self.here(contestants):
                worker = stack.enter_context(self.worker(contestant))
                worker.run(max(times // 10, 1))
                measures[contestant.name] = partial(_cpu, worker, times)
            samples = interleaved(measures, rounds or self.thoroughness.calls)
        require_no_refusal(self.server)
        return samples

    def peaks(self, contestants: Sequence[Contestant]) -> Samples:
        """Bytes of memory at the highest in one call, every sample in a process of its own."""

        def peak(contestant: Contestant) -> float:
            with self.worker(contestant) as worker:
                return worker.peak(1)

        return interleaved(
            {each.name: partial(peak, each) for each in self.here(contestants)},
            self.thoroughness.heavy,
        )

    def flights(
        self, contestants: Sequence[Contestant], calls: int, rounds: int | None = None
    ) -> dict[str, list[Flight]]:
        """So many calls of the slow server, every sample with a new client in a new process."""

        def fly(contestant: Contestant) -> Flight:
            new = self.slow.counts()
            with self.worker(contestant) as worker:
                before = self.slow.counts()
                used = worker.run(calls)
                after = self.slow.counts()
            mean = (after["delay"] - before["delay"]) / (after["requests"] - before["requests"])
            ideal = calls * mean / contestant.setting.in_flight
            opened = after["connections"] - new["connections"]
            return Flight(100 * ideal / used["wall"], opened, used["cpu"])

        here = self.here(contestants)
        flights = interleaved(
            {each.name: partial(fly, each) for each in here}, rounds or self.thoroughness.heavy
        )
        require_no_refusal(self.slow)
        return flights

    def starts(
        self, codes: Mapping[str, str], paths: Sequence[Path] = (), rounds: int | None = None
    ) -> Samples:
        """Seconds of CPU for lines of Python, every sample in an interpreter of its own."""

        def start(code: str) -> float:
            timed = f"import time; begun = time.process_time()\n{code}\n"
            done = subprocess.run(
                [sys.executable, "-c", timed + "print(time.process_time() - begun)"],
                env=environment([*self._paths, *paths]),
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise CannotMeasure(f"{code!r} failed: {_last_line(done.stderr)}")
            return float(done.stdout)

        for code in codes.values():
            start(code)  # Compiles what it imports.
        return interleaved(
            {name: partial(start, code) for name, code in codes.items()},
            rounds or self.thoroughness.starts,
        )

    def generated(self, specs: Sequence[Path], output: Path) -> Generated:
        """Run the generator, in a process of its own as a user does."""
        command = [sys.executable, "-m", "generator", "generate", "--output", str(output)]
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        done = subprocess.run(
            [*command, "--spec", *map(str, specs)],
            cwd=self.checkout,
            env=environment([self.checkout]),
            capture_output=True,
            text=True,
            check=False,
        )
        wall = time.perf_counter() - begun
        if done.returncode:
            raise CannotMeasure(f"the generator failed: {_last_line(done.stderr)}")
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        return Generated(wall, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime)

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *failure: object) -> None:
        self._stack.close()


_OPC = "openapi_python_client"
_OG = "openapi_generator"


def _cpu(worker: Worker, times: int) -> float:
    return worker.run(times)["cpu"] / times


def require_no_refusal(server: Serving) -> None:
    """Raise `CannotMeasure` for the first request that a server refused."""
    refused = server.counts()["refused"]
    if refused:
        raise CannotMeasure(f"the server refused a request: {refused[0]}")


def _last_line(text: str) -> str:
    """Where Python says what was wrong."""
    return (text.strip().splitlines() or ["no word why"])[-1]
