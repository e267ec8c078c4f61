"""A walk through everything that both APIs can do, to see whether a fault shows at all.

It checks nothing: it answers what was seen, with what differs from one time to the next left out.
Two walks past correct servers see the same; a walk past a mutant must see something else.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import httpx

from cardwright.staging import Staging

from .documents import specification
from .places import Operation, operations
from .servers.answers import PIXEL

Seen = tuple[str, int, str, str]
"""A step, the status, the headers that matter, the body."""

WANDERING: Final = re.compile(r'(?<="auth_token": ")[^"]*|(?<=\d\d\d\d-)[-0-9T:.]+(?=Z)')
PHOTO: Final = PIXEL
BADGE: Final = {
    "first_name": "Ana",
    "last_name": "Example",
    "title": "",
    "department": "",
    "employee_id": "",
    "expires": "",
    "photo": PHOTO,
}
ADDRESS: Final = {
    "address1": "1 Any Street",
    "city": "Aldwich",
    "state": "PA",
    "zip_code": "01002",
    "country": "USA",
}
CONFIGURATION: Final = {
    "bulk_issuance_policy": "AUTO",
    "card_product_id": "0c1f7a3e-4d52-4f7b-8f0e-2b9a6d1c5e48",
    "name": "Portland office",
    "shipping": {
        "address": {"address_line_1": "12 Invented Way", "country_code": "US"},
        "method": "TWO_DAY",
        "recipient_name": {"first_name": "Ana", "middle_name": "B", "last_name": "Example"},
    },
}


def walk(staging: Staging, environment: dict[str, str]) -> list[Seen]:
    """What a client sees on the way through staging, which is reset; `environment` says where."""
    staging.controls.reset()
    with httpx.Client(timeout=20, trust_env=False) as client:
        walker = _Walker(client, staging, environment)
        walker.cards()
        walker.people()
        walker.jobs()
        walker.strangers()
        walker.edges()
        walker.bulk_orders()
        walker.old_tokens()
    return walker.seen


class _Walker:
    def __init__(self, client: httpx.Client, staging: Staging, environment: dict[str, str]) -> None:
        self._client = client
        self._staging = staging
        self._environment = environment
        self._base = environment["INSTANTCARD_BASE_URL"]
        self.seen: list[Seen] = []
        self._orders: dict[str, int] = {}
        first, second = staging.accounts[:2]
        self._ids = [each["INSTANTCARD_ORGANIZATION_ID"] for each in (first, second)]
        self._tokens = [self._login(first), self._login(second)]
        self._own = f"/organizations/{self._ids[0]}"

    def _login(self, account: dict[str, str]) -> str:
        fields = {
            "email": account["INSTANTCARD_EMAIL"],
            "password": account["INSTANTCARD_PASSWORD"],
        }
        answer = self._call("POST", "/authenticate", fields=fields, token=None)
        self._call("POST", "/authenticate", fields={**fields, "password": "wrong"}, token=None)
        self._call("POST", "/authenticate", fields={}, token=None)
        return str(answer["auth_token"]) if isinstance(answer, dict) and answer else "none"

    def _call(
        self,
        method: str,
        path: str,
        fields: dict[str, str] | None = None,
        *,
        query: dict[str, str] | None = None,
        token: str | None = "own",
        base: str | None = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {self._tokens[0] if token == 'own' else token}"
        files = {name: (None, value) for name, value in (fields or {}).items()} or None
        try:
            answer = self._client.request(
                method,
                (base or self._base) + path,
                params=query,
                files=files,
                headers=sent,
                json=body,
            )
        except httpx.HTTPError as error:
            self.seen.append((f"{method} {path}", 0, "", type(error).__name__))
            return {}
        text = WANDERING.sub("", answer.text)
        shown = {
            name: answer.headers.get(name) for name in ("allow", "content-type", "www-authenticate")
        }
        self.seen.append(
            (f"{method} {path} {query} {fields}", answer.status_code, json.dumps(shown), text)
        )
        try:
            return answer.json()
        except ValueError:
            return {}

    def cards(self) -> None:
        """The life of two cards, one of them deleted."""
        own = self._own
        for path in (
            "/profile/me",
            own,
            f"{own}/card_templates",
            f"{own}/card_templates/17280/fields",
            f"{own}/card_templates/17281/fields",
        ):
            self._call("GET", path)
        ids = []
        for name in ("Ana", "Ben", "Cem"):
            data = [{"token": key, "value": value} for key, value in BADGE.items()]
            data[0]["value"] = name
            fields = {"card[card_template_id]": "17280", "card[data]": json.dumps(data)}
            ids.append(_id(self._call("POST", f"{own}/cards", fields)))
        self._cards = ids
        for each in ids:
            self._read(f"{own}/cards/{each}")
            self._call("GET", f"{own}/cards/{each}/preview")
        change = {"card[data]": '[{"token": "title", "value": "Baker"}]'}
        self._call("GET", f"{own}/cards/search", query={"term": "Baker"})
        self._call("PATCH", f"{own}/cards/{ids[0]}", change)
        self._read(f"{own}/cards/{ids[0]}")
        self._call("GET", f"{own}/cards/{ids[0]}/preview")
        for term in ("Ana", "Baker", "nobody"):
            self._call("GET", f"{own}/cards/search", query={"term": term})
        self._call("PATCH", f"{own}/cards/{ids[0]}", change | {"card[data]": "none"})
        for each in ids[:2]:
            self._call("PATCH", f"{own}/cards/{each}/finalize")
        self._call("GET", own)
        self._pages(f"{own}/cards", {})
        self._pages(f"{own}/cards/search", {"term": "Example"})
        self._call("DELETE", f"{own}/cards/{ids[2]}")
        self._read(f"{own}/cards/{ids[2]}")
        self._call("GET", f"{own}/cards")

    def _read(self, path: str) -> None:
        self._call("GET", path)

    def _pages(self, path: str, query: dict[str, str]) -> None:
        for more in (
            {},
            {"page": "1", "page_size": "1"},
            {"page": "2", "page_size": "1"},
            {"page": "9"},
            {"page_size": "100"},
            {"page_size": "101"},
            {"page": "1", "page_size": "2"},
            {"page": "2", "page_size": "2"},
            {"page": "x"},
            {"page": "0"},
        ):
            self._call("GET", path, query=query | more)

    def people(self) -> None:
        """Contacts and addresses: made, changed, listed, deleted."""
        own = self._own
        made = {"contact[full_name]": "Ana Example", "contact[email]": "ana@example.com"}
        full = made | {
            "contact[alt_email]": "a@example.org",
            "contact[phone_number]": "1",
            "contact[alt_phone_number]": "2",
        }
        contacts = [_id(self._call("POST", f"{own}/contacts", each)) for each in (made, full)]
        self._call("POST", f"{own}/contacts", {"contact[email]": "none"})
        for name, value in (
            ("full_name", "Bea"),
            ("email", "b@example.com"),
            ("alt_email", "c"),
            ("phone_number", "3"),
            ("alt_phone_number", "4"),
        ):
            self._call("PATCH", f"{own}/contacts/{contacts[0]}", query={f"contact[{name}]": value})
            self._read(f"{own}/contacts/{contacts[0]}")
        bad = {"contact[email]": "no"}
        self._call("PATCH", f"{own}/contacts/{contacts[0]}", query=bad)
        self._read(f"{own}/contacts/{contacts[1]}")
        self._pages(f"{own}/contacts", {})
        base = {f"address[{name}]": value for name, value in ADDRESS.items()}
        more = {f"address[{name}]": "More" for name in ("organization_name", "label", "address2")}
        person = {
            f"address[contact][{name}]": value
            for name, value in (
                ("full_name", "Cem"),
                ("email", "c@example.com"),
                ("alt_email", "d@example.com"),
                ("phone_number", "5"),
                ("alt_phone_number", "6"),
            )
        }
        addresses = [
            _id(self._call("POST", f"{own}/addresses", fields))
            for fields in (
                base | {"address[contact_id]": contacts[0]},
                base | more | person | {"address[primary]": "true"},
            )
        ]
        self._call("POST", f"{own}/addresses", base)
        for name, value in (
            *ADDRESS.items(),
            ("label", "New"),
            ("address2", "Two"),
            ("organization_name", "Org"),
            ("primary", "true"),
            ("contact_id", contacts[1]),
        ):
            other = {"zip_code": "99501", "country": "CA"}.get(name, f"{value}")
            change = {
                f"address[{name}]": other
                if name in ("zip_code", "country", "primary", "contact_id")
                else f"{value} 2"
            }
            self._call("PATCH", f"{own}/addresses/{addresses[0]}", query=change)
            self._read(f"{own}/addresses/{addresses[0]}")
        for name in person:
            self._call(
                "PATCH", f"{own}/addresses/{addresses[1]}", query=person | {name: "z@z.example"}
            )
            self._read(f"{own}/addresses/{addresses[1]}")
        self._call("PATCH", f"{own}/addresses/{addresses[0]}", query={"address[country]": "no"})
        self._call("PATCH", f"{own}/addresses/12783", query={"address[city]": "Else"})
        self._pages(f"{own}/addresses", {})
        for path in (f"{own}/addresses/{addresses[0]}", f"{own}/contacts/{contacts[1]}"):
            self._call("DELETE", path)
            self._read(path)
            self._call("GET", path.rpartition("/")[0])

    def jobs(self) -> None:
        """A print job from the first card to the charge, and money for it."""
        own, cards = self._own, self._cards
        one_off = {
            f"print_job[address][{name}]": value
            for name, value in (
                ("address_1", "1 Any Street"),
                ("address_2", "Two"),
                ("city", "Aldwich"),
                ("state", "PA"),
                ("zip_code", "01002"),
                ("country", "USA"),
                ("contact][full_name", "Ana"),
                ("organization_name", "Org"),
            )
        }
        ids = json.dumps([int(cards[0])])
        full = one_off | {
            "print_job[shipping_provider_id]": "2",
            "print_job[card_ids]": ids,
            "print_job[number_of_copies]": "2",
        }
        first = _id(self._call("POST", f"{own}/print_jobs", full))
        self._call("POST", f"{own}/print_jobs", {"print_job[address_id]": "12782"})
        self._call("POST", f"{own}/print_jobs", {"print_job[number_of_copies]": "none"})
        self._call("POST", f"{own}/print_jobs", {"print_job[card_ids]": "[]"})
        job = f"{own}/print_jobs/{first}"
        self._call("GET", f"{own}/addresses")
        self._call("GET", job)
        self._call("PATCH", job, query={"print_job[number_of_copies]": "1"})
        self._call("GET", job)
        for name, value in one_off.items():
            other = {"print_job[address][zip_code]": "99501"}.get(name, f"{value} 2")
            self._call("PATCH", job, query={name: other})
            self._call("GET", job)
        for change in (
            {"print_job[shipping_provider_id]": "1"},
            {"print_job[address_id]": "12782"},
            {"print_job[card_ids]": f"[{cards[1]}]"},
            {"print_job[card_ids]": "[]"},
            {"print_job[address_id]": "none"},
            one_off,
            {"print_job[shipping_provider_id]": "3"},
        ):
            self._call("PATCH", job, query=change)
            self._call("GET", job)
        self._call("GET", f"{own}/addresses")
        draft = {"print_job[card_ids]": "none"}
        self._call("POST", f"{job}/add_cards", draft)
        self._call("DELETE", f"{job}/remove_cards/{cards[1]}")
        self._call("GET", job)
        for chosen in (f"[{cards[1]}]", f"[{cards[0]}, {cards[1]}]"):
            self._call("POST", f"{job}/add_cards", {"print_job[card_ids]": chosen})
            self._call("GET", job)
        self._call("DELETE", f"{job}/remove_cards/{cards[1]}")
        self._call("GET", job)
        self._drafts()
        self._money(job)
        for _ in range(2):
            self._call("POST", f"{job}/print")
        for path in (
            job,
            f"{job}/charge_details",
            f"{own}/balance",
            f"{job}/check_balance",
            f"{own}/financial_transactions",
            f"{own}/cards/{cards[0]}/print_history",
            f"{own}/cards/{cards[1]}/print_history",
            f"{own}/cards/{cards[0]}",
        ):
            self._call("GET", path)
        self._staging.controls.clock.advance(2 * 24 * 3600)
        self._tokens = [self._login(each) for each in self._staging.accounts[:2]]
        for path in (
            f"{own}/cards/{cards[0]}",
            f"{own}/cards/{cards[0]}/print_history",
            f"{own}/cards",
            job,
        ):
            self._call("GET", path)
        for path, change in (
            (f"{own}/cards/{cards[0]}", {"card[data]": "[]"}),
            (f"{own}/cards/{cards[0]}/finalize", {}),
        ):
            self._call("PATCH", path, change)
        self._staging.controls.clock.reset()
        self._call("PATCH", job, query={"print_job[number_of_copies]": "2"})
        self._call("POST", f"{job}/add_cards", {"print_job[card_ids]": ids})
        self._call("DELETE", f"{job}/remove_cards/{cards[0]}")
        for status in ("0", "1", "2"):
            self._pages(f"{own}/print_jobs", {"status": status})
        self._pages(f"{own}/print_jobs", {})

    def _drafts(self) -> None:
        data = json.dumps([{"token": key, "value": value} for key, value in BADGE.items()])
        fields = {"card[card_template_id]": "17280", "card[data]": data}
        draft = _id(self._call("POST", f"{self._own}/cards", fields))
        chosen = {"print_job[card_ids]": f"[{draft}]"}
        other = _id(self._call("POST", f"{self._own}/print_jobs", chosen))
        if not other:
            other = _id(self._call("POST", f"{self._own}/print_jobs", {}))
        self._call("POST", f"{self._own}/print_jobs/{other}/add_cards", chosen)

    def _money(self, job: str) -> None:
        own = self._own
        card = {
            "amount": "1,100.37",
            "number": "4242424242424242",
            "exp_month": "12",
            "exp_year": "2045",
            "cvc": "424",
            "full_name": "Ana Example",
            "billing_address1": "1 Any Street",
            "billing_country": "USA",
            "billing_city": "Aldwich",
            "billing_state": "NJ",
            "billing_zip_code": "07001",
        }
        self._call("GET", f"{own}/shipping_providers")
        for change in ({}, {"number": "4000000000000002"}, {"amount": "x"}):
            self._call("GET", f"{job}/check_balance")
            self._call("POST", f"{own}/add_funds", card | change)
            self._call("GET", f"{own}/balance")
            self._call("GET", f"{own}/financial_transactions")
        self._call("GET", f"{job}/check_balance")

    def strangers(self) -> None:
        """Every operation without a token, with a wrong one, and with another organization's."""
        for each in operations(specification("instantcard")):
            path = self._filled(each)
            method = each.method.upper()
            for token in (None, "wrong", self._tokens[1]):
                self._call(method, path, token=token)
            self._call("PUT", path)

    def edges(self) -> None:
        """Ids and texts at their limits, and an address for everything that does not exist."""
        for each in operations(specification("instantcard")):
            method = each.method.upper()
            for path in _with_ones(each, self._ids[0]):
                self._call(method, path)
            path = self._filled(each)
            for parameter in each.parameters:
                if parameter.location == "query":
                    for text in ("", "0", "1", "100", "true"):
                        more = {"term": "Ana"} if each.id == "cards.search" else {}
                        self._call(method, path, query=more | {parameter.name: text})
            body = each.value.get("requestBody", {}).get("content", {}).get("multipart/form-data")
            for name in body["schema"]["properties"] if body else ():
                for text in ("", "1", "true", "[]"):
                    self._call(method, path, {name: text})

    def _filled(self, operation: Operation) -> str:
        ids = {
            "CardId": self._cards[0],
            "PrintJobId": "1614262",
            "AddressId": "12782",
            "ContactId": "12629",
            "CardTemplateId": "17280",
        }
        path = operation.path.replace("{organization_id}", self._ids[0])
        for parameter in operation.parameters:
            value = ids.get(parameter.place[-1], self._cards[0])
            path = path.replace(f"{{{parameter.name}}}", value)
        return path

    def bulk_orders(self) -> None:
        """Configurations with keys, used and new, and with nothing."""
        base = self._environment["SYNCTERA_BASE_URL"]
        key = self._environment["SYNCTERA_API_KEY"]
        path = "/cards/bulk_issuance"
        other = CONFIGURATION | {"name": "Elsewhere"}
        for token in (key, None, "wrong"):
            for body, header in (
                (CONFIGURATION, "a"),
                (CONFIGURATION, "a"),
                (other, "a"),
                (other, None),
                ({}, None),
            ):
                headers = {"Idempotency-Key": header} if header else {}
                answer = self._call(
                    "POST", path, base=base, token=token, body=body, headers=headers
                )
                self._tell_repeat(answer)
        self._call("PUT", path, base=base, token=key)
        self._call(
            "POST", path, base=base, token=key, body=CONFIGURATION, headers={"Idempotency-Key": ""}
        )

    def _tell_repeat(self, answer: Any) -> None:
        """Ids are random; that two are the same is not."""
        step, status, headers, body = self.seen.pop()
        found = answer.get("id", "") if isinstance(answer, dict) else ""
        number = self._orders.setdefault(str(found), len(self._orders))
        body = body.replace(str(found), f"id {number}") if found else body
        self.seen.append((step, status, headers, body))

    def old_tokens(self) -> None:
        """Every operation again, with a token that has expired."""
        self._staging.controls.expire_tokens()
        for each in operations(specification("instantcard")):
            self._call(each.method.upper(), self._filled(each))


def _with_ones(operation: Operation, organization: str) -> Iterator[str]:
    path = operation.path.replace("{organization_id}", organization)
    yield re.sub(r"\{\w+\}", "1", path)
    yield re.sub(r"\{\w+\}", "1", operation.path)


def _id(value: Any) -> str:
    return str(value.get("id", "")) if isinstance(value, dict) else ""
