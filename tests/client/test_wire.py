"""What goes out, byte for byte, as independent parsers read it."""

import base64
import json
import re
from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import pytest

import synctera
from instantcard import (
    AsyncInstantCard,
    CardFieldValue,
    InvalidArgument,
    NewContact,
    OneOffAddress,
    OneOffContact,
    Photo,
)
from synctera import (
    AsyncSynctera,
    BulkIssuancePolicy,
    RecipientName,
    Shipping,
    ShippingAddress,
    ShippingMethod,
)

from .clients import Play
from .readers import fields, nested, nested_form
from .recorder import Received, Recorder, json_reply

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
CARD = {"id": 5, "card_template_id": 3, "organization_id": 77, "data": []}
JOB = {"id": 8, "status": "0"}
ADDRESS = {
    "id": 4,
    "organization_id": 77,
    "organization_name": None,
    "label": None,
    "primary": False,
    "address1": "1 Invented Quay",
    "city": "Port Ellery",
    "state": "PA",
    "zip_code": "01002",
    "country": "US",
}
CONTACT = {"id": 6, "organization_id": 77, "full_name": "Ada", "email": "ada@lantern.example"}
WHERE: dict[str, Any] = {
    "address1": "1 Invented Quay",
    "city": "Port Ellery",
    "state": "PA",
    "zip_code": "01002",
    "country": "US",
}


def test_the_login_is_a_form_without_a_token(play: Play, recorder: Recorder) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()

    play(scenario, email="ada+x@lantern.example", password='p&=%"\r\n--é ')
    (login,) = recorder.logins
    assert (login.method, login.target) == ("POST", "/api/v2/authenticate")
    assert fields(login) == [
        ("email", "ada+x@lantern.example"),
        ("password", 'p&=%"\r\n--é '),
    ]
    assert login.header("authorization") is None


def test_what_every_request_says(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply({"balance": "1.00"}, headers=[("Set-Cookie", "session=theirs")]))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.organization.balance()
        await api.organization.balance()

    play(scenario)
    for call in recorder.calls:
        assert (call.method, call.target) == ("GET", "/api/v2/organizations/77/balance")
        assert call.header("authorization") == "Bearer token-1"
        assert call.header("accept") == "application/json"
        assert call.header("accept-encoding") == "gzip"
        assert call.header("cookie") is None
        assert call.header("content-type") is None
        assert call.body == b""
    assert {each.connection for each in recorder.requests} == {1}


def test_every_form_has_a_boundary_of_its_own(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(JOB))

    async def scenario(api: AsyncInstantCard) -> None:
        for _ in range(5):
            await api.print_jobs.add_cards(8, card_ids=[5])

    play(scenario)
    kinds = [each.header("content-type") or "" for each in recorder.requests]
    boundaries = [re.fullmatch(r"multipart/form-data; boundary=([0-9a-f]{32})", k) for k in kinds]
    assert all(boundaries)
    assert len({each[1] for each in boundaries if each}) == 6


def test_a_value_cannot_add_a_field(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(CONTACT))
    evil = (
        '--boundary\r\nContent-Disposition: form-data; name="admin"\r\n\r\ntrue\r\n--boundary--\r\n'
    )
    seen: list[str] = []

    async def scenario(api: AsyncInstantCard) -> None:
        for _ in range(3):
            value = evil
            for boundary in seen:
                value += f"\r\n--{boundary}\r\n" + evil + f"--{boundary}--\r\n"
            await api.contacts.create(full_name=value, email='a"; name="admin')
            assert fields(recorder.calls[-1]) == [
                ("contact[full_name]", value),
                ("contact[email]", 'a"; name="admin'),
            ]
            seen.append((recorder.calls[-1].header("content-type") or "").partition("=")[2])

    play(scenario)


def test_a_card_goes_out_with_its_data_as_json(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(CARD))
    values = [
        CardFieldValue(token="FIELD_1", value='Zoë "Z" \\ </script> \u2028 👩‍🎨'),
        CardFieldValue(token="FIELD_2", value=""),
        CardFieldValue(token="FIELD_3", value=Photo.from_bytes(PNG)),
    ]

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.create(card_template_id=3, data=values)

    play(scenario)
    assert (recorder.only.method, recorder.only.target) == (
        "POST",
        "/api/v2/organizations/77/cards",
    )
    (template, data) = fields(recorder.only)
    assert template == ("card[card_template_id]", "3")
    assert data[0] == "card[data]"
    assert json.loads(data[1]) == [
        {"token": "FIELD_1", "value": 'Zoë "Z" \\ </script> \u2028 👩‍🎨'},
        {"token": "FIELD_2", "value": ""},
        {"token": "FIELD_3", "value": base64.b64encode(PNG).decode()},
    ]


