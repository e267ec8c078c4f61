"""CSV, as spreadsheet programs write it."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from cardwright.issuing.errors import SheetError
from cardwright.issuing.reading.sheet import LONGEST_CELL, MOST_COLUMNS, RawRow

ENCODINGS: Final = {"utf-8": "utf-8-sig", "cp1252": "cp1252", "utf-16": "utf-16"}

SEPARATORS: Final = (",", ";", "\t")
_LOOKED_AT: Final = 20


def read(content: bytes, encoding: str) -> Iterator[RawRow]:
    """The rows, numbered as a spreadsheet program numbers them: a quoted line break begins none."""
    text = _decoded(content, encoding)
    if "\0" in text:
        raise SheetError("has null bytes, so it is no CSV file; is it UTF-16 (--encoding utf-16)?")
    number = 0
    try:
        for number, cells in enumerate(_reader(text, _separator(text)), 1):
            if len(cells) > MOST_COLUMNS:
                raise SheetError(f"row {number} has more than {MOST_COLUMNS} columns")
            problems = [
                f"has more than {LONGEST_CELL} characters in column {at}"
                for at, each in enumerate(cells, 1)
                if len(each) > LONGEST_CELL
            ]
            yield RawRow(number, [each[:LONGEST_CELL] for each in cells], problems)
    except csv.Error as error:
        raise SheetError(f"row {number + 1} is no CSV: {error}; are its quotes closed?") from None


def _decoded(content: bytes, encoding: str) -> str:
    if encoding not in ENCODINGS:
        raise SheetError(f"the encoding must be one of {', '.join(ENCODINGS)}")
    if encoding == "utf-8" and content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return content.decode(ENCODINGS[encoding])
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "; if it is from Excel on Windows, try --encoding cp1252"
        raise SheetError(
            f"is not {encoding} (line {line}){hint if encoding == 'utf-8' else ''}"
        ) from None


def _reader(text: str, separator: str) -> "Iterator[list[str]]":
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _separator(text: str) -> str:
    """The separator that makes the most columns, and as many in each of the first rows."""
    return max(SEPARATORS, key=lambda each: _fit(text, each))


def _fit(text: str, separator: str) -> tuple[int, int]:
    widths: list[int] = []
    try:
        for cells in _reader(text, separator):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == _LOOKED_AT:
                break
    except csv.Error:
        # What is not CSV with this separator counts as far as it was.
        pass
    if not widths or widths[0] == 1:
        return 0, 0
    return sum(each == widths[0] for each in widths), widths[0]
