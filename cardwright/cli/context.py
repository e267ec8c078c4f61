"""What all commands share: the chosen profile, the clients, and where to print.

A command finds it with `click.get_current_context().find_object(Context)`.
"""

import sys
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

from .catalogue import catalogue
from .connection import settings_for
from .exits import failure_of
from .safe import one_line

if TYPE_CHECKING:
    from rich.console import Console

    from instantcard import AsyncInstantCard, InstantCard


class Context:
    """What the command line was told before the command's name.

    Args:
        profile: The profile that was named, if one was.
        timeout: Seconds for a whole call, if given.
    """

    def __init__(self, profile: str | None = None, timeout: float | None = None) -> None:
        self.profile = profile
        self.timeout = timeout
        self._differences: set[tuple[str, str]] = set()

    @cached_property
    def console(self) -> "Console":
        """Standard output. Text is taken as it is: no markup, no links, no colours by content."""
        return _console(error=False)

    @cached_property
    def messages(self) -> "Console":
        """Standard error, for what is not a result."""
        return _console(error=True)

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def client(self, **arguments: Any) -> "InstantCard":
        """An `InstantCard` for the chosen profile.

        Args:
            arguments: Further arguments of `InstantCard`; they count more than the profile.

        Raises:
            Failure: An address or a credential is missing or wrong. Nothing was sent.
        """
        return cast("InstantCard", self.client_of("instantcard", **arguments))

    def async_client(self, **arguments: Any) -> "AsyncInstantCard":
        """An `AsyncInstantCard` for the chosen profile.

        Args:
            arguments: Further arguments of `AsyncInstantCard`; they count more than the profile.

        Raises:
            Failure: An address or a credential is missing or wrong. Nothing was sent.
        """
        return cast(
            "AsyncInstantCard", self.client_of("instantcard", asynchronous=True, **arguments)
        )

    def client_of(self, vendor: str, *, asynchronous: bool = False, **arguments: Any) -> Any:
        """A client of any vendor for the chosen profile.

        Args:
            vendor: The client's package.
            asynchronous: Whether its methods are to be awaited.
            arguments: Further arguments of the client; they count more than the profile.

        Raises:
            Failure: An address or a credential is missing or wrong. Nothing was sent.
        """
        given = settings_for(vendor, self.profile, arguments)
        package = import_module(vendor)
        name = catalogue(vendor)["client"]
        given.setdefault("on_drift", self._differs)
        try:
            if self.timeout is not None:
                given.setdefault("timeouts", package.Timeouts(total=self.timeout))
            return getattr(package, f"Async{name}" if asynchronous else name)(**given)
        except Exception as error:
            raise failure_of(error) or error from None

    def note(self, text: str) -> None:
        """Say something that is not a result, as one line on stderr."""
        click.echo(one_line(text), err=True)

    def _differs(self, difference: Any) -> None:
        # Once for each kind: a list may have a thousand entries that differ alike.
        kind = (difference.operation, difference.expected)
        if kind not in self._differences:
            self._differences.add(kind)
            self.note(
                f"note: {difference.operation}: the answer differs from the specification at "
                f"{difference.pointer or '/'}: expected {difference.expected}"
            )


def _console(*, error: bool) -> "Console":
    from rich.console import Console

    return Console(stderr=error, highlight=False, markup=False, emoji=False, soft_wrap=False)
