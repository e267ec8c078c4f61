"""Groups of commands: loaded when they are needed, and one line for whatever goes wrong."""

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import click

from .exits import MEANINGS, Exit, Failure
from .safe import one_line


class LazyGroup(click.Group):
    """A group whose commands are made when they are first asked for.

    Args:
        commands_by_name: For each name, in the order of the help, what makes the command.
    """

    def __init__(
        self,
        name: str | None,
        commands_by_name: Mapping[str, Callable[[], click.Command | None]],
        **options: Any,
    ) -> None:
        super().__init__(name, **options)
        self._makers = dict(commands_by_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._makers)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # As in Python, for fingers that are used to it.
        name = cmd_name if cmd_name in self._makers else cmd_name.replace("_", "-")
        if name not in self._makers:
            return None
        if name not in self.commands:
            made = self._makers[name]()
            if made is None:
                return None
            made.name = name
            self.commands[name] = made
        return self.commands[name]


class _NobodyReads(Exception):
    """Standard output is closed. click would end with a code of its own for the OSError."""


class Root(LazyGroup):
    """The outermost group: every way out of it is an exit code and at most one line on stderr."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        code = 0
        try:
            done = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            code = done if isinstance(done, int) else 0
            sys.stdout.flush()
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = int(Exit.USAGE)
        except click.UsageError as error:
            code = _usage(error)
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort):
            click.echo("interrupted", err=True)
            code = int(Exit.INTERRUPTED)
        except (_NobodyReads, BrokenPipeError):
            code = int(Exit.PIPE)
            _forget_output()
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(one_line(f"error: {place}{error.strerror or error}"), err=True)
            code = int(Exit.BROKEN)
        except Exception as error:
            # A mistake of ours. Without its message: nobody knows what is in it.
            place = _place_of(error)
            click.echo(
                f"error: a mistake in cardwright: {type(error).__name__} at {place}", err=True
            )
            code = int(Exit.BROKEN)
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _NobodyReads from None

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(int(code)), said) for code, said in MEANINGS.items()])


def _usage(error: click.UsageError) -> int:
    hint = f" ({error.ctx.command_path} --help says more)" if error.ctx is not None else ""
    Failure(f"{error.format_message()}{hint}", Exit.USAGE).show()
    return int(Exit.USAGE)


def _place_of(error: Exception) -> str:
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(last.filename)}:{last.lineno}"


def _forget_output() -> None:
    """Let nothing more be written: Python would complain about the pipe once more at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
