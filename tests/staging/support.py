"""What the tests of staging share: a client of the documented API, and invented data."""

import base64
import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from PIL import Image

from cardwright.staging import Staging
from cardwright.staging.instantcard.invented import ORGANIZATIONS

ORGANIZATION = 20003827
OF = f"/organizations/{ORGANIZATION}"

OPERATIONS = [
    ("POST", "/authenticate"),
    ("GET", "/profile/me"),
    ("POST", "{of}/cards"),
    ("GET", "{of}/cards/{id}/preview"),
    ("PATCH", "{of}/cards/{id}"),
    ("PATCH", "{of}/cards/{id}/finalize"),
    ("GET", "{of}/cards/search"),
    ("DELETE", "{of}/cards/{id}"),
    ("GET", "{of}/cards"),
    ("GET", "{of}/cards/{id}"),
    ("GET", "{of}/cards/{id}/print_history"),
    ("POST", "{of}/print_jobs"),
    ("PATCH", "{of}/print_jobs/{id}"),
    ("POST", "{of}/print_jobs/{id}/add_cards"),
    ("DELETE", "{of}/print_jobs/{id}/remove_cards/{card_id}"),
    ("GET", "{of}/print_jobs/{id}/check_balance"),
    ("POST", "{of}/print_jobs/{id}/print"),
    ("GET", "{of}/print_jobs/{id}/charge_details"),
    ("GET", "{of}/print_jobs/{id}"),
    ("GET", "{of}/print_jobs"),
    ("GET", "{of}"),
    ("GET", "{of}/balance"),
    ("GET", "{of}/shipping_providers"),
    ("POST", "{of}/add_funds"),
    ("GET", "{of}/financial_transactions"),
    ("GET", "{of}/card_templates"),
    ("GET", "{of}/card_templates/{id}/fields"),
    ("GET", "{of}/addresses"),
    ("POST", "{of}/addresses"),
    ("GET", "{of}/addresses/{id}"),
    ("PATCH", "{of}/addresses/{id}"),
    ("DELETE", "{of}/addresses/{id}"),
    ("GET", "{of}/contacts"),
    ("POST", "{of}/contacts"),
    ("GET", "{of}/contacts/{id}"),
    ("PATCH", "{of}/contacts/{id}"),
    ("DELETE", "{of}/contacts/{id}"),
]
"""The page's operations: method and path, with the known corrections of two of the paths."""


THEIRS = ORGANIZATIONS[1].id
"""The id of the second organization."""


def path(template: str, *, of: str = OF, id: object = 1, card_id: object = 1) -> str:
    return template.format(of=of, id=id, card_id=card_id)


BADGE = {
    "first_name": "Marguerite",
    "last_name": "Okonkwo",
    "title": "Conservator",
    "department": "Collections",
    "employee_id": "E-004217",
    "expires": "2031-06-30",
    "photo": "",
}

PAYMENT = {
    "amount": "17.37",
    "number": "4242424242424242",
    "exp_month": "06",
    "exp_year": "2029",
    "cvc": "424",
    "full_name": "Ines Calloway",
    "billing_address1": "12 Beacon Quay",
    "billing_country": "USA",
    "billing_city": "Port Ellery",
    "billing_state": "PA",
    "billing_zip_code": "01234",
}

ADDRESS = {
    "address[contact_id]": "12629",
    "address[address1]": "8 Tidal Row",
    "address[city]": "Port Ellery",
    "address[state]": "PA",
    "address[zip_code]": "01238",
    "address[country]": "USA",
}

CONTACT = {"contact[full_name]": "Tobias Lindqvist", "contact[email]": "tobias@glass.example"}

ONE_OFF = {
    "print_job[address][contact][full_name]": "Tobias Lindqvist",
    "print_job[address][organization_name]": "Meridian Glassworks",
    "print_job[address][address_1]": "40 Kiln Street",
    "print_job[address][address_2]": "Yard 2",
    "print_job[address][city]": "Aldwich",
    "print_job[address][state]": "NJ",
    "print_job[address][zip_code]": "07001",
    "print_job[address][country]": "USA",
}

BULK_ORDER = {
    "bulk_issuance_policy": "AUTO",
    "card_product_id": "0b5c2f5e-6a39-4a0c-9d2f-3b1a3c5d7e90",
    "name": "Spring badges, Port Ellery",
    "shipping": {
        "address": {
            "address_line_1": "12 Beacon Quay",
            "city": "Port Ellery",
            "country_code": "US",
            "postal_code": "01234",
            "state": "PA",
        },
        "is_expedited_fulfillment": False,
        "method": "TWO_DAY",
        "phone_number": "+15550100199",
        "recipient_name": {"first_name": "Ines", "last_name": "Calloway"},
    },
}
"""A configuration of Synctera's."""

