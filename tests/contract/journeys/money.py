"""Money adds up to the cent."""

from typing import Any

from ..api import Api
from ..worlds import texts
from .comparing import cents, hold
from .journey import journey


def _balance(api: Api) -> int:
    return cents(api.call("organization.balance").value["balance"])


@journey(
    "organization.add_funds",
    "organization.balance",
    "organization.financial_transactions",
    needs="write money",
)
def payments_add_up(api: Api, world: Any) -> None:
    """Each payment raises the balance by its amount, and is one transaction."""
    for amount in ("0.01", "17.37", "1,000.37"):
        before = _balance(api)
        known = api.call("organization.financial_transactions").value
        answer = api.call("organization.add_funds", texts.payment(amount)).value
        hold(
            api,
            "organization.add_funds",
            answer is True,
            "answer",
            "a payment that went through is not answered with true",
        )
        hold(
            api,
            "organization.add_funds",
            _balance(api) == before + cents(amount),
            "money",
            f"a payment of {amount} did not raise the balance by as much",
        )
        now = api.call("organization.financial_transactions").value
        ids = {one["id"] for one in known}
        new = [one for one in now if one["id"] not in ids]
        hold(
            api,
            "organization.financial_transactions",
            len(new) == 1 and ids <= {one["id"] for one in now},
            "ledger",
            f"a payment made {len(new)} transactions",
        )
        for one in new:
            hold(
                api,
                "organization.financial_transactions",
                cents(one.get("credit") or "0") == cents(amount)
                and cents(one["balance"]) == before + cents(amount),
                "ledger",
                "the transaction of a payment has another amount, or another balance",
            )
    _hold_ledger(api)


@journey("organization.add_funds", needs="ours write money")
def payments_can_be_refused(api: Api, world: Any) -> None:
    """A card that is declined, and a form that is wrong, change nothing."""
    before = _balance(api)
    good = texts.payment("5.00")
    wrong = [{"number": "4000000000000002"}, {"exp_year": "2001"}, {"cvc": "111"}]
    wrong += [{"amount": amount} for amount in ("0.00", "-1.00", "1.001", "1", "x", "1,00.00", "")]
    wrong += [{"exp_month": month} for month in ("00", "13", "x", "")]
    wrong += [{"number": number} for number in ("4242424242424241", "4242 4242 4242 4242", "")]
    wrong += [{name: ""} for name in good if name != "billing_address2"]
    for change in wrong:
        api.refused("organization.add_funds", {**good, **change})
    for name in good:
        api.refused(
            "organization.add_funds", {key: value for key, value in good.items() if key != name}
        )
    hold(
        api,
        "organization.add_funds",
        _balance(api) == before,
        "money",
        "a refused payment changed the balance",
    )
    api.call("organization.add_funds", {**good, "billing_address2": "Floor 3"})
    hold(
        api,
        "organization.add_funds",
        _balance(api) == before + 500,
        "money",
        "a payment after refused ones did not raise the balance by as much",
    )


@journey(
    "print_jobs.submit",
    "print_jobs.charge_details",
    "organization.financial_transactions",
    "organization.balance",
    needs="write money",
)
def jobs_add_up(api: Api, world: Any) -> None:
    """A job costs its items and its shipping, twice the copies cost twice as much."""
    costs = []
    for copies in (1, 2):
        job = world.ready_job()
        provider = {"print_job[shipping_provider_id]": world.provider}
        api.call(
            "print_jobs.update", {"id": job, **provider, "print_job[number_of_copies]": copies}
        )
        before = _balance(api)
        api.call("print_jobs.submit", {"id": job})
        details = api.call("print_jobs.charge_details", {"id": job}).value
        total, shipping = cents(details["job_total_cost"]), cents(details["shipping_cost"])
        hold(
            api,
            "print_jobs.charge_details",
            total > shipping >= 0,
            "money",
            "the shipping costs as much as the whole job",
        )
        hold(
            api,
            "print_jobs.submit",
            before - _balance(api) == total,
            "money",
            "the balance did not fall by what the job cost",
        )
        items = [one["cost"] for one in details["items"] if "cost" in one]
        hold(
            api,
            "print_jobs.charge_details",
            not items or sum(map(cents, items)) == total - shipping,
            "money",
            "the items and the shipping do not add up to the total",
        )
        costs.append(total - shipping)
    hold(
        api,
        "print_jobs.charge_details",
        costs[1] == 2 * costs[0],
        "money",
        "twice the copies did not cost twice as much",
    )
    _hold_ledger(api)


def _hold_ledger(api: Api) -> None:
    ledger = api.call("organization.financial_transactions").value
    total = sum(cents(one.get("credit") or "0") - cents(one.get("debit") or "0") for one in ledger)
    hold(
        api,
        "organization.financial_transactions",
        total == _balance(api),
        "ledger",
        "credits less debits are not the balance",
    )
    running = 0
    for one in sorted(ledger, key=lambda one: one["id"]):
        running += cents(one.get("credit") or "0") - cents(one.get("debit") or "0")
        hold(
            api,
            "organization.financial_transactions",
            cents(one["balance"]) == running,
            "ledger",
            "a transaction's balance is not the sum of those up to it",
        )
