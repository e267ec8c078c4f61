"""What counts as the same between what was sent and what a read shows."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instantcard._runtime.evidence import Evidence
from instantcard._runtime.made import Known

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def evidence(**more: Any) -> Evidence:
    return Evidence(read=lambda: None, kind=more.pop("kind", "object"), **more)


@pytest.mark.parametrize(
    ("sent", "shown", "same"),
    [
        ("Ana", "Ana", True),
        (" Ana  Example", "ana example", True),
        ("Ana", "Anna", False),
        ("", None, True),
        ("true", True, True),
        ("true", False, False),
        ("7", 7, True),
        ("01002", "1002", False),
        ('[{"token": "a", "value": "x"}]', [{"token": "a", "value": "x", "label": "A"}], True),
        ('[{"token": "a", "value": "x"}]', [{"token": "a", "value": "y"}], False),
        ('[{"token": "a", "value": "x"}]', [{"token": "b", "value": "x"}], False),
        ('[{"token": "a", "value": "iVBOR"}]', [{"token": "a", "value": "image"}], True),
        ('[{"token": "a"}]', [], False),
        ("no json", [], False),
    ],
)
def test_a_value_is_the_same_as_the_vendor_may_write_it(sent: str, shown: Any, same: bool) -> None:
    found = evidence(same={"name": ("at",)}, hidden=frozenset({"image"}))
    assert found.of_object({"at": shown}, {"name": sent}).happened is same


@pytest.mark.parametrize(
    ("sent", "shown", "same"),
    [("1,050.00", "$1050.00", True), ("20.00", "$20", True), ("20.00", "$2.00", False)],
)
def test_an_amount_is_the_same_by_its_worth(sent: str, shown: str, same: bool) -> None:
    found = evidence(money={"amount": ("credit",)})
    assert found.of_object({"credit": shown}, {"amount": sent}).happened is same


def test_what_is_not_shown_is_not_compared() -> None:
    found = evidence(same={"a": ("x", "a"), "b": ("b",)})
    assert found.of_object({"b": "1"}, {"a": "1", "b": "1"}).happened
    assert found.of_object({"x": {}}, {"a": "1", "b": "1"}).reason
    assert not found.of_object({"x": None, "b": "1"}, {"a": "1", "b": "1"}).happened


def test_a_state_that_is_neither_before_nor_after_cannot_tell() -> None:
    found = evidence(equals=((("status",), "1"),), was=((("status",), "0"),))
    assert found.of_object({"status": 1}, {}).happened
    assert found.of_object({"status": "0"}, {}) == (False, None, "")
    assert found.of_object({"status": "2"}, {}).reason


def test_ids_are_found_in_an_array_or_not() -> None:
    among = evidence(among={"ids": ("cards",)})
    gone = evidence(not_among={"ids": ("cards",)})
    for sent, there in (("[1, 2]", True), ("[1, 3]", False), ("2", True), ("3", False)):
        shown = {"cards": [{"id": 1}, {"id": 2}]}
        assert among.of_object(shown, {"ids": sent}).happened is there
        assert gone.of_object(shown, {"ids": sent}).happened is (sent == "3")


def test_an_entry_that_shows_nothing_of_what_was_sent_is_none() -> None:
    found = evidence(kind="entry", same={"name": ("name",)})
    assert not found.among_entries([{"id": 1}], {"name": "Ana"}, Known()).happened
    assert found.among_entries([{"id": 1}], {}, Known()).happened


@given(
    shown=st.lists(JSON, max_size=4), sent=JSON, mine=st.sets(st.integers(0, 3)), plain=st.text()
)
def test_no_answer_breaks_the_comparison(
    shown: list[Any], sent: Any, mine: set[int], plain: str
) -> None:
    found = evidence(
        kind="entry",
        same={"a": ("a",), "b": ("b", "c")},
        money={"m": ("a",)},
        among={"i": ("a",)},
        equals=((("a",), "1"),),
    )
    for text in (json.dumps(sent), plain):
        given = dict.fromkeys(("a", "b", "m", "i"), text)
        verdict = found.among_entries(shown, given, Known(mine=frozenset(mine)))
        assert not (verdict.happened and verdict.reason)
        for each in shown:
            evidence(same=found.same, money=found.money).of_object(each, given)


@pytest.mark.parametrize("sent", [{"address_id": "5"}, {}], ids=str)
def test_what_comes_with_a_saved_object_counts_only_where_that_was_sent(
    sent: dict[str, str],
) -> None:
    same = {"address_id": ("address_id",), "city": ("address", "city")}
    found = evidence(kind="entry", same=same, brings={"address_id": frozenset({"city"})})
    shown = [{"id": 1, "address_id": 5 if sent else None, "address": {"city": "Aldwich"}}]
    assert found.among_entries(shown, sent, Known()).happened is bool(sent)
