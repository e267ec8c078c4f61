"""What clients do: every operation of both vendors, mixed by weight.

A function of this package is one thing that a client does, mostly one request. What it needs (a
finalized card, an open print job) it takes from the client's own things, or makes first.
"""

import random
from collections.abc import Sequence
from typing import Protocol

from ..client import Client
from . import addresses, cards, configurations, contacts, login, organization, print_jobs, refusals


class Action(Protocol):
    """One of the functions."""

    __module__: str
    __name__: str

    async def __call__(self, client: Client) -> object:
        """Let the client do it."""


MIX: Sequence[tuple[Action, int]] = (
    *login.MIX,
    *cards.MIX,
    *print_jobs.MIX,
    *organization.MIX,
    *addresses.MIX,
    *contacts.MIX,
    *configurations.MIX,
    *refusals.MIX,
)
"""Everything, with how often it is done."""

WRITES: Sequence[tuple[Action, int]] = (
    *login.WRITES,
    *cards.WRITES,
    *print_jobs.WRITES,
    *organization.WRITES,
    *addresses.WRITES,
    *contacts.WRITES,
    *configurations.WRITES,
)
"""What writes, one request at a time, so that at most one is undecided when staging is killed."""


class Deck:
    """The actions without end, each as often as its weight says before any comes again."""

    def __init__(self, mix: Sequence[tuple[Action, int]], seed: int) -> None:
        self._cards = [action for action, weight in mix for _ in range(weight)]
        self._left: list[Action] = []
        self._random = random.Random(seed)
        self.complete = False
        """Whether everything was dealt as often as its weight says."""

    def deal(self) -> Action:
        """The next one."""
        if not self._left:
            self._left = self._random.sample(self._cards, len(self._cards))
        action = self._left.pop()
        self.complete = self.complete or not self._left
        return action
