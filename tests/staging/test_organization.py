"""Organization details, balance, shipping providers, templates, Add Funds and the ledger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging import Staging
from cardwright.staging.instantcard.rules.payments import luhn_valid
from cardwright.staging.instantcard.storage import ledger

from .support import OF, PAYMENT, Api, MovableClock


def test_details_count_cards_and_templates(api: Api) -> None:
    details = api("GET", OF)
    assert details == {
        "id": 20003827,
        "name": "Harbour Lantern Museum",
        "settings": {},
        "total_cards": 0,
        "total_templates": 2,
    }
    first, _ = api.draft(), api.card()
    assert api("GET", OF)["total_cards"] == 2
    api("DELETE", f"cards/{first['id']}")
    assert api("GET", OF)["total_cards"] == 1


def test_shipping_providers(asking: Api) -> None:
    providers = asking("GET", "shipping_providers")
    assert len(providers) >= 2
    assert providers[0]["id"] == 1
    assert all(set(each) == {"id", "name"} for each in providers)


def test_templates(asking: Api) -> None:
    templates = asking("GET", "card_templates")
    assert [each["id"] for each in templates] == [17280, 17281]
    assert all(set(each) == {"id", "name"} for each in templates)


@pytest.mark.parametrize(("template", "size"), [(17280, (1011, 638)), (17281, (638, 1011))])
def test_fields_lie_on_the_card_beside_each_other(
    asking: Api, template: int, size: tuple[int, int]
) -> None:
    fields = asking("GET", f"card_templates/{template}/fields")
    boxes = []
    for field in fields:
        assert set(field) == {"token", "legacy_token", "label", "type", "dimensions"}
        box = field["dimensions"]
        assert set(box) == {"x", "y", "width", "height"}
        assert 0 <= box["x"] < box["x"] + box["width"] <= size[0]
        assert 0 <= box["y"] < box["y"] + box["height"] <= size[1]
        boxes.append(box)
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
    assert len({field["token"] for field in fields}) == len(fields)


def test_badge_has_the_fields_of_a_badge(asking: Api) -> None:
    fields = asking("GET", "card_templates/17280/fields")
    assert [(each["label"], each["type"]) for each in fields] == [
        ("First name", "text"),
        ("Last name", "text"),
        ("Title", "text"),
        ("Department", "text"),
        ("Employee ID", "text"),
        ("Expires", "date"),
        ("Photo", "image"),
    ]


def test_funds_are_added(api: Api) -> None:
    assert api.balance() == "$5.50"
    assert api("POST", "add_funds", PAYMENT) is True
    assert api.balance() == "$22.87"
    assert api("POST", "add_funds", {**PAYMENT, "amount": "17,000.37"}) is True
    assert api.balance() == "$17,023.24"


def test_optional_fields_of_a_payment(api: Api) -> None:
    form = {**PAYMENT, "billing_address2": "Gate B", "channel": "web", "exp_month": "6"}
    assert api("POST", "add_funds", form) is True


@pytest.mark.parametrize("missing", list(PAYMENT))
@pytest.mark.parametrize("how", ["absent", "blank"])
def test_every_required_field_of_a_payment(asking: Api, missing: str, how: str) -> None:
    form = {key: value for key, value in PAYMENT.items() if key != missing}
    if how == "blank":
        form[missing] = " "
    asking.refused(400, missing, "POST", "add_funds", form)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("amount", "17"),
        ("amount", "17.3"),
        ("amount", "-17.37"),
        ("amount", "0.00"),
        ("amount", "1,000,000.00"),
        ("number", "4242 4242 4242 4242"),
        ("number", "4242-4242-4242-4242"),
        ("number", "4242"),
        ("exp_month", "June"),
        ("exp_year", "29"),
        ("cvc", "42"),
        ("cvc", "4242"),
        ("billing_zip_code", "?"),
    ],
)
def test_malformed_fields_of_a_payment(asking: Api, key: str, value: str) -> None:
    asking.refused(400, key, "POST", "add_funds", {**PAYMENT, key: value})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"exp_year": "2025"}, "Your card's expiration year is invalid."),
        ({"exp_year": "2077"}, "Your card's expiration year is invalid."),
        ({"exp_month": "04", "exp_year": "2026"}, "Your card's expiration month is invalid."),
        ({"exp_month": "13"}, "Your card's expiration month is invalid."),
        ({"exp_month": "00"}, "Your card's expiration month is invalid."),
        ({"number": "4242424242424241"}, "Your card number is incorrect."),
        ({"number": "4000056655665556"}, "Your card was declined"),
    ],
)
def test_refused_payments(api: Api, changes: dict[str, str], message: str) -> None:
    api.refused(400, message, "POST", "add_funds", {**PAYMENT, **changes})
    assert api.balance() == "$5.50"


def test_card_is_good_to_the_end_of_its_month(api: Api, clock: MovableClock) -> None:
    clock.moment = clock.moment.replace(year=2029, month=6, day=30)
    api.login()
    assert api("POST", "add_funds", PAYMENT) is True
    clock.advance(days=1)
    api.login()
    api.refused(400, "expiration month", "POST", "add_funds", PAYMENT)


def test_card_number_is_neither_kept_nor_shown(api: Api, staging: Staging) -> None:
    api("POST", "add_funds", {**PAYMENT, "number": PAYMENT["number"]})
    refused = api.send("POST", f"{OF}/add_funds", {**PAYMENT, "number": "4000056655665556"})
    assert "4000056655665556" not in refused.text
    with staging.services.database.reading() as connection:
        kept = "\n".join(connection.iterdump())
    assert PAYMENT["number"] not in kept
    assert "4000056655665556" not in kept
    entry = api("GET", "financial_transactions")[-1]
    assert entry["transaction_items"] == {"last4": "4242", "channel": None}


@given(st.text(alphabet="0123456789", min_size=11, max_size=18))
def test_luhn_finds_every_wrong_digit(digits: str) -> None:
    valid = [number for number in (digits + str(last) for last in range(10)) if luhn_valid(number)]
    assert len(valid) == 1
    for place, digit in enumerate(valid[0]):
        wrong = str((int(digit) + 1) % 10)
        assert not luhn_valid(valid[0][:place] + wrong + valid[0][place + 1 :])


def test_transactions_add_up(api: Api) -> None:
    api.add_funds("100.00")
    api("POST", f"print_jobs/{api.job(api.card(), number_of_copies=2)}/print")
    entries = api("GET", "financial_transactions")
    assert [(each["type"], each["credit"], each["debit"], each["balance"]) for each in entries] == [
        ("credit", "$5.50", "$0.00", "$5.50"),
        ("credit", "$100.00", "$0.00", "$105.50"),
        ("debit", "$0.00", "$8.50", "$97.00"),
    ]
    assert [each["receipt"] for each in entries] == [False, True, False]
    assert api.balance() == "$97.00"
    for entry in entries:
        assert set(entry) == {
            "id",
            "type",
            "sub_type",
            "description",
            "debit",
            "credit",
            "balance",
            "receipt",
            "transaction_items",
            "created_at",
        }


def test_overdraft_is_in_parentheses(api: Api, staging: Staging, clock: MovableClock) -> None:
    with staging.services.database.writing() as connection:
        ledger.record(
            connection,
            20003827,
            clock(),
            cents=-1100,
            sub_type="adjustment",
            description="Adjustment",
            items={},
        )
    assert api.balance() == "($5.50)"
    assert api("GET", "financial_transactions")[-1]["balance"] == "($5.50)"
