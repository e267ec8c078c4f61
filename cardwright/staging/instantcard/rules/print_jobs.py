"""Print jobs (page: "Print Jobs (Ordering, Checkout)")."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cardwright.staging.http import RefusalError, parse_json
from cardwright.staging.instantcard.params import LARGEST_ID, Params, parse_integer
from cardwright.staging.instantcard.rules.addresses import zip_code
from cardwright.staging.instantcard.storage.cards import Card
from cardwright.staging.instantcard.storage.print_jobs import (
    CREATED,
    SUBMITTED,
    OneOffAddress,
    PrintJob,
)

MOST_COPIES: Final = 2**31 - 1

ONE_OFF_FIELDS: Final = {
    "organization_name": "organization_name",
    "address_1": "address1",
    "address_2": "address2",
    "city": "city",
    "state": "state",
    "zip_code": "zip_code",
    "country": "country",
}
"""Fields of a one-off address on the wire, and the address columns they are."""
ONE_OFF_REQUIRED: Final = ("address_1", "city", "state", "zip_code", "country")
"""Without these a job cannot be sent. They may come one by one, but before it is submitted."""


@dataclass(frozen=True, slots=True)
class JobChanges:
    """What a request says about a job; None is what it does not say.

    `shipping_provider_id` is None also when it was sent empty: a job has it only from the last
    request that named it.
    """

    address_id: int | None
    one_off_address: OneOffAddress | None
    shipping_provider_id: int | None
    number_of_copies: int | None
    card_ids: Sequence[int]


def job_changes(job: Params) -> JobChanges:
    """The parameters of "Create a Print Job" and "Update a Print Job"; all are optional."""
    changes = JobChanges(
        job.integer("address_id", least=1),
        _one_off_address(job.group("address")),
        _shipping_provider_id(job),
        job.integer("number_of_copies", least=1, most=MOST_COPIES),
        read_card_ids(job) if "card_ids" in job else (),
    )
    if changes.address_id is not None and changes.one_off_address is not None:
        raise job.refusal("address_id", "and print_job[address] cannot both be given")
    return changes


def refuse_clearing(job: Params) -> None:
    """Refuse to take the shipping provider away from a job that is only being made."""
    if job.text("shipping_provider_id") == "":
        raise job.refusal("shipping_provider_id", "is empty")


def added_card_ids(job: Params) -> list[int]:
    """``print_job[card_ids]`` of "Add Card(s) to a Print Job": at least one."""
    if "card_ids" not in job:
        raise job.refusal("card_ids", "is missing")
    card_ids = read_card_ids(job)
    if not card_ids:
        raise job.refusal("card_ids", "is empty")
    return card_ids


def read_card_ids(job: Params) -> list[int]:
    """``print_job[card_ids]``: a JSON array of ids, as numbers or strings, each counted once.

    Also taken as Rails' own ``print_job[card_ids][]``, once for each id.
    """
    sent = job.raw("card_ids")
    if not isinstance(sent, list):
        try:
            sent = parse_json(job.required("card_ids", longest=None))
        except ValueError as error:
            raise job.refusal("card_ids", str(error)) from None
    if not isinstance(sent, list):
        raise job.refusal("card_ids", 'must be an array of card ids, in the form "[264561]"')
    card_ids: dict[int, None] = {}
    for each in sent:
        number = parse_integer(each) if isinstance(each, str) else each
        if type(number) is not int or not 0 < number <= LARGEST_ID:
            raise job.refusal("card_ids", 'must be an array of card ids, in the form "[264561]"')
        card_ids[number] = None
    return list(card_ids)


def refuse_draft(job: Params, card: Card) -> None:
    """Only finalized cards can be printed (page: "Finalize Card")."""
    if not card.finalized:
        raise job.refusal("card_ids", f"has card {card.id}, which is a draft: finalize it first")


def refuse_submitted(job: PrintJob) -> None:
    """A job is open for changes, and for submitting, until it is submitted."""
    if job.status == SUBMITTED:
        raise RefusalError(400, f"status: print job {job.id} is already submitted")


def refuse_unsubmitted(job: PrintJob) -> None:
    """Charge details are those of a submitted job (page: "Print Job Charge Details")."""
    if job.status == CREATED:
        raise RefusalError(400, f"status: print job {job.id} is not yet submitted")


def refuse_unpriced(job: PrintJob) -> None:
    """A job's price depends on its cards and its shipping provider."""
    refuse_submitted(job)
    if not job.card_ids:
        raise RefusalError(400, f"card_ids: print job {job.id} has no cards")
    if job.shipping_provider_id is None:
        raise RefusalError(
            400,
            f"shipping_provider_id: print job {job.id} has none"
            " (every update resets it; send it along)",
        )


def refuse_undeliverable(job: PrintJob) -> None:
    """A job is sent to a saved address or to a complete one-off address."""
    if job.address_id is not None:
        return
    if job.one_off_address is None:
        raise RefusalError(400, f"address_id: print job {job.id} has no address")
    for key in ONE_OFF_REQUIRED:
        if not job.one_off_address.get(ONE_OFF_FIELDS[key], "").strip():
            raise RefusalError(400, f"print_job[address][{key}] can't be blank")


def status_filter(params: Params) -> int | None:
    """``status`` of "Fetch All Print Jobs": 0 created, 1 submitted."""
    return params.integer("status", least=CREATED, most=SUBMITTED)


def _one_off_address(address: Params) -> OneOffAddress | None:
    sent: dict[str, str] = {}
    full_name = address.group("contact").text("full_name")
    if full_name is not None:
        sent["full_name"] = full_name
    for key, column in ONE_OFF_FIELDS.items():
        text = address.text(key)
        if text is not None:
            sent[column] = zip_code(address, key) if key == "zip_code" and text else text
    return sent or None


def _shipping_provider_id(job: Params) -> int | None:
    # An empty value is the form's way to write null.
    return (
        None
        if job.text("shipping_provider_id") == ""
        else job.integer("shipping_provider_id", least=1)
    )