MEMBER = {
    "full_name": "Oyelaran Brightwater",
    "member_since": "2019-04-01",
    "valid_until": "2030-03-31",
    "number": "MG-0004217",
    "photo": "",
}
"""A card of the second organization's first template."""


class MovableClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.moment = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


class Api:
    """One account's view of InstantCard's API; answers are checked for being JSON."""

    def __init__(self, staging: Staging, *, account: int = 0) -> None:
        self.environment = staging.accounts[account]
        self.staging = staging
        self.of = f"/organizations/{self.environment['INSTANTCARD_ORGANIZATION_ID']}"
        # Loading the certificate authorities would take longer than most tests, for no TLS.
        self.http = httpx.Client(
            base_url=staging.environment["INSTANTCARD_BASE_URL"], timeout=30, verify=False
        )

    def close(self) -> None:
        self.http.close()

    def login(self, email: str | None = None, password: str | None = None) -> str:
        form = {
            "email": email or self.environment["INSTANTCARD_EMAIL"],
            "password": password or self.environment["INSTANTCARD_PASSWORD"],
        }
        token: str = self("POST", "/authenticate", form)["auth_token"]
        self.http.headers["Authorization"] = f"bearer {token}"
        return token

    def send(
        self, method: str, path: str, form: Mapping[str, Any] | None = None, **more: Any
    ) -> httpx.Response:
        """One request; parameters of a PATCH go into the query string, as on the page."""
        where = "params" if method in ("GET", "PATCH") else "data"
        if form is not None:
            more[where] = form
        answer = self.http.request(method, path, **more)
        assert answer.headers["content-type"] == "application/json"
        assert answer.status_code != 500, answer.text
        answer.json()
        return answer

    def __call__(
        self, method: str, path: str, form: Mapping[str, Any] | None = None, **more: Any
    ) -> Any:
        """The body of a request that must succeed; paths without a slash are the organization's."""
        full = path if path.startswith("/") else f"{self.of}/{path}"
        answer = self.send(method, full, form, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(
        self,
        status: int,
        naming: str,
        method: str,
        path: str,
        form: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        """A request that must be refused with this status, by a message naming the field."""
        full = path if path.startswith("/") else f"{self.of}/{path}"
        answer = self.send(method, full, form, **more)
        assert answer.status_code == status, answer.text
        assert naming in answer.json()["error"]
        assert set(answer.json()) == {"error"}

    def draft(self, template: int = 17280, /, **values: str) -> dict[str, Any]:
        """A new employee badge, or a card of another template with all of its values."""
        if template == 17280:
            values = {**BADGE, **values}
        form = {"card[card_template_id]": str(template), "card[data]": data(values)}
        card: dict[str, Any] = self("POST", "cards", form)
        return card

    def card(self, template: int = 17280, /, **values: str) -> int:
        """The id of a new finalized card, as `draft` makes it."""
        card_id: int = self.draft(template, **values)["id"]
        self("PATCH", f"cards/{card_id}/finalize")
        return card_id

    def job(self, *cards: int, **more: object) -> int:
        """The id of a new print job that is ready to be submitted."""
        form = {"address_id": 12782, "shipping_provider_id": 1, "card_ids": list(cards), **more}
        job_id: int = self("POST", "print_jobs", job_form(**form))["id"]
        return job_id

    def add_funds(self, amount: str) -> None:
        assert self("POST", "add_funds", {**PAYMENT, "amount": amount}) is True

    def balance(self) -> str:
        balance: str = self("GET", "balance")["balance"]
        return balance


def job_form(**values: object) -> dict[str, str]:
    return {
        f"print_job[{key}]": value if isinstance(value, str) else json.dumps(value)
        for key, value in values.items()
        if value is not None
    }


def data(values: Mapping[str, object]) -> str:
    return json.dumps([{"token": token, "value": value} for token, value in values.items()])


def photo(
    colour: tuple[int, ...] = (200, 30, 60),
    *,
    size: tuple[int, int] = (90, 120),
    mode: str = "RGB",
    format: str = "PNG",
) -> str:
    """A photo of one colour, in Base64."""
    return encoded(Image.new("RGB", size, colour[:3]).convert(mode), format)


def encoded(picture: Image.Image, format: str = "PNG") -> str:
    file = io.BytesIO()
    picture.save(file, format)
    return base64.b64encode(file.getvalue()).decode()


def picture(content: str) -> Image.Image:
    """A preview's side."""
    return Image.open(io.BytesIO(base64.b64decode(content, validate=True)))


def other_organization(staging: Staging) -> Api:
    """A client of the second account, logged in."""
    api = Api(staging, account=1)
    api.login()
    return api
