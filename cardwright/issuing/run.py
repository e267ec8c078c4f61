"""A run: what is done with the rows of a sheet, step by step. Each step can be taken up again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cardwright.issuing import report
from cardwright.issuing.checking import Candidate, Rules
from cardwright.issuing.drafting import Drafting
from cardwright.issuing.errors import IssuingError
from cardwright.issuing.finalizing import finalize
from cardwright.issuing.journal import Entry, Journal, RowState
from cardwright.issuing.lookup import Lookup
from cardwright.issuing.ordering import Ordering, OrderOptions
from cardwright.issuing.previewing import ContactSheet, Previewing
from cardwright.issuing.progress import Reporter
from cardwright.issuing.workers import Stop
from instantcard import AsyncInstantCard

DEFAULT_CONCURRENCY: Final = 8
DEFAULT_SETTLE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast it goes.

    Attributes:
        concurrency: How many calls are under way at once.
        settle: For how many seconds a request whose answer was lost may still be carried out.
        stop: Whether to end early.
    """

    concurrency: int = DEFAULT_CONCURRENCY
    settle: float = DEFAULT_SETTLE
    stop: Stop = field(default_factory=Stop)


class Run:
    """The rows of a sheet on their way to a print job.

    Args:
        api: The client.
        journal: What was done so far.
        rules: How a row becomes a card.
        rows: The rows, checked; only those without problems are worked on.
        reporter: What tells how far it is.
        pace: How fast it goes.
    """

    def __init__(
        self,
        api: AsyncInstantCard,
        journal: Journal,
        rules: Rules,
        rows: Sequence[Candidate],
        reporter: Reporter,
        pace: Pace,
    ) -> None:
        self._api = api
        self._journal = journal
        self._rules = rules
        self._all = rows
        self._rows = [row for row in rows if not row.problems]
        self._reporter = reporter
        self._pace = pace
        self._ordering = Ordering(api, journal, reporter, settle=pace.settle, stop=pace.stop)

    async def draft(self) -> None:
        """Make the drafts. See `Drafting.run`."""
        lookup = Lookup(
            self._api,
            self._journal,
            self._rules.matching,
            settle=self._pace.settle,
            concurrency=self._pace.concurrency,
        )
        drafting = Drafting(
            self._api,
            self._journal,
            self._rules,
            lookup,
            self._reporter,
            concurrency=self._pace.concurrency,
            stop=self._pace.stop,
        )
        await drafting.run(self._rows)

    def _current(self) -> list[tuple[Entry, Candidate]]:
        """The rows whose cards show what they say now."""
        found = []
        for row in self._rows:
            entry = self._journal.rows.get(self._journal.digest(row.key))
            if entry is not None and entry.content == self._journal.digest(row.content):
                found.append((entry, row))
        return found

    @property
    def drafts(self) -> list[tuple[Entry, Candidate]]:
        """The drafts that nobody has approved."""
        return [
            (entry, row)
            for entry, row in self._current()
            if entry.state is RowState.DRAFTED and entry.approved != entry.content
        ]

    @property
    def unseen(self) -> int:
        """How many of them were on no contact sheet."""
        return sum(entry.shown != entry.content for entry, _ in self.drafts)

    async def contact_sheet(
        self, folder: Path, title: str, sample: int | None = None
    ) -> ContactSheet | None:
        """Write the contact sheet of all drafts that nobody has approved.

        Args:
            folder: Where to.
            title: At the head of each page.
            sample: At most how many are shown: those with warnings, and others evenly spread. All
                of the drafts count as shown then.

        Returns:
            The sheet; nothing if it was stopped.
        """
        drafts = self.drafts
        previewing = Previewing(
            self._api,
            folder,
            self._reporter,
            concurrency=self._pace.concurrency,
            stop=self._pace.stop,
        )
        made = await previewing.write(title, _sample(drafts, sample))
        if made is not None:
            for entry, _ in drafts:
                entry.shown = entry.content
            self._journal.save(*(entry for entry, _ in drafts))
        return made

    def approve(self) -> int:
        """Approve the drafts that were shown; answers how many that are.

        Raises:
            IssuingError: Some were not.
        """
        drafts = self.drafts
        if self.unseen:
            raise IssuingError(f"{self.unseen} cards were on no contact sheet yet")
        for entry, _ in drafts:
            entry.approved = entry.content
        self._journal.save(*(entry for entry, _ in drafts))
        return len(drafts)

    async def finalize(self) -> None:
        """Finalize the cards that are approved."""
        approved = [entry for entry, _ in self._current() if entry.approved == entry.content]
        await finalize(
            self._api,
            self._journal,
            approved,
            self._reporter,
            concurrency=self._pace.concurrency,
            stop=self._pace.stop,
        )

    @property
    def finalized(self) -> list[Entry]:
        """The rows whose cards are finalized, in their order."""
        done = (RowState.FINALIZED, RowState.ORDERED)
        return [entry for entry, _ in self._current() if entry.state in done]

    async def order(self, options: OrderOptions) -> int | None:
        """Put the finalized cards into the print job. See `Ordering.create`."""
        rows = self.finalized
        cards = [row.card_id for row in rows if row.card_id is not None]
        job_id = await self._ordering.create(cards, options)
        if job_id is not None and not self._pace.stop:
            for row in rows:
                row.state = RowState.ORDERED
            self._journal.save(*rows)
        return job_id

    async def covered(self) -> bool:
        """Whether the balance covers the print job."""
        return await self._ordering.covered()

    async def submit(self) -> bool:
        """Submit the print job. See `Ordering.submit`."""
        return await self._ordering.submit()

    def lines(self) -> list[report.Line]:
        """What became of each row."""
        return report.of_journal(self._journal, self._all)


def _sample(
    drafts: list[tuple[Entry, Candidate]], most: int | None
) -> list[tuple[Entry, Candidate]]:
    if most is None or len(drafts) <= most:
        return drafts
    chosen = [at for at, (_, row) in enumerate(drafts) if row.warnings][:most]
    others = [at for at, (_, row) in enumerate(drafts) if not row.warnings]
    free = most - len(chosen)
    chosen += [others[at * len(others) // free] for at in range(free)]
    return [drafts[at] for at in sorted(set(chosen))]


def address_of(api: AsyncInstantCard) -> str:
    """Where a client calls."""
    return repr(api).rpartition(" ")[2].rstrip(">")
