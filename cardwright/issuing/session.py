"""The command's way through a run: what is asked, what is told, and where it ends."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, Final, TypeVar

import click

from cardwright.cli.context import Context
from cardwright.issuing import report
from cardwright.issuing.checking import Candidate, Rules, check
from cardwright.issuing.ends import End, Ended, ends
from cardwright.issuing.journal import Identity, JobState, Journal, RowState
from cardwright.issuing.matching import match
from cardwright.issuing.ordering import OrderOptions
from cardwright.issuing.photos import Folder
from cardwright.issuing.progress import Reporter
from cardwright.issuing.reading import Sheet, read_sheet
from cardwright.issuing.run import Run, address_of
from cardwright.issuing.texts import shown
from cardwright.issuing.trouble import RETRIES
from cardwright.issuing.wish import Wish
from instantcard import AsyncInstantCard, NotFound

T = TypeVar("T")

_NOT_IN_THE_JOB: Final = frozenset(
    {
        report.Status.UNDECIDED,
        report.Status.REFUSED,
        report.Status.NOT_BEGUN,
        report.Status.DRAFT,
        report.Status.FINALIZED,
    }
)


class Session:
    """One start of the command.

    Args:
        context: The clients, and where to print.
        wish: What it was told.
    """

    def __init__(self, context: Context, wish: Wish) -> None:
        self._context = context
        self._wish = wish
        self._reporter = Reporter(context.messages)
        self._runner: asyncio.Runner

    def go(self) -> None:
        """Do all of it.

        Raises:
            Ended: It ends early, or with something left.
        """
        wish = self._wish
        if wish.report is not None and wish.report.resolve() == wish.sheet.resolve():
            raise Ended(End.USAGE, "--report would overwrite the sheet; name another file")
        with ends():
            sheet = read_sheet(wish.sheet, encoding=wish.encoding, worksheet=wish.worksheet)
            with Journal(wish.journal) as journal, asyncio.Runner() as self._runner:
                decide(journal, wish.decided)
                api = self._context.async_client(retries=RETRIES)
                try:
                    self._with_client(api, journal, sheet)
                finally:
                    self._runner.run(api.close())

    def _step(self, work: Coroutine[Any, Any, T]) -> T:
        """Do one step. Between steps people are asked, when Ctrl-C is to work as always."""
        stop = self._wish.pace.stop

        async def watched() -> T:
            with stop.on_interrupt(
                lambda: self._reporter.say("ending; what is under way is finished first")
            ):
                return await work

        result = self._runner.run(watched())
        if stop:
            raise Ended(
                End.INTERRUPTED, "stopped; run the same command again, and it goes on where it was"
            )
        return result

    def _with_client(self, api: AsyncInstantCard, journal: Journal, sheet: Sheet) -> None:
        rules, identity = self._rules(api, journal, sheet)
        rows = self._check(sheet, rules, journal)
        # Only now, so that what was wrong with the options can still be mended.
        journal.belong(identity)
        run = Run(api, journal, rules, rows, self._reporter, self._wish.pace)
        try:
            self._issue(run, journal, api)
        finally:
            lines = run.lines()
            report.show(self._context.console, lines)
            report.tell_job(self._reporter.say, journal)
            if self._wish.report is not None:
                report.write_csv(self._wish.report, lines)
        _end_with(lines, journal)

    def _rules(
        self, api: AsyncInstantCard, journal: Journal, sheet: Sheet
    ) -> tuple[Rules, Identity]:
        wish = self._wish
        try:
            fields = self._step(api.card_templates.fields(wish.template_id))
        except NotFound:
            raise Ended(
                End.USAGE,
                f"there is no template {wish.template_id};"
                " `cardwright instantcard card-templates list` shows all",
            ) from None
        organization = self._step(api.organization.get())
        identity = Identity(wish.template_id, organization.id, address_of(api), wish.key or "")
        journal.compare(identity)
        matching = match(
            sheet,
            fields,
            mapped=wish.mapped,
            optional=wish.optional,
            key=wish.key,
            photo_key=wish.photo_key,
            has_photos=wish.photos is not None,
        )
        if matching.unused:
            self._reporter.say(f"not used: the columns {', '.join(matching.unused)}")
        try:
            folder = None if wish.photos is None else Folder(wish.photos)
        except OSError as error:
            raise Ended(End.USAGE, f"--photos {wish.photos}: {error.strerror}") from None
        return Rules(matching, wish.template_id, folder, wish.date_format), identity

    def _check(self, sheet: Sheet, rules: Rules, journal: Journal) -> list[Candidate]:
        made = {row.content for row in journal.rows.values() if row.card_id is not None}
        with self._reporter.phase("Checking", len(sheet.rows)) as advance:
            rows = self._step(
                asyncio.to_thread(
                    check, sheet, rules, advance, lambda content: journal.digest(content) in made
                )
            )
        bad = sum(bool(row.problems) for row in rows)
        lines = report.of_check(rows)
        # What was looked at already is not told in every run.
        news = report.of_check([row for row in rows if bad or not _seen(journal, row)])
        if any(line.notes for line in news):
            report.show(self._context.console, news)
        if bad and (bad == len(rows) or not self._wish.skip_problems):
            if self._wish.report is not None:
                report.write_csv(self._wish.report, lines)
            raise Ended(
                End.REFUSED,
                f"{bad} of {len(rows)} rows have problems, and nothing was sent; mend them, or say"
                " --skip-problems to go on with the others",
            )
        return rows

    def _issue(self, run: Run, journal: Journal, api: AsyncInstantCard) -> None:
        self._step(run.draft())
        self._approve(run)
        self._step(run.finalize())
        if self._wish.order is not None and run.finalized:
            self._order(run, journal, self._wish.order, api)

    def _approve(self, run: Run) -> None:
        wish, count = self._wish, len(run.drafts)
        if not count:
            return
        if run.unseen:
            title = f"{shown(wish.sheet.name)}, template {wish.template_id}"
            made = self._step(run.contact_sheet(wish.folder, title, wish.sample))
            if made is not None:
                part = "" if made.shown == count else f" (a sample of {count})"
                self._reporter.say(f"the contact sheet of {made.shown} cards{part}: {made.pdf}")
            if wish.approve and not wish.yes:
                raise Ended(
                    End.APPROVAL,
                    "cards are new or have changed since the contact sheet that was approved; look"
                    " at the new one, and run again with --approve",
                )
        if not (wish.yes or wish.approve):
            self._ask(
                f"Have you looked at {wish.folder / 'sheet.pdf'}? Finalize {count} cards?",
                Ended(
                    End.APPROVAL,
                    f"nothing is finalized yet: look at {wish.folder / 'sheet.pdf'}, and run again"
                    " with --approve",
                ),
                "nothing was finalized; mend the rows and run again, or take the drafts back with"
                " --undo",
            )
        run.approve()

    def _ask(self, question: str, nobody: Ended, declined: str) -> None:
        if not self._context.interactive:
            raise nobody
        if not click.confirm(question, err=True):
            raise Ended(End.DECLINED, declined)

    def _order(
        self, run: Run, journal: Journal, order: OrderOptions, api: AsyncInstantCard
    ) -> None:
        job_id = self._step(run.order(order))
        if job_id is None or journal.job.state is JobState.SUBMITTED:
            return
        resumed = journal.job.state is JobState.SUBMITTING
        if not resumed and not self._step(run.covered()):
            raise Ended(
                End.FUNDS,
                f"the balance does not cover print job {job_id}; add funds, and run again",
            )
        if not self._wish.submit:
            self._reporter.say(
                f"print job {job_id} is ready, and the balance covers it; nothing is printed before"
                " you run again with --submit"
            )
            return
        if not resumed:
            self._hold_back(run, job_id)
        if not self._wish.yes and not resumed:
            balance = self._step(api.organization.balance()).balance
            copies = f"{order.copies} copies each of " if order.copies > 1 else ""
            self._ask(
                f"Submit print job {job_id}: {copies}{len(run.finalized)} cards? It costs money,"
                f" which the balance of {balance} covers, and cannot be taken back.",
                Ended(End.DECLINED, f"print job {job_id} is not submitted: say --yes to submit it"),
                f"print job {job_id} is not submitted",
            )
        self._step(run.submit())

    def _hold_back(self, run: Run, job_id: int) -> None:
        """Not to submit the job while rows are missing in it: it cannot be added to afterwards."""
        missing = [line for line in run.lines() if line.status in _NOT_IN_THE_JOB]
        if missing and not self._wish.skip_problems:
            undecided = any(line.status is report.Status.UNDECIDED for line in missing)
            raise Ended(
                End.UNDECIDED if undecided else End.REFUSED,
                f"print job {job_id} is not submitted, as {len(missing)} rows are not in it; settle"
                " them, or say --skip-problems to submit it without them",
            )


def _seen(journal: Journal, row: Candidate) -> bool:
    entry = journal.rows.get(journal.digest(row.key))
    return entry is not None and entry.shown == journal.digest(row.content)


def decide(journal: Journal, decided: dict[int, int | None]) -> None:
    """Take over what a person has found out about rows.

    Raises:
        Ended: A row is not undecided, or the card is another row's.
    """
    stopped = {
        row.number: row
        for row in journal.rows.values()
        if row.state in (RowState.STOPPED, RowState.LOST)
    }
    for number, card_id in decided.items():
        row = stopped.get(number)
        if row is None:
            raise Ended(End.USAGE, f"--decide: row {number} is not undecided")
        if card_id in journal.card_ids():
            raise Ended(End.USAGE, f"--decide: card {card_id} is another row's")
        row.state = RowState.NEW if card_id is None else RowState.DRAFTED
        row.card_id, row.reason = card_id, ""
        journal.save(row)


def _end_with(lines: Sequence[report.Line], journal: Journal) -> None:
    """Where everything went through, tell what is left."""
    kinds = {line.status for line in lines}
    if report.Status.UNDECIDED in kinds or journal.job.state is JobState.STOPPED:
        raise Ended(End.UNDECIDED, "some rows are undecided; they are listed with the remedy")
    left = {report.Status.REFUSED, report.Status.CHANGED, report.Status.PROBLEM}
    drafts = any(line.status is report.Status.DRAFT for line in lines)
    if kinds & left or drafts:
        raise Ended(End.REFUSED, "some rows have no card that can be printed; they are listed")
