"""What a spreadsheet is once it is read: named columns, and rows of texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from cardwright.issuing.errors import SheetError
from cardwright.issuing.texts import folded, shown

LARGEST_FILE: Final = 64 * 2**20
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 32_767
"""In characters: what a cell of Excel can hold."""


class RawRow(NamedTuple):
    """A row as a file has it.

    Attributes:
        number: As a spreadsheet program numbers it, from 1.
        cells: The texts.
        problems: What is wrong with single cells.
    """

    number: int
    cells: list[str]
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the columns' names.

    Attributes:
        number: As a spreadsheet program numbers it; the names are in row 1, or the first that is
            not empty.
        values: One text for each column, without spaces around it.
        problems: Why its cells cannot be taken as they are.
    """

    number: int
    values: tuple[str, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet.

    Attributes:
        columns: Their names; empty where a column has none.
        rows: All rows that are not empty.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, name: str) -> int | None:
        """Where the column of a name is, whatever its case and spaces."""
        wanted = folded(name)
        found = [at for at, each in enumerate(self.columns) if each and folded(each) == wanted]
        return found[0] if found else None


def assemble(raw: Iterable[RawRow]) -> Sheet:
    """Make a sheet of raw rows, of which the first that is not empty names the columns."""
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, cells, problems in raw:
        values = [each.strip() for each in cells]
        while values and not values[-1]:
            values.pop()
        if not values and not problems:
            continue
        if not columns:
            columns = _named(number, values, problems)
            continue
        if len(rows) == MOST_ROWS:
            raise SheetError(f"has more than {MOST_ROWS} rows; split it into several")
        rows.append(_row(number, values, problems, columns))
    if not columns:
        raise SheetError("is empty: the first row has to name the columns")
    return Sheet(columns, tuple(rows))


def _named(number: int, values: list[str], problems: list[str]) -> tuple[str, ...]:
    if problems:
        raise SheetError(f"row {number}, which names the columns: {problems[0]}")
    if len(values) > MOST_COLUMNS:
        raise SheetError(f"row {number} has more than {MOST_COLUMNS} columns")
    seen: dict[str, int] = {}
    for at, name in enumerate(values, 1):
        if name and (first := seen.setdefault(folded(name), at)) != at:
            raise SheetError(
                f"row {number} names the columns {first} and {at} both {shown(name)!r};"
                " rename or remove one"
            )
    return tuple(values)


def _row(number: int, values: list[str], problems: list[str], columns: tuple[str, ...]) -> Row:
    found = list(problems)
    if len(values) > len(columns):
        found.append(
            f"has {len(values)} cells, but there are {len(columns)} columns; is a separator"
            " in a text that is not quoted?"
        )
    for at, value in enumerate(values[: len(columns)]):
        if value and not columns[at]:
            found.append(f"has a value in column {at + 1}, which has no name")
    padded = (*values[: len(columns)], *[""] * (len(columns) - len(values)))
    return Row(number, padded, tuple(found))
