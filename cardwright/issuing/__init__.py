"""Spreadsheets become print jobs: at most one card for each row, whatever fails.

`command` is the command line of it; everything else can be used by itself.
"""

from cardwright.issuing.checking import Candidate, Rules, check
from cardwright.issuing.errors import (
    IssuingError,
    JournalError,
    JournalInUseError,
    MatchError,
    SheetError,
    VendorError,
)
from cardwright.issuing.journal import Identity, JobState, Journal, RowState
from cardwright.issuing.matching import Matching, match
from cardwright.issuing.ordering import OrderOptions
from cardwright.issuing.photos import Folder, PhotoError
from cardwright.issuing.previewing import ContactSheet
from cardwright.issuing.progress import Reporter
from cardwright.issuing.reading import Row, Sheet, read_sheet
from cardwright.issuing.report import Line, Status
from cardwright.issuing.run import Pace, Run
from cardwright.issuing.undoing import undo

__all__ = [
    "Candidate",
    "ContactSheet",
    "Folder",
    "Identity",
    "IssuingError",
    "JobState",
    "Journal",
    "JournalError",
    "JournalInUseError",
    "Line",
    "MatchError",
    "Matching",
    "OrderOptions",
    "Pace",
    "PhotoError",
    "Reporter",
    "Row",
    "RowState",
    "Rules",
    "Run",
    "Sheet",
    "SheetError",
    "Status",
    "VendorError",
    "check",
    "match",
    "read_sheet",
    "undo",
]
