"""Worker processes, and measuring them in turn."""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Self

from .setting import Setting

ROOT = Path(__file__).parent.parent

# What the extra `fast` brings: a worker without it is kept from importing these.
FAST_MODULES = ("orjson", "aiohttp", "httpx_aiohttp")


@dataclasses.dataclass(frozen=True)
class Contestant:
    """A client with a task.

    Attributes:
        name: What the tables call it.
        peer: The module in `peers/`.
        task: The function in that module.
        setting: What the function gets.
        blocked: Modules that are not there for it.
    """

    name: str
    peer: str
    task: str
    setting: Setting = Setting()
    blocked: tuple[str, ...] = ()


class WorkerError(Exception):
    """A worker ended early; it has told why on stderr."""


class Worker:
    """A contestant's process, from its start until it is closed."""

    def __init__(self, contestant: Contestant, paths: Sequence[Path]) -> None:
        setting = json.dumps(dataclasses.asdict(contestant.setting))
        self._name = contestant.name
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "benchmarks.worker"),
                *(contestant.peer, contestant.task, setting, *contestant.blocked),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(paths),
        )
        self._answer()

    def run(self, times: int) -> dict[str, float]:
        """The seconds for so many times, of CPU (`cpu`) and of the clock (`wall`)."""
        return self._ask(f"run {times}")

    def peak(self, times: int) -> dict[str, float]:
        """The memory that so many times take at their highest (`peak`), in bytes."""
        return self._ask(f"peak {times}")

    def _ask(self, line: str) -> dict[str, float]:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, float]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.close()
            raise WorkerError(f"the worker for {self._name} ended early")
        answer: dict[str, float] = json.loads(line)
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def environment(paths: Sequence[Path]) -> dict[str, str]:
    """The variables of a worker: nothing of the user's settings, modules from `paths` and here."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, *paths))),
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "benchmarks" / "pycache"),
        "PYTHONHASHSEED": "0",
    }


def interleaved(
    measures: Mapping[str, Callable[[], float]], rounds: int
) -> dict[str, list[float]]:
    """Measure each once in every round, A B C, B C A, C A B: a slow moment meets all alike."""
    names = list(measures)
    samples: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            samples[name].append(measures[name]())
    return samples


def ratio(samples: Sequence[float], base: Sequence[float]) -> float:
    """The median of the ratios, round by round."""
    return median(ours / theirs for ours, theirs in zip(samples, base, strict=True))
