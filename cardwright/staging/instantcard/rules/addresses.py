"""Addresses (page: "Addresses")."""

import re
from dataclasses import dataclass
from typing import Final

from cardwright.staging.http import RefusalError
from cardwright.staging.instantcard.params import LARGEST_ID, Params, parse_integer
from cardwright.staging.instantcard.rules.contacts import new_contact
from cardwright.staging.instantcard.storage.addresses import Address

REQUIRED: Final = ("address1", "city", "state", "zip_code", "country")
OPTIONAL: Final = ("organization_name", "label", "address2")
_ZIP_CODE: Final = re.compile(r"(?=.*[0-9])[A-Za-z0-9](?:[A-Za-z0-9 -]{0,8}[A-Za-z0-9])?")
_COUNTRY_CODE: Final = re.compile(r"[A-Za-z]{2,3}")


@dataclass(frozen=True, slots=True)
class AddressChanges:
    """What was sent: columns of the address, and at most one way to a contact."""

    values: dict[str, object]
    contact_id: int | None
    new_contact: dict[str, str | None] | None


def new_address(address: Params) -> AddressChanges:
    """A new address (page: "Create an Address").

    It must have its required fields, and the id of a contact or the name and e-mail address of a
    new one.
    """
    for key in REQUIRED:
        address.required(key)
    changes = address_changes(address)
    if changes.contact_id is None and changes.new_contact is None:
        raise address.refusal("contact_id", "or address[contact] is missing")
    return changes


def address_changes(address: Params) -> AddressChanges:
    """The fields that were sent (page: "Update an Address"); required ones must not be blank."""
    values: dict[str, object] = {}
    for key in REQUIRED:
        if key in address:
            values[key] = address.required(key)
    for key in OPTIONAL:
        if key in address:
            values[key] = address.text(key)
    if "zip_code" in address:
        values["zip_code"] = zip_code(address, "zip_code")
    if "country" in address and not _COUNTRY_CODE.fullmatch(address.required("country")):
        raise address.refusal("country", "must be a country code of two or three letters")
    if "primary" in address:
        values["primary"] = _boolean(address, "primary")
    contact_id = _contact_id(address) if "contact_id" in address else None
    if contact_id is not None and "contact" in address:
        raise address.refusal("contact", "and address[contact_id] cannot both be given")
    contact = new_contact(address.group("contact")) if "contact" in address else None
    return AddressChanges(values, contact_id, contact)


def refuse_without_contact(address: Address) -> None:
    """501 for an address that no contact is linked to (page: warning of "Update an Address")."""
    if address.contact_id is None:
        raise RefusalError(501, f"address {address.id} has no contact and cannot be updated")


def zip_code(params: Params, key: str) -> str:
    """A zip code as text: leading zeros count. Codes of other countries have letters as well."""
    code = params.required(key).strip()
    if not _ZIP_CODE.fullmatch(code):
        raise params.refusal(key, "is not a zip code")
    return code


def _boolean(params: Params, key: str) -> bool:
    text = params.text(key)
    if text not in ("true", "false"):
        raise params.refusal(key, 'must be "true" or "false"')
    return text == "true"


def _contact_id(params: Params) -> int:
    number = parse_integer(params.required("contact_id"))
    if number is None or not 0 < number <= LARGEST_ID:
        raise params.refusal("contact_id", "is not the id of a contact")
    return number