def test_lists_of_ids_go_out_as_json_and_an_empty_one_stays(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(JOB))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.print_jobs.add_cards(8, card_ids=[11, 12])
        assert fields(recorder.calls[-1]) == [("print_job[card_ids]", "[11,12]")]
        await api.print_jobs.create(card_ids=[])
        assert fields(recorder.calls[-1]) == [("print_job[card_ids]", "[]")]
        await api.print_jobs.create(card_ids=(each for each in (13,)))
        assert fields(recorder.calls[-1]) == [("print_job[card_ids]", "[13]")]
        await api.print_jobs.update(8, shipping_provider_id=2, card_ids=[])
        assert parse_qsl(recorder.calls[-1].query, keep_blank_values=True) == [
            ("print_job[shipping_provider_id]", "2"),
            ("print_job[card_ids]", "[]"),
        ]

    play(scenario)


def test_what_is_left_out_is_not_sent(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(JOB))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.print_jobs.create()
        await api.print_jobs.create(number_of_copies=2)

    play(scenario)
    bare, one = recorder.calls
    assert (bare.body, bare.header("content-type"), bare.query) == (b"", None, "")
    assert fields(one) == [("print_job[number_of_copies]", "2")]


def test_an_empty_text_is_sent_as_one(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(ADDRESS), json_reply(CONTACT))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.addresses.create(**WHERE, contact_id=6, address2="", label="")
        await api.contacts.update(6, alt_email="")

    play(scenario)
    made, changed = recorder.calls
    assert ("address[address2]", "") in fields(made)
    assert ("address[label]", "") in fields(made)
    assert parse_qsl(changed.query, keep_blank_values=True) == [("contact[alt_email]", "")]


def test_flags_and_zip_codes_keep_their_form(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(ADDRESS))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.addresses.create(**WHERE, contact_id=6, primary=True)
        await api.addresses.update(4, primary=False, zip_code="01002")

    play(scenario)
    made, changed = recorder.calls
    assert dict(fields(made))["address[primary]"] == "true"
    assert dict(fields(made))["address[zip_code]"] == "01002"
    assert nested(changed.query) == {"address": {"primary": "false", "zip_code": "01002"}}


def test_nested_names_nest(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(ADDRESS), json_reply(JOB))
    contact = NewContact(full_name="Ödön & Søn", email="o@lantern.example", phone_number="+1 555")
    annex = OneOffAddress(contact=OneOffContact(full_name="Ödön"), address_1="1 & 2; 3=4 #5 %20+é")

    async def scenario(api: AsyncInstantCard) -> None:
        await api.addresses.create(**WHERE, contact=contact)
        await api.print_jobs.update(8, shipping_provider_id=1, address=annex)

    play(scenario)
    made, changed = recorder.calls
    assert nested_form(made)["address"]["contact"] == {
        "full_name": "Ödön & Søn",
        "email": "o@lantern.example",
        "phone_number": "+1 555",
    }
    assert nested(changed.query) == {
        "print_job": {
            "address": {"contact": {"full_name": "Ödön"}, "address_1": "1 & 2; 3=4 #5 %20+é"},
            "shipping_provider_id": "1",
        }
    }
    assert changed.body == b""


def test_the_bytes_of_a_query(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply([]))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.search(term="Zoë & Søn+ %2F/?#[]", page_size=9).page(2)

    play(scenario)
    assert recorder.only.query == (
        "term=Zo%C3%AB%20%26%20S%C3%B8n%2B%20%252F%2F%3F%23%5B%5D&page=2&page_size=9"
    )


def test_none_takes_the_shipping_provider_away(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(JOB))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.print_jobs.update(8, shipping_provider_id=None)

    play(scenario)
    assert recorder.only.method == "PATCH"
    assert recorder.only.query == "print_job%5Bshipping_provider_id%5D="


Call = Callable[[AsyncInstantCard], Awaitable[Any]]


class Shade(str, Enum):  # noqa: UP042 - the kind whose `str()` is not its value
    RED = "red"


LONE = "\ud800"
PAYMENT: dict[str, Any] = {
    "number": "4242424242424242",
    "exp_month": "06",
    "exp_year": "2029",
    "cvc": "424",
    "full_name": "Ada",
    "billing_address1": "1 Invented Quay",
    "billing_city": "Port Ellery",
    "billing_state": "PA",
    "billing_zip_code": "01002",
    "billing_country": "US",
}


