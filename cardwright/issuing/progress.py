"""How far it is: a bar on a terminal, and elsewhere a line now and then."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

Advance = Callable[[], None]

_BETWEEN_LINES: Final = 5.0
"""Seconds."""


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "")


class Reporter:
    """Tells how far the phases of a run are.

    Args:
        console: Where to; bars are drawn if it is a terminal.
    """

    def __init__(self, console: Console) -> None:
        self.console = console

    def say(self, text: str) -> None:
        """Tell a sentence."""
        self.console.print(text, markup=False, highlight=False, emoji=False)

    @contextmanager
    def phase(self, name: str, total: int) -> Iterator[Advance]:
        """Tell how far a phase is; the function that it gives is called after each piece."""
        if total == 0:
            yield lambda: None
        elif self.console.is_terminal:
            yield from self._bar(name, total)
        else:
            yield from self._lines(name, total)

    def _bar(self, name: str, total: int) -> Iterator[Advance]:
        columns = (
            TextColumn("{task.description:<12}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.console) as bars:
            task = bars.add_task(name, total=total)
            yield lambda: bars.advance(task)

    def _lines(self, name: str, total: int) -> Iterator[Advance]:
        begun = told = time.monotonic()
        done = 0

        def line() -> None:
            spent = max(time.monotonic() - begun, 0.001)
            rate = done / spent
            left = f", {(total - done) / rate:.0f} s left" if 0 < done < total else ""
            self.say(f"{name}: {done} of {total}, {rate:.1f}/s{left}")

        def advance() -> None:
            nonlocal done, told
            done += 1
            if time.monotonic() - told >= _BETWEEN_LINES and done < total:
                told = time.monotonic()
                line()

        yield advance
        line()
