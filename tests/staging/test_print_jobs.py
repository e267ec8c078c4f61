"""Print jobs: from the cart to the charge."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging import Staging
from cardwright.staging.http import RefusalError
from cardwright.staging.instantcard.params import Params
from cardwright.staging.instantcard.rules.prices import Charge, charge
from cardwright.staging.instantcard.rules.print_jobs import read_card_ids

from .support import ONE_OFF, Api, MovableClock, job_form, photo

FIELDS = {
    "id",
    "status",
    "address_id",
    "address",
    "organization",
    "list_users",
    "extract",
    "created_at",
    "updated_at",
}


def test_job_may_be_created_empty(api: Api) -> None:
    job = api("POST", "print_jobs")
    assert set(job) == FIELDS
    assert job["status"] == "0"
    assert job["address_id"] is job["address"] is None
    assert job["organization"] == {"id": 20003827, "name": "Harbour Lantern Museum"}
    assert job["list_users"] == []
    assert job["extract"] == {"number_of_copies": 1, "shipping_provider_id": None}
    assert job["created_at"] == job["updated_at"] == "2026-05-04T15:00:00.000Z"
    assert api("GET", f"print_jobs/{job['id']}") == job


def test_job_may_be_created_with_everything(api: Api) -> None:
    card = api.draft(photo=photo())["id"]
    api("PATCH", f"cards/{card}/finalize")
    form = job_form(address_id=12782, shipping_provider_id=2, number_of_copies=3, card_ids=[card])
    job = api("POST", "print_jobs", form)
    assert job["address_id"] == 12782
    assert job["address"] == api("GET", "addresses/12782")
    assert job["extract"] == {"number_of_copies": 3, "shipping_provider_id": 2}
    assert job["list_users"] == api("GET", "cards")
    assert job["list_users"][0]["images"] == ["image"]


def test_update_resets_the_shipping_provider(api: Api, clock: MovableClock) -> None:
    job = api.job(api.card())
    where = f"print_jobs/{job}"
    clock.advance(minutes=5)
    changed = api("PATCH", where, job_form(number_of_copies=2))
    assert changed["extract"] == {"number_of_copies": 2, "shipping_provider_id": None}
    assert changed["updated_at"] == "2026-05-04T15:05:00.000Z"
    assert changed["created_at"] == "2026-05-04T15:00:00.000Z"
    api.refused(400, "shipping_provider_id", "GET", f"{where}/check_balance")
    api.refused(400, "shipping_provider_id", "POST", f"{where}/print")
    kept = api("PATCH", where, job_form(number_of_copies=1, shipping_provider_id=2))
    assert kept["extract"] == {"number_of_copies": 1, "shipping_provider_id": 2}
    assert api("PATCH", where, job_form(shipping_provider_id=""))["extract"] == {
        "number_of_copies": 1,
        "shipping_provider_id": None,
    }
    api("PATCH", where, job_form(shipping_provider_id=1))
    assert api("PATCH", where)["extract"]["shipping_provider_id"] is None


def test_adding_and_removing_cards_keeps_the_shipping_provider(api: Api) -> None:
    first, second, third = api.card(), api.card(), api.card()
    job = api.job(first)
    where = f"print_jobs/{job}"
    added = api("POST", f"{where}/add_cards", job_form(card_ids=[second, first, third]))
    assert [each["id"] for each in added["list_users"]] == [first, second, third]
    assert isinstance(api("DELETE", f"{where}/remove_cards/{second}")["message"], str)
    left = api("GET", where)
    assert [each["id"] for each in left["list_users"]] == [first, third]
    assert left["extract"]["shipping_provider_id"] == 1
    api.refused(404, "card", "DELETE", f"{where}/remove_cards/{second}")
    assert api("GET", f"cards/{second}")["id"] == second


def test_update_adds_cards(api: Api) -> None:
    first, second = api.card(), api.card()
    job = api("PATCH", f"print_jobs/{api.job(first)}", job_form(card_ids=[second]))
    assert [each["id"] for each in job["list_users"]] == [first, second]


@given(st.lists(st.integers(min_value=1, max_value=2**63 - 1), max_size=20))
def test_card_ids_are_read_in_all_forms(ids: list[int]) -> None:
    expected = list(dict.fromkeys(ids))
    texts = [str(each) for each in ids]
    for sent in (str(ids), str(texts).replace("'", '"'), texts):
        assert read_card_ids(Params({"card_ids": sent})) == expected


NO_IDS = st.text().filter(lambda text: not re.fullmatch(r"0*[1-9][0-9]*", text))


@given(st.text().filter(lambda text: text[:1] != "[") | st.lists(NO_IDS, min_size=1))
def test_other_card_ids_are_refused(sent: str | list[str]) -> None:
    with pytest.raises(RefusalError, match="card_ids") as refusal:
        read_card_ids(Params({"card_ids": sent}))
    assert refusal.value.status == 400


BAD_IDS = ["264561", "264561,3", '"264561"', "{}", "null", "[null]", "[1.0]", "[true]", "[0]"]
BAD_IDS += ["[-1]", '["x"]', "[[1]]", "[9223372036854775808]", "", " "]


@pytest.mark.parametrize("sent", BAD_IDS)
def test_malformed_card_ids_are_400(asking: Api, sent: str) -> None:
    form = {"print_job[card_ids]": sent}
    asking.refused(400, "print_job[card_ids]", "POST", "print_jobs", form)


def test_card_ids_in_rails_own_form(api: Api) -> None:
    first, second = api.card(), api.card()
    form = {"print_job[card_ids][]": [str(first), str(second)]}
    assert len(api("POST", "print_jobs", form)["list_users"]) == 2


@pytest.mark.parametrize(
    ("key", "value", "status"),
    [
        ("address_id", "x", 400),
        ("address_id", "", 400),
        ("address_id", "0", 400),
        ("address_id", "77", 404),
        ("shipping_provider_id", "x", 400),
        ("shipping_provider_id", "0", 400),
        ("shipping_provider_id", "77", 404),
        ("number_of_copies", "0", 400),
        ("number_of_copies", "-1", 400),
        ("number_of_copies", "1.5", 400),
        ("number_of_copies", "", 400),
        ("number_of_copies", "2147483648", 400),
        ("number_of_copies", "9" * 30, 400),
        ("card_ids", "[77]", 404),
        ("address", "x", 400),
    ],
)
def test_bad_parameters(api: Api, key: str, value: str, status: int) -> None:
    job = api.job(api.card())
    before = api("GET", f"print_jobs/{job}")
    naming = "was not found" if status == 404 else f"print_job[{key}]"
    form = {f"print_job[{key}]": value}
    api.refused(status, naming, "POST", "print_jobs", form)
    api.refused(status, naming, "PATCH", f"print_jobs/{job}", form)
    assert api("GET", "print_jobs") == [before]


def test_add_cards_needs_cards(api: Api) -> None:
    where = f"print_jobs/{api.job()}/add_cards"
    for form in (None, job_form(card_ids=[]), {"print_job[card_ids]": ""}):
        api.refused(400, "print_job[card_ids]", "POST", where, form)


def test_one_off_address_is_used_and_not_saved(api: Api) -> None:
    saved = api("GET", "addresses"), api("GET", "contacts")
    form = {**ONE_OFF, **job_form(shipping_provider_id=1, card_ids=[api.card()])}
    job = api("POST", "print_jobs", form)
    assert job["address_id"] is None
    assert job["address"]["id"] is None
    assert job["address"]["address1"] == "40 Kiln Street"
    assert job["address"]["zip_code"] == "07001"
    assert job["address"]["contact"] == {"full_name": "Tobias Lindqvist"}
    submitted = api("POST", f"print_jobs/{job['id']}/print")
    assert submitted["address"] == job["address"]
    assert (api("GET", "addresses"), api("GET", "contacts")) == saved


def test_saved_and_one_off_address_take_each_others_place(api: Api) -> None:
    job = api.job(api.card())
    where = f"print_jobs/{job}"
    one_off = api("PATCH", where, ONE_OFF)
    assert one_off["address_id"] is None
    city = api("PATCH", where, {"print_job[address][city]": "Elsewhere"})
    assert city["address"] == {**one_off["address"], "city": "Elsewhere"}
    saved = api("PATCH", where, job_form(address_id=12783))
    assert saved["address"] == api("GET", "addresses/12783")
    part = api("PATCH", where, {"print_job[address][city]": "Elsewhere"})
    assert part["address"]["address1"] is None
    both = {**ONE_OFF, **job_form(address_id=12782)}
    api.refused(400, "print_job[address_id]", "PATCH", where, both)
    api.refused(400, "print_job[address_id]", "POST", "print_jobs", both)


def test_one_off_zip_code_is_checked(asking: Api) -> None:
    form = {**ONE_OFF, "print_job[address][zip_code]": "?"}
    asking.refused(400, "print_job[address][zip_code]", "POST", "print_jobs", form)


def test_job_loses_a_deleted_address(api: Api) -> None:
    job = api.job(api.card())
    api("DELETE", "addresses/12782")
    assert api("GET", f"print_jobs/{job}")["address_id"] is None
    api.refused(400, "address_id", "POST", f"print_jobs/{job}/print")


def test_submitted_job_keeps_its_address(api: Api) -> None:
    job = api.job(api.card())
    before = api("POST", f"print_jobs/{job}/print")
    api("PATCH", "addresses/12782", {"address[city]": "Elsewhere"})
    api("DELETE", "addresses/12782")
    assert api("GET", f"print_jobs/{job}") == before


@pytest.mark.parametrize("missing", ["address_1", "city", "state", "zip_code", "country"])
def test_incomplete_one_off_address_cannot_be_submitted(api: Api, missing: str) -> None:
    key = f"print_job[address][{missing}]"
    form = {name: value for name, value in ONE_OFF.items() if name != key}
    form |= job_form(shipping_provider_id=1, card_ids=[api.card()])
    job = api("POST", "print_jobs", form)["id"]
    api.refused(400, key, "POST", f"print_jobs/{job}/print")
    blank = {key: "", **job_form(shipping_provider_id=1)}
    api("PATCH", f"print_jobs/{job}", blank)
    api.refused(400, key, "POST", f"print_jobs/{job}/print")
    value = {key: ONE_OFF[key], **job_form(shipping_provider_id=1)}
    api("PATCH", f"print_jobs/{job}", value)
    api("POST", f"print_jobs/{job}/print")


def test_job_without_cards_or_address_cannot_be_submitted(api: Api) -> None:
    empty = api.job()
    api.refused(400, "card_ids", "POST", f"print_jobs/{empty}/print")
    api.refused(400, "card_ids", "GET", f"print_jobs/{empty}/check_balance")
    nowhere = api.job(api.card(), address_id=None)
    assert api("GET", f"print_jobs/{nowhere}/check_balance") is True
    api.refused(400, "address_id", "POST", f"print_jobs/{nowhere}/print")
    assert api.balance() == "$5.50"


def test_check_balance_is_a_bare_boolean(api: Api) -> None:
    job = api.job(api.card())
    assert api("GET", f"print_jobs/{job}/check_balance") is True
    api("PATCH", f"print_jobs/{job}", job_form(shipping_provider_id=2))
    assert api("GET", f"print_jobs/{job}/check_balance") is False
    api.add_funds("9.99")
    assert api("GET", f"print_jobs/{job}/check_balance") is False
    api.add_funds("0.01")
    assert api("GET", f"print_jobs/{job}/check_balance") is True


def test_submit_charges_once(api: Api) -> None:
    card = api.card()
    job = api.job(card)
    submitted = api("POST", f"print_jobs/{job}/print")
    assert submitted["status"] == "1"
    assert api.balance() == "$0.50"
    api.refused(400, "already submitted", "POST", f"print_jobs/{job}/print")
    api.refused(400, "already submitted", "GET", f"print_jobs/{job}/check_balance")
    assert api.balance() == "$0.50"
    entries = [each["sub_type"] for each in api("GET", "financial_transactions")]
    assert entries == ["opening_balance", "print_job"]


def test_submit_without_funds_is_refused(api: Api) -> None:
    job = api.job(api.card(), api.card())
    api.refused(400, "balance", "POST", f"print_jobs/{job}/print")
    assert api("GET", f"print_jobs/{job}")["status"] == "0"
    assert api.balance() == "$5.50"
    api.add_funds("3.00")
    api("POST", f"print_jobs/{job}/print")
    assert api.balance() == "$0.00"


def test_submitted_job_cannot_be_changed(api: Api) -> None:
    card, other = api.card(), api.card()
    job = api.job(card)
    where = f"print_jobs/{job}"
    before = api("POST", f"{where}/print")
    api.refused(400, "already submitted", "PATCH", where, job_form(number_of_copies=2))
    api.refused(400, "already submitted", "POST", f"{where}/add_cards", job_form(card_ids=[other]))
    api.refused(400, "already submitted", "DELETE", f"{where}/remove_cards/{card}")
    assert api("GET", where) == {**before, "list_users": api("GET", "cards")[:1]}


def test_copies_belong_to_the_job(api: Api) -> None:
    first, second = api.card(), api.card()
    api.add_funds("100.00")
    job = api.job(first, number_of_copies=3)
    api("POST", f"print_jobs/{job}/add_cards", job_form(card_ids=[second]))
    api("POST", f"print_jobs/{job}/print")
    details = api("GET", f"print_jobs/{job}/charge_details")
    assert details == {
        "items": [
            {"card_id": first, "number_of_copies": 3, "unit_cost": "$3.50", "cost": "$10.50"},
            {"card_id": second, "number_of_copies": 3, "unit_cost": "$3.50", "cost": "$10.50"},
        ],
        "shipping_cost": "$1.50",
        "job_total_cost": "$22.50",
        "has_balance": True,
    }
    assert api.balance() == "$83.00"


def test_charge_details_are_those_of_a_submitted_job(api: Api) -> None:
    job = api.job(api.card())
    api.refused(400, "not yet submitted", "GET", f"print_jobs/{job}/charge_details")


@given(
    cards=st.dictionaries(
        st.integers(min_value=1), st.integers(min_value=0, max_value=10**4), max_size=20
    ),
    copies=st.integers(min_value=1, max_value=2**31 - 1),
    shipping=st.integers(min_value=0, max_value=10**6),
)
def test_charge_is_copies_and_shipping(cards: dict[int, int], copies: int, shipping: int) -> None:
    found = charge(cards, copies, shipping)
    assert found.cents == sum(cards.values()) * copies + shipping
    assert Charge.from_json(found.to_json()) == found


def test_jobs_are_listed_by_status(api: Api) -> None:
    created, submitted = api.job(), api.job(api.card())
    api("POST", f"print_jobs/{submitted}/print")

    def ids(**form: int) -> list[int]:
        return [each["id"] for each in api("GET", "print_jobs", form)]

    assert ids() == [created, submitted]
    assert ids(status=0) == [created]
    assert ids(status=1) == [submitted]
    assert ids(page=2, page_size=1) == [submitted]
    for status in ("2", "-1", "created", ""):
        api.refused(400, "status", "GET", "print_jobs", {"status": status})


def test_submitting_at_once_charges_once(api: Api, staging: Staging) -> None:
    api.add_funds("100.00")
    job = api.job(api.card())
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: api.send("POST", f"{api.of}/print_jobs/{job}/print"), range(8))
        )
    assert sorted(each.status_code for each in answers) == [200] + [400] * 7
    assert api.balance() == "$100.50"


def test_jobs_submitted_at_once_spend_no_more_than_there_is(api: Api) -> None:
    api.add_funds("10.00")
    jobs = [api.job(api.card()) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda job: api.send("POST", f"{api.of}/print_jobs/{job}/print"), jobs)
        )
    assert sorted(each.status_code for each in answers) == [200] * 3 + [400] * 5
    assert api.balance() == "$0.50"
