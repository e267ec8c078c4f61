"""What the command was told."""

from dataclasses import dataclass, field
from pathlib import Path

from cardwright.issuing.ordering import OrderOptions
from cardwright.issuing.run import Pace


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the command was told.

    Attributes:
        sheet: The spreadsheet.
        template_id: The template.
        photos: The folder of photos.
        mapped: The fields of columns with other names.
        optional: The fields that may be empty.
        key: The column that tells rows apart.
        photo_key: The column that photos are named after.
        encoding: Of a CSV file.
        worksheet: Of a workbook.
        date_format: How dates are written.
        skip_problems: Whether the other rows go on where some have problems.
        journal: The journal's file.
        report: Where to write a report.
        folder: Where the contact sheet goes.
        sample: How many cards are on it at most.
        approve: Whether the contact sheet of an earlier run is approved.
        yes: Whether nothing is asked.
        order: How the cards are ordered, if they are.
        submit: Whether the print job is submitted.
        decided: For rows that cannot be told, their card, or `None` for no card.
        pace: How fast it goes.
    """

    sheet: Path
    template_id: int
    photos: Path | None = None
    mapped: dict[str, str] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    key: str | None = None
    photo_key: str | None = None
    encoding: str = "utf-8"
    worksheet: str | None = None
    date_format: str | None = None
    skip_problems: bool = False
    journal: Path
    report: Path | None = None
    folder: Path
    sample: int | None = None
    approve: bool = False
    yes: bool = False
    order: OrderOptions | None = None
    submit: bool = False
    decided: dict[int, int | None] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
