"""The shapes of InstantCard's answers: records in, JSON out.

A shape has the fields that were seen on the real server, and no others.
"""

import json

from cardwright.staging.http import Json
from cardwright.staging.instantcard.rules.money import format_cents
from cardwright.staging.instantcard.rules.prices import Charge
from cardwright.staging.instantcard.storage.addresses import Address
from cardwright.staging.instantcard.storage.cards import Card, Printing
from cardwright.staging.instantcard.storage.contacts import Contact
from cardwright.staging.instantcard.storage.ledger import Transaction
from cardwright.staging.instantcard.storage.organizations import Organization, ShippingProvider
from cardwright.staging.instantcard.storage.print_jobs import OneOffAddress, PrintJob
from cardwright.staging.instantcard.storage.templates import Field, Template
from cardwright.staging.instantcard.storage.users import User


def deleted(thing: str) -> Json:
    """What every delete answers."""
    return {"message": f"{thing} was successfully deleted."}


def profile(user: User, organization: Organization) -> Json:
    """The logged-in user; the only answer that is written in camel case."""
    settings: Json = json.loads(user.settings)
    named: Json = {"organizationId": organization.id, "organizationName": organization.name}
    return {
        "id": user.id,
        "email": user.email,
        "organizationId": organization.id,
        "organizationName": organization.name,
        "organization": named,
        "settings": settings,
    }


def card(card: Card) -> Json:
    """A card; its images as the record has them, in Base64 or as "image"."""
    return {
        "id": card.id,
        "card_template_id": card.template_id,
        "organization_id": card.organization_id,
        "data": [
            {"token": each.token, "label": each.label, "type": each.type, "value": each.value}
            for each in card.values
        ],
        "images": [each.value for each in card.values if each.type == "image" and each.value],
        "last_printed_at": card.last_printed_at,
        "last_submitted_at": card.last_submitted_at,
    }


def print_history(printing: Printing) -> Json:
    """One print order of a card: status 0 until it is printed, then 1."""
    return {
        "status": 0 if printing.processed_at is None else 1,
        "processed_at": printing.processed_at,
    }


def template(template: Template) -> Json:
    """A template's name and id."""
    return {"id": template.id, "name": template.name}


def field(field: Field) -> Json:
    """A template's field and where it is on the front."""
    return {
        "token": field.token,
        "legacy_token": field.legacy_token,
        "label": field.label,
        "type": field.type,
        "dimensions": {
            "x": field.box.x,
            "y": field.box.y,
            "width": field.box.width,
            "height": field.box.height,
        },
    }


def organization(organization: Organization, cards: int, templates: int) -> Json:
    """An organization and how much it has."""
    settings: Json = json.loads(organization.settings)
    return {
        "id": organization.id,
        "name": organization.name,
        "settings": settings,
        "total_cards": cards,
        "total_templates": templates,
    }


def shipping_provider(provider: ShippingProvider) -> Json:
    """A provider's id and name."""
    return {"id": provider.id, "name": provider.name}


def transaction(entry: Transaction) -> Json:
    """An entry of the ledger. Amounts are texts as the balance is."""
    items: Json = json.loads(entry.items)
    return {
        "id": entry.id,
        "type": "credit" if entry.cents > 0 else "debit",
        "sub_type": entry.sub_type,
        "description": entry.description,
        "debit": format_cents(max(-entry.cents, 0)),
        "credit": format_cents(max(entry.cents, 0)),
        "balance": format_cents(entry.balance),
        "receipt": entry.sub_type == "add_funds",
        "transaction_items": items,
        "created_at": entry.created_at,
    }


def bare_contact(contact: Contact) -> dict[str, Json]:
    """A contact as it stands in an address: without addresses."""
    return {
        "id": contact.id,
        "organization_id": contact.organization_id,
        "full_name": contact.full_name,
        "email": contact.email,
        "alt_email": contact.alt_email,
        "phone_number": contact.phone_number,
        "alt_phone_number": contact.alt_phone_number,
    }


def bare_address(address: Address) -> dict[str, Json]:
    """An address as it stands in a contact: without the contact."""
    return {
        "id": address.id,
        "organization_id": address.organization_id,
        "organization_name": address.organization_name,
        "label": address.label,
        "primary": address.primary,
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "state": address.state,
        "zip_code": address.zip_code,
        "country": address.country,
        "contact_id": address.contact_id,
    }


def contact(contact: Contact, addresses: list[Address]) -> Json:
    """A contact and its addresses."""
    return bare_contact(contact) | {"addresses": [bare_address(each) for each in addresses]}


def address(address: Address, contact: Contact | None) -> dict[str, Json]:
    """An address and its contact, null without one."""
    return bare_address(address) | {"contact": bare_contact(contact) if contact else None}


def one_off_address(organization_id: int, sent: OneOffAddress) -> dict[str, Json]:
    """A one-off address in the shape of a saved one; it has no id, as it is saved nowhere."""
    return {
        "id": None,
        "organization_id": organization_id,
        "organization_name": sent.get("organization_name"),
        "label": None,
        "primary": False,
        "address1": sent.get("address1"),
        "address2": sent.get("address2"),
        "city": sent.get("city"),
        "state": sent.get("state"),
        "zip_code": sent.get("zip_code"),
        "country": sent.get("country"),
        "contact_id": None,
        "contact": {"full_name": sent.get("full_name")},
    }


def print_job(job: PrintJob, organization: Organization, address: Json, cards: list[Card]) -> Json:
    """A print job. ``extract`` has what else is to be checked before it is submitted."""
    return {
        "id": job.id,
        "status": str(job.status),
        "address_id": job.address_id,
        "address": address,
        "organization": {"id": organization.id, "name": organization.name},
        "list_users": [card(each) for each in cards],
        "extract": {
            "number_of_copies": job.number_of_copies,
            "shipping_provider_id": job.shipping_provider_id,
        },
        "created_at": job.created_at,
        "updated_at": job.updated_at,
    }


def charge_details(charge: Charge) -> Json:
    """What a submitted print job has cost. It was submitted, so the balance covered it."""
    return {
        "items": charge_items(charge),
        "shipping_cost": format_cents(charge.shipping_cents),
        "job_total_cost": format_cents(charge.cents),
        "has_balance": True,
    }


def charge_items(charge: Charge) -> Json:
    """The copies of each card and what they cost."""
    return [
        {
            "card_id": item.card_id,
            "number_of_copies": item.copies,
            "unit_cost": format_cents(item.unit_cents),
            "cost": format_cents(item.cents),
        }
        for item in charge.items
    ]
