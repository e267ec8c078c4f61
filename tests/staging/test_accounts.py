"""Two accounts on one staging: neither sees anything of the other's."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from cardwright.staging import Staging, serve

from .support import ADDRESS, CONTACT, MEMBER, OPERATIONS, Api, data, job_form, path
from .test_synctera import FULL, WHERE

MARK = "Unshared"
"""Stands in everything of the first account's that is a text."""

ONE_OBJECT = [(method, where) for method, where in OPERATIONS if "{id}" in where]
WHOLE = [(method, where) for method, where in OPERATIONS[2:] if "{id}" not in where]


class Pair:
    """The first account with one of everything, and the second, which is fresh."""

    def __init__(self, staging: Staging) -> None:
        self.staging = staging
        self.first, self.second = Api(staging), Api(staging, account=1)
        for api in (self.first, self.second):
            api.login()
        first = self.first
        form = {**CONTACT, "contact[full_name]": MARK}
        self.contact = first("POST", "contacts", form)["id"]
        form = {
            **ADDRESS,
            "address[contact_id]": str(self.contact),
            "address[address1]": MARK,
            "address[label]": MARK,
        }
        self.address = first("POST", "addresses", form)["id"]
        self.card = first.card(last_name=MARK)
        self.draft = first.draft(last_name=MARK)["id"]
        self.job = first.job(self.card)
        self.submitted = first.job(self.card, address_id=self.address)
        first("POST", f"print_jobs/{self.submitted}/print")

    def ids(self, where: str) -> list[int]:
        """The first account's ids for the place of `{id}`."""
        kind = where.removeprefix("{of}/").partition("/")[0]
        return {
            "cards": [self.card, self.draft],
            "print_jobs": [self.job, self.submitted],
            "card_templates": [17280, 17281],
            "addresses": [self.address, 12782, 12783],
            "contacts": [self.contact, 12629],
        }[kind]

    def close(self) -> None:
        self.first.close()
        self.second.close()


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with serve() as staging:
        pair = Pair(staging)
        yield pair
        pair.close()


def everything(api: Api) -> list[Any]:
    """All that an account can read, page by page."""
    whole = [api("GET", where) for where in (api.of, "/profile/me")]
    whole += [api("GET", each) for each in ("balance", "shipping_providers")]
    whole += [api("GET", each) for each in ("card_templates", "financial_transactions")]
    for kind in ("cards", "print_jobs", "addresses", "contacts"):
        listed = api("GET", kind, {"page_size": 100})
        whole += [listed, *(api("GET", f"{kind}/{each['id']}") for each in listed)]
    return whole


def test_credentials_of_every_account(pair: Pair) -> None:
    first, second = pair.staging.accounts
    assert first == pair.staging.environment
    assert set(second) == set(first)
    same = {name for name in first if first[name] == second[name]}
    assert same == {"INSTANTCARD_BASE_URL", "SYNCTERA_BASE_URL", "STAGING_CONTROLS_URL"}


@pytest.mark.parametrize(("method", "where"), ONE_OBJECT)
def test_objects_of_another_account_are_404(pair: Pair, method: str, where: str) -> None:
    before = everything(pair.first)
    form = {"card[data]": data({"last_name": "Stolen"}), "contact[full_name]": "Stolen"}
    form |= {"address[city]": "Stolen", **job_form(number_of_copies=2, card_ids=[])}
    for wanted in pair.ids(where):
        full = path(where, of=pair.second.of, id=wanted, card_id=pair.card)
        answer = pair.second.send(method, full, None if method == "DELETE" else form)
        assert answer.status_code == 404, answer.text
        assert str(wanted) in answer.json()["error"]
        unknown = path(where, of=pair.second.of, id=987654321, card_id=pair.card)
        assert (
            answer.json()["error"].replace(str(wanted), "987654321")
            == (
                pair.second.send(method, unknown, None if method == "DELETE" else form).json()[
                    "error"
                ]
            )
        )
    assert everything(pair.first) == before


@pytest.mark.parametrize(("method", "where"), OPERATIONS[2:])
def test_paths_of_another_account_are_404(pair: Pair, method: str, where: str) -> None:
    before = everything(pair.first)
    for wanted in pair.ids(where) if "{id}" in where else [1]:
        full = path(where, of=pair.first.of, id=wanted, card_id=pair.card)
        pair.second.refused(404, "organization", method, full)
    assert everything(pair.first) == before


def test_every_operation_is_one_of_those_above() -> None:
    assert len(ONE_OBJECT) + len(WHOLE) + len(OPERATIONS[:2]) == 37
    assert {where for method, where in WHOLE if method == "GET"} == {
        "{of}",
        "{of}/addresses",
        "{of}/balance",
        "{of}/card_templates",
        "{of}/cards",
        "{of}/cards/search",
        "{of}/contacts",
        "{of}/financial_transactions",
        "{of}/print_jobs",
        "{of}/shipping_providers",
    }


