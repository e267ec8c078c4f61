"""One small call."""

from ..bench import Bench
from ..comparing import at_most, compared
from ..contestants import (
    aiohttp_async,
    both,
    generated,
    httpx_async,
    httpx_sync,
    openapi_python_client,
    ours,
    requests_sync,
)
from ..figures import Row

_TIMES = 300


def get(bench: Bench) -> Row:
    setting = bench.setting()
    contestants = [
        httpx_sync("get", setting),
        *both("get", setting),
        *generated("get", setting),
        requests_sync("get", setting),
    ]
    return Row(
        "get",
        "GET one card, typed, sync",
        "httpx.Client: get() and json()",
        compared(bench.cpu(contestants, _TIMES), at_most(1.00)),
    )


def get_async(bench: Bench) -> Row:
    setting = bench.setting()
    contestants = [
        httpx_async("get", setting),
        *both("get_async", setting),
        openapi_python_client("get_async", setting),
        aiohttp_async("get", setting),
    ]
    return Row(
        "get-async",
        "GET one card, typed, async",
        "httpx.AsyncClient: get() and json()",
        compared(bench.cpu(contestants, _TIMES), at_most(1.00)),
    )


def mock(bench: Bench) -> Row:
    setting = bench.setting()
    contestants = [
        httpx_sync("mock", setting),
        *both("mock", setting),
        openapi_python_client("mock", setting),
    ]
    figures = compared(bench.cpu(contestants, 2 * _TIMES), at_most(1.00))
    waiting = [
        httpx_async("mock", setting),
        ours("mock_async", setting, " async"),
    ]
    return Row(
        "mock",
        "GET one card, typed, without a network",
        "httpx on the same mock transport: get() and json()",
        [*figures, *compared(bench.cpu(waiting, 2 * _TIMES))],
    )
