"""Requests that the server takes, and what shows that they did something.

Made without the spec, so that a spec with a fault is held against a request without one.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from ..api import Api
from ..document import Operation
from ..target import Account
from ..worlds import World, texts, world_of
from ..worlds.synctera import ORDER

_CONTACT = {
    "full_name": "Ana Example",
    "email": "ana@probe.example",
    "alt_email": "ana.second@probe.example",
    "phone_number": "+1 207 555 0142",
    "alt_phone_number": "+1 207 555 0143",
}
_ADDRESS = {
    "organization_name": "Invented Goods LLC",
    "label": "Head office",
    "address1": "12 Invented Way",
    "address2": "Floor 3",
    "city": "Portland",
    "state": "ME",
    "zip_code": "04101",
    "country": "US",
}
_CONTACT_FORM = {f"contact[{name}]": value for name, value in _CONTACT.items()}
_ADDRESS_FORM = {f"address[{name}]": value for name, value in _ADDRESS.items()}
_WHOLE_ADDRESS_FORM = _ADDRESS_FORM | {
    f"address[contact][{name}]": value for name, value in _CONTACT.items()
}
_NAME, _EMAIL = "address[contact][full_name]", "address[contact][email]"
_BY_ID = "address[contact_id]"

#: More than a page of the usual size, and with the contacts of addresses less than the largest.
_CROWD = 40

#: Found by search in so many cards of a crowd.
WORD = "Crowded"
PAGED = ("cards.list", "cards.search", "contacts.list", "addresses.list", "print_jobs.list")


@attrs.frozen
class Taken:
    """One request: its parameters and fields, and its JSON body."""

    fields: Mapping[str, Any]
    body: Any = None


class Stock:
    """One vendor's.

    Attributes:
        world: What exists at the server.
    """

    def __init__(self, api: Api, world: World) -> None:
        self.api = api
        self.world: Any = world

    def taken(self, operation_id: str) -> Taken | None:
        """A request that succeeds once; None for an operation that nobody knows."""
        if operation_id == "bulk_orders.create":
            return Taken({}, ORDER)
        fields = self._fields(operation_id) if self.api.spec.vendor == "instantcard" else None
        return None if fields is None else Taken(fields)

    def forms(self, operation_id: str) -> list[dict[str, Any]]:
        """Forms that differ in which fields they have."""
        if operation_id == "addresses.create":
            combinations: tuple[tuple[str, ...], ...] = (
                (),
                (_BY_ID,),
                (_NAME, _EMAIL),
                (_NAME,),
                (_EMAIL,),
                (_BY_ID, _NAME, _EMAIL),
            )
            every = {_BY_ID: self.world.contact, _NAME: "Ana Example", _EMAIL: "a@probe.example"}
            return [_ADDRESS_FORM | {name: every[name] for name in names} for names in combinations]
        return []

    def with_value(
        self, operation: Operation, fields: Mapping[str, Any], name: str, text: str
    ) -> dict[str, Any]:
        """A request with another value of a field, and without what cannot go with that."""
        found = {**fields, name: text}
        if name.startswith("print_job[address]["):
            found = {**found, **texts.ONE_OFF, name: text}
            del found["print_job[address_id]"]
        else:
            self.world.settle(operation, found)
        return found

    def only_server_tells(self, operation_id: str, name: str, text: str) -> bool:
        """Whether a value of the right form can be refused all the same."""
        payment = operation_id == "organization.add_funds" and name in ("number", "cvc", "exp_year")
        # No account has blanks for its name, and a server may say so at once.
        blank = operation_id == "session.login" and text == " "
        return name == "card[data]" or payment or blank

    @cached_property
    def expired_token(self) -> str:
        """A token that was good."""
        old = self.api.token
        self.api.wire.target.controls.expire_tokens(email=self.api.account.email)
        self.api.login()
        return old

    @cached_property
    def apart(self) -> "Stock":
        """The same in an organization of its own, in which nothing else is done."""
        return self._another()

    @cached_property
    def crowded(self) -> "Stock":
        """The same in another organization of its own, for `crowd`."""
        return self._another()

    def _another(self) -> "Stock":
        if self.api.spec.vendor != "instantcard":
            return self
        made = self.api.wire.target.controls.add_organization(balance="900000.00")
        account = Account(str(made.organization_id), made.email, made.password)
        api = Api(self.api.spec, self.api.wire, account, self.api.findings)
        return Stock(api, world_of(api))

    @cached_property
    def crowd(self) -> dict[str, set[int]]:
        """Fill the lists of `PAGED`; the ids of all that is in each."""
        api, world = self.api, self.world
        organization = int(api.account.organization_id)
        seeded = api.wire.target.controls.seed(
            cards=_CROWD, contacts=_CROWD, addresses=_CROWD, organization_id=organization
        )
        fields = world.template["fields"]
        token = next(field["token"] for field in fields if field["type"] == "text")
        data = [{"token": token, "value": WORD}]
        # Found by search, and no more than it takes: each is a request.
        words = set(seeded.cards[:30])
        for card in words:
            api.call("cards.update", {"id": card, "card[data]": data})
        jobs = {api.call("print_jobs.create").value["id"] for _ in range(30)}
        return {
            "cards.list": set(seeded.cards),
            "cards.search": words,
            "contacts.list": {*seeded.contacts, *self._ids("contacts.list")},
            "addresses.list": {*seeded.addresses, *self._ids("addresses.list")},
            "print_jobs.list": jobs,
        }

    def have_one_of_each(self) -> None:
        """Have something in each of `PAGED`."""
        world = self.world
        fields = world.template["fields"]
        token = next(field["token"] for field in fields if field["type"] == "text")
        data = [{"token": token, "value": WORD}]
        self.api.call("cards.update", {"id": world.card, "card[data]": data})
        for one in ("address", "open_job"):
            getattr(world, one)

    def snapshot(self, operation: Operation, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What can be seen of what an operation could have changed."""
        if self.api.spec.vendor != "instantcard":
            return {}
        resource = operation.id.partition(".")[0]
        reads: dict[str, dict[str, Any]] = {"organization.get": {}, "organization.balance": {}}
        if f"{resource}.list" in self.api.spec.operations:
            paged = resource != "card_templates"
            reads[f"{resource}.list"] = {"page_size": 100} if paged else {}
        if resource == "addresses":
            reads["contacts.list"] = {"page_size": 100}
        if "id" in fields and f"{resource}.get" in self.api.spec.operations:
            reads[f"{resource}.get"] = {"id": fields["id"]}
        return {
            name: self.api.call(name, own, expect=range(200, 500)).value
            for name, own in reads.items()
        }

    def update(self, operation_id: str) -> dict[str, Any]:
        """All that an update can change in a new thing that has it all; empty if it is none."""
        if operation_id == "contacts.update":
            return {"id": self.world.new_contact(), **_CONTACT_FORM}
        if operation_id == "addresses.update":
            return {"id": self.world.new_address(), **_ADDRESS_FORM}
        if operation_id == "print_jobs.update":
            return {"id": self.world.new_job(), **self._job()}
        return {}

    def _ids(self, operation_id: str) -> set[int]:
        return {one["id"] for one in self.api.call(operation_id, {"page_size": 100}).value}

    def _job(self) -> dict[str, Any]:
        return {
            "print_job[address_id]": self.world.address,
            "print_job[shipping_provider_id]": self.world.provider,
            "print_job[number_of_copies]": 2,
            "print_job[card_ids]": [self.world.card],
        }

    def _fields(self, operation_id: str) -> dict[str, Any] | None:
        world = self.world
        by_operation: dict[str, Any] = {
            "session.login": lambda: {
                "email": self.api.account.email,
                "password": self.api.account.password,
            },
            "profile.me": dict,
            "cards.list": dict,
            "cards.search": lambda: {"term": WORD},
            "cards.create": lambda: {
                "card[card_template_id]": world.template["id"],
                "card[data]": world.data("stock"),
            },
            "cards.update": lambda: {
                "id": world.card,
                "card[data]": world.data(f"stock {world.new_number()}", whole=False),
            },
            "cards.delete": lambda: {"id": world.new_card()},
            "print_jobs.list": dict,
            "print_jobs.create": self._job,
            "print_jobs.update": lambda: {"id": world.new_job(), **self._job()},
            "print_jobs.get": lambda: {"id": world.open_job},
            "print_jobs.add_cards": lambda: {
                "id": world.open_job,
                "print_job[card_ids]": [world.card],
            },
            "print_jobs.remove_card": lambda: {
                "id": world.job_with_card(),
                "card_id": world.card,
            },
            "print_jobs.charge_details": lambda: {"id": world.a_submitted_job},
            "organization.add_funds": lambda: texts.payment("1.00"),
            "addresses.list": dict,
            "addresses.create": lambda: dict(_WHOLE_ADDRESS_FORM),
            "addresses.update": lambda: {"id": world.address, **_WHOLE_ADDRESS_FORM},
            "addresses.delete": lambda: {"id": world.new_address()},
            "contacts.list": dict,
            "contacts.create": lambda: dict(_CONTACT_FORM),
            "contacts.update": lambda: {"id": world.contact, **_CONTACT_FORM},
            "contacts.delete": lambda: {"id": world.new_contact()},
            "card_templates.list": dict,
            "card_templates.fields": lambda: {"id": world.template["id"]},
        }
        for name in ("get", "balance", "shipping_providers", "financial_transactions"):
            by_operation[f"organization.{name}"] = dict
        for name in ("check_balance", "submit"):
            by_operation[f"print_jobs.{name}"] = lambda: {"id": world.ready_job()}
        for name in ("get", "preview", "finalize", "print_history"):
            by_operation[f"cards.{name}"] = lambda: {"id": world.card}
        by_operation["addresses.get"] = lambda: {"id": world.address}
        by_operation["contacts.get"] = lambda: {"id": world.contact}
        make = by_operation.get(operation_id)
        return None if make is None else make()
