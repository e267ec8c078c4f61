"""With the size of a photo that is sent."""

from statistics import median

from ..bench import Bench
from ..figures import Curve
from ..rows.photo import contestants_of

_KILOBYTES = (100, 1_000, 4_000, 16_000)


def curves(bench: Bench) -> list[Curve]:
    """CPU and memory."""
    cpu: dict[str, list[tuple[float, float]]] = {}
    memory: dict[str, list[tuple[float, float]]] = {}
    for kilobytes in _KILOBYTES:
        contestants = contestants_of(bench, 1000 * kilobytes)
        times = max(4_000 // kilobytes, 1)
        for name, costs in bench.cpu(contestants, times, bench.thoroughness.heavy).items():
            cpu.setdefault(name, []).append((kilobytes, 1000 * median(costs)))
        for name, peaks in bench.peaks(contestants).items():
            # A logarithmic axis has no zero.
            memory.setdefault(name, []).append((kilobytes, max(median(peaks) / 1e6, 0.01)))
    x = "kilobytes of the photo"
    return [
        Curve("Sending a photo", x, "CPU, ms", cpu, log_y=True),
        Curve("Sending a photo: memory", x, "extra peak, MB", memory, log_y=True, goal=2),
    ]
