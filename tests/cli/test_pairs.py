"""`--field LABEL=VALUE` and escaped text: whatever is meant can be written, and comes back."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardwright.cli.output import json_text
from cardwright.cli.pairs import label_and_value, text_or_file
from cardwright.cli.safe import escaped, one_line

#: Enough for texts without much to them.
FEW = settings(max_examples=50)

LABELS = st.text(min_size=1).filter(str.strip)


def _written(label: str) -> str:
    return label.replace("\\", "\\\\").replace("=", "\\=")


@FEW
@given(LABELS, st.text())
def test_every_label_and_value_can_be_written(label: str, value: str) -> None:
    assert label_and_value(f"{_written(label)}={value}") == (label, value)


@FEW
@given(LABELS.filter(lambda each: "=" not in each and "\\" not in each), st.text())
def test_the_first_equals_sign_ends_a_plain_label(label: str, value: str) -> None:
    assert label_and_value(f"{label}={value}") == (label, value)


@pytest.mark.parametrize("text", ["", "Title", "=x", " =x", "a\\=b", "a\\"])
def test_what_is_no_pair_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        label_and_value(text)


@FEW
@given(st.text())
def test_every_text_can_be_a_value_beside_files(text: str) -> None:
    written = f"@{text}" if text.startswith("@") else text
    assert text_or_file(written) == (text, None)


@FEW
@given(st.text(min_size=1).filter(lambda each: not each.startswith("@")))
def test_a_file_is_what_follows_the_at_sign(name: str) -> None:
    assert text_or_file(f"@{name}") == (None, name)


def test_a_file_needs_a_name() -> None:
    with pytest.raises(ValueError, match="names no file"):
        text_or_file("@")


def _unescaped(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("unicode_escape")


@FEW
@given(st.text())
def test_a_tsv_cell_can_be_told_again(text: str) -> None:
    assert _unescaped(escaped(text, backslash=True)) == text


@FEW
@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Lu"])))
def test_nothing_that_acts_is_shown(text: str) -> None:
    for shown in (escaped(text), escaped(text, backslash=True), one_line(text)):
        assert all(each.isprintable() or each in "\u200c\u200d" for each in shown)


@FEW
@given(st.recursive(st.text() | st.integers() | st.none() | st.booleans(), st.lists))
def test_json_means_the_same_and_shows_nothing_that_acts(value: object) -> None:
    text = json_text(value, indent=2)
    assert json.loads(text) == value
    assert text.replace("\n", "").isprintable()
