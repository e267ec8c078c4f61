"""The page's 37 operations, in its order.

Add Funds and Fetch All Contacts stand under the paths that are known from elsewhere: the page
prints another operation's path for each of them.
"""

from collections.abc import Mapping
from typing import Final

from cardwright.staging.instantcard.entry import Entry, for_anyone, for_organization, for_user
from cardwright.staging.instantcard.operations import (
    addresses,
    authentication,
    cards,
    contacts,
    organization,
    print_jobs,
    templates,
)

_ORGANIZATION: Final = "/organizations/{organization_id}"
_CARD: Final = f"{_ORGANIZATION}/cards/{{id}}"
_PRINT_JOB: Final = f"{_ORGANIZATION}/print_jobs/{{id}}"

ROUTES: Final[Mapping[str, Mapping[str, Entry]]] = {
    # Login / user authentication
    "/authenticate": {"POST": for_anyone("session.login", authentication.login)},
    "/profile/me": {"GET": for_user("profile.me", authentication.profile)},
    # Cards (creation/management)
    f"{_ORGANIZATION}/cards": {
        "POST": for_organization("cards.create", cards.create),
        "GET": for_organization("cards.list", cards.fetch_all),
    },
    f"{_ORGANIZATION}/cards/search": {"GET": for_organization("cards.search", cards.search)},
    _CARD: {
        "PATCH": for_organization("cards.update", cards.update),
        "DELETE": for_organization("cards.delete", cards.delete),
        "GET": for_organization("cards.get", cards.fetch),
    },
    f"{_CARD}/preview": {"GET": for_organization("cards.preview", cards.preview, at_once=2)},
    f"{_CARD}/finalize": {"PATCH": for_organization("cards.finalize", cards.finalize)},
    f"{_CARD}/print_history": {"GET": for_organization("cards.print_history", cards.print_history)},
    # Print jobs (ordering, checkout)
    f"{_ORGANIZATION}/print_jobs": {
        "POST": for_organization("print_jobs.create", print_jobs.create),
        "GET": for_organization("print_jobs.list", print_jobs.fetch_all),
    },
    _PRINT_JOB: {
        "PATCH": for_organization("print_jobs.update", print_jobs.update),
        "GET": for_organization("print_jobs.get", print_jobs.fetch),
    },
    f"{_PRINT_JOB}/add_cards": {
        "POST": for_organization("print_jobs.add_cards", print_jobs.add_cards)
    },
    f"{_PRINT_JOB}/remove_cards/{{card_id}}": {
        "DELETE": for_organization("print_jobs.remove_card", print_jobs.remove_card)
    },
    f"{_PRINT_JOB}/check_balance": {
        "GET": for_organization("print_jobs.check_balance", print_jobs.check_balance)
    },
    f"{_PRINT_JOB}/print": {"POST": for_organization("print_jobs.submit", print_jobs.submit)},
    f"{_PRINT_JOB}/charge_details": {
        "GET": for_organization("print_jobs.charge_details", print_jobs.charge_details)
    },
    # Organization (funds, settings)
    _ORGANIZATION: {"GET": for_organization("organization.get", organization.details)},
    f"{_ORGANIZATION}/balance": {
        "GET": for_organization("organization.balance", organization.balance)
    },
    f"{_ORGANIZATION}/shipping_providers": {
        "GET": for_organization("organization.shipping_providers", organization.shipping_providers)
    },
    f"{_ORGANIZATION}/add_funds": {
        "POST": for_organization("organization.add_funds", organization.add_funds)
    },
    f"{_ORGANIZATION}/financial_transactions": {
        "GET": for_organization(
            "organization.financial_transactions", organization.financial_transactions
        )
    },
    # Card templates
    f"{_ORGANIZATION}/card_templates": {
        "GET": for_organization("card_templates.list", templates.fetch_all)
    },
    f"{_ORGANIZATION}/card_templates/{{id}}/fields": {
        "GET": for_organization("card_templates.fields", templates.fetch_fields)
    },
    # Addresses
    f"{_ORGANIZATION}/addresses": {
        "GET": for_organization("addresses.list", addresses.fetch_all),
        "POST": for_organization("addresses.create", addresses.create),
    },
    f"{_ORGANIZATION}/addresses/{{id}}": {
        "GET": for_organization("addresses.get", addresses.fetch),
        "PATCH": for_organization("addresses.update", addresses.update),
        "DELETE": for_organization("addresses.delete", addresses.delete),
    },
    # Contacts
    f"{_ORGANIZATION}/contacts": {
        "GET": for_organization("contacts.list", contacts.fetch_all),
        "POST": for_organization("contacts.create", contacts.create),
    },
    f"{_ORGANIZATION}/contacts/{{id}}": {
        "GET": for_organization("contacts.get", contacts.fetch),
        "PATCH": for_organization("contacts.update", contacts.update),
        "DELETE": for_organization("contacts.delete", contacts.delete),
    },
}
