"""With the number of requests in flight."""

from statistics import median

from ..bench import Bench
from ..figures import Curve
from ..rows.flight import contestants_of

_WIDTHS = (1, 10, 50, 100, 200)
_CALLS_OF_EACH = 20

# Takes minutes for 200: each request looks through all connections.
_LEFT_OUT = ("flight_with_limits",)


def curves(bench: Bench) -> list[Curve]:
    """How much of the ideal rate is reached."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for width in _WIDTHS:
        contestants = [each for each in contestants_of(bench, width) if each.task not in _LEFT_OUT]
        flights = bench.flights(contestants, width * _CALLS_OF_EACH, 1)
        for name, flown in flights.items():
            lines.setdefault(name, []).append((width, median(each.share for each in flown)))
    return [
        Curve("Calls at once, answers after 25 to 75 ms", "in flight", "% of the ideal rate", lines)
    ]
