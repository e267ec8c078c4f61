# Copied from generator/runtime/forks.py by Cardwright; not to be edited here.
"""What a forked process must not share with the one it comes from: sockets, and held locks."""

import os
from typing import Any, Final, Protocol
from weakref import WeakSet


class Renewable(Protocol):
    """What begins anew in a forked process."""

    def after_fork(self) -> None:
        """Give up what belongs to the parent. There is one thread, and no event loop."""
        ...


_living: Final[WeakSet[Any]] = WeakSet()


def renew_in_forks(thing: Renewable) -> None:
    """Call `after_fork` in every process that is forked from this one while `thing` lives."""
    _living.add(thing)


def _in_child() -> None:
    for each in list(_living):
        each.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
