"""The ledger always adds up, whoever writes at the same time."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
import pytest

from cardwright.staging import Staging

from .support import MEMBER, PAYMENT, Api, other_organization

Outcome = TypeVar("Outcome")


def at_once(works: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
    """Run everything from threads that begin together; answers the outcomes in order."""
    begin = threading.Barrier(len(works))

    def run(work: Callable[[], Outcome]) -> Outcome:
        begin.wait(10)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def cents(amount: str) -> int:
    digits = int(amount.strip("()").removeprefix("$").replace(",", "").replace(".", ""))
    return -digits if amount.startswith("(") else digits


def adds_up(api: Api) -> list[dict[str, Any]]:
    """The entries, each with the right balance, and the last one's is the organization's."""
    entries: list[dict[str, Any]] = api("GET", "financial_transactions")
    balance = 0
    for entry in entries:
        balance += cents(entry["credit"]) - cents(entry["debit"])
        assert cents(entry["balance"]) == balance >= 0
        assert (cents(entry["credit"]) == 0) != (cents(entry["debit"]) == 0)
    assert cents(api.balance()) == balance
    return entries


def submit(api: Api, job: int) -> Callable[[], httpx.Response]:
    return lambda: api.send("POST", f"{api.of}/print_jobs/{job}/print")


def test_payments_and_submits_at_once(api: Api) -> None:
    jobs = [api.job(api.card(), number_of_copies=copies) for copies in (1, 2, 3, 4, 5, 6)]

    def pay() -> httpx.Response:
        return api.send("POST", f"{api.of}/add_funds", {**PAYMENT, "amount": "9.99"})

    answers = at_once([work for job in jobs for work in (submit(api, job), pay)])
    assert {each.status_code for each in answers} <= {200, 400}
    assert [each.status_code for each in answers[1::2]] == [200] * 6
    entries = adds_up(api)
    accepted = [job for job, each in zip(jobs, answers[::2], strict=True) if each.is_success]
    charged = [each for each in entries if each["sub_type"] == "print_job"]
    assert sorted(each["transaction_items"]["print_job_id"] for each in charged) == accepted
    assert len([each for each in entries if each["sub_type"] == "add_funds"]) == 6
    for job in jobs:
        shown = api("GET", f"print_jobs/{job}")
        assert shown["status"] == str(int(job in accepted))
    costs = [
        cents(api("GET", f"print_jobs/{job}/charge_details")["job_total_cost"]) for job in accepted
    ]
    assert cents(api.balance()) == 550 + 6 * 999 - sum(costs)


def test_one_of_two_submits_wins(api: Api) -> None:
    api.add_funds("1000.00")
    for _ in range(5):
        job = api.job(api.card())
        before = cents(api.balance())
        answers = at_once([submit(api, job), submit(api, job)])
        assert sorted(each.status_code for each in answers) == [200, 400]
        (refused,) = (each for each in answers if each.status_code == 400)
        assert "already submitted" in refused.json()["error"]
        assert before - cents(api.balance()) == 500
    adds_up(api)


def test_two_jobs_and_money_for_one(api: Api) -> None:
    jobs = [api.job(api.card()) for _ in range(2)]
    answers = at_once([submit(api, job) for job in jobs])
    assert sorted(each.status_code for each in answers) == [200, 400]
    (refused,) = (each for each in answers if each.status_code == 400)
    assert refused.json()["error"].startswith("balance: $0.50 does not cover")
    assert api.balance() == "$0.50"
    assert [each["sub_type"] for each in adds_up(api)] == ["opening_balance", "print_job"]


def test_changes_while_submitting_are_charged_or_refused(api: Api) -> None:
    api.add_funds("1000.00")
    for _ in range(5):
        first, second = api.card(), api.card()
        job = api.job(first)
        form = {"print_job[card_ids]": f"[{second}]"}
        submitted, added = at_once(
            [
                submit(api, job),
                lambda job=job, form=form: api.send(  # type: ignore[misc]
                    "POST", f"{api.of}/print_jobs/{job}/add_cards", form
                ),
            ]
        )
        assert submitted.status_code == 200
        details = api("GET", f"print_jobs/{job}/charge_details")
        charged = [each["card_id"] for each in details["items"]]
        assert charged == [each["id"] for each in api("GET", f"print_jobs/{job}")["list_users"]]
        assert (second in charged) == added.is_success
    adds_up(api)


def test_two_organizations_at_once(api: Api, staging: Staging) -> None:
    other = other_organization(staging)
    address = other("GET", "addresses")[0]["id"]
    theirs = [other.job(other.card(17290, **MEMBER), address_id=address) for _ in range(4)]
    mine = [api.job(api.card()) for _ in range(4)]
    answers = at_once([submit(api, job) for job in mine] + [submit(other, job) for job in theirs])
    assert sorted(each.status_code for each in answers[:4]) == [200, 400, 400, 400]
    assert [each.status_code for each in answers[4:]] == [200] * 4
    assert api.balance() == "$0.50"
    assert other.balance() == "$977.00"
    adds_up(api)
    adds_up(other)
    other.close()


@pytest.mark.parametrize(
    ("template", "copies", "provider", "total"),
    [
        (17290, 1, 1, "$5.75"),
        (17290, 3, 4, "$19.50"),
        (17291, 2, 1, "$7.00"),
        (17292, 100, 4, "$126.75"),
    ],
)
def test_price_is_that_of_template_copies_and_shipping(
    staging: Staging, template: int, copies: int, provider: int, total: str
) -> None:
    other = other_organization(staging)
    fields = other("GET", f"card_templates/{template}/fields")
    card = other.card(template, **{each["token"]: "" for each in fields})
    job = other.job(
        card,
        address_id=other("GET", "addresses")[0]["id"],
        shipping_provider_id=provider,
        number_of_copies=copies,
    )
    other("POST", f"print_jobs/{job}/print")
    details = other("GET", f"print_jobs/{job}/charge_details")
    assert details["job_total_cost"] == total
    assert cents(other.balance()) == 100_000 - cents(total)
    other.close()


def test_cards_of_different_templates_in_one_job(staging: Staging) -> None:
    other = other_organization(staging)
    member = other.card(17290, **MEMBER)
    tag = other.card(17292, holder="Ana", hall="North", locker="N-17", key="n17")
    address = other("GET", "addresses")[0]["id"]
    job = other.job(tag, member, address_id=address, number_of_copies=2)
    other("POST", f"print_jobs/{job}/print")
    assert other("GET", f"print_jobs/{job}/charge_details") == {
        "items": [
            {"card_id": tag, "number_of_copies": 2, "unit_cost": "$1.20", "cost": "$2.40"},
            {"card_id": member, "number_of_copies": 2, "unit_cost": "$4.25", "cost": "$8.50"},
        ],
        "shipping_cost": "$1.50",
        "job_total_cost": "$12.40",
        "has_balance": True,
    }
    other.close()
