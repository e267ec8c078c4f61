"""A large photo, sent."""

import hashlib
from collections.abc import Sequence
from statistics import median

from .. import payloads
from ..bench import Bench, CannotMeasure
from ..comparing import at_most, compared
from ..contestants import OURS, Contestant, both, generated, httpx_sync
from ..figures import Figure, Goal, Row

_MEBIBYTE = 1024 * 1024


def measure(bench: Bench) -> Row:
    contestants = contestants_of(bench, 8 * _MEBIBYTE)
    require_arrival(bench, contestants)
    cpu = compared(bench.cpu(contestants, 1, bench.thoroughness.heavy), at_most(0.06))
    memory = [
        Figure(
            name,
            median(samples) / _MEBIBYTE,
            "MB",
            Goal(2) if name == OURS else None,
            "beyond what the client and the photo take",
            "extra peak memory",
        )
        for name, samples in bench.peaks(contestants).items()
    ]
    return Row("photo", "send an 8 MB photo", "httpx.Client: post(data=)", [*cpu, *memory])


def contestants_of(bench: Bench, size: int) -> list[Contestant]:
    """Who sends a photo of so many bytes."""
    setting = bench.setting(size)
    return [
        httpx_sync("photo", setting, "httpx data="),
        *both("photo", setting),
        *generated("photo", setting),
    ]


def require_arrival(bench: Bench, contestants: Sequence[Contestant]) -> None:
    """Make sure that the server gets the photo as it is.

    Raises:
        CannotMeasure: It got another one.
    """
    for contestant in bench.here(contestants):
        with bench.worker(contestant) as worker:
            worker.run(1)
        photo = payloads.photo_bytes(contestant.setting.size)
        if bench.server.counts()["photo"] != hashlib.sha256(photo).hexdigest():
            raise CannotMeasure(f"the photo that {contestant.name} sent did not arrive as it is")
