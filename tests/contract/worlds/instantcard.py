"""InstantCard: templates, cards, print jobs, addresses and contacts that exist."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import partial
from typing import Any, TypeVar

from ..api import Api
from ..document import Operation
from ..mark import MARK
from ..wire import Absent
from . import texts
from .remains import Remains

T = TypeVar("T")

#: What each id in a path is the id of, by the resource of the operation.
_IDS = {
    "cards": "card",
    "print_jobs": "print_job",
    "addresses": "address",
    "contacts": "contact",
    "card_templates": "template",
}

#: In US dollars; more than any run spends.
_PLENTY = "900000.00"

#: In US dollars; what a run without controls pays in when the purse is nearly empty.
_PAYMENT = {False: "9,000.00", True: "50.00"}

#: How many open print jobs are looked at for one that is ready.
_TRIED = 5


class InstantCardWorld:
    """What exists at the server, made when it is first needed.

    Attributes:
        known: The ids that were seen in answers, by kind.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self.known: dict[str, set[int]] = {kind: set() for kind in (*_IDS.values(), "provider")}
        self._kept: dict[str, Any] = {}
        self._submitted: set[int] = set()
        self._number = 0
        self._remote = api.wire.target.remote
        self._remains = Remains(api)

    def tidy(self) -> Iterator[str]:
        """Take back what was made; yields what stays."""
        return self._remains.take_back()

    def sources(self, operation: Operation) -> Mapping[str, Callable[[Any], Any]]:
        """For names on the wire, what makes a real value of a generated one."""
        resource, _, method = operation.id.partition(".")
        found: dict[str, Callable[[Any], Any]] = {
            "organization_id": lambda _: int(self._api.account.organization_id),
            "card[card_template_id]": lambda _: self.template["id"],
            "card[data]": lambda _: json.dumps(
                self.data(str(self.new_number()), whole=method == "create"), ensure_ascii=False
            ),
            "print_job[address_id]": self._of_kind("address", operation),
            "print_job[shipping_provider_id]": lambda value: value and self.provider,
            "print_job[card_ids]": self._card_ids,
            "address[contact_id]": self._of_kind("contact", operation),
        }
        if resource in _IDS:
            special = {
                "cards.delete": lambda _: self.new_card(),
                "addresses.delete": lambda _: self.new_address(),
                "contacts.delete": lambda _: self.new_contact(),
                "print_jobs.submit": self._to_submit,
                "print_jobs.check_balance": self._to_check,
                "print_jobs.charge_details": self._submitted_job,
                "print_jobs.update": self._open_job,
                "print_jobs.add_cards": self._open_job,
                "print_jobs.remove_card": lambda _: self.job_with_card(),
            }
            found["id"] = special.get(operation.id) or self._of_kind(_IDS[resource], operation)
        if operation.id == "print_jobs.remove_card":
            found["card_id"] = lambda _: self.card
        if operation.id == "organization.add_funds":
            for name in ("number", "cvc", "exp_year"):
                found[name] = partial(_instead, texts.payment("1.00")[name])
            found["amount"] = lambda text: text if len(str(text)) <= 9 else "17,000.37"
        if operation.id == "session.login":
            found["email"] = lambda _: self._api.account.email
            found["password"] = lambda _: self._api.account.password
        return found

    def knows(self, value: Any) -> bool:
        """Whether a value is the id of something that exists."""
        number = _number(value)
        return any(number in ids for ids in self.known.values())

    def settle(self, operation: Operation, fields: MutableMapping[str, Any]) -> None:
        """Take out what no server can take together, where no schema can say so."""
        if operation.id in ("print_jobs.create", "print_jobs.update"):
            # In words only: a job goes to a saved address or to a one-off one.
            if "print_job[address_id]" in fields:
                _drop(fields, "print_job[address][")
        elif operation.id in ("addresses.create", "addresses.update"):
            # In words only: a contact by its id, or one made with name and e-mail address.
            parts = {"address[contact][full_name]", "address[contact][email]"}
            if "address[contact_id]" in fields or not parts <= fields.keys():
                _drop(fields, "address[contact][")
        if self._remote and operation.effect != "read":
            self._mark(operation, fields)

    def heard(
        self, operation: Operation, given: Mapping[str, Any], status: int, value: Any
    ) -> None:
        """Learn what exists, and what does no longer."""
        resource, _, method = operation.id.partition(".")
        if not 200 <= status < 300 or resource not in _IDS:
            return
        kind, number = _IDS[resource], _number(given.get("id"))
        if method == "delete" and number is not None:
            self.known[kind].discard(number)
            self._forget(number)
        elif method == "submit" and number is not None:
            self._submitted.add(number)
            self._remains.submitted(number)
            self._forget(number)
        elif method in ("create", "list", "get", "search"):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, Mapping) and isinstance(one.get("id"), int):
                    self.known[kind].add(one["id"])
                    if resource == "print_jobs" and str(one.get("status")) == "1":
                        self._submitted.add(one["id"])

    @property
    def template(self) -> Mapping[str, Any]:
        """A template that has a photo, with its `fields`."""
        return self._keep("template", self._find_template)

    @property
    def provider(self) -> int:
        """A shipping provider's id."""
        return self._keep("provider", self._first("organization.shipping_providers"))

    @property
    def card(self) -> int:
        """A finalized card's id, always the same."""
        return self._keep("card", self._made_or_listed("cards", self.new_card))

    @property
    def contact(self) -> int:
        """A contact's id, always the same."""
        return self._keep("contact", self._made_or_listed("contacts", self.new_contact))

    @property
    def address(self) -> int:
        """The id of an address that has a contact, always the same."""
        return self._keep("address", self._made_or_listed("addresses", self.new_address))

    @property
    def open_job(self) -> int:
        """The id of a print job that can be changed, always the same."""
        return self._keep("open job", self._made_or_listed("print_jobs", self.new_job))

    @property
    def a_submitted_job(self) -> int:
        """A submitted print job's id, always the same."""
        may = self._api.wire.target.may("money")
        listed = self._listed("print_jobs", {"status": "1"})
        return self._keep("submitted job", self.submitted_job if may else listed)

    def data(self, seed: str, *, whole: bool = True) -> list[dict[str, str]]:
        """The entries of a card, from the characters of a text.

        Args:
            whole: Whether every field of the template is among them.
        """
        entries = [
            {
                "token": field["token"],
                "value": self._text(field["type"], f"{field['token']}{seed}"),
            }
            for field in self.template["fields"]
        ]
        return entries if whole else entries[:2]

    def new_card(self) -> int:
        """The id of a finalized card of nobody else's."""
        self._number += 1
        data = self.data(f"{self._api.findings.seed} {self._number}")
        fields = {"card[card_template_id]": self.template["id"], "card[data]": data}
        card = int(self._api.call("cards.create", fields).value["id"])
        self._api.call("cards.finalize", {"id": card})
        return card

    def new_contact(self) -> int:
        """The id of a contact of nobody else's."""
        found = self._api.call("contacts.create", texts.contact(self.new_number()))
        return int(found.value["id"])

    def new_address(self) -> int:
        """The id of an address of nobody else's, with a contact of its own."""
        found = self._api.call("addresses.create", texts.address(self.new_number()))
        return int(found.value["id"])

    def new_job(self) -> int:
        """The id of an empty print job."""
        return self._job({})

    def ready_job(self) -> int:
        """The id of a print job that only has to be submitted."""
        self.fill_purse()
        return self._job(
            {
                "print_job[address_id]": self.address,
                "print_job[shipping_provider_id]": self.provider,
                "print_job[number_of_copies]": 1,
                "print_job[card_ids]": [self.card],
            }
        )

    def job_with_card(self) -> int:
        """The id of an open print job that `card` is in."""
        return self._job({"print_job[card_ids]": [self.card]})

    def fill_purse(self) -> None:
        """See to it that the balance is enough for a few jobs, where money may be moved."""
        self._keep("balance", self._fill_purse)

    def submitted_job(self) -> int:
        """The id of a submitted print job."""
        job = self.ready_job()
        self._api.call("print_jobs.submit", {"id": job})
        return job

    def _to_submit(self, value: Any) -> int:
        return self.ready_job()

    def _to_check(self, value: Any) -> int:
        if self._api.wire.target.may("write"):
            return self.ready_job()
        return int(self._keep("ready job", self._find_ready_job))

    def _find_ready_job(self) -> int:
        fields = {"status": "0", "page_size": _TRIED}
        for job in self._api.call("print_jobs.list", fields).value:
            number = {"id": job["id"]}
            if self._api.call("print_jobs.check_balance", number, expect=(200, 400)).succeeded:
                return int(job["id"])
        raise Absent("the account has no print job that is ready, and may not make one")

    def _submitted_job(self, value: Any) -> int:
        if _number(value) in self._submitted:
            return int(value)
        return self.a_submitted_job

    def _open_job(self, value: Any) -> int:
        number = _number(value)
        if number in self.known["print_job"] and number not in self._submitted:
            return int(value)
        return self.open_job

    def _card_ids(self, value: Any) -> str:
        try:
            given = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            given = None
        if isinstance(given, list) and given and self.known["card"].issuperset(given):
            return json.dumps(given)
        return json.dumps([self.card] if given else [])

    def _of_kind(self, kind: str, operation: Operation) -> Callable[[Any], int]:
        # What was at a remote server before is only read.
        changes = self._remote and operation.effect != "read"

        def choose(value: Any) -> int:
            number = _number(value)
            if number is not None and number in self.known[kind]:
                resource = next(name for name, one in _IDS.items() if one == kind)
                if not changes or self._api.wire.belongings.has(resource, number):
                    return number
            found = self.template["id"] if kind == "template" else None
            if kind == "print_job":
                found = self.open_job
            return int(found or getattr(self, kind))

        return choose

    def _job(self, fields: Mapping[str, Any]) -> int:
        if not self._remote:
            return int(self._api.call("print_jobs.create", fields).value["id"])
        job = self._remains.job()
        if fields:
            self._api.call("print_jobs.update", {"id": job, **fields})
        return job

    def _made_or_listed(self, resource: str, make: Callable[[], int]) -> Callable[[], int]:
        return make if self._api.wire.target.may("write") else self._listed(resource, {})

    def _listed(self, resource: str, fields: Mapping[str, Any]) -> Callable[[], int]:
        def first() -> int:
            found = self._api.call(f"{resource}.list", {**fields, "page_size": 1}).value
            if not found:
                raise Absent(f"the account has none of the {resource}, and may not make one")
            return int(found[0]["id"])

        return first

    def _mark(self, operation: Operation, fields: MutableMapping[str, Any]) -> None:
        # It would take from another address what it had.
        fields.pop("address[primary]", None)
        for name in ("contact[full_name]", "address[label]", "address[contact][full_name]"):
            if isinstance(fields.get(name), str):
                fields[name] = f"{MARK} {self.new_number()}"
        if operation.id == "addresses.create" and "address[address1]" in fields:
            fields["address[label]"] = MARK

    def _find_template(self) -> Mapping[str, Any]:
        fallback = None
        for template in self._api.call("card_templates.list").value:
            fields = self._api.call("card_templates.fields", {"id": template["id"]}).value
            fallback = fallback or {**template, "fields": fields}
            if any(field["type"] == "image" for field in fields):
                return {**template, "fields": fields}
        if fallback is None:
            raise LookupError("the organization has no card template")
        return fallback

    def _fill_purse(self) -> bool:
        target = self._api.wire.target
        if target.controls is not None:
            target.controls.set_balance(
                _PLENTY, organization_id=int(self._api.account.organization_id)
            )
        elif target.may("money"):
            payment = _PAYMENT[self._remote]
            if _cents(self._api.call("organization.balance").value["balance"]) < _cents(payment):
                self._api.call("organization.add_funds", texts.payment(payment))
        return True

    def _first(self, operation_id: str) -> Callable[[], int]:
        return lambda: int(self._api.call(operation_id).value[0]["id"])

    def _text(self, kind: str, seed: str) -> str:
        text = texts.value(kind, seed)
        return f"{MARK} {text}" if self._remote and kind == "text" else text

    def new_number(self) -> int:
        """A number that was not used before."""
        self._number += 1
        return self._number

    def _forget(self, number: int) -> None:
        for name in [name for name, kept in self._kept.items() if kept == number]:
            del self._kept[name]

    def _keep(self, name: str, make: Callable[[], T]) -> T:
        if name not in self._kept:
            self._kept[name] = make()
        kept: T = self._kept[name]
        return kept


def _instead(value: Any, generated: Any) -> Any:
    return value


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def _cents(amount: str) -> int:
    digits = re.sub(r"[^0-9]", "", amount)
    return -int(digits) if amount.startswith("(") else int(digits)


def _drop(fields: MutableMapping[str, Any], prefix: str) -> None:
    for name in list(_named(fields, prefix)):
        del fields[name]


def _named(fields: Mapping[str, Any], prefix: str) -> Iterator[str]:
    return (name for name in fields if name.startswith(prefix))
