"""From rows to drafts: at most one card for each row, whatever happens."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Final

from cardwright.issuing.checking import Candidate, Rules, prepare
from cardwright.issuing.errors import VendorError
from cardwright.issuing.journal import Entry, Journal, RowState
from cardwright.issuing.lookup import Lookup
from cardwright.issuing.photos import PhotoError
from cardwright.issuing.progress import Reporter
from cardwright.issuing.texts import shown
from cardwright.issuing.trouble import Trouble, is_final, said
from cardwright.issuing.workers import Stop, each
from instantcard import (
    AsyncInstantCard,
    CardFieldValue,
    ClientError,
    Forbidden,
    InvalidArgument,
    NotFound,
    OutcomeUnknown,
)

_PASSES: Final = 20
_HOPELESS: Final = (Forbidden, NotFound)
"""What the next row would meet as well."""

FINISHED: Final = frozenset({RowState.FINALIZING, RowState.FINALIZED, RowState.ORDERED})
"""Drafts no longer, so that a change of the row does not reach them."""


class Drafting:
    """Makes drafts of rows, and changes those whose rows have changed.

    Args:
        api: The client.
        journal: What is known of the rows.
        rules: How a row becomes a card.
        lookup: What finds lost cards.
        reporter: What tells how far it is.
        concurrency: How many rows are worked on at once.
        stop: Whether to end early.
    """

    def __init__(
        self,
        api: AsyncInstantCard,
        journal: Journal,
        rules: Rules,
        lookup: Lookup,
        reporter: Reporter,
        *,
        concurrency: int,
        stop: Stop,
    ) -> None:
        self._api = api
        self._journal = journal
        self._rules = rules
        self._lookup = lookup
        self._reporter = reporter
        self._concurrency = concurrency
        self._stop = stop

    async def run(self, candidates: Sequence[Candidate]) -> None:
        """Bring every row as far as a draft that shows what the row says.

        Rows that cannot be told stay `STOPPED`, rows that the vendor refuses `REFUSED`.

        Raises:
            VendorError: The vendor cannot be reached, or keeps failing.
        """
        by_key = {self._journal.digest(row.key): row for row in candidates}
        refused: set[bytes] = set()
        trouble = Trouble()
        for _ in range(_PASSES):
            await self._settle()
            todo = [
                entry
                for key, row in by_key.items()
                if (entry := self._planned(key, row)) is not None and key not in refused
            ]
            if self._stop or not todo:
                return
            await self._lookup.remember_newest()
            await self._work(todo, by_key, trouble)
            refused |= {row.key for row in todo if row.reason}
        raise VendorError(
            "some rows have failed again and again; run the same command again, and it goes on"
        )

    async def _settle(self) -> None:
        """Find out what became of the rows whose answers were lost."""
        lost = [row for row in self._journal.rows.values() if row.state is RowState.LOST]
        if not lost or self._stop:
            return
        self._reporter.say(
            f"looking for the cards of {len(lost)} rows of which no answer came; this takes a"
            " while, as they may still be under way"
        )
        for found in await self._lookup.settle(lost):
            entry = found.entry
            entry.reason, entry.since = found.reason, 0.0
            if found.reason:
                entry.state = RowState.STOPPED
            elif found.card_id is None:
                entry.state = RowState.NEW
            else:
                entry.state, entry.card_id = RowState.DRAFTED, found.card_id
            self._journal.save(entry)

    def _planned(self, key: bytes, row: Candidate) -> Entry | None:
        """The row as it is to become; nothing if nothing is to be done with it now."""
        content, trace = self._journal.digest(row.content), self._journal.digest(row.trace)
        entry = self._journal.rows.get(key)
        if entry is None or entry.state in (RowState.NEW, RowState.REFUSED):
            return Entry(key, row.number, content, trace)
        if entry.state is RowState.STOPPED or entry.state in FINISHED:
            return None
        if entry.content == content and entry.state is RowState.DRAFTED:
            return None
        return Entry(key, row.number, content, trace, RowState.UPDATING, entry.card_id)

    async def _work(
        self, todo: Sequence[Entry], by_key: Mapping[bytes, Candidate], trouble: Trouble
    ) -> None:
        with self._reporter.phase("Drafts", len(todo)) as advance:

            async def work(entry: Entry) -> None:
                await self._one(entry, by_key[entry.key], trouble)
                advance()

            await each(todo, work, concurrency=self._concurrency, stop=self._stop)

    async def _one(self, entry: Entry, row: Candidate, trouble: Trouble) -> None:
        try:
            values = await asyncio.to_thread(prepare, row, self._rules)
        except PhotoError as error:
            self._refuse(entry, f"its photo {error}; it has changed since it was checked")
            return
        data = [CardFieldValue(token=token, value=value) for token, value in values.items()]
        if entry.card_id is None:
            entry.state = RowState.CREATING
        self._journal.save(entry)
        try:
            if entry.card_id is None:
                card = await self._api.cards.create(
                    card_template_id=self._rules.template_id, data=data
                )
                entry.card_id = card.id
            else:
                await self._api.cards.update(entry.card_id, data=data)
        except OutcomeUnknown as error:
            if entry.state is RowState.CREATING:
                entry.state, entry.since = RowState.LOST, time.time()
                self._journal.save(entry)
            trouble.met(error)
        except ClientError as error:
            self._failed(entry, error, trouble)
        else:
            entry.state = RowState.DRAFTED
            self._journal.save(entry)
            trouble.over()

    def _failed(self, entry: Entry, error: ClientError, trouble: Trouble) -> None:
        """Nothing was made."""
        if entry.card_id is None:
            entry.state = RowState.NEW
        if isinstance(error, _HOPELESS):
            self._journal.save(entry)
            raise VendorError(said(error)) from error
        if is_final(error):
            self._refuse(entry, said(error))
            return
        if isinstance(error, InvalidArgument):
            self._refuse(entry, shown(error.reason, 200))
            return
        self._journal.save(entry)
        trouble.met(error)

    def _refuse(self, entry: Entry, reason: str) -> None:
        entry.reason = reason
        if entry.card_id is None:
            entry.state = RowState.REFUSED
        self._journal.save(entry)
