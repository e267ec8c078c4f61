"""Page: "Print Jobs (Ordering, Checkout)"."""

import json
import sqlite3
from collections.abc import Sequence

from cardwright.staging.http import Json, RefusalError
from cardwright.staging.instantcard import answers
from cardwright.staging.instantcard.entry import OrganizationCall, not_found
from cardwright.staging.instantcard.operations import addresses as address_operations
from cardwright.staging.instantcard.operations import cards as card_operations
from cardwright.staging.instantcard.params import Params
from cardwright.staging.instantcard.rules import print_jobs as rules
from cardwright.staging.instantcard.rules.money import format_cents
from cardwright.staging.instantcard.rules.paging import read_page
from cardwright.staging.instantcard.rules.prices import Charge, charge
from cardwright.staging.instantcard.rules.printing import printed_at
from cardwright.staging.instantcard.storage import (
    addresses,
    cards,
    ledger,
    organizations,
    print_jobs,
    templates,
)
from cardwright.staging.instantcard.storage.print_jobs import SUBMITTED, PrintJob


def create(call: OrganizationCall) -> Json:
    """Page: "Create a Print Job". Nothing is printed before it is submitted."""
    with call.services.database.writing() as connection:
        rules.refuse_clearing(call.params.group("print_job"))
        job_id = print_jobs.create(connection, call.organization.id, call.services.clock())
        _change(connection, call, _load(connection, call, job_id))
        return _answer(connection, call, _load(connection, call, job_id))


def update(call: OrganizationCall) -> Json:
    """Page: "Update a Print Job". Resets the shipping provider unless it is sent."""
    with call.services.database.writing() as connection:
        job = _load_wanted(connection, call)
        rules.refuse_submitted(job)
        _change(connection, call, job)
        return _answer(connection, call, _load(connection, call, job.id))


def add_cards(call: OrganizationCall) -> Json:
    """Page: "Add Card(s) to a Print Job"."""
    with call.services.database.writing() as connection:
        job = _load_wanted(connection, call)
        rules.refuse_submitted(job)
        sent = call.params.group("print_job")
        _add_cards(connection, call, job, sent, rules.added_card_ids(sent))
        return _answer(connection, call, _load(connection, call, job.id))


def remove_card(call: OrganizationCall) -> Json:
    """Page: "Remove a Card from a Print Job". The card itself stays."""
    with call.services.database.writing() as connection:
        job = _load_wanted(connection, call)
        card_id = call.id("card_id", "card")
        if card_id not in job.card_ids:
            raise not_found(f"card in print job {job.id}", card_id)
        rules.refuse_submitted(job)
        print_jobs.remove_card(connection, job.id, card_id, call.services.clock())
    return {"message": "Card was successfully removed from the print job."}


def check_balance(call: OrganizationCall) -> Json:
    """Page: "Check Balance to Submit a Print Job". A bare true or false."""
    with call.services.database.reading() as connection:
        job = _load_wanted(connection, call)
        rules.refuse_unpriced(job)
        balance = ledger.balance(connection, call.organization.id)
        return balance >= _charge(connection, job).cents


def submit(call: OrganizationCall) -> Json:
    """Page: "Submit a Print Job". Charges the organization once, or refuses and charges nothing."""
    with call.services.database.writing() as connection:
        job = _load_wanted(connection, call)
        rules.refuse_unpriced(job)
        rules.refuse_undeliverable(job)
        cost, now = _charge(connection, job), call.services.clock()
        balance = ledger.balance(connection, call.organization.id)
        if balance < cost.cents:
            raise RefusalError(
                400,
                f"balance: {format_cents(balance)} does not cover print job {job.id},"
                f" which costs {format_cents(cost.cents)}",
            )
        ledger.record(
            connection,
            call.organization.id,
            now,
            cents=-cost.cents,
            sub_type="print_job",
            description=f"Print job {job.id}",
            items={
                "print_job_id": job.id,
                "items": answers.charge_items(cost),
                "shipping_cost": format_cents(cost.shipping_cents),
            },
            print_job_id=job.id,
        )
        address = json.dumps(_address(connection, call, job))
        cards.keep_submitted(connection, job.id, cards.load_listed(connection, job.card_ids, now))
        print_jobs.mark_submitted(
            connection,
            job.id,
            now,
            prints_at=printed_at(now),
            address=address,
            charge=cost.to_json(),
        )
        return _answer(connection, call, _load(connection, call, job.id))


