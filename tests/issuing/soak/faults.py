"""Faults of every kind, armed all the time, a few a second."""

import random
import threading
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self

import httpx

Fault = dict[str, Any]

_LOST: Final[tuple[Fault, ...]] = (
    {"kind": "drop", "when": "after"},
    {"kind": "drop", "when": "before"},
    {"kind": "drop", "when": "after", "reset": True},
    {"kind": "status", "status": 500, "when": "after"},
    {"kind": "status", "status": 500, "when": "before"},
    {"kind": "status", "status": 503, "when": "before"},
    {"kind": "html", "when": "after"},
    {"kind": "truncated"},
    {"kind": "latency", "seconds": 0.3},
    {"kind": "unauthorized"},
)
#: How often each operation gets its share.
_OPERATIONS: Final[Mapping[str, int]] = {
    "cards.create": 8,
    "cards.preview": 2,
    "cards.finalize": 4,
    "cards.list": 1,
    "session.login": 1,
    "print_jobs.create": 1,
    "print_jobs.add_cards": 1,
    "print_jobs.get": 1,
    "print_jobs.submit": 1,
    "print_jobs.check_balance": 1,
}
_ROUND: Final = 15


class Faults:
    """Arms faults while it is entered, and counts those that were met.

    Args:
        url: Staging's controls.
        every: Seconds between two faults.
        seed: Of the choice.
    """

    def __init__(self, url: str, every: float, seed: int) -> None:
        self._http = httpx.Client(base_url=url, timeout=30)
        self._every = every
        self._chance = random.Random(seed)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.met: Counter[str] = Counter()
        self.expired = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end.set()
        self._thread.join(30)
        self._count()
        self._http.close()

    def _run(self) -> None:
        names, weights = list(_OPERATIONS), list(_OPERATIONS.values())
        number = 0
        while not self._end.wait(self._every):
            (operation,) = self._chance.choices(names, weights)
            fault = {"operation": operation, **self._chance.choice(_LOST)}
            if operation == "session.login" and fault["kind"] == "unauthorized":
                continue
            self._http.post("faults", json=fault).raise_for_status()
            number += 1
            if number % _ROUND == 0:
                self._count()
            if number % 40 == 0:
                self._http.post("tokens/expire", json={}).raise_for_status()
                self.expired += 1

    def _count(self) -> None:
        """Count what was met, and take back the rest.

        Otherwise the faults of what nobody calls yet would pile up, and come all in a row.
        """
        listed = self._http.get("faults").raise_for_status().json()["faults"]
        self._http.delete("faults").raise_for_status()
        for each in listed:
            self.met[each["operation"]] += each["times"] - each["left"]
