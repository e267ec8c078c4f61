"""How long it takes from starting staging to having its first answer."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .figures import verdict
from .process import STAGING, StagingProcess


@dataclass
class Starts:
    """A run's figures."""

    limit: float
    seconds: list[float] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """What is wrong, if it took too long."""
        median = statistics.median(self.seconds)
        return [] if median < self.limit else [f"{median:.2f} s is not under {self.limit} s"]

    def lines(self) -> list[str]:
        """What is printed."""
        least, middle, most = min(self.seconds), statistics.median(self.seconds), max(self.seconds)
        return [
            f"starts     {len(self.seconds)}",
            f"answer     the first one after {middle:.2f} s (median), {least:.2f} to {most:.2f} s",
            *verdict(self.problems),
        ]


def run(count: int, limit: float, file: Path | None, command: Sequence[str] = STAGING) -> Starts:
    """Start staging so many times."""
    starts = Starts(limit)
    for _ in range(count):
        with StagingProcess(file, command) as staging:
            starts.seconds.append(staging.start_seconds)
    return starts
