"""Page: "Addresses". What fails validation is refused with 406, a list's bad page with 400."""

import sqlite3

from cardwright.staging.http import Json
from cardwright.staging.instantcard import answers
from cardwright.staging.instantcard.entry import OrganizationCall, not_found
from cardwright.staging.instantcard.rules import addresses as rules
from cardwright.staging.instantcard.rules.paging import read_page
from cardwright.staging.instantcard.storage import addresses, contacts
from cardwright.staging.instantcard.storage.addresses import Address


def fetch_all(call: OrganizationCall) -> Json:
    """Page: "Fetch All Addresses"."""
    page = read_page(call.params)
    with call.services.database.reading() as connection:
        found = addresses.page_of(connection, call.organization.id, page)
        return [answer(connection, address) for address in found]


def create(call: OrganizationCall) -> Json:
    """Page: "Create an Address", linked to a contact that exists or is created with it."""
    changes = rules.new_address(call.params.refusing_with(406).group("address"))
    with call.services.database.writing() as connection:
        values = _with_contact(connection, call, changes)
        address_id = addresses.create(connection, call.organization.id, values)
        return answer(connection, _load(connection, call, address_id))


def fetch(call: OrganizationCall) -> Json:
    """Page: "Fetch a Single Address"."""
    with call.services.database.reading() as connection:
        return answer(connection, _load_wanted(connection, call))


def update(call: OrganizationCall) -> Json:
    """Page: "Update an Address". 501 when it has no contact."""
    with call.services.database.writing() as connection:
        address = _load_wanted(connection, call)
        rules.refuse_without_contact(address)
        changes = rules.address_changes(call.params.refusing_with(406).group("address"))
        values = _with_contact(connection, call, changes)
        addresses.update(connection, call.organization.id, address.id, values)
        return answer(connection, _load(connection, call, address.id))


def delete(call: OrganizationCall) -> Json:
    """Page: "Delete an Address". Its contact stays."""
    with call.services.database.writing() as connection:
        addresses.delete(connection, _load_wanted(connection, call).id)
    return answers.deleted("Address")


def answer(connection: sqlite3.Connection, address: Address) -> dict[str, Json]:
    """The address with its contact."""
    contact = None
    if address.contact_id is not None:
        contact = contacts.load(connection, address.organization_id, address.contact_id)
    return answers.address(address, contact)


def _with_contact(
    connection: sqlite3.Connection, call: OrganizationCall, changes: rules.AddressChanges
) -> dict[str, object]:
    organization_id = call.organization.id
    if changes.new_contact is not None:
        contact_id = contacts.create(connection, organization_id, changes.new_contact)
        return changes.values | {"contact_id": contact_id}
    if changes.contact_id is not None:
        if contacts.load(connection, organization_id, changes.contact_id) is None:
            raise not_found("contact", changes.contact_id)
        return changes.values | {"contact_id": changes.contact_id}
    return changes.values


def _load_wanted(connection: sqlite3.Connection, call: OrganizationCall) -> Address:
    return _load(connection, call, call.id("id", "address"))


def _load(connection: sqlite3.Connection, call: OrganizationCall, address_id: int) -> Address:
    address = addresses.load(connection, call.organization.id, address_id)
    if address is None:
        raise not_found("address", address_id)
    return address
