"""Which cells there are, and how all of them are played at once."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Final, NamedTuple

from ..clients import Kind
from . import cells, storm
from .bench import bench
from .catalogue import BY_NAME, FAULTS
from .cells import Cell
from .operations import Operation, operations
from .storm import Storm

KINDS: Final[tuple[Kind, ...]] = ("sync", "async")

GROUPS: Final = ("read", "repeatable", "once", "money", "key", "login")
"""What a repeat of an operation does; see `Operation.group`."""

WORKERS: Final = 6
"""Processes, each with a staging of its own. Many cells wait more than they work."""


class Place(NamedTuple):
    """A cell before it is played."""

    operation: Operation
    fault: str
    kind: Kind


def every() -> list[Place]:
    """All cells."""
    known = operations()
    return [Place(op, fault.name, kind) for fault in FAULTS for op in known for kind in KINDS]


def sample() -> list[Place]:
    """Each fault with an operation of each group, in turn, and the two kinds by turns."""
    known = operations()
    return list(_sampled(known))


def _sampled(known: Sequence[Operation]) -> Iterator[Place]:
    for row, fault in enumerate(FAULTS):
        for column, group in enumerate(GROUPS):
            members = [each for each in known if each.group == group]
            turn = row + row // len(members)
            yield Place(members[row % len(members)], fault.name, KINDS[(turn + column) % 2])


def play(places: Sequence[Place]) -> list[Cell]:
    """Play cells one after another, on a bench of their own."""
    with bench() as own:
        return [
            cells.play(own, operation, BY_NAME[fault], kind) for operation, fault, kind in places
        ]


def play_at_once(places: Sequence[Place], workers: int = WORKERS) -> list[Cell]:
    """The same in several processes."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=use_no_proxies) as pool:
        shares = pool.map(play, _shares(places, workers))
        return [cell for share in shares for cell in share]


def _shares(places: Sequence[Place], number: int) -> list[list[Place]]:
    """Cells in shares of about one size; all of an operation are in one."""
    by_operation: dict[Operation, list[Place]] = {}
    for each in places:
        by_operation.setdefault(each.operation, []).append(each)
    shares: list[list[Place]] = [[] for _ in range(number)]
    for group in sorted(by_operation.values(), key=len, reverse=True):
        min(shares, key=len).extend(group)
    return shares


def use_no_proxies() -> None:
    """Let no variable of the environment lead the clients elsewhere."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            del os.environ[name]


def play_storms() -> list[Storm]:
    """All storms."""
    with bench() as own:
        return [
            storm.play(own, operation, kind, failing=failing)
            for operation, failing in storm.storms()
            for kind in KINDS
        ]