def test_lists_and_sums_are_ones_own(pair: Pair) -> None:
    second = pair.second
    assert MARK in json.dumps(everything(pair.first))
    assert MARK not in json.dumps(everything(second))
    assert second("GET", "cards/search", {"term": MARK}) == []
    assert len(pair.first("GET", "cards/search", {"term": MARK})) == 2
    assert second("GET", "cards") == second("GET", "print_jobs") == []
    assert second("GET", second.of) == {
        "id": 20003901,
        "name": "Meridian Glassworks",
        "settings": {},
        "total_cards": 0,
        "total_templates": 3,
    }
    assert second("GET", "/profile/me")["organizationId"] == 20003901
    assert second.balance() == "$1,000.00"
    assert [each["credit"] for each in second("GET", "financial_transactions")] == ["$1,000.00"]
    templates = {each["id"] for each in second("GET", "card_templates")}
    assert templates == {17290, 17291, 17292}
    assert {each["id"] for each in second("GET", "shipping_providers")} == {1, 4}
    assert {each["id"] for each in pair.first("GET", "shipping_providers")} == {1, 2, 3}
    for kind in ("addresses", "contacts"):
        assert {each["organization_id"] for each in second("GET", kind)} == {20003901}


def test_ids_of_another_account_in_parameters_are_404(pair: Pair) -> None:
    second = pair.second
    before = everything(pair.first)
    own = second("POST", "print_jobs")["id"]
    named = {
        "card_ids": (f"[{pair.card}]", f"card {pair.card}"),
        "address_id": (str(pair.address), f"address {pair.address}"),
        "shipping_provider_id": ("2", "shipping provider 2"),
    }
    for key, (value, naming) in named.items():
        form = {f"print_job[{key}]": value}
        second.refused(404, naming, "POST", "print_jobs", form)
        second.refused(404, naming, "PATCH", f"print_jobs/{own}", form)
    form = job_form(card_ids=[pair.card])
    second.refused(404, "card", "POST", f"print_jobs/{own}/add_cards", form)
    second.refused(404, "card", "DELETE", f"print_jobs/{own}/remove_cards/{pair.card}")
    form = {"card[card_template_id]": "17280", "card[data]": data(MEMBER)}
    second.refused(404, "card template 17280", "POST", "cards", form)
    address = second("GET", "addresses")[0]["id"]
    form = {**ADDRESS, "address[contact_id]": str(pair.contact)}
    second.refused(404, "contact", "POST", "addresses", form)
    second.refused(404, "contact", "PATCH", f"addresses/{address}", form)
    assert [each["id"] for each in second("GET", "print_jobs")] == [own]
    assert second("GET", f"print_jobs/{own}")["list_users"] == []
    assert everything(pair.first) == before


def test_money_is_ones_own(api: Api, staging: Staging) -> None:
    other = Api(staging, account=1)
    other.login()
    other.add_funds("20.00")
    card = other.card(17290, **MEMBER)
    address = other("GET", "addresses")[0]["id"]
    job = other.job(card, address_id=address, shipping_provider_id=4)
    other("POST", f"print_jobs/{job}/print")
    assert other.balance() == "$1,009.00"
    assert api.balance() == "$5.50"
    assert len(api("GET", "financial_transactions")) == 1
    other.close()


def test_primary_address_of_another_account_stays(api: Api, staging: Staging) -> None:
    other = Api(staging, account=1)
    other.login()
    address, _ = other("GET", "addresses")
    other("PATCH", f"addresses/{address['id']}", {"address[primary]": "true"})
    assert api("GET", "addresses/12782")["primary"] is True
    other.close()


def test_a_token_is_that_of_its_account(api: Api, staging: Staging) -> None:
    other = Api(staging, account=1)
    other.http.headers["Authorization"] = f"bearer {api.login()}"
    assert other("GET", "/profile/me")["organizationId"] == 20003827
    other.refused(404, "organization", "GET", "balance")
    email = other.environment["INSTANTCARD_EMAIL"]
    password = api.environment["INSTANTCARD_PASSWORD"]
    form = {"email": email, "password": password}
    other.refused(401, "password", "POST", "/authenticate", form)
    other.close()


def test_idempotency_keys_are_those_of_a_tenant(staging: Staging) -> None:
    created = []
    for account in staging.accounts:
        headers = {
            "Authorization": f"Bearer {account['SYNCTERA_API_KEY']}",
            "Idempotency-Key": "shared",
        }
        url = account["SYNCTERA_BASE_URL"] + WHERE
        created.append(httpx.post(url, json=FULL, headers=headers).json())
        assert httpx.post(url, json=FULL, headers=headers).json() == created[-1]
    assert [each["tenant"] for each in created] == ["staging_lantern", "staging_meridian"]
    assert created[0]["id"] != created[1]["id"]
