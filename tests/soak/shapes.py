"""Answers as states that can be compared; times and what else staging chooses are left out."""

from typing import Any

from .journal import Journal, Key, State, key_of

ONE_OFF = (
    "organization_name",
    "address1",
    "address2",
    "city",
    "state",
    "zip_code",
    "country",
)
EMAIL_DOMAIN = "@soak.example"


def card_key(body: Any) -> Key:
    """A card's marker is its employee id, or the host of a visitor."""
    values = _values(body)
    return key_of("card", values.get("employee_id") or values.get("host"), body["id"])


def card(body: Any) -> State:
    """A card, without what no answer shows: whether it is finalized."""
    return {
        "template": body["card_template_id"],
        "values": _values(body),
        "submitted": body["last_submitted_at"] is not None,
    }


def _values(body: Any) -> dict[str, str]:
    return {each["token"]: each["value"] for each in body["data"]}


def contact_key(body: Any) -> Key:
    """A contact's marker is in its e-mail address."""
    return key_of("contact", body["email"].removesuffix(EMAIL_DOMAIN), body["id"])


def contact(body: Any) -> State:
    """A contact, without its addresses."""
    columns = ("full_name", "email", "alt_email", "phone_number", "alt_phone_number")
    return {column: body[column] for column in columns}


def address_key(body: Any) -> Key:
    """An address's marker is its label."""
    return key_of("address", body["label"], body["id"])


def address(body: Any) -> State:
    """An address, with its contact's e-mail address.

    Whether it is the primary one is left out, as another client may have changed that.
    """
    state = {column: body[column] for column in (*ONE_OFF, "label")}
    return state | {"contact": body["contact"] and body["contact"]["email"]}


def job_key(body: Any, journal_keys: dict[int, Key]) -> Key:
    """A print job is known by its id; a new one has its marker in its one-off address."""
    known = journal_keys.get(body["id"])
    return known or key_of("job", (body["address"] or {}).get("organization_name"), body["id"])


def job(body: Any) -> State:
    """A print job, with the ids of its address and its cards."""
    one_off = None
    if body["address"] is not None and body["address_id"] is None:
        one_off = {name: body["address"][name] for name in ONE_OFF}
        one_off["full_name"] = body["address"]["contact"]["full_name"]
    return {
        "status": body["status"],
        "address_id": body["address_id"],
        "one_off": one_off,
        "provider": body["extract"]["shipping_provider_id"],
        "copies": body["extract"]["number_of_copies"],
        "cards": [each["id"] for each in body["list_users"]],
    }


def entry_key(body: Any, journal_keys: dict[int, Key]) -> Key:
    """A payment's marker is its channel; a charge has its print job's."""
    items = body["transaction_items"]
    job = journal_keys.get(items.get("print_job_id"))
    if job is not None:
        return job._replace(kind="charge")
    return key_of("payment", items.get("channel"), body["id"])


def entry(body: Any) -> State:
    """An entry of the ledger."""
    return {"cents": cents(body["credit"]) - cents(body["debit"])}


def cents(amount: str) -> int:
    """Cents of ``$1,234.50``; ``($5.50)`` is less than nothing."""
    digits = amount.strip("()").removeprefix("$").replace(",", "").replace(".", "")
    return -int(digits) if amount.startswith("(") else int(digits)


def configuration(content: Any, idempotency_key: str | None) -> State:
    """A bulk order configuration: what was sent, and with which idempotency key."""
    return {"content": content, "idempotency_key": idempotency_key}


def ids_to_keys(journal: Journal, kind: str) -> dict[int, Key]:
    """The keys of things by their ids."""
    return {number: key for key, number in journal.ids.items() if key.kind == kind}
