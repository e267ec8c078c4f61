"""A hundred callers of one client meet an expired token at the same time."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

from ..clients import Kind
from .bench import ATTEMPTS, Bench, Limits
from .operations import Operation, operations

CALLERS: Final = 100
GROUPS: Final = ("read", "repeatable", "once", "money")
_LIMITS: Final = Limits(read=30, total=40)


@dataclass
class Storm:
    """What came of it.

    Attributes:
        failing: Whether the login failed.
        logins: How many login requests arrived.
        said: How many callers were told what.
        carried_out: How many requests the vendor carried out.
        breaches: What must not be.
    """

    operation: Operation
    kind: Kind
    failing: bool
    logins: int = 0
    said: Counter[str] = field(default_factory=Counter)
    carried_out: int = 0
    breaches: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.operation.id} ({self.kind}), {CALLERS} callers with an expired token"


def storms() -> Iterator[tuple[Operation, bool]]:
    """An operation of each group, and whether the login fails."""
    for group in GROUPS:
        operation = next(each for each in operations() if each.group == group)
        yield operation, False
        yield operation, True


def play(bench: Bench, operation: Operation, kind: Kind, *, failing: bool) -> Storm:
    """Let a hundred callers meet an expired token."""
    bench.expected(operation)
    bench.begin()
    controls = bench.staging.controls

    async def scenario(api: Any) -> Sequence[str]:
        await api.login()
        controls.expire_tokens()
        controls.calls.clear()
        # Slow enough for everybody to be there before it is over.
        if failing:
            controls.arm("session.login", "status", status=503, times=ATTEMPTS, seconds=1.5)
        else:
            controls.arm("session.login", "latency", times=CALLERS, seconds=0.5)
        if kind == "async":
            return await asyncio.gather(
                *(_told(operation, api, bench) for _ in range(CALLERS)),
            )
        start = threading.Barrier(CALLERS)

        def call(_: int) -> str:
            start.wait(30)
            return asyncio.run(_told(operation, api, bench))

        with ThreadPoolExecutor(CALLERS) as pool:
            return list(pool.map(call, range(CALLERS)))

    storm = Storm(operation, kind, failing)
    storm.said.update(bench.play(operation, kind, scenario, limits=_LIMITS))
    storm.logins = bench.logins()
    carried_out = [each for each in controls.calls.of(operation.id) if each.status in (200, 201)]
    storm.carried_out = len(carried_out)
    storm.breaches = list(_breaches(storm))
    return storm


async def _told(operation: Operation, api: Any, bench: Bench) -> str:
    """What one caller is told."""
    try:
        await operation.call(api, bench.world)
    except Exception as error:
        return str(getattr(error, "outcome", f"broken: {error!r}"))
    return "done"


def _breaches(storm: Storm) -> Iterator[str]:
    allowed = ATTEMPTS if storm.failing else 1
    if storm.logins != allowed:
        yield f"storm: {storm.logins} logins arrived instead of {allowed}"
    if storm.said["done"] != storm.carried_out:
        yield f"storm: {storm.said['done']} were told done, {storm.carried_out} were carried out"
    if strange := set(storm.said) - {"done", "refused", "never sent"}:
        yield f"storm: callers were told {sorted(strange)}"
    if storm.failing and storm.said["done"]:
        yield f"storm: {storm.said['done']} were told done without a login"
