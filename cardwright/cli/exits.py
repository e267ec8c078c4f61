"""How a command ends: its exit code, and one line on stderr."""

from enum import IntEnum
from typing import IO, Any

import click

from .safe import one_line


class Exit(IntEnum):
    """The exit codes, for scripts. `MEANINGS` says what each is for."""

    DONE = 0
    BROKEN = 1
    USAGE = 2
    NOT_SENT = 3
    REFUSED = 4
    NOT_FOUND = 5
    UNKNOWN = 6
    FAILED = 7
    DECLINED = 8
    INTERRUPTED = 130
    PIPE = 141


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "Done.",
    Exit.BROKEN: "Something that no code below is for, such as a file that cannot be written.",
    Exit.USAGE: "Wrong usage: an option or a value. Nothing was sent.",
    Exit.NOT_SENT: "Nothing was sent: no address or credentials, no connection, no login.",
    Exit.REFUSED: "The vendor said no (3xx, 4xx, or a documented 501). Nothing happened.",
    Exit.NOT_FOUND: "The vendor has no such thing (404).",
    Exit.UNKNOWN: "It may have happened. Look before you call it again.",
    Exit.FAILED: "The vendor or the network failed (5xx, time limits); nothing was changed.",
    Exit.DECLINED: "You said no, or nobody could be asked: give --yes. Nothing was sent.",
    Exit.INTERRUPTED: "Interrupted by Ctrl-C.",
    Exit.PIPE: "Nobody reads the output any more.",
}


class Failure(click.ClickException):
    """Ends a command with one line on stderr.

    Args:
        message: What went wrong, and the remedy.
        code: The exit code.
    """

    def __init__(self, message: str, code: Exit) -> None:
        super().__init__(message)
        # click reads it from the exception, and declares it for the class alone.
        self.exit_code = int(code)  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it."""
        click.echo(f"error: {one_line(self.message)}", file=file, err=file is None)


def failure_of(error: Exception) -> Failure | None:
    """What an exception of a client means for a script; `None` for any other exception.

    The clients have a hierarchy each, of the same form: what counts is what they say of themselves.
    """
    outcome = getattr(error, "outcome", None)
    if not isinstance(outcome, str):
        return None
    return Failure(str(error), _code(error, outcome))


def _code(error: Exception, outcome: str) -> Exit:
    if outcome == "unknown":
        return Exit.UNKNOWN
    if outcome == "refused":
        return Exit.NOT_FOUND if getattr(error, "status", None) == 404 else Exit.REFUSED
    if outcome == "never sent":
        # A value that has no form on the wire is a slip of the command line.
        return Exit.USAGE if isinstance(error, ValueError) else Exit.NOT_SENT
    return Exit.FAILED
