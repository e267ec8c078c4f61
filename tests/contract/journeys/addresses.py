"""Addresses and contacts, on their own and together."""

from typing import Any

from .. import hostile
from ..api import Api
from ..mark import MARK
from ..worlds import texts
from .comparing import hold, hold_changed, quoted
from .journey import journey

_CONTACT = {
    "full_name": MARK,
    "email": "ana@probe.example",
    "alt_email": "ana.second@probe.example",
    "phone_number": "+1 207 555 0142",
    "alt_phone_number": "+1 207 555 0143",
}
_ADDRESS = {
    "organization_name": "Invented Goods LLC",
    "label": MARK,
    "address1": "12 Invented Way",
    "address2": "Floor 3",
    "city": "Portland",
    "state": "ME",
    "zip_code": "04101",
    "country": "US",
}
_REQUIRED = ("address1", "city", "state", "zip_code", "country")


def _form(prefix: str, values: dict[str, str]) -> dict[str, Any]:
    return {f"{prefix}[{name}]": value for name, value in values.items()}


def _hold_values(api: Api, operation: str, found: Any, values: dict[str, str]) -> None:
    lost = sorted(name for name, value in values.items() if found.get(name) != value)
    hold(api, operation, not lost, "value lost", f"{', '.join(lost)} came back differently")


@journey("contacts.create", "contacts.get", "contacts.update", "contacts.delete", needs="write")
def contact_lives(api: Api, world: Any) -> None:
    """A contact is created, read, changed one value at a time, and deleted."""
    created = api.call("contacts.create", _form("contact", _CONTACT)).value
    number = {"id": created["id"]}
    before = api.call("contacts.get", number).value
    _hold_values(api, "contacts.create", before, _CONTACT)
    for name in _CONTACT:
        value = "other@probe.example" if "email" in name else f"Other {name}"
        api.call("contacts.update", {**number, f"contact[{name}]": value})
        after = api.call("contacts.get", number).value
        hold_changed(api, "contacts.update", before, after, {name})
        _hold_values(api, "contacts.update", after, {name: value})
        before = after
    api.call("contacts.update", {**number, "contact[alt_email]": ""})
    for text in ("no address", "@", "a b@c"):
        api.refused("contacts.update", {**number, "contact[email]": text}, 406)
        api.refused("contacts.update", {**number, "contact[alt_email]": text}, 406)
    for name in ("full_name", "email"):
        api.refused("contacts.update", {**number, f"contact[{name}]": ""}, 406)
    api.call("contacts.delete", number)
    api.refused("contacts.get", number, 404)
    api.refused("contacts.update", {**number, "contact[full_name]": "x"}, 404)
    api.refused("contacts.delete", number, 404)


@journey("contacts.create", needs="write")
def contacts_need_a_name_and_an_address(api: Api, world: Any) -> None:
    """A contact without a name or an e-mail address is refused, and nothing is made."""
    before = _ids(api, "contacts.list")
    for name in ("full_name", "email"):
        rest = {key: value for key, value in _CONTACT.items() if key != name}
        api.refused("contacts.create", _form("contact", rest), 406)
        for blank in ("", " "):
            api.refused("contacts.create", _form("contact", {**_CONTACT, name: blank}), 406)
    api.refused("contacts.create", _form("contact", {**_CONTACT, "email": "none"}), 406)
    api.refused("contacts.create", _form("contact", {**_CONTACT, "alt_email": "none"}), 406)
    hold(
        api,
        "contacts.create",
        _ids(api, "contacts.list") == before,
        "half written",
        "a refused contact is in the list",
    )


