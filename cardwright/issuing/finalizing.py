"""From approved drafts to cards that can be printed. To finalize a card again does no harm."""

from collections.abc import Sequence

from cardwright.issuing.journal import Entry, Journal, RowState
from cardwright.issuing.progress import Reporter
from cardwright.issuing.trouble import Trouble, is_final, said
from cardwright.issuing.workers import Stop, each
from instantcard import AsyncInstantCard, ClientError

_PASSES = 20


async def finalize(
    api: AsyncInstantCard,
    journal: Journal,
    approved: Sequence[Entry],
    reporter: Reporter,
    *,
    concurrency: int,
    stop: Stop,
) -> None:
    """Finalize the cards of rows.

    A row that the vendor refuses keeps its draft, and has the reason.

    Raises:
        VendorError: The vendor keeps failing.
    """
    todo = [row for row in approved if row.state in (RowState.DRAFTED, RowState.FINALIZING)]
    for _ in range(_PASSES):
        if not todo or stop:
            return
        trouble = Trouble()
        with reporter.phase("Finalizing", len(todo)) as advance:

            async def work(entry: Entry, trouble: Trouble = trouble) -> None:
                await _one(api, journal, entry, trouble)
                advance()

            await each(todo, work, concurrency=concurrency, stop=stop)
        todo = [row for row in todo if row.state is RowState.FINALIZING]


async def _one(api: AsyncInstantCard, journal: Journal, entry: Entry, trouble: Trouble) -> None:
    assert entry.card_id is not None
    if entry.state is not RowState.FINALIZING or entry.reason:
        entry.state, entry.reason = RowState.FINALIZING, ""
        journal.save(entry)
    try:
        await api.cards.finalize(entry.card_id)
    except ClientError as error:
        if is_final(error):
            entry.state, entry.reason = RowState.DRAFTED, said(error)
            journal.save(entry)
        else:
            trouble.met(error)
    else:
        entry.state = RowState.FINALIZED
        journal.save(entry)
        trouble.over()
