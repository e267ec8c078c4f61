"""Page: "Organization (Funds, Settings)"."""

from cardwright.staging.http import Json
from cardwright.staging.instantcard import answers
from cardwright.staging.instantcard.entry import OrganizationCall
from cardwright.staging.instantcard.rules.money import format_cents
from cardwright.staging.instantcard.rules.payments import accept_payment
from cardwright.staging.instantcard.storage import cards, ledger, organizations, templates


def details(call: OrganizationCall) -> Json:
    """Page: "Fetch Organization Details"."""
    organization = call.organization
    with call.services.database.reading() as connection:
        return answers.organization(
            organization,
            cards.count(connection, organization.id),
            len(templates.all_of(connection, organization.id)),
        )


def balance(call: OrganizationCall) -> Json:
    """Page: "Fetch Organization Balance"."""
    with call.services.database.reading() as connection:
        return {"balance": format_cents(ledger.balance(connection, call.organization.id))}


def shipping_providers(call: OrganizationCall) -> Json:
    """Page: "Fetch List of Shipping Providers"."""
    with call.services.database.reading() as connection:
        found = organizations.providers(connection, call.organization.id)
    return [answers.shipping_provider(provider) for provider in found]


def add_funds(call: OrganizationCall) -> Json:
    """Page: Add Funds, printed under the second heading "Fetch a Single Print Job".

    A bare true when the payment is accepted.
    """
    now = call.services.clock()
    payment = accept_payment(call.params, now)
    with call.services.database.writing() as connection:
        ledger.record(
            connection,
            call.organization.id,
            now,
            cents=payment.cents,
            sub_type="add_funds",
            description=f"Funds added by card ending in {payment.last4}",
            items={"last4": payment.last4, "channel": payment.channel},
        )
    return True


def financial_transactions(call: OrganizationCall) -> Json:
    """Page: "Financial Transactions": every one, oldest first."""
    with call.services.database.reading() as connection:
        found = ledger.entries(connection, call.organization.id)
    return [answers.transaction(entry) for entry in found]
