"""A spec held against a server, in this process."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from .api import Api, Stop
from .claims import CLAIMS, Stock
from .document import Spec
from .engine import Engine
from .findings import Failure, Findings
from .journeys import Journey, journeys_of
from .place import place_of
from .profiles import GENTLE, Profile
from .target import Target
from .wire import NotAllowed, Wire
from .worlds import World, world_of

#: What a run consists of.
PARTS = ("journeys", "claims", "requests", "chains")


#: What a journey raises where an answer is not of the shape that it reads.
_TRIPPED = (ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError)


class Suite:
    """One spec, one server, and what was found between them.

    Attributes:
        spec: The spec.
        target: The server.
        findings: What was found so far.
        left: What the run leaves at a server that is not ours.
    """

    def __init__(self, spec: Spec, target: Target, seed: int) -> None:
        self.spec = spec
        self.target = target
        self.findings = Findings(seed=seed)
        self.wire = Wire(spec, target)
        self.wire.heard = lambda operation, status: self.findings.answered(operation.id, status)
        self.api = Api(spec, self.wire, target.account, self.findings)
        self.left: list[str] = []

    @cached_property
    def world(self) -> World:
        """What exists at the server."""
        return world_of(self.api)

    @cached_property
    def stock(self) -> Stock:
        """Requests that the server takes."""
        return Stock(self.api, self.world)

    def allowed(self, operations: Iterable[str]) -> list[str]:
        """Those operations that may be called at this server."""
        return [one for one in operations if self._allows(one)]

    def profile(self, wanted: Profile) -> Profile:
        """How much to do at this server."""
        return GENTLE if self.target.remote else wanted

    def requests(self, operations: Iterable[str], profile: Profile) -> None:
        """Generated requests of some operations, each on its own."""
        chosen = self.allowed(operations)
        for one in set(operations) - set(chosen):
            self.findings.unchecked[one] = "it is not allowed here"
        if chosen:
            engine = self._go(chosen, lambda engine: engine.requests(chosen, profile))
            if engine is not None:
                self.findings.unchecked.update(engine.unsent(chosen))

    def chains(self, operations: Iterable[str], profile: Profile) -> None:
        """Chains of linked requests."""
        chosen = self.allowed(operations)
        if not chosen or not profile.chains:
            self.findings.unchecked["chains"] = "it is not allowed here"
            return
        engine = self._go(["chains"], lambda engine: engine.chains(chosen, profile))
        if engine is not None and len(unsent := engine.unsent(chosen)) == len(chosen):
            self.findings.unchecked["chains"] = next(iter(unsent.values()))

    def journey(self, journey: Journey) -> None:
        """One journey, or the note that it is not checked here."""
        reason = journey.unchecked(self.target)
        if reason is not None:
            self.findings.unchecked[journey.name] = reason
        else:
            self._judge([journey.name], lambda: journey.go(self.api, self.world))

    def claims(self, operations: Iterable[str]) -> None:
        """What the spec claims of some operations, one claim after the other."""
        for name in operations:
            operation = self.spec.operations[name]
            for claim in CLAIMS:
                if self.target.remote:
                    # They make more requests than a server of somebody else's is to get.
                    self.findings.unchecked[claim.name] = "it is made only on this machine"
                elif claim.needs_controls and self.target.controls is None:
                    self.findings.unchecked[claim.name] = "it needs the controls of a staging"
                else:
                    hold = partial(claim.hold, self.api, self.stock, operation)
                    self._judge([claim.name], hold)

    def not_reached(self, operations: Iterable[str]) -> list[Failure]:
        """Those operations, each as a failure, that were never answered with a success."""
        called = [one for one in operations if one not in self.spec.operations or self._allows(one)]
        return [
            Failure(one, "never reached", "it was never answered with a success")
            for one in self.findings.not_reached(called)
        ]

    def close(self) -> None:
        """Take back what was made at a server that is not ours, and close the connections."""
        if self.target.remote and self.target.may("write") and self.wire.sent:
            self.left = list(self.world.tidy())
        self.findings.calls = self.wire.sent
        self.wire.close()

    def _allows(self, operation_id: str) -> bool:
        operation = self.spec.operations[operation_id]
        if not self.target.remote:
            return True
        if not operation.secured:
            return False
        if operation.moves_money:
            return self.target.may("money")
        return operation.effect == "read" or self.target.may("write")

    def _judge(self, names: list[str], part: Callable[[], None]) -> None:
        def usable(_: Engine) -> None:
            with self.api.usable():
                part()

        self._go(names, usable)

    def _go(self, names: list[str], part: Callable[[Engine], None]) -> Engine | None:
        try:
            engine = Engine(self.api, self.world)
            part(engine)
        except Stop:
            return None
        except NotAllowed as reason:
            self.findings.unchecked.update(dict.fromkeys(names, str(reason)))
            return None
        except _TRIPPED as error:
            kind, place = type(error).__name__, place_of(error.__traceback__)
            says = f"an answer lacks what the tests need: {kind} {place}"
            self.findings.add(Failure(names[0], "unexpected answer", says))
            return None
        finally:
            self.findings.calls = self.wire.sent
        return engine


def examine(
    spec: Mapping[str, Any],
    target: Target,
    *,
    operations: Collection[str] | None = None,
    profile: Profile,
    seed: int,
    parts: Collection[str] | None = None,
) -> Findings:
    """Hold a spec against a server.

    Args:
        spec: The parsed OpenAPI document.
        target: The server.
        operations: The ids of the operations; all of them if None. Journeys that have to do with
            one of them are made as a whole.
        profile: How much to do.
        seed: What requests are made from: the same seed makes the same requests.
        parts: Some of `PARTS`; all of them if None.
    """
    suite = Suite(Spec(spec), target, seed)
    chosen = [one for one in suite.spec.operations if operations is None or one in operations]
    wanted = PARTS if parts is None else parts

    def enough() -> bool:
        return profile.fail_fast and bool(suite.findings.failures)

    try:
        if "journeys" in wanted:
            for journey in journeys_of(suite.spec.vendor):
                if operations is None or journey.concerns.intersection(operations):
                    suite.journey(journey)
                if enough():
                    return suite.findings
        for operation in chosen if "claims" in wanted else ():
            suite.claims([operation])
            if enough():
                return suite.findings
        if "requests" in wanted:
            suite.requests(chosen, profile)
        if "chains" in wanted and not enough():
            suite.chains(suite.spec.operations if operations is None else chosen, profile)
        if "requests" in wanted and not suite.findings.failures:
            for failure in suite.not_reached(chosen if operations is None else operations):
                suite.findings.add(failure)
    finally:
        suite.close()
    return suite.findings
