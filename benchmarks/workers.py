"""A worker's process, as whoever measures sees it."""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from .contestants import Contestant

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "benchmarks"


class WorkerEnded(Exception):
    """A worker ended early; it has told why on stderr."""


class Worker:
    """A contestant's process, from its start until it is closed."""

    def __init__(self, contestant: Contestant, paths: Sequence[Path]) -> None:
        setting = json.dumps(dataclasses.asdict(contestant.setting))
        self._contestant = contestant
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "benchmarks.worker"),
                *(contestant.peer, contestant.task, setting, *contestant.blocked),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment([ROOT, *paths]),
        )
        self._answer()

    def run(self, times: int) -> dict[str, float]:
        """The seconds for so many times, of CPU (`cpu`) and of the clock (`wall`)."""
        return self._ask(f"run {times}")

    def peak(self, times: int) -> float:
        """The bytes of memory that so many times take at their highest."""
        return self._ask(f"peak {times}")["peak"]

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
            name, task = self._contestant.name, self._contestant.task
            raise WorkerEnded(f"the worker of {name} for {task!r} ended early")
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
    """The variables of a process that is measured: modules from `paths`, no settings of a user."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        # Of our own, so that each module is compiled once, and nothing is left in what is measured.
        "PYTHONPYCACHEPREFIX": str(BUILD / "pycache"),
        "PYTHONHASHSEED": "0",
    }
