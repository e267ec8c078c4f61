"""The life of a print job."""

from typing import Any

from ..api import Api
from ..worlds import texts
from ..worlds.texts import ONE_OFF
from .comparing import cents, hold, hold_changed
from .journey import journey


def _get(api: Api, job: int) -> Any:
    return api.call("print_jobs.get", {"id": job}).value


@journey(
    "print_jobs.create",
    "print_jobs.get",
    "print_jobs.update",
    "print_jobs.add_cards",
    "print_jobs.remove_card",
    "print_jobs.check_balance",
    "print_jobs.submit",
    "print_jobs.charge_details",
    "print_jobs.list",
    "cards.print_history",
    "cards.get",
    "organization.balance",
    "organization.shipping_providers",
    needs="write money",
)
def job_lives(api: Api, world: Any) -> None:
    """A job is opened, filled, checked, submitted, charged once and then left alone."""
    job = world.new_job()
    number = {"id": job}
    card, second = world.new_card(), world.new_card()
    _hold_status(api, job, "0")
    api.refused("print_jobs.submit", number)
    api.refused("print_jobs.charge_details", number)
    api.call("print_jobs.add_cards", {**number, "print_job[card_ids]": [card, second]})
    _hold_cards(api, "print_jobs.add_cards", job, {card, second})
    api.call("print_jobs.remove_card", {**number, "card_id": second})
    _hold_cards(api, "print_jobs.remove_card", job, {card})
    api.refused("print_jobs.submit", number)
    api.call(
        "print_jobs.update",
        {
            **number,
            "print_job[address_id]": world.address,
            "print_job[shipping_provider_id]": world.provider,
            "print_job[number_of_copies]": 2,
        },
    )
    _hold_cards(api, "print_jobs.update", job, {card})
    world.fill_purse()
    before = cents(api.call("organization.balance").value["balance"])
    covered = api.call("print_jobs.check_balance", number).value
    hold(
        api,
        "print_jobs.check_balance",
        covered is True or (isinstance(covered, dict) and True in covered.values()),
        "balance",
        "a full purse is said not to cover a small job",
    )
    hold(
        api,
        "print_jobs.check_balance",
        cents(api.call("organization.balance").value["balance"]) == before,
        "charged by a question",
        "asking about the balance changed it",
    )
    submitted = api.call("print_jobs.submit", number).value
    hold(
        api,
        "print_jobs.submit",
        str(submitted["status"]) == "1" and submitted["id"] == job,
        "status",
        "the answer to a submission is not the submitted job",
    )
    _hold_status(api, job, "1")
    details = api.call("print_jobs.charge_details", number).value
    total = cents(details["job_total_cost"])
    after = cents(api.call("organization.balance").value["balance"])
    hold(
        api,
        "print_jobs.submit",
        before - after == total,
        "money",
        f"the job cost {total} cents, and the balance fell by {before - after}",
    )
    history = api.call("cards.print_history", {"id": card}).value
    hold(api, "cards.print_history", len(history) == 1, "history", "the order is not in it once")
    hold(
        api,
        "cards.get",
        api.call("cards.get", {"id": card}).value.get("last_submitted_at") is not None,
        "submission unnoticed",
        "a submitted card has no time of submission",
    )
    # What is submitted stays as it is, and is charged once.
    api.refused("print_jobs.submit", number)
    api.refused("print_jobs.update", {**number, "print_job[number_of_copies]": 1})
    api.refused("print_jobs.add_cards", {**number, "print_job[card_ids]": [second]})
    api.refused("print_jobs.remove_card", {**number, "card_id": card})
    hold(
        api,
        "print_jobs.submit",
        cents(api.call("organization.balance").value["balance"]) == after,
        "charged twice",
        "what was refused changed the balance",
    )
    _hold_cards(api, "print_jobs.remove_card", job, {card})
    _hold_listed(api, world, job)


@journey("print_jobs.update", "print_jobs.check_balance", "print_jobs.get", needs="write")
def update_resets_the_provider(api: Api, world: Any) -> None:
    """An update without the shipping provider takes it away, and one with it keeps it."""
    job = world.ready_job()
    number = {"id": job}
    provider = {"print_job[shipping_provider_id]": world.provider}
    api.call("print_jobs.update", {**number, **provider, "print_job[number_of_copies]": 2})
    api.call("print_jobs.check_balance", number)
    api.call("print_jobs.update", {**number, "print_job[number_of_copies]": 3})
    api.refused("print_jobs.check_balance", number)
    api.call("print_jobs.update", {**number, **provider})
    api.call("print_jobs.check_balance", number)
    api.call("print_jobs.update", {**number, "print_job[shipping_provider_id]": ""})
    api.refused("print_jobs.check_balance", number)


