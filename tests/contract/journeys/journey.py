"""How a journey is written."""

from collections.abc import Callable
from typing import Any

import attrs

from ..api import Api
from ..target import Target

#: What a journey can need, and why it is not made without.
_NEEDS = {
    "controls": "it needs the controls of a staging of ours",
    "other": "it needs a second account",
    "write": "it writes, which is not allowed here",
    "money": "it moves money or prints, which is not allowed here",
}


@attrs.frozen
class Journey:
    """One journey.

    Attributes:
        name: What it checks, as a name.
        go: Makes it.
        concerns: The ids of the operations that it is about.
        needs: Some of `controls`, `other`, `write`, `money`.
    """

    name: str
    go: Callable[[Api, Any], None] = attrs.field(repr=False)
    concerns: frozenset[str]
    needs: frozenset[str]

    def unchecked(self, target: Target) -> str | None:
        """Why it cannot be made at this server; None if it can."""
        for need in sorted(self.needs):
            missing = {
                "controls": target.controls is None,
                "other": target.other is None,
            }.get(need, not target.may(need) if need in ("write", "money") else True)
            if missing:
                return _NEEDS[need]
        return None


def journey(*concerns: str, needs: str = "") -> Callable[[Callable[[Api, Any], None]], Journey]:
    """Make a journey of a function, about these operations, with these needs."""

    def make(go: Callable[[Api, Any], None]) -> Journey:
        return Journey(go.__name__, go, frozenset(concerns), frozenset(needs.split()))

    return make
