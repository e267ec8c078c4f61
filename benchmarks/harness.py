"""How samples are taken, and what is made of them."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Samples: TypeAlias = dict[str, list[float]]


def interleaved(measures: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """Measure each once in every round: A B C, B C A, C A B.

    A slow moment of the machine meets all of them alike, and nobody always comes first.
    """
    names = list(measures)
    samples: dict[str, list[T]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            samples[name].append(measures[name]())
    return samples


def ratios(samples: Sequence[float], reference: Sequence[float]) -> list[float]:
    """How many times the reference's cost, round by round."""
    return [ours / theirs for ours, theirs in zip(samples, reference, strict=True)]


def ratio(samples: Sequence[float], reference: Sequence[float]) -> float:
    """The median of the ratios, round by round."""
    return median(ratios(samples, reference))


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Between which values the middle half lies."""
    if len(values) < 2:
        return values[0], values[0]
    low, _, high = quantiles(values, n=4, method="inclusive")
    return low, high


def steepening(points: Sequence[tuple[float, float]]) -> float:
    """How much steeper the last piece of a curve is than all before it: 1 for a straight line."""
    (x0, y0), *_, (x1, y1), (x2, y2) = points
    return ((y2 - y1) / (x2 - x1)) / ((y1 - y0) / (x1 - x0))
