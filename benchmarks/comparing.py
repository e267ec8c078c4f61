"""From samples to figures."""

from collections.abc import Mapping
from statistics import median

from .contestants import OURS, OURS_FAST
from .figures import Figure, Goal
from .harness import Samples, ratio, ratios, spread


def compared(
    samples: Samples,
    goals: Mapping[str, Goal] | None = None,
    *,
    of: str = "CPU",
    unit: str = "ms",
    scale: float = 1000,
) -> list[Figure]:
    """Each client's cost, as times that of the first one.

    Args:
        samples: The costs.
        goals: What the ratios are to reach, by client.
        of: What the costs are.
        unit: In which unit the costs themselves are shown.
        scale: How many of it a cost of 1 is.
    """
    reference = next(iter(samples.values()))
    figures = []
    for name, costs in samples.items():
        low, high = spread(ratios(costs, reference))
        detail = f"{median(costs) * scale:.3g} {unit}"
        if costs is not reference:
            detail += f"; middle half {low:.2f}–{high:.2f}×"
        goal = (goals or {}).get(name)
        figures.append(Figure(name, ratio(costs, reference), "x", goal, detail, of))
    return figures


def at_most(ours: float, fast: float | None = None) -> dict[str, Goal]:
    """The goals of our client, without an extra and with the extra `fast`."""
    goals = {OURS: Goal(ours)}
    if fast is not None:
        goals[OURS_FAST] = Goal(fast)
    return goals
