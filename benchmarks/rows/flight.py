"""Many calls at once, of a server that takes its time."""

from statistics import median

from ..bench import DELAY, Bench
from ..contestants import (
    OURS,
    OURS_FAST,
    Contestant,
    aiohttp_async,
    httpx_async,
    httpx_sync,
    ours,
    ours_fast,
)
from ..figures import Figure, Goal, Row

_IN_FLIGHT = 50
_CALLS = 2000
_GOALS = {OURS + " async": Goal(93, at_least=True), OURS_FAST + " async": Goal(95, at_least=True)}


def measure(bench: Bench) -> Row:
    flights = bench.flights(contestants_of(bench, _IN_FLIGHT), _CALLS)
    figures = []
    for name, flown in flights.items():
        rate = median(each.share for each in flown)
        opened = max(each.connections for each in flown)
        cpu = median(each.cpu for each in flown) / _CALLS
        goal = _GOALS.get(name)
        detail = f"{cpu * 1000:.3g} ms of CPU a call"
        figures += [
            Figure(name, rate, "%", goal, detail, "of the ideal rate"),
            Figure(name, opened, "", goal and Goal(_IN_FLIGHT), "", "connections opened"),
        ]
    low, high = (round(1000 * each) for each in DELAY)
    return Row(
        "flight",
        f"{_CALLS:,} GETs, {_IN_FLIGHT} in flight, answers after {low} to {high} ms",
        f"{_IN_FLIGHT} / mean latency",
        figures,
    )


def contestants_of(bench: Bench, in_flight: int) -> list[Contestant]:
    """Who makes so many calls at once."""
    setting = bench.slow_setting(in_flight)
    contestants = [
        ours("flight_async", setting, " async"),
        ours_fast("flight_async", setting, " async"),
        ours("flight", setting, " in threads"),
    ]
    if bench.thoroughness.peers:
        contestants += [
            httpx_async("flight", setting, "httpx async, as it comes"),
            httpx_async("flight_with_limits", setting, "httpx async, with limits"),
            httpx_async("flight_over_aiohttp", setting, "httpx async, over aiohttp"),
            httpx_sync("flight", setting, "httpx in threads"),
            aiohttp_async("flight", setting),
        ]
    return contestants
