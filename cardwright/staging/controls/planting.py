"""More data for an organization, and more organizations. Everything here is made up."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from cardwright.staging.controls.accounts import read_amount, read_organization
from cardwright.staging.controls.fields import ControlError, Fields
from cardwright.staging.instantcard.invented import ORGANIZATIONS
from cardwright.staging.instantcard.seed import plant
from cardwright.staging.instantcard.storage import addresses, cards, contacts, templates
from cardwright.staging.instantcard.storage.templates import Field, Template
from cardwright.staging.vendor import Services

MOST_AT_ONCE: Final = 10_000
FIRST_NAMES: Final = ("Amara", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hanne")
LAST_NAMES: Final = ("Abara", "Brandt", "Castellanos", "Dubois", "Eriksen", "Fontaine", "Goswami")
PASSWORD: Final = "planted-local-only"


class Planted(NamedTuple):
    """The ids of what an organization was given."""

    organization_id: int
    cards: list[int]
    contacts: list[int]
    addresses: list[int]


class Account(NamedTuple):
    """An organization, and what its user logs in with."""

    organization_id: int
    name: str
    email: str
    password: str


def plant_things(services: Services, fields: Fields) -> Planted:
    """Give ``organization_id`` (or the first) so many ``cards``, ``contacts`` and ``addresses``.

    The cards have the template ``card_template_id`` (or the organization's
    first), no photo, and are finalized unless ``finalized`` is false; each address has a contact
    of its own.
    """
    wanted = {
        name: fields.integer(name, least=0, most=MOST_AT_ONCE) or 0
        for name in ("cards", "contacts", "addresses")
    }
    finalized = fields.flag("finalized") is not False
    with services.database.writing() as connection:
        organization_id = read_organization(connection, fields)
        template = _read_template(connection, organization_id, fields)
        fields.finish()
        card_ids = _plant_cards(
            connection, organization_id, template, wanted["cards"], finalized=finalized
        )
        contact_ids = [
            contacts.create(connection, organization_id, _contact(number))
            for number in range(wanted["contacts"])
        ]
        address_ids = [
            addresses.create(
                connection,
                organization_id,
                {
                    "contact_id": contacts.create(connection, organization_id, _contact(number)),
                    "address1": f"{number + 1} Planted Lane",
                    "city": "Port Ellery",
                    "state": "PA",
                    "zip_code": "01239",
                    "country": "USA",
                },
            )
            for number in range(wanted["addresses"])
        ]
    return Planted(organization_id, card_ids, contact_ids, address_ids)


def plant_organization(services: Services, fields: Fields) -> Account:
    """Another organization like the first, with a user and ``balance`` (0.00).

    ``name``, ``email`` and ``password`` are made up unless given.
    """
    cents = read_amount(fields, "balance") or 0
    given = {name: fields.text(name) for name in ("name", "email", "password")}
    fields.finish()
    like = ORGANIZATIONS[0]
    with services.database.writing() as connection:
        organization_id = _next_id(connection, "organizations")
        template_id = _next_id(connection, "templates")
        name = given["name"] or f"Planted Organization {organization_id}"
        email = (given["email"] or f"planted-{organization_id}@staging.example").strip().lower()
        password = given["password"] or PASSWORD
        taken = connection.execute("SELECT 1 FROM instantcard_users WHERE email = ?", [email])
        if taken.fetchone():
            raise ControlError("email belongs to a user already")
        organization = replace(
            like,
            id=organization_id,
            name=name,
            user_id=_next_id(connection, "users"),
            email=email,
            password=password,
            templates=[
                replace(each, template=replace(each.template, id=template_id + position))
                for position, each in enumerate(like.templates)
            ],
            opening_cents=cents,
        )
        plant(connection, organization, services.clock())
    return Account(organization_id, name, email, password)


def _read_template(
    connection: sqlite3.Connection, organization_id: int, fields: Fields
) -> Template:
    wanted = fields.integer("card_template_id", least=1, most=2**63 - 1)
    if wanted is None:
        return templates.all_of(connection, organization_id)[0]
    template = templates.load(connection, organization_id, wanted)
    if template is None:
        raise ControlError(f"card_template_id: there is no template {wanted}", 404)
    return template


def _plant_cards(
    connection: sqlite3.Connection,
    organization_id: int,
    template: Template,
    count: int,
    *,
    finalized: bool,
) -> list[int]:
    found = templates.fields(connection, template.id)
    ids: list[int] = []
    for number in range(count):
        card_id = cards.create(connection, organization_id, template.id, _values(found, number))
        if finalized:
            cards.finalize(connection, card_id)
        ids.append(card_id)
    return ids


def _values(fields: Sequence[Field], number: int) -> dict[str, str]:
    first, last = _name(number)
    by_type = {"image": "", "date": "2031-06-30"}
    by_token = {"first_name": first, "last_name": last, "full_name": f"{first} {last}"}
    return {
        field.token: by_type.get(
            field.type, by_token.get(field.token, f"{field.label} {number + 1}")
        )
        for field in fields
    }


def _contact(number: int) -> dict[str, str | None]:
    first, last = _name(number)
    email = f"{first}.{last}.{number + 1}@staging.example".lower()
    return {"full_name": f"{first} {last}", "email": email}


def _name(number: int) -> tuple[str, str]:
    return FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)]


def _next_id(connection: sqlite3.Connection, things: str) -> int:
    row = connection.execute(f"SELECT coalesce(max(id), 0) + 1 FROM instantcard_{things}")
    return int(row.fetchone()[0])
