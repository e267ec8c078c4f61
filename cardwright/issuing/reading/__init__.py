"""Spreadsheets, read with bounds: CSV and XLSX."""

from pathlib import Path

from cardwright.issuing.errors import SheetError
from cardwright.issuing.reading import csv_file
from cardwright.issuing.reading.sheet import LARGEST_FILE, Row, Sheet, assemble

__all__ = ["ENCODINGS", "Row", "Sheet", "read_sheet"]

ENCODINGS = tuple(csv_file.ENCODINGS)
"""What a CSV file may be written in."""


def read_sheet(path: Path, *, encoding: str = "utf-8", worksheet: str | None = None) -> Sheet:
    """Read a spreadsheet: CSV, or XLSX where the file is one.

    Args:
        path: The file. What it is, its first bytes say; its name does not matter.
        encoding: Of a CSV file, one of `ENCODINGS`. A byte order mark is taken away.
        worksheet: Which sheet of a workbook; the first one that is not hidden unless given.

    Raises:
        SheetError: It cannot be read, is too large, or has no columns.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise SheetError(
                f"{path} has more than {LARGEST_FILE // 2**20} MiB; split it into several"
            )
        content = path.read_bytes()
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror}") from None
    try:
        if content[:4] == b"PK\x03\x04":
            # It takes longer to load than most sheets take to be read.
            from cardwright.issuing.reading import xlsx_file

            return assemble(xlsx_file.read(content, worksheet))
        if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise SheetError("is an old XLS file, or has a password; save it as XLSX without one")
        if worksheet is not None:
            raise SheetError("is a CSV file, which has no worksheets; leave out --worksheet")
        return assemble(csv_file.read(content, encoding))
    except SheetError as error:
        raise SheetError(f"{path}: {error}") from None
