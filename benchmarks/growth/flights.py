"""With the number of requests in flight."""

from statistics import median

from ..bench import Bench
from ..figures import Curve
from ..rows.flight import contestants_of

_WIDTHS = (1, 10, 50, 100, 200)
_CALLS_OF_EACH = 20


def curves(bench: Bench) -> list[Curve]:
    """How much of the ideal rate is reached."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for width in _WIDTHS:
        flights = bench.flights(contestants_of(bench, width), width * _CALLS_OF_EACH, 1)
        for name, flown in flights.items():
            lines.setdefault(name, []).append((width, median(each.share for each in flown)))
    return [
        Curve("Calls at once, answers after 25 to 75 ms", "in flight", "% of the ideal rate", lines)
    ]
