"""Arguments that are wrong: refused by name, with nothing sent."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instantcard import (
    AsyncInstantCard,
    CardFieldValue,
    InvalidArgument,
    NewContact,
    OneOffAddress,
    Photo,
)
from instantcard._runtime.urls import MAXIMUM_URL, Query, address

from .clients import Play
from .recorder import Recorder, json_reply

Calling = Callable[[AsyncInstantCard], Awaitable[object]]

ADDRESS: dict[str, Any] = {
    "address1": "4 Invented Quay",
    "city": "Port Ellery",
    "state": "PA",
    "zip_code": "01002",
    "country": "US",
}
CONTACT = NewContact(full_name="Ada Lowther", email="ada@lantern.example")
PAYMENT: dict[str, Any] = {
    "amount": Decimal("17.50"),
    "number": "4242424242424242",
    "exp_month": "06",
    "exp_year": "2029",
    "cvc": "424",
    "full_name": "Ada Lowther",
    "billing_address1": "4 Invented Quay",
    "billing_city": "Port Ellery",
    "billing_state": "PA",
    "billing_zip_code": "01002",
    "billing_country": "US",
}


def paying(**changed: Any) -> Calling:
    return lambda api: api.organization.add_funds(**{**PAYMENT, **changed})


def to(**changed: Any) -> Calling:
    return lambda api: api.addresses.create(**{**ADDRESS, **changed})


def copies(number: Any) -> Calling:
    return lambda api: api.print_jobs.create(number_of_copies=number)


def card(number: Any) -> Calling:
    return lambda api: api.cards.get(number)


WRONG: dict[str, tuple[Calling, str]] = {
    "a card's id as text": (card("5"), "card_id: must be an integer, not str"),
    "a card's id as truth": (card(True), "card_id: must be an integer, not bool"),
    "a card's id as a number": (card(5.0), "card_id: must be an integer, not float"),
    "a card's id as nothing": (card(None), "card_id: must be an integer; None has no form"),
    "a card's id below one": (card(0), "card_id: must be at least 1"),
    "ids that are none": (
        lambda api: api.print_jobs.create(card_ids=[1, "2"]),  # type: ignore[list-item]
        "card_ids[1]: must be an integer, not str",
    ),
    "no month": (paying(exp_month="13"), "exp_month: must match"),
    "a month as a number": (paying(exp_month=6), "exp_month: must be text, not int"),
    "too many decimals": (
        paying(amount=Decimal("1.001")),
        "amount: must have at most two decimals",
    ),
    "no amount": (paying(amount=17.5), "amount: must be a Decimal or an int, not float"),
    "a short number": (paying(number="4242"), "number: must match"),
    "negative copies": (copies(-1), "number_of_copies: must be at least 1"),
    "no copies": (copies(0), "number_of_copies: must be at least 1"),
    "a photo that is none": (
        lambda api: api.cards.create(card_template_id=3, fields={"Photo": b"\xff\xd8\xff"}),  # type: ignore[dict-item]
        "fields['Photo']: must be text or a Photo, not bytes",
    ),
    "data that is none": (
        lambda api: api.cards.create(
            card_template_id=3,
            data=[CardFieldValue(token="t", value=b"v")],  # type: ignore[arg-type]
        ),
        "data[0].value: must be text or a Photo, not bytes",
    ),
    "a contact and its id": (
        to(contact=CONTACT, contact_id=5),
        "contact_id: give either this or contact, not both",
    ),
    "half a contact and an id": (
        to(contact=NewContact(phone_number="1"), contact_id=5),
        "contact_id: give either this or contact, not both",
    ),
    "no contact": (
        to(),
        "contact_id: must be given: contact_id, or contact.full_name and contact.email",
    ),
    "half a contact": (
        to(contact=NewContact(full_name="Ada")),
        "contact.email: must be given: contact.email",
    ),
    "a new contact and an id in a change": (
        lambda api: api.addresses.update(5, contact=CONTACT, contact_id=5),
        "contact_id: give either this or contact, not both",
    ),
    "a saved address and another": (
        lambda api: api.print_jobs.create(address_id=5, address=OneOffAddress(city="Port Ellery")),
        "address_id: give either this or address, not both",
    ),
    "the same in a change": (
        lambda api: api.print_jobs.update(
            5, shipping_provider_id=1, address_id=5, address=OneOffAddress(city="Port Ellery")
        ),
        "address_id: give either this or address, not both",
    ),
    "both data and fields": (
        lambda api: api.cards.create(card_template_id=3, fields={}, data=[]),
        "fields: give either fields or data",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_argument_is_named_and_nothing_is_sent(
    play: Play, recorder: Recorder, wrong: str
) -> None:
    call, said = WRONG[wrong]
    # Templates may be read before; nothing may be written.
    recorder.respond = lambda _: json_reply([{"token": "photo", "label": "Photo", "type": "image"}])

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(InvalidArgument) as caught:
            await call(api)
        assert str(caught.value).startswith(said)
        assert caught.value.argument == said.partition(":")[0]

    play(scenario)
    assert [each.method for each in recorder.calls if each.method != "GET"] == []


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"%PDF-1.7", b"ana.jpg"])
def test_a_photo_is_an_image(data: bytes) -> None:
    with pytest.raises(InvalidArgument, match="data:"):
        Photo.from_bytes(data)


def test_a_url_that_servers_would_refuse_is_not_sent(play: Play, recorder: Recorder) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(InvalidArgument) as caught:
            await api.addresses.update(5, label="é" * 1000, address2="b" * 3000, city="c" * 200)
        assert str(caught.value).startswith("label: the URL would have 9")
        assert str(caught.value).endswith("shorten label (6000), address2 (3000), city (200)")
        assert "bbb" not in str(caught.value)
        with pytest.raises(InvalidArgument, match=r"^term: .* shorten term \(8000\)"):
            await api.cards.search(term="a" * 8000).page(1)

    play(scenario)
    assert recorder.calls == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3000), st.integers(0, 9000))
def test_a_url_is_sent_if_and_only_if_it_fits(text: str, more: int) -> None:
    query = Query()
    query.add("a", "first", text)
    query.add("b", "second", "x" * more)
    length = len("https://h.example/p") + len(str(query))
    if length <= MAXIMUM_URL:
        assert len(address("https://h.example", "/p", query)) == length
    else:
        with pytest.raises(InvalidArgument, match=f"{length} bytes"):
            address("https://h.example", "/p", query)
