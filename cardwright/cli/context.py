"""What all commands share: the clients, and where to print.

A command finds it with `click.get_current_context().find_object(Context)`.
"""

import sys
from functools import cached_property
from typing import Any

from rich.console import Console

from instantcard import AsyncInstantCard, InstantCard


class Context:
    """What the command line was told before the command's name."""

    @cached_property
    def console(self) -> Console:
        """Standard output. Text is taken as it is: no markup, no links, no colours by content."""
        return Console(highlight=False, markup=False, emoji=False)

    @cached_property
    def messages(self) -> Console:
        """Standard error, for what is not a result."""
        return Console(stderr=True, highlight=False, markup=False, emoji=False)

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def client(self, **arguments: Any) -> InstantCard:
        """An `InstantCard`."""
        return InstantCard(**arguments)

    def async_client(self, **arguments: Any) -> AsyncInstantCard:
        """An `AsyncInstantCard`."""
        return AsyncInstantCard(**arguments)
