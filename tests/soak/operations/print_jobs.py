"""Print jobs, from the first card to the charge."""

import json
from collections.abc import Mapping
from typing import Any

import httpx

from tests.staging.support import job_form

from .. import shapes
from ..client import Client, UnexpectedAnswerError
from ..journal import Changes, Key, State
from . import addresses, cards, organization
from .cards import check_page

TOP_UP_CENTS = 50_000


async def create(client: Client) -> Key:
    """A print job that can be submitted, to a one-off address."""
    card = await cards.printable(client)
    key = client.new("job")
    state = _open_job(client, [card], one_off(client, key.marker), _provider(client))
    return await _create(client, key, state)


async def create_to_saved_address(client: Client) -> Key:
    """A print job that can be submitted, to a saved address.

    Nothing in its data tells whose it is, so it is not for writers that may never see its id.
    """
    card, address = await cards.printable(client), await addresses.existing(client)
    state = _open_job(client, [card], None, _provider(client))
    state["address_id"] = client.journal.ids[address]
    return await _create(client, client.new("job"), state)


async def _create(client: Client, key: Key, state: dict[str, Any]) -> Key:
    answer = await client.write(
        {key: state}, "print_jobs.create", "POST", "/print_jobs", _form(state)
    )
    client.journal.ids[key] = answer.json()["id"]
    client.check_shown("print_jobs.create", key, shapes.job(answer.json()))
    return key


def _open_job(
    client: Client, holders: list[Key], address: Mapping[str, str] | None, provider: int
) -> dict[str, Any]:
    return {
        "status": "0",
        "address_id": None,
        "one_off": address,
        "provider": provider,
        "copies": client.random.randint(1, 3),
        "cards": [client.journal.ids[key] for key in holders],
    }


def _provider(client: Client) -> int:
    return client.random.choice(sorted(client.world.shipping_cents))


def one_off(client: Client, marker: str) -> dict[str, str]:
    """A one-off address with the marker as its organization's name."""
    return {
        "organization_name": marker,
        "address1": f"{client.random.randint(1, 999)} Kiln Street",
        "address2": "Yard 2",
        "city": "Aldwich",
        "state": "NJ",
        "zip_code": "07001",
        "country": "USA",
        "full_name": "Tobias Lindqvist",
    }


def _form(state: Mapping[str, Any]) -> dict[str, str]:
    form = job_form(
        address_id=state["address_id"],
        shipping_provider_id=state["provider"],
        number_of_copies=state["copies"],
        card_ids=json.dumps([str(each) for each in state["cards"]]),
    )
    return form | _address_form(state["one_off"] or {})


def _address_form(address: Mapping[str, str]) -> dict[str, str]:
    names = {
        "address1": "[address_1]",
        "address2": "[address_2]",
        "full_name": "[contact][full_name]",
    }
    return {
        f"print_job[address]{names.get(name, f'[{name}]')}": value
        for name, value in address.items()
    }


async def open_job(client: Client) -> Key:
    """A job that is not submitted."""
    return client.pick("job", lambda state: state["status"] == "0") or await create(client)


async def update(client: Client) -> None:
    """Copies and shipping become others; the provider is reset unless it is sent."""
    key = await open_job(client)
    state = client.state(key)
    form = job_form(number_of_copies=str(copies := client.random.randint(1, 5)))
    after = {**state, "copies": copies, "provider": None}
    if client.random.random() < 0.7:
        after["provider"] = _provider(client)
        form |= job_form(shipping_provider_id=after["provider"])
    where = client.random.random()
    if where < 0.2:
        address = await addresses.existing(client)
        after |= {"address_id": client.journal.ids[address], "one_off": None}
        form |= job_form(address_id=after["address_id"])
    elif where < 0.4:
        after |= {"address_id": None, "one_off": one_off(client, key.marker)}
        form |= _address_form(after["one_off"])
    answer = await client.write({key: after}, "print_jobs.update", "PATCH", path(client, key), form)
    client.check_shown("print_jobs.update", key, shapes.job(answer.json()))


async def add_cards(client: Client) -> None:
    """More cards; one that is in the job stays in it once."""
    key = await open_job(client)
    added = {client.journal.ids[await cards.printable(client)] for _ in range(2)}
    state = client.state(key)
    ids = [*sorted(added - set(state["cards"]))]
    form = job_form(card_ids=json.dumps(sorted(added)))
    changes = {key: {**state, "cards": state["cards"] + ids}}
    answer = await client.write(
        changes, "print_jobs.add_cards", "POST", f"{path(client, key)}/add_cards", form
    )
    client.check_shown("print_jobs.add_cards", key, shapes.job(answer.json()))


async def remove_card(client: Client) -> None:
    """One card less."""
    key = client.pick("job", lambda state: state["status"] == "0" and bool(state["cards"]))
    key = key or await create(client)
    state = client.state(key)
    card_id = client.random.choice(state["cards"])
    changes = {key: {**state, "cards": [each for each in state["cards"] if each != card_id]}}
    await client.write(
        changes,
        "print_jobs.remove_card",
        "DELETE",
        f"{path(client, key)}/remove_cards/{card_id}",
    )


def _is_ready(state: State) -> bool:
    return (
        state["status"] == "0"
        and bool(state["cards"])
        and state["provider"] is not None
        and (state["address_id"] is not None or state["one_off"] is not None)
    )


async def ready(client: Client) -> Key:
    """A job that lacks nothing."""
    return client.pick("job", _is_ready) or await create(client)


