"""Contacts."""

from typing import Any

from .. import shapes
from ..client import Client
from ..journal import Key, State
from .cards import FIRST_NAMES, LAST_NAMES, check_page


def values(client: Client, marker: str) -> dict[str, Any]:
    """A new contact."""
    choice = client.random.choice
    return {
        "full_name": f"{choice(FIRST_NAMES)} {choice(LAST_NAMES)}",
        "email": f"{marker}{shapes.EMAIL_DOMAIN}",
        "alt_email": choice((None, f"desk{shapes.EMAIL_DOMAIN}")),
        "phone_number": choice((None, "+1 215 555 0142", "+1 609 555 0117")),
        "alt_phone_number": None,
    }


def changed(client: Client, state: dict[str, Any]) -> dict[str, Any]:
    """The contact with all of its values changed but for its address of e-mail."""
    number = client.random.randrange(10**6)
    return {
        "full_name": f"{client.random.choice(FIRST_NAMES)} the {number}th",
        "email": state["email"],
        "alt_email": f"desk-{number}{shapes.EMAIL_DOMAIN}",
        "phone_number": f"+1 215 {number}",
        "alt_phone_number": f"+1 609 {number}",
    }


def form(values: dict[str, Any], group: str = "contact") -> dict[str, str]:
    """The values as they are sent; those that are None are left out."""
    return {f"{group}[{name}]": value for name, value in values.items() if value is not None}


async def create(client: Client) -> Key:
    """A new contact."""
    key = client.new("contact")
    state = values(client, key.marker)
    answer = await client.write({key: state}, "contacts.create", "POST", "/contacts", form(state))
    client.journal.ids[key] = answer.json()["id"]
    client.check_shown("contacts.create", key, shapes.contact(answer.json()))
    return key


async def existing(client: Client) -> Key:
    """One of the client's contacts."""
    return client.pick("contact") or await create(client)


async def update(client: Client) -> None:
    """All values of a contact become others at once."""
    key = await existing(client)
    state = changed(client, client.state(key))
    answer = await client.write(
        {key: state}, "contacts.update", "PATCH", path(client, key), form(state)
    )
    client.check_shown("contacts.update", key, shapes.contact(answer.json()))


async def update_twice_at_once(client: Client) -> None:
    """Of two updates under way at once the contact is either the one or the other, never a mix."""
    key = await existing(client)
    states = [changed(client, client.state(key)) for _ in range(2)]
    await client.both(
        {key: states[0]},
        *(
            client.send("contacts.update", "PATCH", path(client, key), form(state))
            for state in states
        ),
    )
    answer = await client.send("contacts.get", "GET", path(client, key))
    held = shapes.contact(answer.json())
    client.check(held in states, f"{key} is a mix of two updates: {held}")
    client.journal.acknowledge({key: held})


async def delete(client: Client) -> None:
    """A contact goes; its addresses stay, without a contact."""
    key = await existing(client)
    email = client.state(key)["email"]
    changes: dict[Key, State | None] = {key: None}
    for address, state in client.journal.owned("address", client.name).items():
        if state["contact"] == email:
            changes[address] = {**state, "contact": None}
    await client.write(changes, "contacts.delete", "DELETE", path(client, key))


async def fetch(client: Client) -> None:
    """One contact."""
    key = await existing(client)
    answer = await client.send("contacts.get", "GET", path(client, key))
    client.check_shown("contacts.get", key, shapes.contact(answer.json()))


async def fetch_page(client: Client) -> None:
    """A page of all clients' contacts."""
    query = {"page": str(client.random.randint(1, 3)), "page_size": "50"}
    answer = await client.send("contacts.list", "GET", "/contacts", query)
    check_page(client, answer.json(), 50)
    for body in answer.json():
        key = shapes.contact_key(body)
        if key.owner == client.name:
            client.check_shown("contacts.list", key, shapes.contact(body))


def path(client: Client, key: Key) -> str:
    """Where the contact is."""
    return f"/contacts/{client.journal.ids[key]}"


WRITES = ((create, 3), (update, 5), (delete, 1))
MIX = (*WRITES, (update_twice_at_once, 1), (fetch, 3), (fetch_page, 2))
