"""Page: "Card Templates"."""

from cardwright.staging.http import Json
from cardwright.staging.instantcard import answers
from cardwright.staging.instantcard.entry import OrganizationCall, not_found
from cardwright.staging.instantcard.storage import templates


def fetch_all(call: OrganizationCall) -> Json:
    """Page: "Fetch Template IDs"."""
    with call.services.database.reading() as connection:
        found = templates.all_of(connection, call.organization.id)
    return [answers.template(template) for template in found]


def fetch_fields(call: OrganizationCall) -> Json:
    """Page: "Fetch a Template's Fields"."""
    template_id = call.id("id", "card template")
    with call.services.database.reading() as connection:
        if templates.load(connection, call.organization.id, template_id) is None:
            raise not_found("card template", template_id)
        found = templates.fields(connection, template_id)
    return [answers.field(field) for field in found]