def wrong(value: Any) -> Any:
    """A value whose type does not fit, on purpose."""
    return value


REFUSED: list[tuple[str, Call]] = [
    ("full_name", lambda api: api.contacts.create(full_name=wrong(None), email="e")),
    ("full_name", lambda api: api.contacts.create(full_name=LONE, email="e")),
    ("email", lambda api: api.contacts.update(6, email=wrong(None))),
    ("city", lambda api: api.addresses.update(4, city=LONE)),
    ("primary", lambda api: api.addresses.update(4, primary=wrong("true"))),
    ("zip_code", lambda api: api.addresses.update(4, zip_code=wrong(1002))),
    ("zip_code", lambda api: api.addresses.update(4, zip_code="01002\n")),
    ("contact", lambda api: api.addresses.create(**WHERE, contact=wrong({"full_name": "A"}))),
    (
        "contact.email",
        lambda api: api.addresses.create(**WHERE, contact=NewContact(full_name="Ada")),
    ),
    ("contact_id", lambda api: api.addresses.create(**WHERE)),
    ("card_ids", lambda api: api.print_jobs.add_cards(8, card_ids=wrong(None))),
    ("card_ids", lambda api: api.print_jobs.add_cards(8, card_ids=wrong("12"))),
    ("card_ids[1]", lambda api: api.print_jobs.add_cards(8, card_ids=[1, wrong(None)])),
    ("card_ids[0]", lambda api: api.print_jobs.create(card_ids=[wrong(True)])),
    ("number_of_copies", lambda api: api.print_jobs.create(number_of_copies=0)),
    ("number_of_copies", lambda api: api.print_jobs.create(number_of_copies=wrong(None))),
    ("number_of_copies", lambda api: api.print_jobs.create(number_of_copies=10**5000)),
    (
        "shipping_provider_id",
        lambda api: api.print_jobs.update(8, shipping_provider_id=wrong("")),
    ),
    ("shipping_provider_id", lambda api: api.print_jobs.create(shipping_provider_id=wrong(None))),
    (
        "data[0].value",
        lambda api: api.cards.update(5, data=[CardFieldValue(token="t", value=LONE)]),
    ),
    (
        "data[0].value",
        lambda api: api.cards.update(5, data=[CardFieldValue(token="t", value=wrong(None))]),
    ),
    ("data[0].token", lambda api: api.cards.update(5, data=[CardFieldValue(token="", value="")])),
    ("data[0]", lambda api: api.cards.update(5, data=[wrong({"token": "t", "value": "v"})])),
    ("amount", lambda api: api.organization.add_funds(amount=wrong(17.37), **PAYMENT)),
    ("amount", lambda api: api.organization.add_funds(amount=wrong("17.37"), **PAYMENT)),
    ("amount", lambda api: api.organization.add_funds(amount=-5, **PAYMENT)),
    ("amount", lambda api: api.organization.add_funds(amount=0, **PAYMENT)),
    ("cvc", lambda api: api.organization.add_funds(amount=1, **{**PAYMENT, "cvc": "4 4"})),
    ("page_size", lambda api: api.cards.list(page_size=0).page(1)),
    ("page_size", lambda api: api.cards.list(page_size=101).page(1)),
    ("term", lambda api: api.cards.search(term=" ").page(1)),
    ("status", lambda api: api.print_jobs.list(status="finished").page(1)),
]


@pytest.mark.parametrize(
    ("argument", "call"), REFUSED, ids=[f"{n}-{each[0]}" for n, each in enumerate(REFUSED)]
)
def test_what_has_no_wire_form_is_refused_by_name(
    play: Play, recorder: Recorder, argument: str, call: Call
) -> None:
    async def scenario(api: AsyncInstantCard) -> InvalidArgument:
        with pytest.raises(InvalidArgument) as caught:
            await call(api)
        return caught.value

    error = play(scenario)
    assert error.argument == argument
    assert str(error).startswith(f"{argument}: ")
    assert recorder.requests == []


@pytest.mark.parametrize("wrong_id", ["01", 0, -1, True, None, 1.0, 10**400], ids=range(7))
def test_an_id_that_is_no_id_is_refused_by_name(
    play: Play, recorder: Recorder, wrong_id: Any
) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(InvalidArgument, match="card_id"):
            await api.cards.get(wrong_id)

    play(scenario)
    assert recorder.requests == []


