"""What a user writes, for the type checkers: it is checked and never run."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type
from uuid import UUID

from instantcard import (
    Address,
    AsyncInstantCard,
    Attempt,
    Balance,
    Card,
    CardFieldValue,
    CardPreview,
    CardTemplate,
    ChargeDetails,
    Contact,
    Error,
    FinancialTransaction,
    Image,
    InstantCard,
    NewContact,
    NotFound,
    Organization,
    Paged,
    Photo,
    PrintHistoryEntry,
    PrintJob,
    PrintJobStatus,
    Profile,
    RawResponse,
    ShippingProvider,
    StatusError,
    TemplateField,
    Timeouts,
)
from synctera import (
    AsyncSynctera,
    BulkIssuancePolicy,
    BulkOrderConfiguration,
    RecipientName,
    Shipping,
    ShippingAddress,
    ShippingMethod,
    Synctera,
)


@contextmanager
def span(attempt: Attempt) -> Generator[None, None, None]:
    """A wrapper of attempts."""
    attempt.headers["traceparent"] = "00"
    yield
    assert_type(attempt.status, int | None)


def blocking() -> None:
    """The blocking client."""
    with InstantCard(
        organization_id=77, timeouts=Timeouts(total=20), on_drift=print, wrap_attempt=span
    ) as api:
        assert_type(api, InstantCard)
        assert_type(api.profile.me(), Profile)
        assert_type(api.card_templates.list(), list[CardTemplate])
        assert_type(api.card_templates.fields(3), list[TemplateField])

        fields: dict[str, str | Photo] = {"Name": "Ada", "Photo": Photo.from_path(Path("a.jpg"))}
        card = api.cards.create(card_template_id=3, fields=fields)
        assert_type(card, Card)
        assert_type(card.id, int)
        assert_type(card.last_printed_at, datetime | None)
        api.cards.create(card_template_id=3, fields={"Name": "Ada"})
        api.cards.update(card.id, data=[CardFieldValue(token="t", value="v")])
        preview = api.cards.preview(card.id)
        assert_type(preview, CardPreview)
        assert_type(preview.front, Image)
        assert_type(preview.front.save("front.png"), Path)
        assert_type(api.cards.finalize(card.id), Card)
        assert_type(api.cards.search(term="Ada"), Paged[Card])
        assert_type([each.id for each in api.cards.list()], list[int])
        assert_type(api.cards.list().page(2), list[Card])
        assert_type(api.cards.print_history(card.id), list[PrintHistoryEntry])

        job = api.print_jobs.create(card_ids=[card.id], number_of_copies=2)
        assert_type(job, PrintJob)
        assert_type(job.status, PrintJobStatus | str)
        api.print_jobs.update(job.id, shipping_provider_id=None)
        assert_type(api.print_jobs.check_balance(job.id), bool)
        assert_type(api.print_jobs.charge_details(job.id), ChargeDetails)
        assert_type(api.print_jobs.charge_details(job.id).job_total_cost, Decimal)

        assert_type(api.organization.get(), Organization)
        assert_type(api.organization.balance(), Balance)
        assert_type(api.organization.balance().balance, Decimal)
        assert_type(api.organization.shipping_providers(), list[ShippingProvider])
        assert_type(api.organization.financial_transactions(), list[FinancialTransaction])

        contact = NewContact(full_name="Ada", email="ada@lantern.example")
        address = api.addresses.create(
            address1="1 Invented Quay",
            city="Port Ellery",
            state="PA",
            zip_code="01002",
            country="US",
            contact=contact,
        )
        assert_type(address, Address)
        assert_type(list(api.contacts.list()), list[Contact])
        try:
            api.cards.get(1)
        except NotFound as error:
            assert_type(error.status, int)
            assert_type(error.body, Any)
            if isinstance(error.body, Error):
                assert_type(error.body.error, str | None)
        except StatusError as error:
            print(error.documented, error.headers["content-type"])
        assert_type(api.login(), None)
        raw = api.with_raw_response(api.cards.get, 5)
        assert_type(raw, RawResponse[Card])
        assert_type(raw.value.id, int)
        assert_type(raw.request_id, str | None)
        assert_type(api.with_raw_response(api.cards.list().page, 2).value, list[Card])


async def tasks() -> None:
    """The client of tasks."""
    async with AsyncInstantCard() as api:
        assert_type(api, AsyncInstantCard)
        assert_type(await api.cards.get(1), Card)
        assert_type([each async for each in api.cards.list()], list[Card])
        assert_type(await api.cards.search(term="Ada").page(1), list[Card])
        assert_type(await api.print_jobs.check_balance(1), bool)
        assert_type(await api.with_raw_response(api.cards.get, 1), RawResponse[Card])
        await api.login()
        await api.close()


def keyed(api: Synctera) -> None:
    """The client with a key."""
    stored = api.bulk_orders.create(
        bulk_issuance_policy=BulkIssuancePolicy.MANUAL,
        card_product_id=UUID(int=7),
        name="Shop",
        shipping=Shipping(
            address=ShippingAddress(address_line_1="4 Invented Quay", country_code="US"),
            method=ShippingMethod.TWO_DAY,
            recipient_name=RecipientName(first_name="Ada", last_name="Lowther"),
        ),
    )
    assert_type(stored, BulkOrderConfiguration)
    assert_type(stored.card_product_id, UUID)


async def keyed_tasks(api: AsyncSynctera) -> None:
    """The same, in tasks."""
    shipping = Shipping(
        address=ShippingAddress(address_line_1="4 Invented Quay", country_code="US"),
        method=ShippingMethod.TWO_DAY,
        recipient_name=RecipientName(first_name="Ada", last_name="Lowther"),
    )
    assert_type(
        await api.bulk_orders.create(
            bulk_issuance_policy="AUTO", card_product_id="…", name="Shop", shipping=shipping
        ),
        BulkOrderConfiguration,
    )
