"""One worker's bench: a staging of its own, a proxy before it, and the suite run against both."""

import time
from collections import deque
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Self

import attrs

from cardwright.staging import serve

from .. import suite
from ..facts import facts_disagree
from ..findings import Failure
from ..profiles import QUICK, Profile
from ..target import local
from . import demonstration
from .documents import SpecMutant, specification
from .judge import Exchange
from .life import Seen, walk
from .outcome import (
    ALIVE,
    ERROR,
    FAILED,
    KILLED,
    PASSED,
    UNTELLABLE,
    Mutant,
    Outcome,
    control_id,
    known_operations,
)
from .places import operations
from .probes import probe
from .servers.messages import Request, Response
from .servers.mutant import ServerMutant
from .servers.proxy import Connection, Proxy, faultless
from .servers.routes import Call

MOST_EXCHANGES: Final = 4000
UNEXCHANGED: Final = ("missing operation", "unknown parameter", "run")
"""Checks of the suite that fail before anything is sent: they tell nothing of an exchange."""
WITHOUT_JOURNEYS: Final = ("claims", "requests", "chains")
FAST: Final = attrs.evolve(QUICK, fail_fast=True)


class Bench:
    """A context manager: inside it, mutants and controls can be run, one after the other."""

    def __init__(self) -> None:
        self._staging = serve()
        self._proxy = Proxy(self._staging.environment["INSTANTCARD_BASE_URL"])
        self._correct: list[Seen] | None = None
        self._exchanges: deque[tuple[Exchange, str]] = deque(maxlen=MOST_EXCHANGES)

    def __enter__(self) -> Self:
        self._staging.__enter__()
        self._proxy.__enter__()
        self._proxy.watch = self._keep
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._proxy.__exit__(kind, error, trace)
        self._staging.__exit__(kind, error, trace)

    def _keep(self, request: Request, call: Call | None, response: Response) -> None:
        exchange = Exchange(request, response)
        self._exchanges.append((exchange, call.operation if call else ""))

    def control(self, vendor: str, operations: tuple[str, ...], seed: int) -> Outcome:
        """The correct spec and server, all of them or a few operations: nothing may fail."""
        begun = _Stopwatch()
        asked = operations or None
        profile = FAST if operations else QUICK
        failures = self._examine(specification(vendor), vendor, asked, profile, seed)
        return Outcome(
            id=control_id(vendor, operations, seed),
            door="control",
            kind="control",
            vendor=vendor,
            operations=operations,
            description=f"the correct spec and server of {vendor}",
            verdict=FAILED if failures else PASSED,
            checks=_checks(failures),
            says=_first(failures),
            pinned=False,
            seconds=begun.seconds(),
            processor=begun.processor(),
            seed=seed,
        )

    def run(self, mutant: Mutant, seed: int) -> Outcome:
        """Examine a mutant, and if it lives, whether it can be told at all."""
        begun = _Stopwatch()
        if isinstance(mutant, ServerMutant):
            document = specification(mutant.vendor)
            self._proxy.fault = mutant.make()
        else:
            document = mutant.document()
        try:
            found = self._examine(document, mutant.vendor, mutant.operations, FAST, seed)
            failures = _exchanged(found)
            if found and not failures:
                # A journey that has no operation to begin with ends there; requests go on.
                known = {each.id for each in operations(document)}
                there = [each for each in mutant.operations if each in known]
                found_too = self._examine(
                    document, mutant.vendor, there, FAST, seed, WITHOUT_JOURNEYS
                )
                failures = _exchanged(found_too)
        finally:
            self._proxy.fault = faultless
        verdict, says = (KILLED, _first(failures)) if failures else (ALIVE, "")
        if not failures and isinstance(mutant, SpecMutant):
            shown = self._demonstrate(mutant, seed)
            verdict = UNTELLABLE if shown.cannot else ALIVE
            says = shown.cannot or shown.telling or ""
        elif not failures and isinstance(mutant, ServerMutant):
            seen = self._shows(mutant)
            verdict, says = (ALIVE, seen) if seen else (ERROR, "no client can see any of it")
        return Outcome(
            id=mutant.id,
            door="server" if isinstance(mutant, ServerMutant) else "spec",
            kind=mutant.kind,
            vendor=mutant.vendor,
            operations=mutant.operations,
            description=mutant.description,
            verdict=verdict,
            checks=_checks(failures),
            says=says,
            pinned=isinstance(mutant, SpecMutant) and (bool(found) or _pinned(document)),
            seconds=begun.seconds(),
            processor=begun.processor(),
            seed=seed,
        )

    def _demonstrate(self, mutant: SpecMutant, seed: int) -> demonstration.Shown:
        proven = demonstration.by_text(mutant)
        if proven is not None:
            return demonstration.Shown(proven, None)
        made = list(self._exchanges)
        correct = specification(mutant.vendor)
        asked = known_operations(mutant.vendor, mutant.operations)
        if asked:
            self._examine(correct, mutant.vendor, asked, QUICK, seed)
            made += self._exchanges
        if demonstration.wants_probes(mutant):
            with Connection(self._proxy.port) as connection:
                made += probe(mutant, list(self._exchanges), connection.send)
        return demonstration.by_exchanges(mutant, made)

    def _shows(self, mutant: ServerMutant) -> str:
        """The first thing that a client sees of a fault on a walk through everything."""
        environment = self._proxy.addressed(self._staging.environment)
        if self._correct is None:
            self._correct = walk(self._staging, environment)
        self._proxy.fault = mutant.make()
        try:
            seen = walk(self._staging, environment)
        finally:
            self._proxy.fault = faultless
        pairs = zip(self._correct, seen, strict=False)
        return next((f"{step[0]}"[:200] for known, step in pairs if known != step), "")

    def _examine(
        self,
        document: Mapping[str, Any],
        vendor: str,
        operations: Sequence[str] | None,
        profile: Profile,
        seed: int,
        parts: Sequence[str] | None = None,
    ) -> Sequence[Failure]:
        self._staging.controls.reset()
        self._exchanges.clear()
        straight = local(self._staging, vendor)
        through = self._proxy.addressed({"_BASE_URL": straight.base_url})["_BASE_URL"]
        target = attrs.evolve(straight, base_url=through)
        findings = suite.examine(
            document, target, operations=operations, profile=profile, seed=seed, parts=parts
        )
        return findings.failures


def _exchanged(failures: Sequence[Failure]) -> list[Failure]:
    """Those failures that an exchange with a server showed."""
    return [each for each in failures if each.check not in UNEXCHANGED]


class _Stopwatch:
    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def seconds(self) -> float:
        return round(time.perf_counter() - self._wall, 3)

    def processor(self) -> float:
        return round(time.process_time() - self._processor, 3)


def _checks(failures: Sequence[Failure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.check for each in failures))


def _first(failures: Sequence[Failure]) -> str:
    if not failures:
        return ""
    return f"{failures[0].operation}: {failures[0].says}".replace("\n", " ")[:300]


def _pinned(document: Mapping[str, Any]) -> bool:
    return bool(facts_disagree(document))
