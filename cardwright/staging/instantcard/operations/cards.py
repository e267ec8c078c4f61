"""Page: "Cards (Creation/Management)"."""

import base64
import sqlite3
from typing import TYPE_CHECKING

from cardwright.staging.http import Json
from cardwright.staging.instantcard import answers
from cardwright.staging.instantcard.entry import OrganizationCall, not_found
from cardwright.staging.instantcard.rules import cards as rules
from cardwright.staging.instantcard.rules.paging import read_page
from cardwright.staging.instantcard.storage import addresses, cards, templates
from cardwright.staging.instantcard.storage.cards import Card
from cardwright.staging.instantcard.storage.organizations import Organization

if TYPE_CHECKING:
    from cardwright.staging.instantcard import pictures


def create(call: OrganizationCall) -> Json:
    """Page: "Create a Card". The card is a draft."""
    sent = call.params.group("card")
    template_id = rules.template_id(sent)
    organization_id, database = call.organization.id, call.services.database
    with database.reading() as connection:
        if templates.load(connection, organization_id, template_id) is None:
            raise not_found("card template", template_id)
        fields = templates.fields(connection, template_id)
    values = rules.new_values(sent, fields)
    with database.writing() as connection:
        card_id = cards.create(connection, organization_id, template_id, values)
        return answers.card(load(connection, call, card_id))


def preview(call: OrganizationCall) -> Json:
    """Page: "Preview Card". Both sides as PNG files in Base64, of drafts and finalized cards."""
    from cardwright.staging.instantcard import pictures

    with call.services.database.reading() as connection:
        card = load(connection, call, call.id("id", "card"))
        subject = subject_of(connection, call.organization, card)
    front, back = pictures.draw(subject)
    return {
        "front": base64.b64encode(front).decode(),
        "back": base64.b64encode(back).decode(),
        "orientation": subject.template.orientation,
        "preview_available": True,
    }


def subject_of(
    connection: sqlite3.Connection, organization: Organization, card: Card
) -> "pictures.Subject":
    """What the picture of a card of this organization shows."""
    from cardwright.staging.instantcard import pictures

    template = templates.load(connection, card.organization_id, card.template_id)
    assert template is not None
    return pictures.Subject(
        card.id,
        organization.name,
        template,
        templates.fields(connection, template.id),
        {each.token: each.value for each in card.values},
        addresses.primary(connection, card.organization_id),
    )


def update(call: OrganizationCall) -> Json:
    """Page: "Update/Edit Card". Sets the fields that are sent, of drafts and finalized cards."""
    card_id, database = call.id("id", "card"), call.services.database
    with database.reading() as connection:
        fields = templates.fields(connection, load(connection, call, card_id).template_id)
    values = rules.changed_values(call.params.group("card"), fields)
    with database.writing() as connection:
        load(connection, call, card_id)
        cards.write_values(connection, card_id, values)
        return answers.card(load(connection, call, card_id))


def finalize(call: OrganizationCall) -> Json:
    """Page: "Finalize Card". A finalized card stays so when it is finalized again."""
    with call.services.database.writing() as connection:
        card = load(connection, call, call.id("id", "card"))
        cards.finalize(connection, card.id)
    return answers.card(card)


def search(call: OrganizationCall) -> Json:
    """Page: "Search for a Card"."""
    words, page = rules.search_words(call.params), read_page(call.params)
    with call.services.database.reading() as connection:
        found = cards.search(connection, call.organization.id, words, page, call.services.clock())
    return [answers.card(card) for card in found]


def delete(call: OrganizationCall) -> Json:
    """Page: "Delete a Card"."""
    with call.services.database.writing() as connection:
        card = load(connection, call, call.id("id", "card"))
        cards.delete(connection, card.id)
    return answers.deleted("Card")


def fetch_all(call: OrganizationCall) -> Json:
    """Page: "Fetch All Cards"."""
    page = read_page(call.params)
    with call.services.database.reading() as connection:
        found = cards.search(connection, call.organization.id, (), page, call.services.clock())
    return [answers.card(card) for card in found]


def fetch(call: OrganizationCall) -> Json:
    """Page: "Fetch a Single Card"."""
    with call.services.database.reading() as connection:
        return answers.card(load(connection, call, call.id("id", "card")))


def print_history(call: OrganizationCall) -> Json:
    """Page: "Card Print History"."""
    with call.services.database.reading() as connection:
        card = load(connection, call, call.id("id", "card"))
        found = cards.printings(connection, card.id, call.services.clock())
    return [answers.print_history(printing) for printing in found]


def load(connection: sqlite3.Connection, call: OrganizationCall, card_id: int) -> Card:
    """The organization's card; 404 for any other id."""
    card = cards.load(connection, call.organization.id, card_id, call.services.clock())
    if card is None:
        raise not_found("card", card_id)
    return card
