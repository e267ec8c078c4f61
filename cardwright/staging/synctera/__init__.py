"""Synctera's API v1 (page "Create a bulk order configuration"), below ``/v1``.

The operation keeps a configuration for bulk orders; it orders no card. `rules` checks a request,
`storage` keeps configurations and idempotency keys, `operations` puts the two together.
"""

from http import HTTPStatus
from importlib.resources import files
from typing import Final

from cardwright.staging.http import Answer, RefusalError
from cardwright.staging.synctera.operations import routes
from cardwright.staging.synctera.seed import seed
from cardwright.staging.vendor import Vendor


def _problem(refusal: RefusalError) -> Answer:
    """An RFC 7807 problem report; ``about:blank`` says that the title is the status's."""
    return Answer(
        {
            "type": "about:blank",
            "title": HTTPStatus(refusal.status).phrase,
            "status": refusal.status,
            "detail": refusal.message,
        },
        refusal.status,
        refusal.headers,
        "application/problem+json",
    )


VENDOR: Final = Vendor(
    name="synctera",
    prefix="/v1",
    schema=files(__package__).joinpath("schema.sql").read_text("utf-8"),
    routes=routes,
    seed=seed,
    refuse=_problem,
)
