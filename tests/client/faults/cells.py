"""One operation meets one fault, and is judged by what the vendor's tables hold afterwards."""

import inspect
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import attrs

import instantcard
import synctera

from ..clients import Kind
from .bench import ATTEMPTS, Bench, Expected, normal
from .catalogue import Fault
from .operations import Operation

# Beyond its deadline a call may take what a busy machine takes to notice.
_SLACK: Final = 1.5
_TRANSPORT_ERRORS: Final = (instantcard.TransportError, synctera.TransportError)
# How often what is no part of the fault is tried, with limits too short for a busy machine.
_PATIENCE: Final = 20


@dataclass
class Cell:
    """What one operation made of one fault.

    Attributes:
        said: What the caller was told: `done`, or the `outcome` of the exception; else `broken`.
        exception: The exception's name.
        settled: What `resolve()` answered, by its class's name.
        reason: Why it could not be told.
        effects: How often it happened; `None`: neither in whole nor not at all.
        arrivals: How many whole requests arrived for the call.
        gap: Seconds from the first answer to the second request.
        elapsed: Seconds that the call took.
        total: Seconds that it was given.
        breaches: What must not be.
    """

    operation: Operation
    fault: str
    kind: Kind
    said: str = "done"
    exception: str = ""
    settled: str = ""
    reason: str = ""
    effects: int | None = 0
    arrivals: int = 0
    gap: float | None = None
    elapsed: float = 0.0
    total: float = 0.0
    breaches: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.operation.id} ({self.kind}), {self.fault}"


def play(bench: Bench, operation: Operation, fault: Fault, kind: Kind) -> Cell:
    """Let an operation meet a fault."""
    expected = bench.expected(operation)
    bench.begin()
    cell = Cell(operation, fault.name, kind, total=fault.limits.total)
    caught: list[Any] = []

    async def scenario(api: Any) -> Any:
        if operation.vendor == "instantcard" and operation.group != "login":
            await _patiently(api.login)
        bench.staging.controls.calls.clear()
        bench.watch(operation)
        fault.arm(bench, operation)
        begun = time.monotonic()
        try:
            return await operation.call(api, bench.world)
        except Exception as error:
            caught.append(error)
        finally:
            cell.elapsed = time.monotonic() - begun
            arrivals = list(bench.proxy.arrivals)
            bench.calm()
            cell.arrivals = len(arrivals)
            if len(arrivals) > 1 and arrivals[0].answered is not None:
                cell.gap = arrivals[1].at - arrivals[0].answered
        return await _resolved(caught[0])

    result = bench.play(
        operation,
        kind,
        scenario,
        limits=fault.limits,
    )
    error = caught[0] if caught else None
    if error is not None:
        cell.said = getattr(error, "outcome", "broken")
        cell.exception = type(error).__name__
        cell.settled = type(result).__name__ if cell.said == "unknown" else ""
        cell.reason = str(getattr(result, "reason", "") or "")
    cell.effects = expected.effects(bench.tables())
    cell.breaches = [
        *_reported(cell),
        *_resolution(cell, result, expected),
        *_bounds(cell, fault, error),
    ]
    if error is None and operation.group != "login" and not _same(result, expected.result):
        cell.breaches.append("returned something else than without the fault")
    if operation.group != "login" and bench.logins() > 1:
        cell.breaches.append(f"storm: {bench.logins()} logins for one call")
    return cell


async def _resolved(error: Any) -> Any:
    """What `resolve()` says of an error; the error itself if it has none, or if it fails."""
    if not hasattr(error, "resolve"):
        return error
    try:
        return await _patiently(error.resolve)
    except Exception as failure:
        return failure


async def _patiently(call: Callable[[], Any]) -> Any:
    """Call what only reads, or logs in, until it does not fail."""
    for left in reversed(range(_PATIENCE)):
        try:
            found = call()
            return await found if inspect.isawaitable(found) else found
        except _TRANSPORT_ERRORS:
            if not left:
                raise
    raise AssertionError("it is tried at least once")


def _reported(cell: Cell) -> Iterator[str]:
    """What the caller was told and is not so."""
    writes = cell.operation.writes
    if cell.said not in ("done", "never sent", "refused", "no effect", "unknown"):
        yield f"broken: raised {cell.exception}, which says nothing of the outcome"
    if cell.effects is None:
        yield "half done: the tables are neither as before nor as after it"
    elif cell.effects > 1:
        yield "duplicate: it happened twice"
    if cell.said == "done" and writes and cell.effects == 0:
        yield "absent: reported done, and is not"
    if cell.said in ("refused", "never sent", "no effect") and cell.effects != 0:
        yield f"present: reported {cell.said}, and is done"
    if cell.said == ("no effect" if writes else "unknown"):
        yield f"misnamed: a {cell.operation.group} operation reported {cell.said}"
    if cell.said == "never sent" and cell.arrivals:
        yield f"present: reported never sent, and {cell.arrivals} requests arrived"


def _resolution(cell: Cell, result: Any, expected: Expected) -> Iterator[str]:
    """Where `resolve()` is wrong, or does not decide what can be decided."""
    if cell.said != "unknown":
        return
    if cell.settled == "Happened":
        if cell.effects != 1:
            yield f"resolve: said that it happened; it did {cell.effects} times"
        found, wanted = (getattr(each, "id", None) for each in (result.result, expected.result))
        if result.result is not None and found != wanted and "-" not in str(wanted):
            yield f"resolve: found {found} instead of {wanted}"
    elif cell.settled == "DidNotHappen":
        if cell.effects != 0:
            yield f"resolve: said that it did not happen; it did {cell.effects} times"
    elif cell.settled == "CannotTell":
        if not cell.operation.undecided:
            yield f"undecided: could not tell: {cell.reason}"
    else:
        yield f"undecided: resolve raised {cell.settled}: {result}"


def _bounds(cell: Cell, fault: Fault, error: Any) -> Iterator[str]:
    """Where it took too long, came too soon, or was sent too often."""
    if cell.elapsed > cell.total + _SLACK:
        yield f"late: took {cell.elapsed:.2f} s of {cell.total:g} s"
    if fault.wait and cell.gap is not None and cell.gap < fault.wait:
        yield f"too soon: came again after {cell.gap:.2f} s instead of {fault.wait:g}"
    may_repeat = fault.refuses or not cell.operation.writes or cell.operation.group == "key"
    if cell.arrivals > (ATTEMPTS + 1 if may_repeat else 1):
        yield f"repeated: {cell.arrivals} requests arrived"
    if error is not None and cell.arrivals > getattr(error, "attempts", cell.arrivals):
        yield f"miscounted: told {error.attempts} attempts, {cell.arrivals} requests arrived"


def _same(found: Any, wanted: Any) -> bool:
    """Whether two results are equal, but for ids that are random and for times."""
    return bool(normal(repr(_comparable(found))) == normal(repr(_comparable(wanted))))


def _comparable(result: Any) -> Any:
    if isinstance(result, list | tuple):
        return [_comparable(each) for each in result]
    if not attrs.has(type(result)):
        return result
    return attrs.asdict(result, value_serializer=_without_chance)


def _without_chance(_: Any, __: Any, each: Any) -> Any:
    return type(each).__name__ if isinstance(each, datetime | UUID) else each
