"""Bar codes and QR codes on previews, read by an independent decoder."""

from collections.abc import Iterator

import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from cardwright.staging import Staging
from cardwright.staging.instantcard.pictures.codes import draw_bar_code, draw_qr_code
from cardwright.staging.instantcard.storage.templates import Box

from .support import MEMBER, Api, other_organization, picture

TAG = {"holder": "Oyelaran Brightwater", "hall": "North", "locker": "N-0417", "key": "key:N-0417"}
MARGIN = 20


def read(side: Image.Image) -> list[tuple[str, zxingcpp.BarcodeFormat]]:
    found = zxingcpp.read_barcodes(side.convert("L"))
    return sorted(((code.text, code.format) for code in found), key=lambda code: code[0])


def drawn(value: str, box: Box, *, bars: bool) -> Image.Image:
    size = (box.width + 2 * MARGIN, box.height + 2 * MARGIN)
    canvas = Image.new("RGB", size, (200, 220, 240))
    (draw_bar_code if bars else draw_qr_code)(canvas, box, value)
    return canvas


def stays_inside(canvas: Image.Image, box: Box) -> bool:
    blank = Image.new("RGB", canvas.size, (200, 220, 240))
    changed = ImageChops.difference(canvas, blank).getbbox()
    return changed is None or (
        changed[0] >= box.x
        and changed[1] >= box.y
        and changed[2] <= box.x + box.width
        and changed[3] <= box.y + box.height
    )


@pytest.fixture
def theirs(staging: Staging) -> Iterator[Api]:
    api = other_organization(staging)
    yield api
    api.close()


@pytest.mark.parametrize(
    ("template", "values", "codes"),
    [
        (17290, MEMBER, [(MEMBER["number"], zxingcpp.BarcodeFormat.Code128)]),
        (
            17291,
            {"full_name": "Bo Bell", "workshop": "", "day": "", "photo": "", "check_in": "Ω/42 王"},
            [("Ω/42 王", zxingcpp.BarcodeFormat.QRCode)],
        ),
        (
            17292,
            TAG,
            [
                (TAG["locker"], zxingcpp.BarcodeFormat.Code128),
                (TAG["key"], zxingcpp.BarcodeFormat.QRCode),
            ],
        ),
    ],
)
def test_codes_of_fields_read_as_their_values(
    theirs: Api,
    template: int,
    values: dict[str, str],
    codes: list[tuple[str, zxingcpp.BarcodeFormat]],
) -> None:
    card = theirs.draft(template, **values)["id"]
    front = picture(theirs("GET", f"cards/{card}/preview")["front"])
    assert read(front) == codes


@pytest.mark.parametrize("template", [17280, 17281])
def test_the_code_on_the_back_reads_as_the_card_number(api: Api, template: int) -> None:
    fields = api("GET", f"card_templates/{template}/fields")
    card = api.draft(template, **{field["token"]: "" for field in fields})["id"]
    back = picture(api("GET", f"cards/{card}/preview")["back"])
    assert read(back) == [(str(card), zxingcpp.BarcodeFormat.Code128)]


def test_empty_codes_leave_their_fields_blank(theirs: Api) -> None:
    card = theirs.draft(17292, **{**TAG, "locker": "", "key": ""})["id"]
    assert read(picture(theirs("GET", f"cards/{card}/preview")["front"])) == []


def test_a_value_too_long_for_its_bar_code_is_written_and_is_no_code(theirs: Api) -> None:
    card = theirs.draft(17290, **{**MEMBER, "number": "x" * 255})["id"]
    assert read(picture(theirs("GET", f"cards/{card}/preview")["front"])) == []


@pytest.mark.parametrize(
    ("value", "bars"), [("Ünal", True), ("王", True), ("x" * 255, True), ("x" * 5000, False)]
)
def test_what_no_code_can_hold_is_written_instead(value: str, bars: bool) -> None:
    box = Box(MARGIN, MARGIN, 588, 160)
    refused = drawn(value, box, bars=bars)
    assert read(refused) == []
    assert stays_inside(refused, box)
    assert len(refused.getcolors(1 << 20) or []) > 10


@example("99")
@example("0-99")
@settings(max_examples=60)
@given(
    st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=24)
)
def test_every_ascii_value_is_a_code_128_that_reads_as_it(value: str) -> None:
    box = Box(MARGIN, MARGIN, 588, 160)
    canvas = drawn(value, box, bars=True)
    assert read(canvas) == [(value, zxingcpp.BarcodeFormat.Code128)]
    assert stays_inside(canvas, box)


@settings(max_examples=60)
@given(
    value=st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=120
    ),
    side=st.integers(min_value=180, max_value=347),
)
def test_every_value_is_a_qr_code_that_reads_as_it(value: str, side: int) -> None:
    box = Box(MARGIN, MARGIN, side, side)
    canvas = drawn(value, box, bars=False)
    assert read(canvas) == [(value, zxingcpp.BarcodeFormat.QRCode)]
    assert stays_inside(canvas, box)


@given(
    value=st.text(alphabet=st.characters(codec="utf-8"), max_size=255),
    width=st.integers(min_value=60, max_value=400),
    height=st.integers(min_value=60, max_value=400),
    bars=st.booleans(),
)
def test_codes_of_any_size_stay_in_their_boxes(
    value: str, width: int, height: int, bars: bool
) -> None:
    box = Box(MARGIN, MARGIN, width, height)
    assert stays_inside(drawn(value, box, bars=bars), box)
