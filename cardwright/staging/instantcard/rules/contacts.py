"""Contacts (page: "Contacts", and the ``address[contact]`` fields of "Addresses")."""

import re
from typing import Final

from cardwright.staging.instantcard.params import Params

REQUIRED: Final = ("full_name", "email")
OPTIONAL: Final = ("alt_email", "phone_number", "alt_phone_number")
_EMAIL: Final = re.compile(r"[^@ \t\r\n]+@[^@ \t\r\n]+")


def new_contact(contact: Params) -> dict[str, str | None]:
    """A new contact's values: a name and an e-mail address are required."""
    for key in REQUIRED:
        contact.required(key)
    return contact_changes(contact)


def contact_changes(contact: Params) -> dict[str, str | None]:
    """The values that were sent. Name and e-mail address cannot be taken away."""
    values: dict[str, str | None] = {}
    for key in REQUIRED:
        if key in contact:
            values[key] = contact.required(key)
    for key in OPTIONAL:
        if key in contact:
            values[key] = contact.text(key)
    for key in ("email", "alt_email"):
        email = values.get(key)
        if email and not _EMAIL.fullmatch(email):
            raise contact.refusal(key, "is not an e-mail address")
    return values
