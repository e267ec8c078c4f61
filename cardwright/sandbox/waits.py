"""Short waits for the clients of a test, so that no test sleeps.

A client waits up to half a second before it sends a call again, and half a minute before it says
that a lost write did not happen. In a sandbox the vendor is in the same process, and both would
only make tests slow. Clients that code under test makes without `retries` and `timeouts` of its own
take their defaults from here while a sandbox is open.
"""

import threading
from functools import partial
from types import ModuleType
from typing import Any, Final

LONGEST_SECONDS: Final = 0.01
SETTLE_SECONDS: Final = 0.1

_turn: Final = threading.Lock()
_users: Final[dict[str, int]] = {}
_own: Final[dict[tuple[str, str], Any]] = {}


def shorten(module: ModuleType) -> None:
    """Let the clients of a module wait shortly from now on, until as many `restore`."""
    with _turn:
        _users[module.__name__] = _users.get(module.__name__, 0) + 1
        if _users[module.__name__] > 1:
            return
        shortened = {
            "Retries": partial(module.Retries, longest=LONGEST_SECONDS),
            "Timeouts": partial(module.Timeouts, settle=SETTLE_SECONDS),
        }
        for name, made in shortened.items():
            _own[module.__name__, name] = getattr(module, name)
            setattr(module, name, made)


def restore(module: ModuleType) -> None:
    """Take back one `shorten`."""
    with _turn:
        _users[module.__name__] -= 1
        if not _users[module.__name__]:
            for name in ("Retries", "Timeouts"):
                setattr(module, name, _own.pop((module.__name__, name)))
