"""Faults for the next calls: arming, counting, removing."""

import asyncio
import difflib
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cardwright.staging.controls.effects import AFTER, KINDS, Effect
from cardwright.staging.controls.exchange import Exchange
from cardwright.staging.controls.fields import ControlError, Fields
from cardwright.staging.http import Json

ANY: Final = "*"
"""Stands for every operation."""
MOST_FAULTS: Final = 1000
MOST_TIMES: Final = 1_000_000
LONGEST_WAIT: Final = 3600.0


@dataclass(slots=True)
class Fault:
    """A fault for the next `times` calls of an operation; `left` says how many are to come.

    It comes `when` the request is not yet carried out ("before") or its change is committed
    ("after"), and waits `seconds` then.
    """

    id: int
    operation: str
    kind: str
    when: str
    seconds: float
    times: int
    left: int
    settings: Mapping[str, Json]
    """The other members that it was armed with."""
    effect: Effect

    async def befall(self, exchange: Exchange, stopping: asyncio.Event) -> None:
        """Bring the fault upon a call; one that waits when staging stops is dropped."""
        await exchange.receive_request()
        if self.when == AFTER:
            await exchange.own_answer()
        if self.seconds and await _comes_within(self.seconds, stopping):
            await exchange.drop(reset=False)
        else:
            await self.effect(exchange)

    def to_json(self) -> dict[str, Json]:
        """The fault as the control answers it."""
        return {
            "id": self.id,
            "operation": self.operation,
            "kind": self.kind,
            "when": self.when,
            "seconds": self.seconds,
            "times": self.times,
            "left": self.left,
            **self.settings,
        }


class Faults:
    """The faults, in the order in which they were armed. Can be used from any thread.

    A call meets one fault at most: the first with calls left that is for its operation. Spent
    faults stay in the list, with none left, until they are removed or their place is needed.
    """

    def __init__(self, operations: Collection[str]) -> None:
        """`operations` are the names that a fault can be for."""
        self._operations = operations
        self._turn = threading.Lock()
        self._faults: dict[int, Fault] = {}
        self._last_id = 0
        self._armed = False

    @property
    def armed(self) -> bool:
        """Whether any call could meet a fault."""
        return self._armed

    def arm(self, fields: Fields) -> Fault:
        """Arm the fault that the members describe."""
        for name in ("operation", "kind"):
            fields.required(name)
        operation = check_operation(fields.text("operation"), [*self._operations, ANY])
        kind_name = fields.choice("kind", list(KINDS))
        assert kind_name is not None
        kind = KINDS[kind_name]
        when = fields.choice("when", kind.when) or kind.when[0]
        seconds = fields.number("seconds", least=0, most=LONGEST_WAIT) or 0.0
        times = fields.integer("times", least=1, most=MOST_TIMES) or 1
        common = set(fields.known)
        effect = kind.effect(fields)
        fields.finish()
        settings = {name: value for name, value in fields.given.items() if name not in common}
        with self._turn:
            self._make_room()
            self._last_id += 1
            fault = Fault(
                self._last_id, operation, kind_name, when, seconds, times, times, settings, effect
            )
            self._faults[fault.id] = fault
            self._armed = True
        return fault

    def take(self, operation: str | None) -> Fault | None:
        """The fault that a call of the operation meets; one call of it is used up."""
        if operation is None:
            return None
        with self._turn:
            for fault in self._faults.values():
                if fault.left and fault.operation in (operation, ANY):
                    fault.left -= 1
                    self._look()
                    return fault
        return None

    def remove(self, fault_id: int) -> None:
        """Take back a fault; raises `ControlError` when there is none with this id."""
        with self._turn:
            if self._faults.pop(fault_id, None) is None:
                raise ControlError(f"id: there is no fault {fault_id}", 404)
            self._look()

    def clear(self) -> None:
        """Take back all faults."""
        with self._turn:
            self._faults.clear()
            self._armed = False

    def all(self) -> list[Fault]:
        """Every fault, spent ones too."""
        with self._turn:
            return list(self._faults.values())

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.all())

    def __len__(self) -> int:
        return len(self._faults)

    def _look(self) -> None:
        self._armed = any(fault.left for fault in self._faults.values())

    def _make_room(self) -> None:
        if len(self._faults) < MOST_FAULTS:
            return
        spent = [fault.id for fault in self._faults.values() if not fault.left]
        if not spent:
            raise ControlError(f"operation: {MOST_FAULTS} faults are armed, remove some first")
        for fault_id in spent:
            del self._faults[fault_id]


async def _comes_within(seconds: float, event: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def check_operation(name: str | None, known: Collection[str]) -> str:
    """`name`, if it is one of `known`; raises `ControlError` otherwise."""
    if name is None or name not in known:
        near = sorted(_near(name or "", known))
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ControlError(f"operation: there is no operation {name!r}{hint}")
    return name


def _near(name: str, known: Collection[str]) -> set[str]:
    """What may have been meant: names spelt alike, and those with the same last word."""
    last = name.rpartition(".")[2]
    same = {each for each in known if last and each.rpartition(".")[2] == last}
    return {*difflib.get_close_matches(name, known, 2), *(same if len(same) <= 3 else ())}