@journey(
    "print_jobs.create", "print_jobs.update", "print_jobs.get", "addresses.list", needs="ours write"
)
def one_off_address_is_not_saved(api: Api, world: Any) -> None:
    """A one-off address serves one job and is in no list; nothing else of the job changes."""
    saved = _addresses(api)
    created = api.call("print_jobs.create", ONE_OFF).value["id"]
    job = world.job_with_card()
    before = _get(api, job)
    api.call(
        "print_jobs.update",
        {"id": job, **ONE_OFF, "print_job[shipping_provider_id]": world.provider},
    )
    after = _get(api, job)
    hold_changed(
        api,
        "print_jobs.update",
        {**before, "extract": None},
        {**after, "extract": None},
        {"address"},
    )
    for number, operation in ((created, "print_jobs.create"), (job, "print_jobs.update")):
        address = _get(api, number).get("address") or {}
        told = {str(value) for value in ONE_OFF.values()}
        kept = set(_leaves(address))
        hold(
            api,
            operation,
            told <= kept,
            "address lost",
            f"of a one-off address, {sorted(told - kept)} is not in the job",
        )
    hold(
        api,
        "addresses.list",
        _addresses(api) == saved,
        "one-off address saved",
        "a one-off address was saved",
    )
    # The job takes a saved address instead.
    api.call(
        "print_jobs.update",
        {
            "id": job,
            "print_job[address_id]": world.address,
            "print_job[shipping_provider_id]": world.provider,
        },
    )
    hold(
        api,
        "print_jobs.update",
        _get(api, job).get("address_id") == world.address,
        "address lost",
        "the job did not take the saved address",
    )
    mixed = {"id": job, **ONE_OFF, "print_job[address_id]": world.address}
    api.refused("print_jobs.update", mixed)


@journey("print_jobs.create", "print_jobs.update", "print_jobs.get", needs="ours write")
def update_changes_what_it_is_told(api: Api, world: Any) -> None:
    """A job has what it was created with, and an update changes that and nothing else."""
    fields = {
        "print_job[address_id]": world.address,
        "print_job[shipping_provider_id]": world.provider,
        "print_job[number_of_copies]": 2,
        "print_job[card_ids]": [world.card],
    }
    job = api.call("print_jobs.create", fields).value["id"]
    before = _get(api, job)
    hold(
        api,
        "print_jobs.create",
        before.get("address_id") == world.address,
        "address lost",
        "the job did not take the address that it was created with",
    )
    _hold_cards(api, "print_jobs.create", job, {world.card})
    provider = {"print_job[shipping_provider_id]": world.provider}
    api.call("print_jobs.update", {"id": job, **provider, "print_job[number_of_copies]": 5})
    after = _get(api, job)
    hold_changed(api, "print_jobs.update", before, after, {"extract"})
    card = world.new_card()
    api.call("print_jobs.update", {"id": job, **provider, "print_job[card_ids]": [card]})
    hold_changed(api, "print_jobs.update", after, _get(api, job), {"list_users"})
    _hold_cards(api, "print_jobs.update", job, {world.card, card})


@journey(
    "print_jobs.create",
    "print_jobs.add_cards",
    "print_jobs.update",
    "print_jobs.remove_card",
    needs="ours write",
)
def only_finalized_cards_are_ordered(api: Api, world: Any) -> None:
    """A draft, an unknown card and a card of another job's are refused."""
    fields = {"card[card_template_id]": world.template["id"], "card[data]": world.data("draft")}
    draft = api.call("cards.create", fields).value["id"]
    job = world.job_with_card()
    for operation, own in (
        ("print_jobs.create", {}),
        ("print_jobs.add_cards", {"id": job}),
        ("print_jobs.update", {"id": job}),
    ):
        api.refused(operation, {**own, "print_job[card_ids]": [draft]})
        api.refused(operation, {**own, "print_job[card_ids]": [2**40]}, 404)
        for text in ("", "7", '{"id": 7}', "[0]", "[-1]", "[1.5]", '["x"]', "[null]", "[[1]]", "["):
            api.refused(operation, {**own, "print_job[card_ids]": text})
    api.call("cards.finalize", {"id": draft})
    api.refused("print_jobs.remove_card", {"id": job, "card_id": 2**40}, 404)
    _hold_cards(api, "print_jobs.add_cards", job, {world.card})