@journey("contacts.create", "contacts.get", "contacts.update", needs="write")
def names_come_back(api: Api, world: Any) -> None:
    """Names in many scripts, and texts that break what is built carelessly, survive."""
    contact = world.new_contact()
    for text in hostile.TEXTS:
        if "\0" in text or len(text) > 255 or not text.strip():
            continue
        made = api.call("contacts.create", _form("contact", {**_CONTACT, "full_name": text})).value
        api.call("contacts.update", {"id": contact, "contact[full_name]": text})
        for number, operation in ((made["id"], "contacts.create"), (contact, "contacts.update")):
            found = api.call("contacts.get", {"id": number}).value["full_name"]
            hold(
                api,
                operation,
                found in (text, text.strip()),
                "text changed",
                f"the name {text[:40]!r} came back as {quoted(api, found)}",
            )
        api.call("contacts.delete", {"id": made["id"]})
    api.call("contacts.delete", {"id": contact})


@journey(
    "addresses.create",
    "addresses.get",
    "addresses.update",
    "addresses.delete",
    "contacts.get",
    "contacts.list",
    needs="write",
)
def address_lives(api: Api, world: Any) -> None:
    """An address is created with a contact, changed one value at a time, and deleted."""
    form = {**_form("address", _ADDRESS), **_form("address[contact]", _CONTACT)}
    created = api.call("addresses.create", form).value
    number = {"id": created["id"]}
    before = api.call("addresses.get", number).value
    _hold_values(api, "addresses.create", before, _ADDRESS)
    contact = before["contact_id"]
    person = api.call("contacts.get", {"id": contact}).value
    _hold_values(api, "addresses.create", person, _CONTACT)
    hold(
        api,
        "contacts.get",
        any(one.get("id") == created["id"] for one in person.get("addresses", ())),
        "addresses of a contact",
        "a contact does not have the address that it was made with",
    )
    for name in _ADDRESS:
        value = {"zip_code": "04102-0001", "country": "CA", "state": "NH"}.get(
            name, f"Other {name}"
        )
        api.call("addresses.update", {**number, f"address[{name}]": value})
        after = api.call("addresses.get", number).value
        hold_changed(api, "addresses.update", before, after, {name})
        _hold_values(api, "addresses.update", after, {name: value})
        before = after
    other = world.new_contact()
    api.call("addresses.update", {**number, "address[contact_id]": other})
    after = api.call("addresses.get", number).value
    hold_changed(api, "addresses.update", before, after, {"contact_id", "contact"})
    contacts = _ids(api, "contacts.list")
    api.call("addresses.update", {**number, **_form("address[contact]", _CONTACT)})
    made = api.call("addresses.get", number).value["contact_id"]
    person = api.call("contacts.get", {"id": made}).value
    _hold_values(api, "addresses.update", person, _CONTACT)
    hold(
        api,
        "addresses.update",
        made not in contacts and made in _ids(api, "contacts.list"),
        "contact not made",
        "an update with a new contact did not make one",
    )
    for name in _REQUIRED:
        api.refused("addresses.update", {**number, f"address[{name}]": ""}, 406)
    api.refused("addresses.update", {**number, "address[zip_code]": "no zip code"}, 406)
    api.refused("addresses.update", {**number, "address[country]": "U"}, 406)
    if not api.wire.target.remote:
        api.refused("addresses.update", {**number, "address[primary]": "yes"}, 406)
    both = {**_form("address[contact]", _CONTACT), "address[contact_id]": other}
    api.refused("addresses.update", {**number, **both}, 406)
    api.refused("addresses.update", {**number, "address[contact_id]": 2**40}, 404)
    api.call("addresses.delete", number)
    api.refused("addresses.get", number, 404)
    api.refused("addresses.update", {**number, "address[city]": "x"}, 404)
    api.refused("addresses.delete", number, 404)
    for unused in (contact, other, made):
        api.call("contacts.delete", {"id": unused})


