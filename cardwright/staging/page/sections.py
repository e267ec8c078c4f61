"""The section of the vendor's page that each operation is read from."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Section(NamedTuple):
    """A title of a vendor's page, and the chapter that it is in."""

    document: str
    chapter: str
    title: str


def _instantcard(chapter: str, titles: Mapping[str, str]) -> dict[str, Section]:
    return {name: Section("InstantCard API v2", chapter, title) for name, title in titles.items()}


SECTIONS: Final[Mapping[str, Section]] = {
    **_instantcard(
        "Login / User Authentication",
        {"session.login": "Login", "profile.me": "Fetch authenticated user profile"},
    ),
    **_instantcard(
        "Cards (Creation/Management)",
        {
            "cards.create": "Create a Card",
            "cards.preview": "Preview Card",
            "cards.update": "Update/Edit Card",
            "cards.finalize": "Finalize Card",
            "cards.search": "Search for a Card",
            "cards.delete": "Delete a Card",
            "cards.list": "Fetch All Cards",
            "cards.get": "Fetch a Single Card",
            "cards.print_history": "Card Print History",
        },
    ),
    **_instantcard(
        "Print Jobs (Ordering, Checkout)",
        {
            "print_jobs.create": "Create a Print Job",
            "print_jobs.update": "Update a Print Job",
            "print_jobs.add_cards": "Add Card(s) to a Print Job",
            "print_jobs.remove_card": "Remove a Card from a Print Job",
            "print_jobs.check_balance": "Check Balance to Submit a Print Job",
            "print_jobs.submit": "Submit a Print Job",
            "print_jobs.charge_details": "Print Job Charge Details",
            "print_jobs.get": "Fetch a Single Print Job",
            "print_jobs.list": "Fetch All Print Jobs",
        },
    ),
    **_instantcard(
        "Organization (Funds, Settings)",
        {
            "organization.get": "Fetch Organization Details",
            "organization.balance": "Fetch Organization Balance",
            "organization.shipping_providers": "Fetch List of Shipping Providers",
            "organization.add_funds": "Fetch a Single Print Job (the second one: Add Funds)",
            "organization.financial_transactions": "Financial Transactions",
        },
    ),
    **_instantcard(
        "Card Templates",
        {
            "card_templates.list": "Fetch Template IDs",
            "card_templates.fields": "Fetch a Template's Fields",
        },
    ),
    **_instantcard(
        "Addresses",
        {
            "addresses.list": "Fetch All Addresses",
            "addresses.create": "Create an Address",
            "addresses.get": "Fetch a Single Address",
            "addresses.update": "Update an Address",
            "addresses.delete": "Delete an Address",
        },
    ),
    **_instantcard(
        "Contacts",
        {
            "contacts.list": "Fetch All Contacts",
            "contacts.create": "Create a Contact",
            "contacts.get": "Fetch a Single Contact",
            "contacts.update": "Update a Contact",
            "contacts.delete": "Delete a Contact",
        },
    ),
    "bulk_orders.create": Section("Synctera API v1", "Cards", "Create a bulk order configuration"),
}
"""By the operation's name."""
