"""What is asked on a terminal. Questions go to stderr: stdout is for results."""

import sys
from typing import Any

import click

from .exits import Exit, Failure
from .safe import escaped


def confirm(lines: list[str], question: str) -> None:
    """Show what is about to happen, and go on only after a yes.

    Raises:
        Failure: The answer is anything else.
    """
    for each in lines:
        click.echo(escaped(each), err=True)
    click.echo(f"{question} [y/N] ", err=True, nl=False)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        click.echo(err=True)
    if answer.strip().lower() not in ("y", "yes"):
        raise Failure("declined; nothing was sent", Exit.DECLINED)


def ask_secret(text: str) -> str:
    """A secret that is typed, and does not show."""
    answer: Any = click.prompt(text, hide_input=True, err=True, type=str)
    return str(answer)