async def check_balance(client: Client) -> None:
    """Whether there is money for a job; others spend it at the same time."""
    key = await ready(client)
    answer = await client.send(
        "print_jobs.check_balance", "GET", f"{path(client, key)}/check_balance"
    )
    client.check(isinstance(answer.json(), bool), "check_balance answered no boolean")


async def submit(client: Client) -> Key:
    """A job is submitted and charged, or the balance does not cover it and nothing happens."""
    key = await ready(client)
    while True:
        answer = await client.write(
            submission(client, key),
            "print_jobs.submit",
            "POST",
            f"{path(client, key)}/print",
            refusals=(400,),
        )
        if answer.status_code == 200:
            client.check_shown("print_jobs.submit", key, shapes.job(answer.json()))
            return key
        _check_too_little(client, answer)
        await organization.add_cents(client, TOP_UP_CENTS)


def _check_too_little(client: Client, answer: httpx.Response) -> None:
    if not answer.json()["error"].startswith("balance:"):
        client.problem(f"print_jobs.submit: {answer.text}")
        raise UnexpectedAnswerError


async def submit_twice_at_once(client: Client) -> None:
    """Of two submits under way at once one is done, and one charge is made."""
    key = await ready(client)
    changes = submission(client, key)
    answers = await client.both(
        changes,
        *(
            client.send(
                "print_jobs.submit", "POST", f"{path(client, key)}/print", expect=(200, 400)
            )
            for _ in range(2)
        ),
    )
    statuses = sorted(answer.status_code for answer in answers)
    client.check(statuses != [200, 200], f"{key} was submitted twice")
    if 200 in statuses:
        client.journal.acknowledge(changes)
    else:
        for answer in answers:
            _check_too_little(client, answer)


def submission(client: Client, key: Key) -> Changes:
    """What submitting a job changes: the job, the ledger, and its cards."""
    state = client.state(key)
    prices = [
        client.world.unit_cents[card["template"]]
        for card_key, card in client.journal.owned("card", client.name).items()
        if client.journal.ids[card_key] in state["cards"]
    ]
    cents = sum(prices) * state["copies"] + client.world.shipping_cents[state["provider"]]
    return {
        key: {**state, "status": "1"},
        key._replace(kind="charge"): {"cents": -cents},
        **cards.submitted(client, state["cards"]),
    }


async def charge_details(client: Client) -> None:
    """What a submitted job has cost is what the ledger says."""
    key = client.pick("job", lambda state: state["status"] == "1") or await submit(client)
    answer = await client.send(
        "print_jobs.charge_details", "GET", f"{path(client, key)}/charge_details"
    )
    body = answer.json()
    charged = client.state(key._replace(kind="charge"))["cents"]
    client.check(shapes.cents(body["job_total_cost"]) == -charged, f"{key} cost something else")
    parts = [shapes.cents(each["cost"]) for each in body["items"]]
    parts.append(shapes.cents(body["shipping_cost"]))
    client.check(sum(parts) == -charged, f"the parts of the cost of {key} are not the whole")


async def fetch(client: Client) -> None:
    """One job."""
    key = client.pick("job") or await create(client)
    answer = await client.send("print_jobs.get", "GET", path(client, key))
    client.check_shown("print_jobs.get", key, shapes.job(answer.json()))


async def fetch_page(client: Client) -> None:
    """A page of all clients' jobs, maybe of those of one status."""
    query = {"page": str(client.random.randint(1, 3)), "page_size": "25"}
    if client.random.random() < 0.5:
        query["status"] = client.random.choice("01")
    answer = await client.send("print_jobs.list", "GET", "/print_jobs", query)
    check_page(client, answer.json(), 25)
    own = {client.journal.ids[key]: key for key in client.journal.owned("job", client.name)}
    for body in answer.json():
        client.check(query.get("status") in (None, body["status"]), "a job of another status")
        if body["id"] in own:
            client.check_shown("print_jobs.list", own[body["id"]], shapes.job(body))


async def learn_prices(client: Client) -> None:
    """Order from every provider once, and note what everything costs."""
    world = client.world
    answer = await client.send("organization.shipping_providers", "GET", "/shipping_providers")
    await organization.add_cents(client, TOP_UP_CENTS)
    for provider in [each["id"] for each in answer.json()]:
        holders = [await _finalized(client, template) for template in (cards.BADGE, cards.VISITOR)]
        key = client.new("job")
        await _create(
            client, key, _open_job(client, holders, one_off(client, key.marker), provider)
        )
        await client.send("print_jobs.submit", "POST", f"{path(client, key)}/print")
        details = await client.send(
            "print_jobs.charge_details", "GET", f"{path(client, key)}/charge_details"
        )
        body = details.json()
        for holder, item in zip(holders, body["items"], strict=True):
            world.unit_cents[client.state(holder)["template"]] = shapes.cents(item["unit_cost"])
        world.shipping_cents[provider] = shapes.cents(body["shipping_cost"])
        client.journal.acknowledge(submission(client, key))


async def _finalized(client: Client, template: int) -> Key:
    key = await cards.create_of(client, template)
    changes = {key: {**client.state(key), "finalized": True}}
    await client.write(changes, "cards.finalize", "PATCH", f"{cards.path(client, key)}/finalize")
    return key


def path(client: Client, key: Key) -> str:
    """Where the job is."""
    return f"/print_jobs/{client.journal.ids[key]}"


WRITES = ((create, 4), (update, 3), (add_cards, 3), (remove_card, 2), (submit, 5))
MIX = (
    *WRITES,
    (create_to_saved_address, 2),
    (check_balance, 3),
    (submit_twice_at_once, 1),
    (charge_details, 2),
    (fetch, 3),
    (fetch_page, 2),
)
