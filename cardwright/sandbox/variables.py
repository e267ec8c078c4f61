"""Environment variables that lead to a sandbox while it is open."""

import os
import threading
from collections.abc import Mapping
from typing import Final

_turn: Final = threading.Lock()
_layers: Final[dict[str, list[tuple[object, str]]]] = {}
"""For each variable who has set it to what, the last one at the end."""
_before: Final[dict[str, str | None]] = {}


class Variables:
    """Sets environment variables, and puts back what was there before.

    With several sandboxes at once, in whatever order they close, the variables lead to the last one
    that is open. A variable that somebody else has changed meanwhile is left as it is.
    """

    def set(self, variables: Mapping[str, str]) -> None:
        """Set them, or set them anew."""
        with _turn:
            for name, value in variables.items():
                layers = _layers.setdefault(name, [])
                if not layers:
                    _before[name] = os.environ.get(name)
                layers[:] = [each for each in layers if each[0] is not self]
                layers.append((self, value))
                os.environ[name] = value

    def put_back(self) -> None:
        """Let everything be as it was without this one."""
        with _turn:
            for name, layers in list(_layers.items()):
                found = layers[-1][1]
                layers[:] = [each for each in layers if each[0] is not self]
                wanted = layers[-1][1] if layers else _before[name]
                if not layers:
                    del _layers[name], _before[name]
                if os.environ.get(name) != found:
                    continue
                if wanted is None:
                    del os.environ[name]
                else:
                    os.environ[name] = wanted