@journey(
    "print_jobs.create",
    "print_jobs.update",
    "print_jobs.get",
    "print_jobs.add_cards",
    "print_jobs.remove_card",
    "print_jobs.check_balance",
    "print_jobs.submit",
    "print_jobs.charge_details",
)
def unknown_jobs_are_not_found(api: Api, world: Any) -> None:
    """An id that nobody has is 404, the job's own and those that it names."""
    number = {"id": 2**40 + api.findings.seed}
    for operation in ("print_jobs.get", "print_jobs.check_balance", "print_jobs.charge_details"):
        api.refused(operation, number, 404)
    if api.wire.target.remote:
        return
    cards = {"print_job[card_ids]": [world.card]}
    api.refused("print_jobs.add_cards", {**number, **cards}, 404)
    api.refused("print_jobs.update", {**number, **cards}, 404)
    api.refused("print_jobs.remove_card", {**number, "card_id": world.card}, 404)
    api.refused("print_jobs.submit", number, 404)
    for name in ("print_job[address_id]", "print_job[shipping_provider_id]"):
        api.refused("print_jobs.create", {name: 2**40}, 404)
        api.refused("print_jobs.update", {"id": world.new_job(), name: 2**40}, 404)


@journey("print_jobs.submit", "print_jobs.check_balance", needs="write money controls")
def a_purse_can_be_empty(api: Api, world: Any) -> None:
    """Without the money a job is not submitted, and nothing is charged."""
    job = world.ready_job()
    controls = api.wire.target.controls
    organization = int(api.account.organization_id)
    before = api.call("organization.balance").value["balance"]
    controls.set_balance("0.01", organization_id=organization)
    covered = api.call("print_jobs.check_balance", {"id": job}).value
    hold(
        api,
        "print_jobs.check_balance",
        covered is False or (isinstance(covered, dict) and False in covered.values()),
        "balance",
        "an empty purse is said to cover a job",
    )
    api.call("organization.add_funds", texts.payment("900.00"))
    covered = api.call("print_jobs.check_balance", {"id": job}).value
    hold(
        api,
        "print_jobs.check_balance",
        covered is True or (isinstance(covered, dict) and True in covered.values()),
        "balance",
        "a purse that was filled is said not to cover a small job",
    )
    controls.set_balance("0.01", organization_id=organization)
    api.refused("print_jobs.submit", {"id": job})
    left = cents(api.call("organization.balance").value["balance"])
    hold(api, "print_jobs.submit", left == 1, "money", "a refused job was charged")
    _hold_status(api, job, "0")
    controls.set_balance(before.strip("$").replace(",", ""), organization_id=organization)


def _hold_status(api: Api, job: int, status: str) -> None:
    found = str(_get(api, job)["status"])
    now = f"is {found}" if found.isdecimal() else "has an unknown status"
    hold(api, "print_jobs.get", found == status, "status", f"the job {now}, not {status}")


def _hold_cards(api: Api, operation: str, job: int, cards: set[int]) -> None:
    found = {card["id"] for card in _get(api, job).get("list_users", ())}
    hold(
        api,
        operation,
        found == cards,
        "cards of a job",
        f"the job has {len(found)} cards, {len(found ^ cards)} of them not as told",
    )


def _hold_listed(api: Api, world: Any, submitted: int) -> None:
    created = world.new_job()
    for status, there, absent in (("0", created, submitted), ("1", submitted, created)):
        found: list[Any] = []
        for page in range(1, 100):
            fields = {"status": status, "page": page, "page_size": 100}
            more = api.call("print_jobs.list", fields).value
            found += more
            if not more:
                break
        ids = {job["id"] for job in found}
        hold(
            api,
            "print_jobs.list",
            there in ids and absent not in ids,
            "filter",
            f"the list of status {status} lacks a job of it, or has one of the other",
        )
        hold(
            api,
            "print_jobs.list",
            all(str(job["status"]) == status for job in found),
            "filter",
            f"the list of status {status} has jobs of another",
        )


def _addresses(api: Api) -> set[int]:
    found: set[int] = set()
    for page in range(1, 100):
        more = api.call("addresses.list", {"page": page, "page_size": 100}).value
        found |= {one["id"] for one in more}
        if not more:
            break
    return found


def _leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in _leaves(inner)]
    return [str(value)]
