"""Amounts: what is read, and what is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging.instantcard.rules.money import format_cents, parse_amount

CENTS = st.integers(min_value=0, max_value=10**15)


@given(CENTS)
def test_both_forms_are_read(cents: int) -> None:
    assert parse_amount(f"{cents // 100}.{cents % 100:02}") == cents
    assert parse_amount(f"{cents // 100:,}.{cents % 100:02}") == cents


@pytest.mark.parametrize(("text", "cents"), [("17.37", 1737), ("17,000.37", 1700037), ("0.01", 1)])
def test_the_pages_forms(text: str, cents: int) -> None:
    assert parse_amount(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17",
        "17.",
        "17.3",
        "17.370",
        ".37",
        "017.37",
        "1,7.37",
        "17,00.37",
        "1,0000.00",
        "17000,000.37",
        ",000.37",
        "-17.37",
        "+17.37",
        "$17.37",
        " 17.37",
        "17.37\n",
        "17,37",
        "1e2",
        "NaN",
        "\u0661\u0667.\u0663\u0667",
        "17.37 ",
        "1_000.00",
        "0,017.37",
        "9" * 40 + ".00",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"17\.37"):
        parse_amount(text)


@given(st.text(alphabet="0123456789.,-$ ", max_size=12))
def test_what_is_read_is_written_the_same(text: str) -> None:
    try:
        cents = parse_amount(text)
    except ValueError:
        return
    written = format_cents(cents).removeprefix("$")
    assert text in (written, written.replace(",", ""))


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (550, "$5.50"),
        (-550, "($5.50)"),
        (0, "$0.00"),
        (5, "$0.05"),
        (-123456789, "($1,234,567.89)"),
    ],
)
def test_the_pages_balances(cents: int, text: str) -> None:
    assert format_cents(cents) == text


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_written_amounts_read_back(cents: int) -> None:
    text = format_cents(cents)
    assert (text[0] == "(") == (text[-1] == ")") == (cents < 0)
    assert parse_amount(text.strip("()").removeprefix("$")) == abs(cents)
