"""Text on previews: in every script, whole, and never outside its box."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from cardwright.staging.instantcard.pictures.fonts import SANS, SHAPING, font, has
from cardwright.staging.instantcard.pictures.letters import REPLACEMENT, read, runs
from cardwright.staging.instantcard.pictures.text import Fitted, draw_text, fit
from cardwright.staging.instantcard.storage.templates import Box

NAMES = [
    "Ávila Ñandú",
    "Łukasz Ődegård-Þórðardóttir",
    "Ελένη Παπαδοπούλου",
    "Зоя Ковальчук",
    "Nguyễn Thị Ánh",
    "فاطمة الزهراء",
    "שירה כהן",
    "अनन्या शर्मा",
    "สมหญิง ใจดี ที่นี่",
    "王小明",
    "山田 はなこ",
    "김민지",
    "ნინო ბერიძე",
    "Արամ Խաչատրյան",
    "প্রিয়া সেন",
    "தமிழ்ச்செல்வி",
    "ሰላም አበበ",
    "Zoë 😀",
]
LONG = [
    "Bartholomew Maximilian Featherstonehaugh-Cholmondeley de Montmorency III",
    "W" * 255,
    "9" * 255,
    "mm " * 85,
    "王小明" * 30,
    "สมหญิง" * 40,
    "فاطمة الزهراء " * 15,
    "क्षत्रिय" * 30,
    "👩‍🚀" * 50,
]

# The scripts of people's names more often than chance would have them.
names = st.lists(
    st.sampled_from([*NAMES, "12-34", "(x)", "—", "\u200f", "\U000f0000"]), max_size=8
).map(" ".join)
texts = st.one_of(names, st.text(alphabet=st.characters(codec="utf-8"), max_size=255))


def drawn(text: str, width: int, height: int, *, bold: bool = False) -> Image.Image:
    """The text in the middle of a canvas with room around its box."""
    picture = Image.new("RGB", (width + 200, height + 200), "white")
    draw = ImageDraw.Draw(picture)
    where = Box(100, 100, width, height)
    draw_text(draw, where, text, largest=64, colour=(0, 0, 0), bold=bold, align="centre")
    return ImageChops.invert(picture.convert("L"))


def written(fitted: Fitted) -> str:
    """All characters of all lines, without order and spaces."""
    shown = "".join(run.text for line in fitted.lines for _, run in line.runs)
    return "".join(sorted("".join(shown.split())))


@settings(max_examples=80)
@given(
    text=texts,
    width=st.integers(min_value=120, max_value=600),
    height=st.integers(min_value=30, max_value=120),
    bold=st.booleans(),
)
def test_text_is_never_drawn_outside_its_box(
    text: str, width: int, height: int, bold: bool
) -> None:
    ink = drawn(text, width, height, bold=bold).getbbox()
    if ink is not None:
        assert ink[0] >= 100
        assert ink[1] >= 100
        assert ink[2] <= 100 + width
        assert ink[3] <= 100 + height


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize(("width", "height"), [(588, 70), (284, 45), (120, 30)])
def test_long_texts_are_whole_and_in_their_boxes(text: str, width: int, height: int) -> None:
    fitted = fit(text, width, height, largest=64)
    assert fitted.fits(width, height)
    assert written(fitted) == "".join(sorted("".join(unicodedata.normalize("NFC", text).split())))


@settings(max_examples=40)
@given(text=texts, width=st.integers(min_value=60, max_value=600))
def test_lines_keep_every_letter_and_never_touch(text: str, width: int) -> None:
    fitted = fit(text, width, 120, largest=40)
    letters = [letter.text for word in read(text).words for letter in word]
    assert written(fitted) == "".join(sorted("".join(letters)))
    bottoms = [
        baseline + line.extent.bottom
        for baseline, line in zip(fitted.baselines, fitted.lines, strict=False)
    ]
    tops = [
        baseline + line.extent.top
        for baseline, line in zip(fitted.baselines, fitted.lines, strict=False)
    ]
    assert all(bottom <= top for bottom, top in zip(bottoms, tops[1:], strict=False))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_names_are_drawn_in_typefaces_that_have_them(name: str, bold: bool) -> None:
    line = runs(read(name).words, read(name).direction)
    assert REPLACEMENT not in "".join(run.text for run in line)
    assert all(has(run.face, run.text.replace("\u200d", "")) for run in line)
    assert drawn(name, 588, 70, bold=bold).getbbox()


def test_no_two_names_look_alike() -> None:
    pictures = {drawn(name, 588, 70).tobytes() for name in [*NAMES, "Avila Nandu", "Zoe"]}
    assert len(pictures) == len(NAMES) + 2


@pytest.mark.parametrize("name", NAMES[:-1])
def test_bold_has_more_ink(name: str) -> None:
    regular, bold = (drawn(name, 2000, 200, bold=each).histogram() for each in (False, True))
    assert bold[0] < regular[0]


@pytest.mark.parametrize("missing", ["\U000f0000", "\x01", "\ue000", "\U000e0fff"])
def test_what_no_typeface_has_is_replaced_visibly(missing: str) -> None:
    letters = [letter.text for word in read(f"Ad{missing}a").words for letter in word]
    assert letters == ["A", "d", REPLACEMENT, "a"]
    assert has(SANS, REPLACEMENT)
    assert drawn(missing, 100, 60).getbbox() is not None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A\u0301vila", "Ávila"),
        ("𝓐𝓭𝓪", "Ada"),
        ("Ａｄａ", "Ａｄａ"),
        ("A\u200bd\u202ea\ufe0f", "Ada"),
        ("  Bo\n\tBell ", "Bo Bell"),
        ("\ufb01n", "\ufb01n"),
    ],
)
def test_letters_are_composed_and_cleared(text: str, shown: str) -> None:
    words = read(text).words
    assert " ".join("".join(letter.text for letter in word) for word in words) == shown


def test_more_marks_than_a_card_is_high_are_replaced() -> None:
    text = "e" + "\u0301" * 200
    (word,) = read(text).words
    assert [letter.text[-1] for letter in word] == ["\u0301", REPLACEMENT]
    assert fit(text, 120, 30, largest=64).fits(120, 30)


def test_marks_stay_with_their_letters() -> None:
    (word,) = read("क्षत्रियน้ำ👩‍🚀👍🏽").words
    assert [letter.text for letter in word] == ["क्ष", "त्रि", "य", "น้ำ", "👩‍🚀", "👍🏽"]


@pytest.mark.skipif(not SHAPING, reason="needs FriBiDi")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Zahra فاطمة", ["Zahra", "فاطمة"]),
        ("فاطمة Zahra بنت", ["بنت", "Zahra", "فاطمة"]),
        ("שירה 12-34", ["12-34", "שירה"]),
        ("שירה כהן", ["שירה כהן"]),
        ("王小明 Wang", ["王小明", "Wang"]),
        ("Ltd 7 שירה", ["Ltd 7", "שירה"]),
    ],
)
def test_directions_are_mixed_as_they_are_read(text: str, line: list[str]) -> None:
    known = read(text)
    shown = [run.text.strip() for run in runs(known.words, known.direction)]
    assert list(filter(None, shown)) == line


@pytest.mark.skipif(not SHAPING, reason="needs FriBiDi")
def test_arabic_letters_are_joined() -> None:
    (run,) = runs(read("فاطمة").words, "rtl")
    face = font(run.face, 48, 400)
    alone = sum(face.getlength(letter, direction="rtl") for letter in run.text)
    assert face.getlength(run.text, direction="rtl") < alone * 0.95


@pytest.mark.parametrize(("text", "different"), [("直", "直です"), ("直", "직직"), ("骨", "骨は")])
def test_han_characters_have_the_shapes_of_their_language(text: str, different: str) -> None:
    (word,), (other, *_) = read(text).words, read(different).words
    assert word[0].face.file == other[0].face.file
    assert word[0].face != other[0].face


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=40))
@example("E-004217")
def test_ascii_is_one_run_of_one_typeface(text: str) -> None:
    line = runs(read(text).words, "ltr")
    assert [(run.text, run.face) for run in line] == ([(text, SANS)] if text else [])


def test_a_line_ends_after_a_hyphen_when_that_lets_letters_be_larger() -> None:
    fitted = fit("Featherstonehaugh-Cholmondeley", 300, 100, largest=60)
    assert len(fitted.lines) == 2
    assert fitted.lines[0].runs[-1][1].text.endswith("-")


def test_chinese_lines_end_anywhere_and_latin_words_stay_whole() -> None:
    assert len(fit("王小明" * 8, 300, 100, largest=60).lines) > 1
    assert len(fit("Marguerite", 300, 100, largest=200).lines) == 1
