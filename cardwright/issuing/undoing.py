"""Taking back what a run has made, as long as nothing of it is ordered."""

from cardwright.issuing.errors import IssuingError
from cardwright.issuing.journal import Entry, JobState, Journal, RowState
from cardwright.issuing.progress import Reporter
from cardwright.issuing.trouble import Trouble, is_final, said
from cardwright.issuing.workers import Stop, each
from instantcard import AsyncInstantCard, ClientError, NotFound

_PASSES = 20


def undoable(journal: Journal) -> list[Entry]:
    """The rows whose cards can be deleted.

    Raises:
        IssuingError: There is a print job, in which they are.
    """
    if journal.job.state is not JobState.NONE:
        raise IssuingError(
            f"print job {journal.job.job_id or 'of this run'} has the cards, or may have; nothing"
            " is taken back once cards are ordered"
        )
    return [row for row in journal.rows.values() if row.card_id is not None]


async def undo(
    api: AsyncInstantCard,
    journal: Journal,
    reporter: Reporter,
    *,
    concurrency: int,
    stop: Stop,
) -> None:
    """Delete the cards of all rows, drafts and finalized ones.

    Raises:
        IssuingError: There is a print job, or the vendor refuses to delete a card.
        VendorError: The vendor keeps failing.
    """
    for _ in range(_PASSES):
        todo = undoable(journal)
        if not todo or stop:
            return
        trouble = Trouble()
        with reporter.phase("Deleting", len(todo)) as advance:

            async def work(entry: Entry, trouble: Trouble = trouble) -> None:
                await _one(api, journal, entry, trouble)
                advance()

            await each(todo, work, concurrency=concurrency, stop=stop)


async def _one(api: AsyncInstantCard, journal: Journal, entry: Entry, trouble: Trouble) -> None:
    assert entry.card_id is not None
    # No intent is written: what may have been deleted is deleted again, and is then not found.
    try:
        await api.cards.delete(entry.card_id)
    except NotFound:
        pass
    except ClientError as error:
        if is_final(error):
            raise IssuingError(f"card {entry.card_id} is not deleted: {said(error)}") from None
        trouble.met(error)
        return
    entry.state, entry.card_id, entry.reason = RowState.NEW, None, ""
    entry.shown = entry.approved = b""
    journal.save(entry)
    trouble.over()
