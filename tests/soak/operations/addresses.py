"""Saved addresses."""

from typing import Any

from .. import shapes
from ..client import Client
from ..journal import SEED, Key, State
from . import contacts
from .cards import check_page

STREETS = ("Beacon Quay", "Ropewalk Lane", "Kiln Street", "Tidal Row")
CITIES = ("Port Ellery", "Aldwich", "Saltmarsh")


def values(client: Client, marker: str, contact: str | None) -> dict[str, Any]:
    """A new address with the contact of this e-mail address."""
    choice, number = client.random.choice, client.random.randint
    return {
        "organization_name": choice((None, "Harbour Lantern Museum")),
        "label": marker,
        "address1": f"{number(1, 999)} {choice(STREETS)}",
        "address2": choice((None, "Gate B")),
        "city": choice(CITIES),
        "state": choice(("PA", "NJ")),
        "zip_code": f"0{number(1000, 9999)}",
        "country": "USA",
        "contact": contact,
    }


def form(state: dict[str, Any]) -> dict[str, str]:
    """An address as it is sent, without its contact."""
    return contacts.form({name: state[name] for name in state if name != "contact"}, "address")


async def create(client: Client) -> Key:
    """A new address of a contact that is there or is made with it."""
    key, contact_key = client.new("address"), client.pick("contact")
    changes: dict[Key, State] = {}
    if contact_key is None or client.random.random() < 0.5:
        contact_key = client.new("contact")
        contact = contacts.values(client, contact_key.marker)
        changes[contact_key] = contact
        sent = contacts.form(contact, "address[contact]")
    else:
        contact = client.state(contact_key)
        sent = {"address[contact_id]": str(client.journal.ids[contact_key])}
    changes[key] = state = values(client, key.marker, contact["email"])
    answer = await client.write(
        changes, "addresses.create", "POST", "/addresses", form(state) | sent
    )
    client.journal.ids[key] = answer.json()["id"]
    client.journal.ids[contact_key] = answer.json()["contact_id"]
    client.check_shown("addresses.create", key, shapes.address(answer.json()))
    return key


async def existing(client: Client) -> Key:
    """One of the client's addresses."""
    return client.pick("address") or await create(client)


async def update(client: Client) -> None:
    """Some of an address's values become others, maybe its contact a new one."""
    key = client.pick("address", lambda state: state["contact"] is not None)
    key = key or await create(client)
    state = client.state(key)
    others = values(client, key.marker, state["contact"])
    wanted = {name: others[name] for name in ("address1", "city", "zip_code")}
    sent, changes = form(wanted), {}
    if client.random.random() < 0.3:
        contact_key = client.new("contact")
        changes[contact_key] = contact = contacts.values(client, contact_key.marker)
        sent |= contacts.form(contact, "address[contact]")
        wanted["contact"] = contact["email"]
    if client.random.random() < 0.2:
        sent["address[primary]"] = client.random.choice(("true", "false"))
    changes[key] = {**state, **wanted}
    answer = await client.write(changes, "addresses.update", "PATCH", path(client, key), sent)
    for each in changes:
        if each.kind == "contact":
            client.journal.ids[each] = answer.json()["contact_id"]
    client.check_shown("addresses.update", key, shapes.address(answer.json()))


async def update_without_contact(client: Client) -> None:
    """The documented 501."""
    depot = next(
        key
        for key, state in client.journal.owned("address", SEED).items()
        if state["contact"] is None
    )
    await client.send(
        "addresses.update (501)",
        "PATCH",
        path(client, depot),
        {"address[city]": "Aldwich"},
        expect=(501,),
    )


async def delete(client: Client) -> None:
    """An address goes, also from the print jobs that are open."""
    key = await existing(client)
    changes: dict[Key, State | None] = {key: None}
    for job, state in client.journal.owned("job", client.name).items():
        if state["status"] == "0" and state["address_id"] == client.journal.ids[key]:
            changes[job] = {**state, "address_id": None}
    await client.write(changes, "addresses.delete", "DELETE", path(client, key))


async def fetch(client: Client) -> None:
    """One address."""
    key = await existing(client)
    answer = await client.send("addresses.get", "GET", path(client, key))
    client.check_shown("addresses.get", key, shapes.address(answer.json()))


async def fetch_page(client: Client) -> None:
    """A page of all clients' addresses."""
    query = {"page": str(client.random.randint(1, 3)), "page_size": "50"}
    answer = await client.send("addresses.list", "GET", "/addresses", query)
    check_page(client, answer.json(), 50)
    for body in answer.json():
        key = shapes.address_key(body)
        if key.owner == client.name:
            client.check_shown("addresses.list", key, shapes.address(body))


def path(client: Client, key: Key) -> str:
    """Where the address is."""
    return f"/addresses/{client.journal.ids[key]}"


WRITES = ((create, 3), (update, 4), (delete, 1))
MIX = (*WRITES, (update_without_contact, 1), (fetch, 3), (fetch_page, 2))
