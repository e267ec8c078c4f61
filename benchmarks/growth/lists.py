"""With the length of a list."""

from ..bench import Bench
from ..contestants import both, generated, httpx_sync
from ..figures import Curve
from ..harness import ratio

_LENGTHS = (10, 100, 1_000, 10_000)
_CARDS_IN_A_ROUND = 10_000


def curves(bench: Bench) -> list[Curve]:
    """A page of so many cards, of the server on loopback."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for length in _LENGTHS:
        setting = bench.setting(length)
        contestants = [
            httpx_sync("list_cards", setting, "httpx + json.loads"),
            *both("list_cards", setting),
            *generated("list_cards", setting),
        ]
        times = min(max(_CARDS_IN_A_ROUND // length, 1), 200)
        samples = bench.cpu(contestants, times, bench.thoroughness.heavy)
        reference, *_ = samples.values()
        for name, costs in samples.items():
            lines.setdefault(name, []).append((length, ratio(costs, reference)))
    return [Curve("A list, typed", "cards in the list", "CPU, times httpx + json.loads", lines)]
