"""Pages of lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging.http import RefusalError
from cardwright.staging.instantcard.params import Params, parse_integer
from cardwright.staging.instantcard.rules.paging import LAST_PAGE, read_page

from .support import CONTACT, Api

LISTS = {"cards": 400, "print_jobs": 400, "addresses": 400, "contacts": 406}
"""Each list, and its status for a bad page: 406 where the page of the vendor gives it."""


@given(number=st.integers(min_value=1), size=st.integers(min_value=1, max_value=100))
def test_page_is_read(number: int, size: int) -> None:
    page = read_page(Params({"page": str(number), "page_size": str(size)}))
    assert (page.number, page.size) == (min(number, LAST_PAGE), size)
    assert page.offset == (page.number - 1) * size < 2**63


@given(text=st.text(), key=st.sampled_from(["page", "page_size"]))
def test_anything_else_is_refused(text: str, key: str) -> None:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if number > 0 and (key == "page" or number <= 100):
        return
    with pytest.raises(RefusalError) as refusal:
        read_page(Params({key: text}))
    assert refusal.value.message.startswith(key)


@given(st.integers() | st.text())
def test_integers_are_ascii_digits(value: int | str) -> None:
    text = str(value)
    number = parse_integer(text)
    if isinstance(value, int):
        assert number == value
    elif number is not None:
        assert text.isascii()
        assert int(text) == number


@pytest.mark.parametrize("where", LISTS)
@pytest.mark.parametrize("key", ["page", "page_size"])
@pytest.mark.parametrize("value", ["0", "-1", "", "x", "1.5", "1e3", " 1", "٣"])
def test_bad_pages_are_refused(asking: Api, where: str, key: str, value: str) -> None:
    asking.refused(LISTS[where], key, "GET", where, {key: value})


def test_pages_are_at_most_100_long(asking: Api) -> None:
    for where, status in LISTS.items():
        asking("GET", where, {"page_size": "100"})
        asking.refused(status, "page_size", "GET", where, {"page_size": "101"})
    asking.refused(400, "page_size", "GET", "cards/search", {"term": "x", "page_size": "101"})
    asking.refused(400, "page", "GET", "cards/search", {"term": "x", "page": "0"})


def test_page_beyond_the_end_is_empty(asking: Api) -> None:
    for where in LISTS:
        for page in ("1000", "9" * 18, "9" * 200):
            assert asking("GET", where, {"page": page}) == []


def test_pages_count_from_1_and_have_25_entries(api: Api) -> None:
    made = [api("POST", "contacts", CONTACT)["id"] for _ in range(30)]
    everyone = [12629, *made]

    def ids(**form: int) -> list[int]:
        return [each["id"] for each in api("GET", "contacts", form)]

    assert ids() == ids(page=1) == everyone[:25]
    assert ids(page=2) == everyone[25:]
    assert ids(page=3) == []
    assert ids(page=3, page_size=7) == everyone[14:21]
    assert ids(page_size=100) == everyone