def test_a_text_of_another_class_goes_out_as_the_text_it_is(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(CONTACT))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.contacts.create(full_name=Shade.RED, email="e@lantern.example")

    play(scenario)
    assert fields(recorder.only)[0] == ("contact[full_name]", "red")


def order(**changes: Any) -> dict[str, Any]:
    """A valid bulk order."""
    address = ShippingAddress(address_line_1="4 Invented Quay, Zoë's", country_code="US")
    shipping = Shipping(
        address=address,
        method=ShippingMethod.TWO_DAY,
        recipient_name=RecipientName(first_name="Ada", last_name="Ödön"),
    )
    return {
        "bulk_issuance_policy": BulkIssuancePolicy.AUTO,
        "card_product_id": UUID(int=7),
        "name": "Shop",
        "shipping": shipping,
        **changes,
    }


STORED = {
    "id": str(UUID(int=9)),
    "bulk_issuance_policy": "AUTO",
    "card_product_id": str(UUID(int=7)),
    "name": "Shop",
    "tenant": "t",
    "creation_time": "2026-01-02T03:04:05Z",
    "last_modified_time": "2026-01-02T03:04:05Z",
    "shipping": {
        "address": {"address_line_1": "4 Invented Quay, Zoë's", "country_code": "US"},
        "is_expedited_shipping": False,
        "method": "TWO_DAY",
        "recipient_name": {"first_name": "Ada", "last_name": "Ödön"},
    },
}


def test_a_bulk_order_is_json(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(STORED, 201))

    async def scenario(api: AsyncSynctera) -> None:
        await api.bulk_orders.create(**order(), idempotency_key="key-1")
        await api.bulk_orders.create(**order())
        await api.bulk_orders.create(**order())

    play.synctera(scenario, base_url=recorder.origin, api_key="k.1")
    first, second, third = recorder.requests
    assert (first.method, first.target) == ("POST", "/v1/cards/bulk_issuance")
    assert first.header("content-type") == "application/json"
    assert first.header("authorization") == "Bearer k.1"
    assert json.loads(first.body) == {
        "bulk_issuance_policy": "AUTO",
        "card_product_id": str(UUID(int=7)),
        "name": "Shop",
        "shipping": {
            "address": {"address_line_1": "4 Invented Quay, Zoë's", "country_code": "US"},
            "method": "TWO_DAY",
            "recipient_name": {"first_name": "Ada", "last_name": "Ödön"},
        },
    }
    assert "Zoë".encode() in first.body
    keys = [each.header("idempotency-key") for each in (first, second, third)]
    assert keys[0] == "key-1"
    assert UUID(keys[1]) != UUID(keys[2])


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("idempotency_key", "a\r\nX-Admin: true"),
        ("idempotency_key", "schlüssel"),
        ("idempotency_key", ""),
        ("idempotency_key", " a"),
        ("idempotency_key", None),
        ("card_product_id", "7"),
        ("card_product_id", None),
        ("name", "\ud800"),
        ("name", None),
        ("shipping", {"address": {}}),
        ("bulk_issuance_policy", 5),
    ],
)
def test_a_bulk_order_without_a_wire_form_is_refused_by_name(
    play: Play, recorder: Recorder, argument: str, value: Any
) -> None:
    async def scenario(api: AsyncSynctera) -> synctera.InvalidArgument:
        with pytest.raises(synctera.InvalidArgument) as caught:
            await api.bulk_orders.create(**order(**{argument: value}))
        return caught.value

    error = play.synctera(scenario, base_url=recorder.origin, api_key="k")
    assert error.argument == argument
    assert recorder.requests == []


def by_path(request: Received) -> bytes:
    """An answer for each list."""
    return json_reply([] if request.method == "GET" else CARD)


@pytest.mark.parametrize(
    ("base", "prefix"),
    [
        ("", "/api/v2"),
        ("/", "/api/v2"),
        ("/api/v2", "/api/v2"),
        ("/api/v2/", "/api/v2"),
        ("/api/v2///", "/api/v2"),
        ("/proxy/here", "/proxy/here/api/v2"),
        ("/proxy/api/v2/", "/proxy/api/v2"),
        ("/api/v2x", "/api/v2x/api/v2"),
    ],
)
def test_the_base_address_with_and_without_the_path(
    play: Play, recorder: Recorder, base: str, prefix: str
) -> None:
    recorder.respond = by_path

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.list().page(1)

    play(scenario, base_url=recorder.origin + base)
    assert recorder.logins[0].path == f"{prefix}/authenticate"
    assert recorder.only.path == f"{prefix}/organizations/77/cards"
