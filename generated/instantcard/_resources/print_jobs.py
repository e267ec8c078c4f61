# Generated from instantcard.yaml by Cardwright; not to be edited.
"""Orders, open to changes until they are submitted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from .._models.charge_details import ChargeDetails
from .._models.error import Error
from .._models.one_off_address import OneOffAddress
from .._models.one_off_contact import OneOffContact
from .._models.print_job import PrintJob
from .._models.print_job_status import PrintJobStatus
from .._runtime import check
from .._runtime.bodies import Form, json_text
from .._runtime.core import Core
from .._runtime.decoding import DIFFERS, differs
from .._runtime.drift import Drift
from .._runtime.evidence import Evidence
from .._runtime.io import run
from .._runtime.operation import Operation
from .._runtime.paging import AsyncPaged, Paged
from .._runtime.unset import UNSET, Unset
from .._runtime.urls import Query, segment


class PrintJobsResource:
    """Orders, open to changes until they are submitted."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self, *, status: PrintJobStatus | str | Unset = UNSET, page_size: int = 25
    ) -> Paged[PrintJob]:
        """List the print jobs.

        The organization's print jobs, page by page; all of them, or only the created or only the
        submitted ones.

        Args:
            page_size: How many entries a page holds (1 to 100).
            status: Only the jobs of this status.

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            BadRequest: 400. The page, its size or the status is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch All Print Jobs”.
        """
        return Paged(
            partial(_list, self._core, page_size=page_size, status=status), lambda item: item.id
        )

    def create(
        self,
        *,
        address_id: int | Unset = UNSET,
        address: OneOffAddress | Unset = UNSET,
        shipping_provider_id: int | Unset = UNSET,
        number_of_copies: int | Unset = UNSET,
        card_ids: Iterable[int] | Unset = UNSET,
    ) -> PrintJob:
        """Create a print job.

        Opens an order. Every field can be left for later: `print_jobs.update` sets it,
        `print_jobs.add_cards` adds cards. Nothing is printed before `print_jobs.submit`.

        The parcel goes to a saved address (`address_id`) or to a one-off address (`address`), which
        serves this job only and is not saved. The number of copies belongs to the job and holds for
        each of its cards; a card that needs another number needs a print job of its own.

        Args:
            address_id: A saved address to ship to.
            address: The print job address.
            shipping_provider_id: Who ships the parcel, one of `organization.shipping_providers`.
            number_of_copies: How often each card of the job is printed.
            card_ids: The ids of the cards to print.

        Returns:
            The print job.

        Raises:
            BadRequest: 400. A field is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization, address, shipping provider or card.
            OutcomeUnknown: It may have happened. Look for it with print_jobs.list before you call
                it again, or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Create a Print Job”.
        """
        return run(
            _create(
                self._core,
                address_id=address_id,
                address=address,
                shipping_provider_id=shipping_provider_id,
                number_of_copies=number_of_copies,
                card_ids=card_ids,
            )
        )

    def get(self, print_job_id: int) -> PrintJob:
        """Get a print job.

        One print job, to check it before it is submitted or to see whether it was.

        Args:
            print_job_id: The print job.

        Returns:
            The print job.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Print Job”.
        """
        return run(_get(self._core, print_job_id))

    def update(
        self,
        print_job_id: int,
        *,
        shipping_provider_id: int | None,
        address_id: int | Unset = UNSET,
        address: OneOffAddress | Unset = UNSET,
        number_of_copies: int | Unset = UNSET,
        card_ids: Iterable[int] | Unset = UNSET,
    ) -> PrintJob:
        """Change a print job.

        Changes an order that is not submitted: its address, saved or one-off, its shipping
        provider, the number of copies of each card, its cards. A one-off address serves this job
        only and is not saved.

        Every update resets the shipping provider to null unless `shipping_provider_id` is sent
        again.

        The fields travel in the query string. What is personal in them can end up in the logs of
        servers on the way.

        Args:
            print_job_id: The print job.
            address_id: A saved address to ship to.
            address: The print job address.
            shipping_provider_id: Who ships the parcel. Left out or empty, the job has no shipping
                provider afterwards.
            number_of_copies: How often each card of the job is printed.
            card_ids: The ids of cards to add.

        Returns:
            The print job as changed.

        Raises:
            BadRequest: 400. A field is malformed, or the job can no longer be changed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization, print job, address, shipping provider or
                card.
            OutcomeUnknown: It may have happened. Look with print_jobs.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Update a Print Job”.
        """
        return run(
            _update(
                self._core,
                print_job_id,
                shipping_provider_id=shipping_provider_id,
                address_id=address_id,
                address=address,
                number_of_copies=number_of_copies,
                card_ids=card_ids,
            )
        )

    def add_cards(self, print_job_id: int, *, card_ids: Iterable[int]) -> PrintJob:
        """Add cards to a print job.

        Adds finalized cards to an order that is not submitted. They are printed as often as the
        job's number of copies says; a card that needs another number needs a print job of its own.
        `print_jobs.list` finds a job's id.

        Args:
            print_job_id: The print job.
            card_ids: The ids of the cards to add.

        Returns:
            The print job with the cards.

        Raises:
            BadRequest: 400. The list of cards is missing or malformed, or the job can no longer be
                changed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization, print job or card.
            OutcomeUnknown: It may have happened. Look with print_jobs.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Add Card(s) to a Print Job”.
        """
        return run(_add_cards(self._core, print_job_id, card_ids=card_ids))

    def remove_card(self, print_job_id: int, card_id: int) -> str | dict[str, Any]:
        """Remove a card from a print job.

        Removes one card from an order that is not submitted. Several cards take several calls.

        Args:
            print_job_id: The print job.
            card_id: The card.

        Returns:
            The card is removed from the job.

        Raises:
            BadRequest: 400. An id is malformed, or the job can no longer be changed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job, or the card is not in the
                job.
            OutcomeUnknown: It may have happened. Look with print_jobs.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Remove a Card from a Print Job”.
        """
        return run(_remove_card(self._core, print_job_id, card_id))

    def check_balance(self, print_job_id: int) -> bool:
        """Check that the balance covers a print job.

        Whether the organization's balance covers the job. It is to be asked before the job is
        submitted; `organization.add_funds` makes up what is missing.

        Args:
            print_job_id: The print job.

        Returns:
            True if the balance covers the job.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Check Balance to Submit a Print Job”.
        """
        return run(_check_balance(self._core, print_job_id))

    def submit(self, print_job_id: int) -> PrintJob:
        """Submit a print job.

        Sends the order to production and charges the organization's balance, which
        `print_jobs.check_balance` is to have found sufficient. Jobs submitted before 4 PM EST are
        printed and shipped the same day, so all details have to be right by then.

        This call moves money.

        Args:
            print_job_id: The print job.

        Returns:
            The print job, submitted.

        Raises:
            BadRequest: 400. An id is malformed, or the job cannot be submitted as it is.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job.
            OutcomeUnknown: It may have happened. Look with print_jobs.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Submit a Print Job”.
        """
        return run(_submit(self._core, print_job_id))

    def charge_details(self, print_job_id: int) -> ChargeDetails:
        """Get what a print job cost.

        The charges of a print job that has been submitted. A job that has not been submitted has
        none.

        Args:
            print_job_id: The print job.

        Returns:
            The charges.

        Raises:
            BadRequest: 400. An id is malformed, or the job has not been submitted.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Print Job Charge Details”.
        """
        return run(_charge_details(self._core, print_job_id))


