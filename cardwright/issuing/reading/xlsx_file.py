"""XLSX, of which nothing is believed: it is a ZIP of XML from somebody else."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

import openpyxl
from openpyxl.xml import DEFUSEDXML

from cardwright.issuing.errors import SheetError
from cardwright.issuing.reading.sheet import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, RawRow
from cardwright.issuing.texts import shown

LARGEST_UNPACKED: Final = 100 * 2**20
MOST_PARTS: Final = 2_000
MOST_EMPTY: Final = 1_000
"""How many empty rows in a row end a sheet: programs keep the formats of rows that are gone."""

_ZEROS: Final = re.compile(r"0{2,20}")


def read(content: bytes, worksheet: str | None) -> Iterator[RawRow]:
    """The rows of one sheet. Formulas count as what the program that saved them worked out."""
    _check_archive(content)
    # Without it, entities would be expanded as often as the file says.
    assert DEFUSEDXML, "defusedxml is missing, which the extra `cli` brings"
    rows = _rows(content, worksheet)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except SheetError:
            raise
        except MemoryError:
            raise SheetError("takes too much memory; save it as CSV") from None
        except Exception as error:
            # openpyxl fails on what is malformed in as many ways as its parts can be.
            kind = type(error).__name__
            raise SheetError(
                f"is no XLSX file that can be read ({kind}); save it anew, or as CSV"
            ) from None
        yield row


def _check_archive(content: bytes) -> None:
    """Sizes are of the archive's directory, beyond which zipfile never unpacks."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise SheetError("is a broken ZIP, so no XLSX file; save it anew") from None
    if len(parts) > MOST_PARTS:
        raise SheetError(f"has more than {MOST_PARTS} parts; save the sheet as CSV")
    if sum(each.file_size for each in parts) > LARGEST_UNPACKED:
        raise SheetError(
            f"unpacks to more than {LARGEST_UNPACKED // 2**20} MiB; save the sheet as CSV"
        )


def _rows(content: bytes, worksheet: str | None) -> Iterator[RawRow]:
    with warnings.catch_warnings():
        # About features of the program that do not change what is in the cells.
        warnings.simplefilter("ignore")
        results = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        name = _chosen(results, worksheet)
        # Without a bound on columns: with one, openpyxl fills every row up to it.
        last = MOST_ROWS + MOST_EMPTY + 2
        sheets = results[name], formulas[name]
        for each in sheets:
            # What the file says of its size would otherwise bound what is read.
            each.reset_dimensions()
        empty = 0
        pairs = zip(*(each.iter_rows(max_row=last) for each in sheets), strict=True)
        for number, (cells, written) in enumerate(pairs, 1):
            row = _row(number, cells, written)
            empty = 0 if any(row.cells) or row.problems else empty + 1
            if empty > MOST_EMPTY:
                return
            yield row


def _chosen(book: Any, worksheet: str | None) -> str:
    names: list[str] = [each.title for each in book.worksheets]
    if worksheet is not None:
        if worksheet not in names:
            known = ", ".join(repr(shown(each)) for each in names[:20])
            raise SheetError(f"has no worksheet {shown(worksheet)!r}; it has {known}")
        return worksheet
    visible = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    if not names:
        raise SheetError("has no worksheet")
    chosen: list[str] = visible or names
    return chosen[0]


def _row(number: int, cells: Any, written: Any) -> RawRow:
    if any(each.value is not None for each in cells[MOST_COLUMNS:]):
        raise SheetError(f"row {number} has more than {MOST_COLUMNS} columns")
    texts: list[str] = []
    problems: list[str] = []
    for at, (cell, source) in enumerate(zip(cells[:MOST_COLUMNS], written, strict=False), 1):
        place = f"column {at}"
        if cell.value is None and getattr(source, "data_type", "") == "f":
            texts.append("")
            problems.append(
                f"has a formula in {place} whose result is not in the file;"
                " open and save it in a spreadsheet program, or paste values"
            )
            continue
        if getattr(cell, "data_type", "") == "e":
            texts.append("")
            problems.append(f"has the error {shown(str(cell.value), 10)} in {place}")
            continue
        text = _text(cell.value, getattr(cell, "number_format", "") or "")
        if len(text) > LONGEST_CELL:
            problems.append(f"has more than {LONGEST_CELL} characters in {place}")
        texts.append(text[:LONGEST_CELL])
    return RawRow(number, texts, problems)


def _text(value: object, number_format: str) -> str:
    """A cell as people see it, but for dates, which become 2031-01-31."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            is_day = value.time() == time()
            return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case int() | float():
            if value != value or abs(value) == float("inf"):
                return str(value)
            if value == int(value) and abs(value) < 1e15:
                digits = str(int(value))
                wide = _ZEROS.fullmatch(number_format)
                return digits.zfill(len(number_format)) if wide else digits
            return format(value, ".15g")
        case _:
            return str(value)
