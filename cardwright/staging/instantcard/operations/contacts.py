"""Page: "Contacts". What fails validation, and a list's bad page, is refused with 406."""

import sqlite3

from cardwright.staging.http import Json
from cardwright.staging.instantcard import answers
from cardwright.staging.instantcard.entry import OrganizationCall, not_found
from cardwright.staging.instantcard.rules import contacts as rules
from cardwright.staging.instantcard.rules.paging import read_page
from cardwright.staging.instantcard.storage import addresses, contacts
from cardwright.staging.instantcard.storage.contacts import Contact


def fetch_all(call: OrganizationCall) -> Json:
    """Page: "Fetch All Contacts", with their addresses; the page prints the addresses' path."""
    page = read_page(call.params.refusing_with(406))
    with call.services.database.reading() as connection:
        found = contacts.page_of(connection, call.organization.id, page)
        return [_answer(connection, contact) for contact in found]


def create(call: OrganizationCall) -> Json:
    """Page: "Create a Contact"."""
    values = rules.new_contact(call.params.refusing_with(406).group("contact"))
    with call.services.database.writing() as connection:
        contact_id = contacts.create(connection, call.organization.id, values)
        return _answer(connection, _load(connection, call, contact_id))


def fetch(call: OrganizationCall) -> Json:
    """Page: "Fetch a Single Contact"."""
    with call.services.database.reading() as connection:
        return _answer(connection, _load_wanted(connection, call))


def update(call: OrganizationCall) -> Json:
    """Page: "Update a Contact"."""
    with call.services.database.writing() as connection:
        contact = _load_wanted(connection, call)
        values = rules.contact_changes(call.params.refusing_with(406).group("contact"))
        contacts.update(connection, contact.id, values)
        return _answer(connection, _load(connection, call, contact.id))


def delete(call: OrganizationCall) -> Json:
    """Page: "Delete a Contact". Its addresses stay, and can no longer be updated."""
    with call.services.database.writing() as connection:
        contacts.delete(connection, _load_wanted(connection, call).id)
    return answers.deleted("Contact")


def _load_wanted(connection: sqlite3.Connection, call: OrganizationCall) -> Contact:
    return _load(connection, call, call.id("id", "contact"))


def _load(connection: sqlite3.Connection, call: OrganizationCall, contact_id: int) -> Contact:
    contact = contacts.load(connection, call.organization.id, contact_id)
    if contact is None:
        raise not_found("contact", contact_id)
    return contact


def _answer(connection: sqlite3.Connection, contact: Contact) -> Json:
    return answers.contact(contact, addresses.of_contact(connection, contact.id))
