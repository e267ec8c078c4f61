"""Which of all mutants are run when time is short: as many of each kind, over all operations."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from .documents import SpecMutant
from .servers.mutant import ServerMutant

M = TypeVar("M", SpecMutant, ServerMutant)


def evenly(mutants: Iterable[M], of_each_kind: int) -> list[M]:
    """So many mutants of each kind of each vendor, from different operations while there are any.

    The same mutants give the same choice. One more mutant in a spec changes little of it.
    """
    kinds: dict[tuple[str, str], list[M]] = defaultdict(list)
    for each in mutants:
        kinds[each.vendor, each.kind].append(each)
    chosen: list[M] = []
    for found in kinds.values():
        chosen += in_turns(found)[:of_each_kind]
    return chosen


def in_turns(mutants: Sequence[M]) -> list[M]:
    """The first of each operation, then the second of each, and so on."""
    operations: dict[str, list[M]] = defaultdict(list)
    for each in sorted(mutants, key=_lot):
        operations[each.operations[0]].append(each)
    rounds = max((len(each) for each in operations.values()), default=0)
    return [
        each[turn] for turn in range(rounds) for each in operations.values() if turn < len(each)
    ]


def _lot(mutant: SpecMutant | ServerMutant) -> str:
    return hashlib.sha256(mutant.id.encode()).hexdigest()
