"""How a claim is written."""

from collections.abc import Callable

import attrs

from ..api import Api
from ..document import Operation
from .stock import Stock


@attrs.frozen
class Claim:
    """Something that a spec says of an operation, and how it is held against a server.

    Attributes:
        name: What it says, as a name.
        hold: Holds it; of an operation of which the spec does not say so, it does nothing.
        needs_controls: Whether it needs the controls of a staging of ours.
    """

    name: str
    hold: Callable[[Api, Stock, Operation], None] = attrs.field(repr=False)
    needs_controls: bool


def claim(
    *, needs_controls: bool = False
) -> Callable[[Callable[[Api, Stock, Operation], None]], Claim]:
    """Make a claim of a function."""

    def make(hold: Callable[[Api, Stock, Operation], None]) -> Claim:
        return Claim(hold.__name__, hold, needs_controls)

    return make
