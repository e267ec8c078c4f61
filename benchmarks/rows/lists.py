"""A page of a list."""

from ..bench import Bench
from ..comparing import at_most, compared
from ..contestants import (
    aiohttp_async,
    both,
    generated,
    httpx_async,
    httpx_sync,
    openapi_python_client,
    requests_sync,
)
from ..figures import Row

_LENGTH = 100
_TIMES = 60


def measure(bench: Bench) -> Row:
    setting = bench.setting(_LENGTH)
    contestants = [
        httpx_sync("list_cards", setting),
        *both("list_cards", setting),
        *generated("list_cards", setting),
        requests_sync("list_cards", setting),
    ]
    return Row(
        "list",
        "list of 100 cards, typed, sync",
        "httpx.Client: get() and json.loads",
        compared(bench.cpu(contestants, _TIMES), at_most(1.25, 0.80)),
    )


def measure_async(bench: Bench) -> Row:
    setting = bench.setting(_LENGTH)
    contestants = [
        httpx_async("list_cards", setting),
        *both("list_async", setting),
        openapi_python_client("list_async", setting),
        aiohttp_async("list_cards", setting),
    ]
    return Row(
        "list-async",
        "list of 100 cards, typed, async",
        "httpx.AsyncClient: get() and json.loads",
        compared(bench.cpu(contestants, _TIMES), at_most(1.25, 0.80)),
    )
