"""Environment variables that lead to a sandbox while it is open."""

import os
from collections.abc import Mapping


class Variables:
    """Sets environment variables, and puts back what was there before.

    With several sandboxes at once the variables lead to the last one. A variable that somebody
    else has changed meanwhile is left as it is.
    """

    def __init__(self) -> None:
        self._before: dict[str, str | None] = {}
        self._ours: dict[str, str] = {}

    def set(self, variables: Mapping[str, str]) -> None:
        """Set them, or set them anew."""
        for name, value in variables.items():
            self._before.setdefault(name, os.environ.get(name))
            os.environ[name] = self._ours[name] = value

    def put_back(self) -> None:
        """Let everything be as it was before the first `set`."""
        for name, before in self._before.items():
            if os.environ.get(name) != self._ours[name]:
                continue
            if before is None:
                del os.environ[name]
            else:
                os.environ[name] = before
        self._before.clear()
        self._ours.clear()