@journey("addresses.create", "addresses.list", "contacts.list", needs="write")
def addresses_need_a_contact(api: Api, world: Any) -> None:
    """A contact by its id or a new one, not both and not neither; every line that is required."""
    contact = world.new_contact()
    before = _ids(api, "addresses.list"), _ids(api, "contacts.list")
    form = _form("address", _ADDRESS)
    by_id = {**form, "address[contact_id]": contact}
    new = _form("address[contact]", {name: _CONTACT[name] for name in ("full_name", "email")})
    api.refused("addresses.create", form, 406)
    api.refused("addresses.create", {**by_id, **new}, 406)
    for name in new:
        api.refused("addresses.create", {**form, name: new[name]}, 406)
    for name in _REQUIRED:
        rest = {key: value for key, value in by_id.items() if key != f"address[{name}]"}
        api.refused("addresses.create", rest, 406)
        api.refused("addresses.create", {**by_id, f"address[{name}]": " "}, 406)
    for code in ("", "U", "USAA", "1"):
        api.refused("addresses.create", {**by_id, "address[country]": code}, 406)
    for code in ("x" * 11, "1" * 11, "-1", "Portland", "1!"):
        api.refused("addresses.create", {**by_id, "address[zip_code]": code}, 406)
    if not api.wire.target.remote:
        api.refused("addresses.create", {**by_id, "address[primary]": "yes"}, 406)
    api.refused("addresses.create", {**by_id, "address[contact_id]": "0"}, 406)
    api.refused("addresses.create", {**by_id, "address[contact_id]": 2**40}, 404)
    after = _ids(api, "addresses.list"), _ids(api, "contacts.list")
    hold(
        api,
        "addresses.create",
        after == before,
        "half written",
        "a refused address, or its contact, is in the list",
    )
    made = api.call("addresses.create", by_id).value
    hold(
        api,
        "addresses.create",
        made.get("contact_id") == contact,
        "contact lost",
        "the address has another contact than it was created with",
    )
    api.call("addresses.delete", {"id": made["id"]})
    api.call("contacts.delete", {"id": contact})


@journey("addresses.create", "addresses.update", "addresses.list", needs="ours write")
def one_address_is_primary(api: Api, world: Any) -> None:
    """`primary` is kept, and the last one that was told to be primary is."""
    made: list[Any] = []
    for flag in ("true", "false"):
        form = {**texts.address(900 + len(made)), "address[primary]": flag}
        made.append(api.call("addresses.create", form).value)
    hold(
        api,
        "addresses.create",
        [one.get("primary") for one in made] == [True, False],
        "primary",
        "an address is not as primary as it was told to be",
    )
    api.call("addresses.update", {"id": made[1]["id"], "address[primary]": "true"})
    after = api.call("addresses.get", {"id": made[1]["id"]}).value
    hold_changed(api, "addresses.update", made[1], after, {"primary"})
    for one in made:
        api.call("addresses.delete", {"id": one["id"]})


@journey("addresses.update", "addresses.get", "contacts.delete", needs="write")
def an_address_without_a_contact_stays(api: Api, world: Any) -> None:
    """Where the contact is gone, an update answers 501 and changes nothing."""
    address = world.new_address()
    contact = api.call("addresses.get", {"id": address}).value["contact_id"]
    api.call("contacts.delete", {"id": contact})
    before = api.call("addresses.get", {"id": address}).value
    api.refused("addresses.update", {"id": address, "address[city]": "Elsewhere"}, 501)
    after = api.call("addresses.get", {"id": address}).value
    hold_changed(api, "addresses.update", before, after, ())
    api.call("addresses.delete", {"id": address})


@journey(
    "addresses.get",
    "addresses.update",
    "addresses.delete",
    "contacts.get",
    "contacts.update",
    "contacts.delete",
)
def unknown_addresses_are_not_found(api: Api, world: Any) -> None:
    """An id that nobody has is 404."""
    number = {"id": 2**40 + api.findings.seed}
    for operation in ("addresses.get", "contacts.get"):
        api.refused(operation, number, 404)
    if not api.wire.target.remote:
        api.refused("addresses.update", {**number, "address[city]": "x"}, 404)
        api.refused("contacts.update", {**number, "contact[full_name]": "x"}, 404)
        api.refused("addresses.delete", number, 404)
        api.refused("contacts.delete", number, 404)


def _ids(api: Api, operation: str) -> set[int]:
    found: set[int] = set()
    for page in range(1, 100):
        more = api.call(operation, {"page": page, "page_size": 100}).value
        found |= {one["id"] for one in more}
        if not more:
            break
    return found
