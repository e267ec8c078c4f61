"""Two large images, received."""

from ..bench import Bench
from ..comparing import at_most, compared
from ..contestants import both, generated, httpx_sync, ours
from ..figures import Row

_SIZE = 2 * 1024 * 1024


def measure(bench: Bench) -> Row:
    setting = bench.setting(_SIZE)
    decoding = [
        httpx_sync("decode_preview", setting, "json.loads + b64decode"),
        *both("decode_preview", setting),
    ]
    calls = [
        httpx_sync("preview", setting, "httpx + json.loads + b64decode"),
        ours("preview", setting),
        *generated("preview", setting),
    ]
    rounds = bench.thoroughness.calls
    return Row(
        "preview",
        "preview of two 2 MB images, to bytes",
        "json.loads + b64decode of the same bytes; for the whole call, of what httpx.Client gets",
        [
            *compared(bench.cpu(decoding, 2, rounds), at_most(1.3)),
            *compared(bench.cpu(calls, 2, rounds), at_most(1.3), of="CPU, whole call"),
        ],
    )