class AsyncPrintJobsResource:
    """Orders, open to changes until they are submitted."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def list(
        self, *, status: PrintJobStatus | str | Unset = UNSET, page_size: int = 25
    ) -> AsyncPaged[PrintJob]:
        """List the print jobs.

        The organization's print jobs, page by page; all of them, or only the created or only the
        submitted ones.

        Args:
            page_size: How many entries a page holds (1 to 100).
            status: Only the jobs of this status.

        Returns:
            All items of all pages, fetched as they are needed; `.page(n)` gives one page.

        Raises:
            BadRequest: 400. The page, its size or the status is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch All Print Jobs”.
        """
        return AsyncPaged(
            partial(_list, self._core, page_size=page_size, status=status), lambda item: item.id
        )

    async def create(
        self,
        *,
        address_id: int | Unset = UNSET,
        address: OneOffAddress | Unset = UNSET,
        shipping_provider_id: int | Unset = UNSET,
        number_of_copies: int | Unset = UNSET,
        card_ids: Iterable[int] | Unset = UNSET,
    ) -> PrintJob:
        """Create a print job.

        Opens an order. Every field can be left for later: `print_jobs.update` sets it,
        `print_jobs.add_cards` adds cards. Nothing is printed before `print_jobs.submit`.

        The parcel goes to a saved address (`address_id`) or to a one-off address (`address`), which
        serves this job only and is not saved. The number of copies belongs to the job and holds for
        each of its cards; a card that needs another number needs a print job of its own.

        Args:
            address_id: A saved address to ship to.
            address: The print job address.
            shipping_provider_id: Who ships the parcel, one of `organization.shipping_providers`.
            number_of_copies: How often each card of the job is printed.
            card_ids: The ids of the cards to print.

        Returns:
            The print job.

        Raises:
            BadRequest: 400. A field is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization, address, shipping provider or card.
            OutcomeUnknown: It may have happened. Look for it with print_jobs.list before you call
                it again, or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Create a Print Job”.
        """
        return await _create(
            self._core,
            address_id=address_id,
            address=address,
            shipping_provider_id=shipping_provider_id,
            number_of_copies=number_of_copies,
            card_ids=card_ids,
        )

    async def get(self, print_job_id: int) -> PrintJob:
        """Get a print job.

        One print job, to check it before it is submitted or to see whether it was.

        Args:
            print_job_id: The print job.

        Returns:
            The print job.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Print Job”.
        """
        return await _get(self._core, print_job_id)

    async def update(
        self,
        print_job_id: int,
        *,
        shipping_provider_id: int | None,
        address_id: int | Unset = UNSET,
        address: OneOffAddress | Unset = UNSET,
        number_of_copies: int | Unset = UNSET,
        card_ids: Iterable[int] | Unset = UNSET,
    ) -> PrintJob:
        """Change a print job.

        Changes an order that is not submitted: its address, saved or one-off, its shipping
        provider, the number of copies of each card, its cards. A one-off address serves this job
        only and is not saved.

        Every update resets the shipping provider to null unless `shipping_provider_id` is sent
        again.

        The fields travel in the query string. What is personal in them can end up in the logs of
        servers on the way.

        Args:
            print_job_id: The print job.
            address_id: A saved address to ship to.
            address: The print job address.
            shipping_provider_id: Who ships the parcel. Left out or empty, the job has no shipping
                provider afterwards.
            number_of_copies: How often each card of the job is printed.
            card_ids: The ids of cards to add.

        Returns:
            The print job as changed.

        Raises:
            BadRequest: 400. A field is malformed, or the job can no longer be changed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization, print job, address, shipping provider or
                card.
            OutcomeUnknown: It may have happened. Look with print_jobs.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Update a Print Job”.
        """
        return await _update(
            self._core,
            print_job_id,
            shipping_provider_id=shipping_provider_id,
            address_id=address_id,
            address=address,
            number_of_copies=number_of_copies,
            card_ids=card_ids,
        )

    async def add_cards(self, print_job_id: int, *, card_ids: Iterable[int]) -> PrintJob:
        """Add cards to a print job.

        Adds finalized cards to an order that is not submitted. They are printed as often as the
        job's number of copies says; a card that needs another number needs a print job of its own.
        `print_jobs.list` finds a job's id.

        Args:
            print_job_id: The print job.
            card_ids: The ids of the cards to add.

        Returns:
            The print job with the cards.

        Raises:
            BadRequest: 400. The list of cards is missing or malformed, or the job can no longer be
                changed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization, print job or card.
            OutcomeUnknown: It may have happened. Look with print_jobs.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Add Card(s) to a Print Job”.
        """
        return await _add_cards(self._core, print_job_id, card_ids=card_ids)

    async def remove_card(self, print_job_id: int, card_id: int) -> str | dict[str, Any]:
        """Remove a card from a print job.

        Removes one card from an order that is not submitted. Several cards take several calls.

        Args:
            print_job_id: The print job.
            card_id: The card.

        Returns:
            The card is removed from the job.

        Raises:
            BadRequest: 400. An id is malformed, or the job can no longer be changed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job, or the card is not in the
                job.
            OutcomeUnknown: It may have happened. Look with print_jobs.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Remove a Card from a Print Job”.
        """
        return await _remove_card(self._core, print_job_id, card_id)

    async def check_balance(self, print_job_id: int) -> bool:
        """Check that the balance covers a print job.

        Whether the organization's balance covers the job. It is to be asked before the job is
        submitted; `organization.add_funds` makes up what is missing.

        Args:
            print_job_id: The print job.

        Returns:
            True if the balance covers the job.

        Raises:
            BadRequest: 400. An id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Check Balance to Submit a Print Job”.
        """
        return await _check_balance(self._core, print_job_id)

    async def submit(self, print_job_id: int) -> PrintJob:
        """Submit a print job.

        Sends the order to production and charges the organization's balance, which
        `print_jobs.check_balance` is to have found sufficient. Jobs submitted before 4 PM EST are
        printed and shipped the same day, so all details have to be right by then.

        This call moves money.

        Args:
            print_job_id: The print job.

        Returns:
            The print job, submitted.

        Raises:
            BadRequest: 400. An id is malformed, or the job cannot be submitted as it is.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job.
            OutcomeUnknown: It may have happened. Look with print_jobs.get before you call it again,
                or let resolve() do so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Submit a Print Job”.
        """
        return await _submit(self._core, print_job_id)

    async def charge_details(self, print_job_id: int) -> ChargeDetails:
        """Get what a print job cost.

        The charges of a print job that has been submitted. A job that has not been submitted has
        none.

        Args:
            print_job_id: The print job.

        Returns:
            The charges.

        Raises:
            BadRequest: 400. An id is malformed, or the job has not been submitted.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization or print job.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Print Job Charge Details”.
        """
        return await _charge_details(self._core, print_job_id)


async def _list(
    core: Core,
    page: int,
    *,
    page_size: int | Unset = UNSET,
    status: PrintJobStatus | str | Unset = UNSET,
) -> list[PrintJob]:
    query = Query()
    query.add("page", "page", check.integer("page", page, minimum=1))
    query.add(
        "page_size", "page_size", check.integer("page_size", page_size, minimum=1, maximum=100)
    )
    query.add("status", "status", check.choice("status", status, PrintJobStatus))
    return await core.call(
        _LIST, "/organizations/" + core.settings["organization_id"] + "/print_jobs", query=query
    )


async def _create(
    core: Core,
    *,
    address_id: int | Unset = UNSET,
    address: OneOffAddress | Unset = UNSET,
    shipping_provider_id: int | Unset = UNSET,
    number_of_copies: int | Unset = UNSET,
    card_ids: Iterable[int] | Unset = UNSET,
) -> PrintJob:
    check.at_most_one({"address_id": address_id, "address": address})
    form = Form()
    form.add("print_job[address_id]", check.integer("address_id", address_id, minimum=1))
    if not isinstance(address, Unset):
        check.model("address", address, OneOffAddress)
        if not isinstance(address.contact, Unset):
            check.model("address.contact", address.contact, OneOffContact)
            form.add(
                "print_job[address][contact][full_name]",
                check.text("address.contact.full_name", address.contact.full_name),
            )
        form.add(
            "print_job[address][organization_name]",
            check.text("address.organization_name", address.organization_name),
        )
        form.add(
            "print_job[address][address_1]", check.text("address.address_1", address.address_1)
        )
        form.add(
            "print_job[address][address_2]", check.text("address.address_2", address.address_2)
        )
        form.add("print_job[address][city]", check.text("address.city", address.city))
        form.add("print_job[address][state]", check.text("address.state", address.state))
        form.add(
            "print_job[address][zip_code]",
            check.text(
                "address.zip_code",
                address.zip_code,
                whole=re.compile(
                    "(?:(?=.*[0-9])[0-9A-Za-z](?:[0-9A-Za-z -]{0,8}[0-9A-Za-z])?)?", re.ASCII
                ),
            ),
        )
        form.add("print_job[address][country]", check.text("address.country", address.country))
    form.add(
        "print_job[shipping_provider_id]",
        check.integer("shipping_provider_id", shipping_provider_id, minimum=1),
    )
    form.add(
        "print_job[number_of_copies]",
        check.integer("number_of_copies", number_of_copies, minimum=1),
    )
    form.add(
        "print_job[card_ids]",
        json_text(
            "card_ids",
            check.sequence(
                "card_ids", card_ids, lambda name, item: check.integer(name, item, minimum=1)
            ),
        ),
    )
    return await core.call(
        _CREATE,
        "/organizations/" + core.settings["organization_id"] + "/print_jobs",
        body=form.unless_empty(),
    )


async def _get(core: Core, print_job_id: int) -> PrintJob:
    return await core.call(
        _GET,
        "/organizations/"
        + core.settings["organization_id"]
        + "/print_jobs/"
        + segment("print_job_id", check.integer("print_job_id", print_job_id, minimum=1)),
    )


async def _update(
    core: Core,
    print_job_id: int,
    *,
    shipping_provider_id: int | None,
    address_id: int | Unset = UNSET,
    address: OneOffAddress | Unset = UNSET,
    number_of_copies: int | Unset = UNSET,
    card_ids: Iterable[int] | Unset = UNSET,
) -> PrintJob:
    check.at_most_one({"address_id": address_id, "address": address})
    query = Query()
    query.add(
        "print_job[address_id]", "address_id", check.integer("address_id", address_id, minimum=1)
    )
    if not isinstance(address, Unset):
        check.model("address", address, OneOffAddress)
        if not isinstance(address.contact, Unset):
            check.model("address.contact", address.contact, OneOffContact)
            query.add(
                "print_job[address][contact][full_name]",
                "address.contact.full_name",
                check.text("address.contact.full_name", address.contact.full_name),
            )
        query.add(
            "print_job[address][organization_name]",
            "address.organization_name",
            check.text("address.organization_name", address.organization_name),
        )
        query.add(
            "print_job[address][address_1]",
            "address.address_1",
            check.text("address.address_1", address.address_1),
        )
        query.add(
            "print_job[address][address_2]",
            "address.address_2",
            check.text("address.address_2", address.address_2),
        )
        query.add(
            "print_job[address][city]", "address.city", check.text("address.city", address.city)
        )
        query.add(
            "print_job[address][state]", "address.state", check.text("address.state", address.state)
        )
        query.add(
            "print_job[address][zip_code]",
            "address.zip_code",
            check.text(
                "address.zip_code",
                address.zip_code,
                whole=re.compile(
                    "(?:(?=.*[0-9])[0-9A-Za-z](?:[0-9A-Za-z -]{0,8}[0-9A-Za-z])?)?", re.ASCII
                ),
            ),
        )
        query.add(
            "print_job[address][country]",
            "address.country",
            check.text("address.country", address.country),
        )
    query.add(
        "print_job[shipping_provider_id]",
        "shipping_provider_id",
        ""
        if shipping_provider_id is None
        else check.integer("shipping_provider_id", shipping_provider_id, minimum=1),
    )
    query.add(
        "print_job[number_of_copies]",
        "number_of_copies",
        check.integer("number_of_copies", number_of_copies, minimum=1),
    )
    query.add(
        "print_job[card_ids]",
        "card_ids",
        json_text(
            "card_ids",
            check.sequence(
                "card_ids", card_ids, lambda name, item: check.integer(name, item, minimum=1)
            ),
        ),
    )
    return await core.call(
        _UPDATE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/print_jobs/"
        + segment("print_job_id", check.integer("print_job_id", print_job_id, minimum=1)),
        query=query,
    )


async def _add_cards(core: Core, print_job_id: int, *, card_ids: Iterable[int]) -> PrintJob:
    form = Form()
    form.add(
        "print_job[card_ids]",
        json_text(
            "card_ids",
            check.sequence(
                "card_ids", card_ids, lambda name, item: check.integer(name, item, minimum=1)
            ),
        ),
    )
    return await core.call(
        _ADD_CARDS,
        "/organizations/"
        + core.settings["organization_id"]
        + "/print_jobs/"
        + segment("print_job_id", check.integer("print_job_id", print_job_id, minimum=1))
        + "/add_cards",
        body=form,
    )


async def _remove_card(core: Core, print_job_id: int, card_id: int) -> str | dict[str, Any]:
    return await core.call(
        _REMOVE_CARD,
        "/organizations/"
        + core.settings["organization_id"]
        + "/print_jobs/"
        + segment("print_job_id", check.integer("print_job_id", print_job_id, minimum=1))
        + "/remove_cards/"
        + segment("card_id", check.integer("card_id", card_id, minimum=1)),
    )


async def _check_balance(core: Core, print_job_id: int) -> bool:
    return await core.call(
        _CHECK_BALANCE,
        "/organizations/"
        + core.settings["organization_id"]
        + "/print_jobs/"
        + segment("print_job_id", check.integer("print_job_id", print_job_id, minimum=1))
        + "/check_balance",
    )


async def _submit(core: Core, print_job_id: int) -> PrintJob:
    return await core.call(
        _SUBMIT,
        "/organizations/"
        + core.settings["organization_id"]
        + "/print_jobs/"
        + segment("print_job_id", check.integer("print_job_id", print_job_id, minimum=1))
        + "/print",
    )


async def _charge_details(core: Core, print_job_id: int) -> ChargeDetails:
    return await core.call(
        _CHARGE_DETAILS,
        "/organizations/"
        + core.settings["organization_id"]
        + "/print_jobs/"
        + segment("print_job_id", check.integer("print_job_id", print_job_id, minimum=1))
        + "/charge_details",
    )


def _decode__list(value: Any, drift: Drift, at: str) -> list[PrintJob]:
    try:
        return PrintJob._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            PrintJob.from_dict(v0, drift, f"{at}/{i0}")
            if type(v0) is dict
            else drift.wrong(v0, f"{at}/{i0}", "an object")
            for i0, v0 in enumerate(value)
        ]
        if type(value) is list
        else drift.wrong(value, at, "an array")
    )


def _decode__remove_card(value: Any, drift: Drift, at: str) -> str | dict[str, Any]:
    try:
        return value if type(value) is str or type(value) is dict else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        value
        if type(value) is str or type(value) is dict
        else drift.wrong(value, at, "text or an object")
    )


def _decode__check_balance(value: Any, drift: Drift, at: str) -> bool:
    try:
        return value if type(value) is bool else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return value if type(value) is bool else drift.wrong(value, at, "a boolean")


_LIST: Operation[list[PrintJob]] = Operation(
    id="print_jobs.list",
    method="GET",
    route="/organizations/{organization_id}/print_jobs",
    success=frozenset({200}),
    answer=(list,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__list,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_CREATE: Operation[PrintJob] = Operation(
    id="print_jobs.create",
    method="POST",
    route="/organizations/{organization_id}/print_jobs",
    success=frozenset({200, 201}),
    answer=(dict,),
    required=frozenset(["id", "status"]),
    refusal_names=frozenset(["error"]),
    decode=PrintJob.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="once",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(
        read=lambda: _LIST,
        kind="entry",
        same={
            "print_job[address_id]": ("address_id",),
            "print_job[address][contact][full_name]": ("address", "contact", "full_name"),
            "print_job[address][address_1]": ("address", "address1"),
            "print_job[address][address_2]": ("address", "address2"),
            "print_job[address][organization_name]": ("address", "organization_name"),
            "print_job[address][city]": ("address", "city"),
            "print_job[address][state]": ("address", "state"),
            "print_job[address][zip_code]": ("address", "zip_code"),
            "print_job[address][country]": ("address", "country"),
            "print_job[shipping_provider_id]": ("extract", "shipping_provider_id"),
            "print_job[number_of_copies]": ("extract", "number_of_copies"),
        },
        among={"print_job[card_ids]": ("list_users",)},
        filled=frozenset({"print_job[shipping_provider_id]", "print_job[number_of_copies]"}),
        brings={
            "print_job[address_id]": frozenset(
                {
                    "print_job[address][contact][full_name]",
                    "print_job[address][address_1]",
                    "print_job[address][address_2]",
                    "print_job[address][organization_name]",
                    "print_job[address][city]",
                    "print_job[address][state]",
                    "print_job[address][zip_code]",
                    "print_job[address][country]",
                }
            )
        },
        paging=("page", "page_size", 1, 100),
        same_answer=True,
    ),
    advice="Look for it with print_jobs.list before you call it again, or let resolve() do so.",
)
_GET: Operation[PrintJob] = Operation(
    id="print_jobs.get",
    method="GET",
    route="/organizations/{organization_id}/print_jobs/{id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "status"]),
    refusal_names=frozenset(["error"]),
    decode=PrintJob.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_UPDATE: Operation[PrintJob] = Operation(
    id="print_jobs.update",
    method="PATCH",
    route="/organizations/{organization_id}/print_jobs/{id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "status"]),
    refusal_names=frozenset(["error"]),
    decode=PrintJob.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="once",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(
        read=lambda: _GET,
        kind="object",
        same={
            "print_job[address_id]": ("address_id",),
            "print_job[address][contact][full_name]": ("address", "contact", "full_name"),
            "print_job[address][address_1]": ("address", "address1"),
            "print_job[address][address_2]": ("address", "address2"),
            "print_job[address][organization_name]": ("address", "organization_name"),
            "print_job[address][city]": ("address", "city"),
            "print_job[address][state]": ("address", "state"),
            "print_job[address][zip_code]": ("address", "zip_code"),
            "print_job[address][country]": ("address", "country"),
            "print_job[shipping_provider_id]": ("extract", "shipping_provider_id"),
            "print_job[number_of_copies]": ("extract", "number_of_copies"),
        },
        among={"print_job[card_ids]": ("list_users",)},
        same_answer=True,
    ),
    advice="Look with print_jobs.get before you call it again, or let resolve() do so.",
)
_ADD_CARDS: Operation[PrintJob] = Operation(
    id="print_jobs.add_cards",
    method="POST",
    route="/organizations/{organization_id}/print_jobs/{id}/add_cards",
    success=frozenset({200, 201}),
    answer=(dict,),
    required=frozenset(["id", "status"]),
    refusal_names=frozenset(["error"]),
    decode=PrintJob.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="once",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(
        read=lambda: _GET,
        kind="object",
        among={"print_job[card_ids]": ("list_users",)},
        same_answer=True,
    ),
    advice="Look with print_jobs.get before you call it again, or let resolve() do so.",
)
_REMOVE_CARD: Operation[str | dict[str, Any]] = Operation(
    id="print_jobs.remove_card",
    method="DELETE",
    route="/organizations/{organization_id}/print_jobs/{id}/remove_cards/{card_id}",
    success=frozenset({200}),
    answer=(str, dict),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__remove_card,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict, 500: Error.from_dict},
    authenticated=True,
    effect="repeatable",
    safe=False,
    key_header=None,
    moves_money=False,
    settle=Evidence(read=lambda: _GET, kind="object", not_among={"card_id": ("list_users",)}),
    advice="Look with print_jobs.get before you call it again, or let resolve() do so.",
)
_CHECK_BALANCE: Operation[bool] = Operation(
    id="print_jobs.check_balance",
    method="GET",
    route="/organizations/{organization_id}/print_jobs/{id}/check_balance",
    success=frozenset({200}),
    answer=(bool,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__check_balance,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_SUBMIT: Operation[PrintJob] = Operation(
    id="print_jobs.submit",
    method="POST",
    route="/organizations/{organization_id}/print_jobs/{id}/print",
    success=frozenset({200, 201}),
    answer=(dict,),
    required=frozenset(["id", "status"]),
    refusal_names=frozenset(["error"]),
    decode=PrintJob.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="once",
    safe=False,
    key_header=None,
    moves_money=True,
    settle=Evidence(
        read=lambda: _GET,
        kind="object",
        equals=((("status",), "1"),),
        was=((("status",), "0"),),
        same_answer=True,
    ),
    advice="Look with print_jobs.get before you call it again, or let resolve() do so.",
)
_CHARGE_DETAILS: Operation[ChargeDetails] = Operation(
    id="print_jobs.charge_details",
    method="GET",
    route="/organizations/{organization_id}/print_jobs/{id}/charge_details",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["items", "shipping_cost", "job_total_cost"]),
    refusal_names=frozenset(["error"]),
    decode=ChargeDetails.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
