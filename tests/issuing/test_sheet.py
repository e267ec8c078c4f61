"""The contact sheet: pages that can be looked at, and a PDF of them."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, PdfParser

from cardwright.issuing.lettering import runs
from cardwright.issuing.sheet import Pictures, thumbnail, write


def side(colour: str, size: tuple[int, int] = (1011, 638)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return thumbnail(stream.getvalue())


def pictures(folder: Path, count: int, size: tuple[int, int] = (1011, 638)) -> list[Pictures]:
    front, back = folder / "front.jpg", folder / "back.jpg"
    front.write_bytes(side("#3366cc", size))
    back.write_bytes(side("#cc6633", size))
    return [
        Pictures(number, "Ana Example", 3145000 + number, front, back)
        for number in range(2, count + 2)
    ]


def test_all_rows_are_on_pages_and_in_the_pdf(tmp_path: Path) -> None:
    (tmp_path / "sheet-9.png").write_bytes(b"of an earlier run")
    pdf, pages = write(tmp_path, "people.csv", pictures(tmp_path, 30))
    assert [each.name for each in pages] == ["sheet-1.png", "sheet-2.png", "sheet-3.png"]
    assert sorted(tmp_path.glob("sheet-*.png")) == pages
    with PdfParser.PdfParser(str(pdf)) as parsed:
        assert len(parsed.pages) == 3
    # Each page of it is a JPEG that can be opened.
    found = re.findall(rb"\xff\xd8\xff.*?\nendstream", pdf.read_bytes(), re.S)
    sizes = [Image.open(io.BytesIO(each[: -len("\nendstream")])).size for each in found]
    assert sizes == [(1654, 2339)] * 3


def test_both_sides_of_each_card_are_shown(tmp_path: Path) -> None:
    _, pages = write(tmp_path, "people.csv", pictures(tmp_path, 1))
    with Image.open(pages[0]) as page:
        shown = page.convert("RGB")
    for colour in ("#3366cc", "#cc6633"):
        apart = ImageChops.difference(shown, Image.new("RGB", shown.size, colour)).convert("L")
        near = apart.point(lambda value: value < 12 and 255)
        assert near.histogram()[255] == pytest.approx(356 * 225, rel=0.05)


@pytest.mark.parametrize(("size", "places"), [((1011, 638), 12), ((638, 1011), 15)])
def test_a_page_is_filled_before_the_next(
    tmp_path: Path, size: tuple[int, int], places: int
) -> None:
    assert len(write(tmp_path, "x", pictures(tmp_path, places, size))[1]) == 1
    assert len(write(tmp_path, "x", pictures(tmp_path, places + 1, size))[1]) == 2


def test_names_are_written_in_their_letters() -> None:
    assert [text for _, text in runs("Jörg Dvořák Ивана")] == ["Jörg Dvořák Ивана"]
    assert [text for _, text in runs("อันนา Ana")] == ["อันนา", "Ana"]
    assert [text for _, text in runs("\U00012000")] == ["(see the card)"]


def test_a_preview_that_is_no_picture_is_told() -> None:
    with pytest.raises(ValueError, match="no picture that can be shown"):
        thumbnail(b"<html>")
