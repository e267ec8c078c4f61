# Copied from generator/runtime/made.py by Cardwright; not to be edited here.
"""What the clients of this process have made, so that a lost write is not taken for another one."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from .forks import renew_in_forks

# Of each list, the latest.
_MOST: Final = 1000


class Known(NamedTuple):
    """What is known of the entries of a list before it is read.

    Attributes:
        mine: Those that other calls of the same client made, or that were there before the call.
        newest: The newest of the client's own that was there before the call, if ids are numbers.
        others: Those that other clients of this process made.
        meanwhile: How many were made since the call began whose ids nobody was told.
    """

    mine: frozenset[Any] = frozenset()
    newest: int = 0
    others: frozenset[Any] = frozenset()
    meanwhile: int = 0

    def is_older(self, entry_id: Any) -> bool:
        """Whether an entry cannot be the call's own; ids are given out in ascending order."""
        return entry_id in self.mine or (isinstance(entry_id, int) and entry_id <= self.newest)


class _Entry(NamedTuple):
    id: Any
    at: float


class Made:
    """What the clients that are in use were told they made, by list."""

    def __init__(self) -> None:
        self._by_owner: WeakKeyDictionary[object, dict[str, OrderedDict[Any, _Entry]]]
        self._by_owner = WeakKeyDictionary()
        self._lock = threading.Lock()
        renew_in_forks(self)

    def after_fork(self) -> None:
        """Free the lock, which a thread of the parent may have held."""
        self._lock = threading.Lock()

    def note(self, owner: object, address: str, entry_id: Any) -> None:
        """An entry was made, in the list that a POST to `address` adds to."""
        key = entry_id if isinstance(entry_id, int | str) else object()
        with self._lock:
            entries = self._by_owner.setdefault(owner, {}).setdefault(address, OrderedDict())
            entries[key] = _Entry(entry_id, time.monotonic())
            if len(entries) > _MOST:
                entries.popitem(last=False)

    def forget(self, owner: object) -> None:
        """A client is no longer in use."""
        with self._lock:
            self._by_owner.pop(owner, None)

    def known(self, owner: object, address: str, began: float) -> Known:
        """What is known of a list to a call of `owner` that began at a moment."""
        with self._lock:
            made = {
                each: list(lists.get(address, {}).values())
                for each, lists in self._by_owner.items()
            }
        mine = made.pop(owner, [])
        others = [each for entries in made.values() for each in entries]
        earlier = [each.id for each in mine if each.at < began and isinstance(each.id, int)]
        return Known(
            mine=frozenset(each.id for each in mine),
            newest=max(earlier, default=0),
            others=frozenset(each.id for each in others),
            meanwhile=sum(each.id is None and each.at >= began for each in (*mine, *others)),
        )


MADE: Final = Made()
