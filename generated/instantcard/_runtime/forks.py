# Copied from generator/runtime/forks.py by Cardwright; not to be edited here.
"""What a forked process must not share with the one it comes from: sockets, and held locks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

if TYPE_CHECKING:
    from .protocols import Renewable

_living: Final[WeakSet[Any]] = WeakSet()


def renew_in_forks(thing: Renewable) -> None:
    """Call `after_fork` in every process that is forked from this one while `thing` lives."""
    _living.add(thing)


def _in_child() -> None:
    for each in list(_living):
        each.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