def charge_details(call: OrganizationCall) -> Json:
    """Page: "Print Job Charge Details", of a submitted job."""
    with call.services.database.reading() as connection:
        job = _load_wanted(connection, call)
    rules.refuse_unsubmitted(job)
    assert job.charge is not None
    return answers.charge_details(Charge.from_json(job.charge))


def fetch(call: OrganizationCall) -> Json:
    """Page: "Fetch a Single Print Job" (the first of the two sections of that name)."""
    with call.services.database.reading() as connection:
        return _answer(connection, call, _load_wanted(connection, call))


def fetch_all(call: OrganizationCall) -> Json:
    """Page: "Fetch All Print Jobs", or those of one status."""
    page, status = read_page(call.params), rules.status_filter(call.params)
    with call.services.database.reading() as connection:
        found = print_jobs.page_of(connection, call.organization.id, status, page)
        return [_answer(connection, call, job) for job in found]


def _change(connection: sqlite3.Connection, call: OrganizationCall, job: PrintJob) -> None:
    sent = call.params.group("print_job")
    changes = rules.job_changes(sent)
    address_id, one_off_address = job.address_id, job.one_off_address
    if changes.address_id is not None:
        if addresses.load(connection, call.organization.id, changes.address_id) is None:
            raise not_found("address", changes.address_id)
        address_id, one_off_address = changes.address_id, None
    elif changes.one_off_address is not None:
        address_id = None
        one_off_address = {**(one_off_address or {}), **changes.one_off_address}
    provider_id = changes.shipping_provider_id
    if provider_id is not None and not organizations.provider(
        connection, call.organization.id, provider_id
    ):
        raise not_found("shipping provider", provider_id)
    now = call.services.clock()
    print_jobs.save(
        connection,
        job.id,
        now,
        address_id=address_id,
        one_off_address=one_off_address,
        shipping_provider_id=provider_id,
        number_of_copies=changes.number_of_copies or job.number_of_copies,
    )
    _add_cards(connection, call, job, sent, changes.card_ids)


def _add_cards(
    connection: sqlite3.Connection,
    call: OrganizationCall,
    job: PrintJob,
    sent: Params,
    card_ids: Sequence[int],
) -> None:
    for card_id in card_ids:
        rules.refuse_draft(sent, card_operations.load(connection, call, card_id))
    print_jobs.add_cards(connection, job.id, card_ids, call.services.clock())


def _charge(connection: sqlite3.Connection, job: PrintJob) -> Charge:
    assert job.shipping_provider_id is not None
    provider = organizations.provider(connection, job.organization_id, job.shipping_provider_id)
    assert provider is not None
    unit_cents = templates.prices(connection, job.card_ids)
    return charge(
        {card_id: unit_cents[card_id] for card_id in job.card_ids},
        job.number_of_copies,
        provider.cents,
    )


def _load_wanted(connection: sqlite3.Connection, call: OrganizationCall) -> PrintJob:
    return _load(connection, call, call.id("id", "print job"))


def _load(connection: sqlite3.Connection, call: OrganizationCall, job_id: int) -> PrintJob:
    job = print_jobs.load(connection, call.organization.id, job_id)
    if job is None:
        raise not_found("print job", job_id)
    return job


def _answer(connection: sqlite3.Connection, call: OrganizationCall, job: PrintJob) -> Json:
    now = call.services.clock()
    if job.status == SUBMITTED:
        listed = cards.load_submitted(connection, job.id, job.card_ids, now)
    else:
        listed = cards.load_listed(connection, job.card_ids, now)
    return answers.print_job(job, call.organization, _address(connection, call, job), listed)


def _address(connection: sqlite3.Connection, call: OrganizationCall, job: PrintJob) -> Json:
    if job.submitted_address is not None:
        kept: Json = json.loads(job.submitted_address)
        return kept
    if job.one_off_address is not None:
        return answers.one_off_address(job.organization_id, job.one_off_address)
    if job.address_id is None:
        return None
    address = addresses.load(connection, call.organization.id, job.address_id)
    assert address is not None
    return address_operations.answer(connection, address)
