"""What is counted and measured while clients are at work."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

SHOWN: Final = 10
"""How many problems are printed; all are counted."""


@dataclass
class Figures:
    """Latencies and statuses by operation, and what was not as it should be."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def answered(self, operation: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self.seconds[operation].append(seconds)
        self.statuses[status] += 1

    @property
    def requests(self) -> int:
        """How many were answered."""
        return self.statuses.total()

    def latencies(self) -> list[str]:
        """A table: percentiles in milliseconds of each operation, and of all together."""
        together = [each for times in self.seconds.values() for each in times]
        rows = [*sorted(self.seconds.items()), ("all", together)]
        return [
            f"{'operation':36}{'count':>7}{'p50 ms':>9}{'p90 ms':>9}{'p99 ms':>9}{'max ms':>9}",
            *(_row(operation, times) for operation, times in rows if times),
        ]


def _row(operation: str, times: Sequence[float]) -> str:
    parts = (percentile(times, share) for share in (0.5, 0.9, 0.99, 1.0))
    return f"{operation:36}{len(times):>7}" + "".join(f"{1000 * part:>9.1f}" for part in parts)


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]


def verdict(problems: Sequence[str]) -> list[str]:
    """The last lines of a run."""
    if not problems:
        return ["held up: yes"]
    more = len(problems) - SHOWN
    return [
        f"held up: NO, {len(problems)} problems",
        *(f"  {each}" for each in problems[:SHOWN]),
        *([f"  and {more} more"] if more > 0 else []),
    ]
