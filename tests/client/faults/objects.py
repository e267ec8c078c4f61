"""What the cells work on, and one table of values for the parameters of all operations."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final
from uuid import UUID

import synctera
from instantcard import (
    CardFieldValue,
    InstantCard,
    NewContact,
    OneOffAddress,
    OneOffContact,
    PrintJobStatus,
)

LEFT_OUT: Final = object()
"""Instead of a value: the parameter is not given, for its other half of an either-or is."""

TEMPLATE: Final = 17281
_TOKENS: Final = ("photo", "full_name", "company", "host", "valid_until")


@dataclass(frozen=True)
class World:
    """The ids of what is there before each cell.

    Attributes:
        draft: A card that is in no print job.
        final: A finalized card that is in none.
        in_job: A finalized card in the open job.
        job: A print job that only has to be submitted.
        submitted: One that was.
        contact: A contact without an address.
        address: An address with a contact of its own.
    """

    draft: int
    final: int
    in_job: int
    job: int
    submitted: int
    contact: int
    address: int


def plant(api: InstantCard) -> World:
    """Make a world, with money to submit a job."""
    api.organization.add_funds(amount=Decimal("50.00"), **_payment())
    draft, final, in_job, printed = (
        api.cards.create(card_template_id=TEMPLATE, data=_data(name)).id
        for name in ("Ana", "Bram", "Cleo", "Dora")
    )
    for each in (final, in_job, printed):
        api.cards.finalize(each)
    job, submitted = (
        api.print_jobs.create(
            card_ids=[each], number_of_copies=2, shipping_provider_id=1, address=_one_off("Quay")
        ).id
        for each in (in_job, printed)
    )
    api.print_jobs.submit(submitted)
    contact = api.contacts.create(full_name="Elia Example", email="elia@paper.example")
    address = api.addresses.create(
        **_street("4 Invented Quay"),
        contact=NewContact(full_name="Fenna Example", email="fenna@paper.example"),
    )
    return World(draft, final, in_job, job, submitted, contact.id, address.id)


def value(operation: str, parameter: str, world: World) -> Any:
    """What an operation is given for a parameter.

    Raises:
        LookupError: The table has nothing for it.
    """
    table = _table(world)
    resource = operation.partition(".")[0]
    for name in (f"{operation}.{parameter}", f"{resource}.{parameter}", parameter):
        if name in table:
            return table[name]
    raise LookupError(
        f"{operation}: no value for the parameter {parameter!r}; add {parameter!r}, "
        f"'{resource}.{parameter}' or '{operation}.{parameter}' to the table in {__file__}"
    )


@cache
def _table(world: World) -> dict[str, Any]:
    """By parameter; by resource and parameter, or operation and parameter, where they differ."""
    return {
        "page_size": 10,
        # Cards
        "card_id": world.draft,
        "card_template_id": TEMPLATE,
        "term": "Example",
        "fields": LEFT_OUT,
        "data": _data("Gerrit"),
        # Print jobs
        "print_job_id": world.job,
        "print_jobs.charge_details.print_job_id": world.submitted,
        "print_jobs.remove_card.card_id": world.in_job,
        "status": PrintJobStatus.CREATED,
        "shipping_provider_id": 2,
        "number_of_copies": 3,
        "card_ids": [world.final],
        "print_jobs.create.address_id": world.address,
        "print_jobs.create.address": LEFT_OUT,
        "print_jobs.update.address_id": LEFT_OUT,
        "print_jobs.update.address": _one_off("Wharf"),
        # Addresses and contacts
        "address_id": world.address,
        "contact_id": world.contact,
        "contact": NewContact(full_name="Hanna Example", email="hanna@paper.example"),
        "addresses.contact_id": LEFT_OUT,
        "organization_name": "Tide Archive",
        "label": "Reading room",
        "primary": True,
        "address2": "2nd floor",
        **_street("81 Fictional Wharf"),
        "full_name": "Ida Example",
        "email": "ida@paper.example",
        "alt_email": "ida.b@paper.example",
        "phone_number": "+1 215 555 0107",
        "alt_phone_number": "+1 215 555 0108",
        # Money
        **{f"organization.{name}": each for name, each in _payment().items()},
        "amount": Decimal("1050.25"),
        "billing_address2": "2nd floor",
        "channel": LEFT_OUT,
        # Bulk orders
        "bulk_issuance_policy": synctera.BulkIssuancePolicy.MANUAL,
        "card_product_id": UUID(int=7),
        "name": "Museum shop",
        "shipping": synctera.Shipping(
            address=synctera.ShippingAddress(address_line_1="4 Invented Quay", country_code="US"),
            method=synctera.ShippingMethod.TWO_DAY,
            recipient_name=synctera.RecipientName(first_name="Ida", last_name="Example"),
        ),
        "idempotency_key": LEFT_OUT,
    }


def _data(name: str) -> list[CardFieldValue]:
    return [
        CardFieldValue(token=each, value="" if each == "photo" else f"{name} {each} Example")
        for each in _TOKENS
    ]


def _one_off(street: str) -> OneOffAddress:
    return OneOffAddress(
        contact=OneOffContact(full_name="Bram Example"),
        organization_name="Lantern Annex",
        address_1=f"4 Invented {street}",
        address_2="2nd floor",
        city="Port Ellery",
        state="PA",
        zip_code="01234",
        country="US",
    )


def _street(street: str) -> dict[str, Any]:
    return {
        "address1": street,
        "city": "Port Ellery",
        "state": "PA",
        "zip_code": "01002",
        "country": "US",
    }


def _payment() -> dict[str, Any]:
    return {
        "number": "4242424242424242",
        "exp_month": "06",
        "exp_year": "2039",
        "cvc": "424",
        "full_name": "Ida Example",
        "billing_address1": "9 Imaginary Row",
        "billing_city": "Port Ellery",
        "billing_state": "PA",
        "billing_zip_code": "01234",
        "billing_country": "US",
    }
