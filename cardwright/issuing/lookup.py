"""What became of calls whose answers nobody got: found out by reading, never by sending again.

A client's own `resolve()` knows what its process sent. This knows what the journal says was about
to be sent, so that it also works after a crash, and it settles any number of rows by one list.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cardwright.issuing.checking import trace_of_card
from cardwright.issuing.journal import Entry, Journal
from cardwright.issuing.matching import Matching
from cardwright.issuing.trouble import Trouble, is_final
from instantcard import AsyncInstantCard, Card, ClientError

_PAGE: Final = 100
_MOST_PAGES: Final = 10_000
_LONGEST_LIST: Final = 5
_TRIES: Final = 10
_PAUSE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a row.

    Attributes:
        entry: The row.
        card_id: The card that was made; `None` if none was.
        reason: Why it cannot be told; empty if it can.
    """

    entry: Entry
    card_id: int | None = None
    reason: str = ""


class Lookup:
    """Finds the cards of rows in the list of all cards.

    Args:
        api: The client.
        journal: The journal: whose cards are known, and which were there before the run.
        matching: What a card shows.
        settle: For how many seconds a lost request may still be carried out.
        concurrency: How many pages are read at once.
    """

    def __init__(
        self,
        api: AsyncInstantCard,
        journal: Journal,
        matching: Matching,
        *,
        settle: float,
        concurrency: int,
    ) -> None:
        self._api = api
        self._journal = journal
        self._matching = matching
        self._settle = settle
        self._concurrency = concurrency
        self._trouble = Trouble(_TRIES)

    async def remember_newest(self) -> None:
        """Write down the newest card before the first of the run, unless it was done before.

        What looks like a row's card and is no newer was made by somebody else.
        """
        if self._journal.told("newest") is None:
            self._journal.tell("newest", str(await self._newest()))

    async def _newest(self) -> int:
        """The largest id. Lists are in its order, one way or the other; both ends are read."""
        total = (await self._api.organization.get()).total_cards
        if not isinstance(total, int) or total <= 0:
            total = 0
        ids = [each.id for each in await self._page(1)]
        last = [each.id async for each in self._cards(max(total // _PAGE, 2))]
        if total > _PAGE and not last:
            last = [each.id async for each in self._cards(2)]
        return max([*ids, *last], default=0)

    async def settle(self, lost: Sequence[Entry]) -> list[Found]:
        """What became of rows, once that can be said: at once, or when `settle` seconds are over.

        No call that makes cards may be under way meanwhile.

        Raises:
            VendorError: The list cannot be read.
        """
        found, open_rows = self._decided(lost, await self._candidates(lost), final=False)
        if open_rows:
            now = time.time()
            end = max(min(each.since, now) for each in open_rows) + self._settle
            await asyncio.sleep(max(end - now, 0))
            more, _ = self._decided(open_rows, await self._candidates(open_rows), final=True)
            found += more
        return found

    async def _candidates(self, lost: Iterable[Entry]) -> dict[bytes, list[int]]:
        """The cards that nobody has yet, by what they show, as far as lost rows show the same."""
        wanted = {each.trace for each in lost}
        taken = self._journal.card_ids()
        newest = int(self._journal.told("newest") or 0)
        found: dict[bytes, list[int]] = defaultdict(list)
        async for card in self._cards(1):
            if card.id <= newest or card.id in taken:
                continue
            trace = self._journal.digest(trace_of_card(card, self._matching))
            if trace in wanted:
                found[trace].append(card.id)
        return found

    def _decided(
        self, lost: Iterable[Entry], candidates: dict[bytes, list[int]], *, final: bool
    ) -> tuple[list[Found], list[Entry]]:
        """What can be said now, and the rows of which nothing can."""
        alike: dict[bytes, list[Entry]] = defaultdict(list)
        for entry in lost:
            alike[entry.trace].append(entry)
        found: list[Found] = []
        undecided: list[Entry] = []
        for trace, entries in alike.items():
            ids = sorted(candidates.get(trace, []))
            if len(ids) == len(entries) == 1:
                found.append(Found(entries[0], ids[0]))
            elif not final:
                undecided += entries
            else:
                found += _at_last(entries, ids)
        return found, undecided

    async def _cards(self, first: int) -> AsyncIterator[Card]:
        """The cards from a page on, several pages at once."""
        seen: set[int] = set()
        for number in range(first, _MOST_PAGES, self._concurrency):
            pages = await asyncio.gather(
                *(self._page(each) for each in range(number, number + self._concurrency))
            )
            for page in pages:
                fresh = [each for each in page if each.id not in seen]
                if not fresh:
                    return
                seen.update(each.id for each in fresh)
                for card in fresh:
                    yield card

    async def _page(self, number: int) -> list[Card]:
        while True:
            try:
                page = await self._api.cards.list(page_size=_PAGE).page(number)
            except ClientError as error:
                if is_final(error):
                    raise
                self._trouble.met(error)
                await asyncio.sleep(_PAUSE)
            else:
                self._trouble.over()
                return page


def _at_last(entries: list[Entry], ids: list[int]) -> list[Found]:
    """What is said when no more can come."""
    if not ids:
        return [Found(each) for each in entries]
    same = len({each.content for each in entries}) == 1
    if len(ids) <= len(entries) and same:
        # Cards that show the same, for rows that show the same: whose is whose makes no difference.
        filled: list[int | None] = [*ids, *[None] * (len(entries) - len(ids))]
        return [Found(each, card) for each, card in zip(entries, filled, strict=True)]
    named = ", ".join(map(str, ids[:_LONGEST_LIST])) + (", …" if len(ids) > _LONGEST_LIST else "")
    if len(entries) == 1:
        reason = f"several cards show the same, and one may be its own: {named}"
    else:
        rows = ", ".join(str(each.number) for each in entries[:_LONGEST_LIST])
        reason = (
            f"the rows {rows} have the same texts, and their cards cannot be told apart: {named}"
        )
    return [Found(each, reason=reason) for each in entries]
