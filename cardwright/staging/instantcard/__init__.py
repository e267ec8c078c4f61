"""InstantCard's API v2, below ``/api/v2``.

`routes` lists the operations in the page's order. An operation (`operations`) reads the request,
applies the vendor's rules (`rules`) and keeps the outcome (`storage`); `answers` has the shapes of
what is answered, `pictures` draws the cards, `seed` has the made-up accounts.
"""

from importlib.resources import files
from typing import Final

from cardwright.staging.http import Answer, RefusalError
from cardwright.staging.instantcard.entry import handlers
from cardwright.staging.instantcard.routes import ROUTES
from cardwright.staging.instantcard.seed import seed
from cardwright.staging.vendor import Vendor


def _refuse(refusal: RefusalError) -> Answer:
    return Answer({"error": refusal.message}, refusal.status, refusal.headers)


VENDOR: Final = Vendor(
    name="instantcard",
    prefix="/api/v2",
    schema=files(__package__).joinpath("storage", "schema.sql").read_text("utf-8"),
    routes=lambda services: handlers(ROUTES, services),
    seed=seed,
    refuse=_refuse,
)
