"""What became of each row, for people and for spreadsheets."""

import csv
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cardwright.issuing.checking import Candidate
from cardwright.issuing.drafting import FINISHED
from cardwright.issuing.errors import IssuingError
from cardwright.issuing.journal import Entry, JobState, Journal, RowState

_MOST_PRINTED: Final = 50
_FORMULA: Final = ("=", "+", "-", "@")

REMEDY_UNDECIDED: Final = (
    "look among the organization's cards, then run again with --decide {row}=CARD, or with"
    " --decide {row}=none if it was not made"
)


class Status(StrEnum):
    """What became of a row."""

    READY = "ready"
    PROBLEM = "problem"
    NOT_BEGUN = "not begun"
    REFUSED = "refused"
    UNDECIDED = "undecided"
    DRAFT = "draft"
    FINALIZED = "finalized"
    ORDERED = "ordered"
    CHANGED = "changed"
    GONE = "gone"


_STATUS: Final = {RowState.FINALIZED: Status.FINALIZED, RowState.ORDERED: Status.ORDERED}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a report.

    Attributes:
        number: The row's number in the sheet.
        status: What became of it.
        card_id: Its card, if it has one.
        notes: Why, and what is better looked at.
    """

    number: int
    status: Status
    card_id: int | None
    notes: tuple[str, ...] = ()


def of_check(rows: Sequence[Candidate]) -> list[Line]:
    """What the check of all rows has found."""
    return [
        Line(
            each.number,
            Status.PROBLEM if each.problems else Status.READY,
            None,
            (*each.problems, *(f"look at it: {warning}" for warning in each.warnings)),
        )
        for each in rows
    ]


def of_journal(journal: Journal, rows: Sequence[Candidate] | None = None) -> list[Line]:
    """What became of the rows.

    Args:
        journal: The journal.
        rows: The rows of the sheet as it is now; `None` if nobody looked.
    """
    if rows is None:
        lines = [_line(entry, None) for entry in journal.rows.values()]
        return sorted(lines, key=lambda line: line.number)
    now = {journal.digest(row.key): row for row in rows}
    lines = []
    for key, row in now.items():
        entry = journal.rows.get(key)
        if entry is None:
            notes = row.problems
            status = Status.PROBLEM if notes else Status.NOT_BEGUN
            lines.append(Line(row.number, status, None, notes))
        else:
            lines.append(_line(entry, (row, journal.digest(row.content))))
    for key, entry in journal.rows.items():
        if key not in now and entry.state is not RowState.NEW:
            card = f"card {entry.card_id}" if entry.card_id else "a card that may be there"
            note = f"the row is no longer in the sheet; {card} stays as it is, and is not ordered"
            lines.append(Line(entry.number, Status.GONE, entry.card_id, (note,)))
    return sorted(lines, key=lambda line: line.number)


def _line(entry: Entry, now: tuple[Candidate, bytes] | None) -> Line:
    number = entry.number if now is None else now[0].number
    reasons = (entry.reason,) if entry.reason else ()
    match entry.state:
        case RowState.NEW:
            return Line(number, Status.NOT_BEGUN, None, reasons)
        case RowState.REFUSED:
            return Line(number, Status.REFUSED, None, reasons)
        case RowState.CREATING | RowState.LOST:
            notes = ("no answer came; run the same command again, and it is found out",)
            return Line(number, Status.UNDECIDED, None, notes)
        case RowState.STOPPED:
            return Line(
                number,
                Status.UNDECIDED,
                None,
                (*reasons, REMEDY_UNDECIDED.format(row=entry.number)),
            )
    if entry.state in FINISHED and now is not None and now[1] != entry.content:
        note = (
            "the row has changed since its card was finalized; the card shows what it said before."
            " Put the row back, or put the new one into another sheet"
        )
        return Line(number, Status.CHANGED, entry.card_id, (note,))
    status = _STATUS.get(entry.state, Status.DRAFT)
    return Line(number, status, entry.card_id, reasons)


def write_csv(path: Path, lines: Sequence[Line]) -> None:
    """Write a report as CSV, one line for each row.

    Raises:
        IssuingError: It cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["row", "status", "card", "notes"])
            for line in lines:
                notes = "; ".join(line.notes)
                # What begins like a formula would be one to a spreadsheet program.
                safe = f"'{notes}" if notes.startswith(_FORMULA) else notes
                writer.writerow([line.number, line.status.value, line.card_id or "", safe])
    except OSError as error:
        raise IssuingError(f"{path} cannot be written: {error.strerror}") from None


def show(console: Console, lines: Sequence[Line]) -> None:
    """Print the rows of which there is something to say, and how many there are of each kind."""
    telling = [line for line in lines if line.notes]
    if telling:
        table = Table("Row", "Status", "Card", "Why")
        for line in telling[:_MOST_PRINTED]:
            card = str(line.card_id) if line.card_id else ""
            # As texts, which take nothing in them for markup.
            cells = (str(line.number), line.status.value, card, "\n".join(line.notes))
            table.add_row(*(Text(each) for each in cells))
        console.print(table)
    if len(telling) > _MOST_PRINTED:
        rest = len(telling) - _MOST_PRINTED
        console.print(Text(f"… and {rest} more; --report FILE writes all of them"))
    counts = Counter(line.status for line in lines)
    told = ", ".join(f"{counts[each]} {each.value}" for each in Status if counts[each])
    console.print(Text(f"{len(lines)} rows: {told or 'none'}"))


def tell_job(say: Callable[[str], None], journal: Journal) -> None:
    """Tell how far the print job is."""
    job = journal.job
    match job.state:
        case JobState.NONE:
            return
        case JobState.CREATED:
            say(f"print job {job.job_id} is made, and not submitted")
        case JobState.SUBMITTED:
            say(f"print job {job.job_id} is submitted")
        case JobState.STOPPED:
            say(f"it cannot be told whether there is a print job: {job.reason}")
        case _:
            say("what became of the print job is not known yet; run the same command again")
