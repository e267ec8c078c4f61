"""From the bytes of an answer to typed cards."""

from ..bench import Bench
from ..comparing import at_most, compared
from ..contestants import both, generated, httpx_sync
from ..figures import Row


def measure(bench: Bench) -> Row:
    setting = bench.setting(1000)
    contestants = [
        httpx_sync("decode", setting, "json.loads"),
        *both("decode", setting),
        *generated("decode", setting),
    ]
    return Row(
        "decode",
        "decode 1,000 cards",
        "json.loads of the same bytes",
        compared(bench.cpu(contestants, 10), at_most(1.9, 1.3)),
    )
