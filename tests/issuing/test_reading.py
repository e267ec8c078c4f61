"""Spreadsheets as programs write them, and as nobody should."""

import contextlib
import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardwright.issuing import SheetError, read_sheet

CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from(',;\t"\n'),
    max_size=12,
)


def _csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@settings(settings.get_profile("issuing"))
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6),
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_as_csv_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    separator: str,
    encoding: str,
    end: str,
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["Name", "Town", "Note"], *rows])
    path = tmp_path_factory.mktemp("csv") / "people.csv"
    _csv(path, stream.getvalue(), encoding)
    sheet = read_sheet(path)
    assert sheet.columns == ("Name", "Town", "Note")
    expected = {
        number: tuple(each.strip() for each in row)
        for number, row in enumerate(rows, 2)
        if any(each.strip() for each in row)
    }
    assert {row.number: row.values for row in sheet.rows} == expected
    assert not any(row.problems for row in sheet.rows)


def test_rows_have_the_numbers_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    text = '\n\nName,Note\nAna,"one\ntwo"\n\n,\nBo,x\n'
    sheet = read_sheet(_csv(tmp_path / "a.csv", text))
    assert [(row.number, row.values) for row in sheet.rows] == [
        (4, ("Ana", "one\ntwo")),
        (7, ("Bo", "x")),
    ]


def test_an_old_encoding_is_read_if_it_is_named_and_told_if_not(tmp_path: Path) -> None:
    path = _csv(tmp_path / "a.csv", "Name;Town\nJörg;Zürich\n", "cp1252")
    with pytest.raises(SheetError, match=r"line 2.*--encoding cp1252"):
        read_sheet(path)
    assert read_sheet(path, encoding="cp1252").rows[0].values == ("Jörg", "Zürich")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Name,name \nA,B\n", "columns 1 and 2 both 'name'"),
        ('Name\n"never closed\n', "row 2 is no CSV"),
        ("", "is empty"),
        ("Name\0\nA\n", "null bytes"),
        (",".join(f"c{n}" for n in range(201)), "more than 200 columns"),
        ("Name,Note\n" + "x" * 200_000, "row 2 is no CSV: field larger"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SheetError, match=told):
        read_sheet(_csv(tmp_path / "a.csv", text))


def test_a_row_that_cannot_be_taken_as_it_is_says_so(tmp_path: Path) -> None:
    text = f"Name,,Note\nAna,,x,y\nBo,here,z\nCy,,{'x' * 40_000}\nDi,,fine\n"
    rows = read_sheet(_csv(tmp_path / "a.csv", text)).rows
    assert "has 4 cells, but there are 3 columns" in rows[0].problems[0]
    assert "column 2, which has no name" in rows[1].problems[0]
    assert "more than 32767 characters in column 3" in rows[2].problems[0]
    assert rows[3].problems == ()


def test_a_missing_file_and_a_huge_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="No such file"):
        read_sheet(tmp_path / "none.csv")
    with (tmp_path / "big.csv").open("wb") as stream:
        stream.truncate(65 * 2**20)
    with pytest.raises(SheetError, match="more than 64 MiB"):
        read_sheet(tmp_path / "big.csv")


def _book(path: Path, rows: Sequence[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@settings(settings.get_profile("issuing"), max_examples=15)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=8).filter(
                lambda text: not text.startswith("=")
            ),
            min_size=2,
            max_size=2,
        ),
        max_size=5,
    )
)
def test_what_was_written_as_xlsx_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = _book(tmp_path_factory.mktemp("xlsx") / "a.xlsx", [["Name", "Town"], *rows])
    found = {row.number: row.values for row in read_sheet(path).rows}
    assert found == {
        number: tuple(each.strip() for each in row)
        for number, row in enumerate(rows, 2)
        if any(each.strip() for each in row)
    }


def test_cells_are_read_as_people_see_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Day", "Moment", "Number", "Share", "Zip", "Yes"])
    sheet.append([date(2031, 1, 31), datetime(2031, 1, 31, 9, 5), 17.0, 0.25, 1234, True])
    sheet["E2"].number_format = "00000"
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").rows[0].values == (
        "2031-01-31", "2031-01-31 09:05:00", "17", "0.25", "01234", "TRUE",
    )  # fmt: skip


def test_formulas_and_errors_are_told_by_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Name", "Id"], ["Ana", "=1+1"], ["=HYPERLINK(1)", 2], ["Bo", 3]]
    found = read_sheet(_book(tmp_path / "a.xlsx", rows)).rows
    assert "formula in column 2 whose result is not in the file" in found[0].problems[0]
    assert "formula in column 1" in found[1].problems[0]
    assert found[2].problems == ()


def test_a_worksheet_is_chosen_by_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.sheet_state = "hidden"
    book.create_sheet("Staff").append(["Name"])
    book["Staff"].append(["Ana"])
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").rows[0].values == ("Ana",)
    with pytest.raises(SheetError, match=r"no worksheet 'Guests'; it has 'Sheet', 'Staff'"):
        read_sheet(tmp_path / "a.xlsx", worksheet="Guests")


def _patched(source: Path, target: Path, part: str, content: bytes) -> Path:
    """A workbook with one part replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, content if each == part else old.read(each))
    return target


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{chr(ord(name) - 1)};" * 10}">' for name in "bcdefghij")
    + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData>'
    "</worksheet>"
).encode()


def test_bombs_are_refused(tmp_path: Path) -> None:
    plain = _book(tmp_path / "a.xlsx", [["Name"], ["Ana"]])
    one = LAUGHS.replace(b"&j;", b"&a;")
    for number, content in enumerate((LAUGHS, one)):
        path = _patched(plain, tmp_path / f"laughs{number}.xlsx", SHEET, content)
        with pytest.raises(SheetError, match="no XLSX file that can be read"):
            read_sheet(path)
    bomb = _patched(plain, tmp_path / "bomb.xlsx", SHEET, b" " * (101 * 2**20))
    assert bomb.stat().st_size < 2**20
    with pytest.raises(SheetError, match="unpacks to more than 100 MiB"):
        read_sheet(bomb)


def test_a_sheet_that_claims_a_million_rows_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    plain = _book(tmp_path / "a.xlsx", [["Name"], ["Ana"]])
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = (
        f'<worksheet xmlns="{namespace}"><dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Ana</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    sheet = read_sheet(_patched(plain, tmp_path / "far.xlsx", SHEET, content.encode()))
    assert [row.values for row in sheet.rows] == [("Ana",)]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_only_looks_like_a_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(SheetError, match="save it"):
        read_sheet(tmp_path / "a.xlsx")


@settings(settings.get_profile("issuing"), max_examples=25)
@given(st.binary(max_size=60), st.integers(0, 3000))
def test_a_spoilt_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    folder = tmp_path_factory.mktemp("spoilt")
    content = bytearray(_book(folder / "a.xlsx", [["Name"], ["Ana"]]).read_bytes())
    content[at : at + len(noise)] = noise
    (folder / "b.xlsx").write_bytes(content)
    # Anything but a SheetError would be a traceback to a user.
    with contextlib.suppress(SheetError):
        read_sheet(folder / "b.xlsx")
