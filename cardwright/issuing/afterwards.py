"""What can be done with a journal alone: to tell how far it is, and to take back what it made."""

import asyncio
from pathlib import Path

import click

from cardwright.cli.context import Context
from cardwright.issuing import report, undoing
from cardwright.issuing.ends import End, Ended, ends
from cardwright.issuing.errors import IssuingError
from cardwright.issuing.journal import Journal, RowState
from cardwright.issuing.progress import Reporter
from cardwright.issuing.run import Pace, address_of
from cardwright.issuing.trouble import RETRIES


def status(context: Context, journal_path: Path, report_path: Path | None) -> None:
    """Tell how far a journal is. Nothing is sent.

    Raises:
        Ended: Something is left undecided, or there is no journal.
    """
    with ends():
        if not journal_path.exists():
            raise Ended(End.USAGE, f"there is no journal {journal_path}; nothing was begun")
        with Journal(journal_path) as journal:
            lines = report.of_journal(journal)
            report.show(context.console, lines)
            report.tell_job(lambda text: context.console.print(text), journal)
            if report_path is not None:
                report.write_csv(report_path, lines)
    if any(line.status is report.Status.UNDECIDED for line in lines):
        raise Ended(End.UNDECIDED)


def undo(context: Context, journal_path: Path, pace: Pace, *, yes: bool) -> None:
    """Delete the cards of a journal.

    Raises:
        Ended: It is declined, or fails.
    """
    reporter = Reporter(context.messages)
    with ends():
        if not journal_path.exists():
            raise Ended(End.USAGE, f"there is no journal {journal_path}; nothing was begun")
        with Journal(journal_path) as journal, asyncio.Runner() as runner:
            count = len(undoing.undoable(journal))
            if count and not yes:
                if not context.interactive:
                    raise Ended(End.DECLINED, f"{count} cards are kept: say --yes to delete them")
                if not click.confirm(f"Delete {count} cards?", err=True):
                    raise Ended(End.DECLINED, "nothing was deleted")

            async def delete() -> None:
                async with context.async_client(retries=RETRIES) as api:
                    if address_of(api) != journal.told("address"):
                        raise IssuingError(
                            f"{journal_path} is of {journal.told('address')}, not {address_of(api)}"
                        )
                    with pace.stop.on_interrupt(lambda: reporter.say("ending")):
                        await undoing.undo(
                            api,
                            journal,
                            reporter,
                            concurrency=pace.concurrency,
                            stop=pace.stop,
                        )

            runner.run(delete())
            left = len(undoing.undoable(journal))
            reporter.say(f"{count - left} cards deleted")
            if left:
                raise Ended(End.INTERRUPTED if pace.stop else End.FAILED, f"{left} cards are left")
            open_rows = [row for row in journal.rows.values() if row.state is RowState.LOST]
            if open_rows:
                raise Ended(
                    End.UNDECIDED,
                    f"of {len(open_rows)} rows no answer came, and they may have cards; run"
                    " without --undo to find out",
                )
