"""Whether staging's memory stays flat."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024
ALLOWED_BYTES: Final = 16 * MEBIBYTE
SHORTEST_SECONDS: Final = 30.0
"""In less time caches and pools fill all the while, and growth says nothing."""


@dataclass(frozen=True)
class Memory:
    """Samples of (seconds, bytes), in the order of time."""

    samples: list[tuple[float, int]]

    @property
    def second_half(self) -> Sequence[tuple[float, int]]:
        """The samples that tell: in the first half caches and pools fill."""
        return [sample for sample in self.samples if sample[0] >= self.samples[-1][0] / 2]

    @property
    def problem(self) -> str | None:
        """What is wrong, if it grew clearly in the second half, along a straight line."""
        if not self.samples or self.samples[-1][0] < SHORTEST_SECONDS:
            return None
        later = self.second_half
        grown = slope(later) * (later[-1][0] - later[0][0])
        if grown <= ALLOWED_BYTES:
            return None
        return f"memory grew by {grown / MEBIBYTE:.1f} MiB in the second half of the run"

    def line(self) -> str:
        """What was measured."""
        if not self.samples:
            return "not measured: no /proc here"
        sizes = [size / MEBIBYTE for _, size in self.samples]
        rate = slope(self.second_half) * 60 / MEBIBYTE
        return (
            f"{sizes[0]:.1f} MiB at the start, {sizes[len(sizes) // 2]:.1f} half way,"
            f" {sizes[-1]:.1f} at the end; {rate:+.1f} MiB a minute in the second half"
        )


def slope(samples: Sequence[tuple[float, int]]) -> float:
    """Bytes per second of the straight line that fits best."""
    mean_time = sum(time for time, _ in samples) / len(samples)
    mean_size = sum(size for _, size in samples) / len(samples)
    spread = sum((time - mean_time) ** 2 for time, _ in samples)
    if spread == 0:
        return 0.0
    return sum((time - mean_time) * (size - mean_size) for time, size in samples) / spread
