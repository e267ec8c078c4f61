"""Each row is held to the rules before anything is sent."""

import re
from pathlib import Path

import pytest
from PIL import Image

from cardwright.issuing import Candidate, Folder, Row, Rules, Sheet, check, match
from instantcard import TemplateField

FIELDS = [
    TemplateField(token="name", label="Name", type="text"),
    TemplateField(token="until", label="Valid until", type="date"),
    TemplateField(token="code", label="Code", type="barcode"),
    TemplateField(
        token="photo", label="Photo", type="image", dimensions={"width": 300, "height": 390}
    ),
]
COLUMNS = ("Name", "Valid until", "Code", "Photo", "Id")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (600, 780), "#446688").save(tmp_path / "good.jpg")
    Image.new("RGB", (150, 390), "#446688").save(tmp_path / "small.png")
    (tmp_path / "broken.jpg").write_bytes(b"nothing")
    return tmp_path


def checked(
    folder: Path, *rows: tuple[str, ...], key: str | None = None, date_format: str | None = None
) -> list[Candidate]:
    sheet = Sheet(COLUMNS, tuple(Row(at, row) for at, row in enumerate(rows, 2)))
    matching = match(sheet, FIELDS, key=key, has_photos=True)
    return check(sheet, Rules(matching, 17280, Folder(folder), date_format))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("", "2031-01-31", "A1", "good.jpg", "1"), 'Name is empty; .*--optional "Name"'),
        (("x" * 256, "2031-01-31", "A1", "good.jpg", "1"), "Name has 256 characters"),
        (("A\x1b[31m", "2031-01-31", "A1", "good.jpg", "1"), r"control characters \(U\+001B\)"),
        (("Ana", "31.01.2031", "A1", "good.jpg", "1"), "'31.01.2031' is no date .*--date-format"),
        (("Ana", "2031-02-30", "A1", "good.jpg", "1"), "is no date"),
        (("Ana", "2031-01-31", "Ä1", "good.jpg", "1"), "Code is a bar code"),
        (("Ana", "2031-01-31", "A1", "", "1"), "no photo is named"),
        (("Ana", "2031-01-31", "A1", "none.jpg", "1"), "'none.jpg' is not in the folder"),
        (("Ana", "2031-01-31", "A1", "../good.jpg", "1"), "leads out of the folder"),
        (("Ana", "2031-01-31", "A1", "broken.jpg", "1"), "is no image"),
    ],
)
def test_a_problem_is_told_with_its_field(folder: Path, row: tuple[str, ...], told: str) -> None:
    (candidate,) = checked(folder, row)
    (problem,) = candidate.problems
    assert re.search(told, problem), problem


def test_a_good_row_has_none_and_a_small_photo_is_a_warning(folder: Path) -> None:
    good, small = checked(
        folder,
        ("Ana", "2031-01-31", "A1", "good", "1"),
        ("Bo", "2031-01-31", "A2", "small.png", "2"),
    )
    assert (good.problems, good.warnings, good.name) == ((), (), "Ana")
    assert "has 50% of the 300 by 390 pixels" in small.warnings[0]


def test_dates_are_read_as_the_sheet_writes_them(folder: Path) -> None:
    row = ("Ana", "31/01/2031", "A1", "good.jpg", "1")
    (candidate,) = checked(folder, row, date_format="%d/%m/%Y")
    assert candidate.texts["until"] == "2031-01-31"


def test_rows_that_cannot_be_told_apart_are_refused(folder: Path) -> None:
    row = ("Ana", "2031-01-31", "A1", "good.jpg", "1")
    assert "is the same as row 2" in checked(folder, row, row)[1].problems[0]
    other = ("Bo", "2031-01-31", "A2", "good.jpg", "1")
    assert "the same key as row 2" in checked(folder, row, other, key="Id")[1].problems[0]
    without = ("Bo", "2031-01-31", "A2", "good.jpg", "")
    assert "no value in the column of --key" in checked(folder, without, key="Id")[0].problems[0]
    twin = (*row[:4], "2")
    assert checked(folder, row, twin, key="Id")[1].warnings == ("shows the same as row 2",)


def test_the_content_follows_texts_and_photos(folder: Path) -> None:
    row = ("Ana", "2031-01-31", "A1", "good.jpg", "1")
    before = checked(folder, row)[0]
    assert checked(folder, row)[0].content == before.content
    assert checked(folder, ("Bo", *row[1:]))[0].content != before.content
    Image.new("RGB", (600, 780), "#aa6622").save(folder / "good.jpg")
    after = checked(folder, row)[0]
    # Another photo is another content, but a list of cards shows no photos.
    assert after.content != before.content
    assert after.trace == before.trace
