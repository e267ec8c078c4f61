"""Every method, in both clients, against staging; a difference from the spec raises."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image as Pillow

import instantcard
import synctera
from cardwright.staging import Staging
from instantcard import (
    AsyncInstantCard,
    BadRequest,
    Card,
    CardFieldValue,
    Conflict,
    NewContact,
    NotFound,
    NotImplementedByVendor,
    OneOffAddress,
    OneOffContact,
    Photo,
    PrintHistoryStatus,
    PrintJobStatus,
    StatusError,
)
from synctera import (
    AsyncSynctera,
    BulkIssuancePolicy,
    RecipientName,
    Shipping,
    ShippingAddress,
    ShippingMethod,
)

from .clients import Play

BADGE = 17280
PAYMENT: dict[str, Any] = {
    "number": "4242424242424242",
    "exp_month": "06",
    "exp_year": "2029",
    "cvc": "424",
    "full_name": "Ottilie Vantreight",
    "billing_address1": "9 Imaginary Row",
    "billing_city": "Port Ellery",
    "billing_state": "PA",
    "billing_zip_code": "01234",
    "billing_country": "US",
}


@pytest.fixture(autouse=True)
def _all_answers_are_read_the_fast_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    differ: list[str] = []

    def watched(model: type[Any]) -> Any:
        exact = model._exact

        def read(sources: Any) -> Any:
            try:
                return exact(sources)
            except Exception as error:
                differ.append(f"{model.__name__}: {error!r}")
                raise

        return staticmethod(read)

    for package in (instantcard, synctera):
        for name in package.__all__:
            each = getattr(package, name)
            if hasattr(each, "_exact"):
                monkeypatch.setattr(each, "_exact", watched(each))
    yield
    assert differ == []


def picture(colour: str) -> Photo:
    """A small PNG of one colour."""
    drawn = BytesIO()
    Pillow.new("RGB", (60, 80), colour).save(drawn, "PNG")
    return Photo.from_bytes(drawn.getvalue())


PERSON: dict[str, str | Photo] = {
    "First name": "Ottilie",
    "Last name": "Vantreight",
    "title": "Conservater",
    "Department": "Paper and Books",
    "Employee ID": "HL-00417",
    "Expires": "2029-06-30",
    "Photo": picture("navy"),
}


def shown(card: Card) -> dict[str | None, str | None]:
    return {each.label: each.value for each in card.data}


async def a_final_card(api: AsyncInstantCard) -> Card:
    card = await api.cards.create(card_template_id=BADGE, fields=PERSON)
    return await api.cards.finalize(card.id)


def test_the_profile_is_that_of_the_account(on_staging: Play, staging: Staging) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        profile = await api.profile.me()
        assert profile.email == staging.environment["INSTANTCARD_EMAIL"]
        assert profile.organization_name == "Harbour Lantern Museum"
        assert profile.organization_id == 20003827
        assert profile.settings is not None
        assert profile.settings.page_size == 25

    on_staging(scenario)


def test_login_can_be_asked_for(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()
        await api.login()
        assert (await api.profile.me()).id == 5101

    on_staging(scenario)


def test_templates_and_their_fields(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        templates = await api.card_templates.list()
        assert {each.id: each.name for each in templates} == {
            17280: "Employee badge",
            17281: "Visitor pass",
        }
        fields = await api.card_templates.fields(17281)
        assert {each.label: each.type for each in fields}["Photo"] == "image"
        assert [each.token for each in fields][1] == "full_name"
        with pytest.raises(NotFound):
            await api.card_templates.fields(1)

    on_staging(scenario)


def test_a_card_from_draft_to_history(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        draft = await api.cards.create(
            card_template_id=BADGE, fields={**PERSON, "Photo": picture("teal")}
        )
        assert shown(draft)["Title"] == "Conservater"
        assert draft.card_template_id == BADGE
        assert draft.last_submitted_at is None

        before = await api.cards.preview(draft.id)
        assert before.front.media_type == "image/png"
        with Pillow.open(BytesIO(before.front.data)) as front:
            assert front.width > front.height

        changed = await api.cards.update(draft.id, fields={"Title": "Conservator"})
        assert shown(changed)["Title"] == "Conservator"
        assert shown(changed)["First name"] == "Ottilie"
        after = await api.cards.preview(draft.id)
        assert after.front != before.front
        assert after.back is not None

        raw = await api.cards.update(draft.id, data=[CardFieldValue(token="title", value="Ñ 👩‍🎨")])
        assert shown(raw)["Title"] == "Ñ 👩‍🎨"

        final = await api.cards.finalize(draft.id)
        assert final.id == draft.id
        assert shown(await api.cards.get(draft.id))["Title"] == "Ñ 👩‍🎨"
        assert [each.id async for each in api.cards.search(term="Vantreight")] == [draft.id]
        assert [each.id async for each in api.cards.search(term="nobody has this name")] == []
        assert await api.cards.print_history(draft.id) == []

    on_staging(scenario)


def test_cards_come_in_pages_and_can_be_deleted(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        made = [(await api.cards.create(card_template_id=BADGE, fields=PERSON)).id for _ in "abcde"]
        listed = [each.id async for each in api.cards.list(page_size=2)]
        assert sorted(listed) == sorted(made)
        assert len(await api.cards.list(page_size=2).page(3)) == 1
        await api.cards.delete(made[0])
        assert made[0] not in [each.id async for each in api.cards.list()]
        with pytest.raises(NotFound) as caught:
            await api.cards.get(made[0])
        assert caught.value.operation == "cards.get"
        assert caught.value.body.error

    on_staging(scenario)


def test_a_print_job_from_order_to_charge(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        first, second = await a_final_card(api), await a_final_card(api)
        provider = (await api.organization.shipping_providers())[0]
        address = (await api.addresses.list().page(1))[0]

        job = await api.print_jobs.create(card_ids=[first.id])
        assert job.status is PrintJobStatus.CREATED
        job = await api.print_jobs.add_cards(job.id, card_ids=(each.id for each in (first, second)))
        assert [each["id"] for each in job.list_users or ()] == [first.id, second.id]
        await api.print_jobs.remove_card(job.id, second.id)
        job = await api.print_jobs.update(
            job.id, number_of_copies=2, shipping_provider_id=provider.id, address_id=address.id
        )
        assert job.address_id == address.id
        assert job.extract == {"number_of_copies": 2, "shipping_provider_id": provider.id}

        assert await api.print_jobs.check_balance(job.id) is False
        with pytest.raises(BadRequest, match="balance"):
            await api.print_jobs.submit(job.id)
        assert await api.organization.add_funds(amount=Decimal("1050.00"), **PAYMENT) is True
        assert await api.print_jobs.check_balance(job.id) is True

        before = (await api.organization.balance()).balance
        submitted = await api.print_jobs.submit(job.id)
        assert submitted.status is PrintJobStatus.SUBMITTED
        charge = await api.print_jobs.charge_details(job.id)
        assert charge.job_total_cost == Decimal("8.50")
        assert charge.shipping_cost == Decimal("1.50")
        assert before - (await api.organization.balance()).balance == charge.job_total_cost

        assert (await api.print_jobs.get(job.id)).status is PrintJobStatus.SUBMITTED
        (printing,) = await api.cards.print_history(first.id)
        assert printing.status in set(PrintHistoryStatus)
        assert (await api.cards.get(first.id)).last_submitted_at is not None
        with pytest.raises((BadRequest, Conflict)):
            await api.print_jobs.add_cards(job.id, card_ids=[second.id])

    on_staging(scenario)


def test_print_jobs_are_listed_by_status(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        made = [(await api.print_jobs.create()).id for _ in range(3)]
        listed = [each.id async for each in api.print_jobs.list(page_size=2)]
        assert sorted(listed) == sorted(made)
        for status in (PrintJobStatus.SUBMITTED, "1"):
            assert [each async for each in api.print_jobs.list(status=status)] == []
        created = api.print_jobs.list(status=PrintJobStatus.CREATED)
        assert len([each async for each in created]) == 3

    on_staging(scenario)


def test_an_update_that_names_no_provider_takes_it_away(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        job = await api.print_jobs.create(shipping_provider_id=2, number_of_copies=3)
        job = await api.print_jobs.update(job.id, shipping_provider_id=None)
        assert job.extract == {"number_of_copies": 3, "shipping_provider_id": None}

    on_staging(scenario)


def test_a_one_off_address(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        saved = len([each async for each in api.addresses.list()])
        annex = OneOffAddress(
            contact=OneOffContact(full_name="Bram Ögren"),
            organization_name="Lantern Annex & Söhne",
            address_1="4 Invented Quay, 2nd floor",
            city="Port Ellery",
            state="PA",
            zip_code="01234",
            country="US",
        )
        job = await api.print_jobs.create(address=annex)
        assert job.address_id is None
        assert job.address is not None
        assert job.address["organization_name"] == "Lantern Annex & Söhne"
        job = await api.print_jobs.update(
            job.id, shipping_provider_id=1, address=OneOffAddress(city="Elsewhere + more")
        )
        assert job.address is not None
        assert job.address["city"] == "Elsewhere + more"
        assert job.address["contact"] == {"full_name": "Bram Ögren"}
        assert len([each async for each in api.addresses.list()]) == saved

    on_staging(scenario)


def test_the_organization_and_its_money(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        organization = await api.organization.get()
        assert (organization.id, organization.total_templates) == (20003827, 2)
        assert [each.name for each in await api.organization.shipping_providers()] == [
            "Standard Mail",
            "Two-Day Courier",
            "Overnight",
        ]
        assert (await api.organization.balance()).balance == Decimal("5.50")
        await api.organization.add_funds(amount=Decimal("17000.37"), **PAYMENT)
        await api.organization.add_funds(amount=20, **PAYMENT)
        assert (await api.organization.balance()).balance == Decimal("17025.87")
        entries = await api.organization.financial_transactions()
        assert [each.credit for each in entries] == [
            Decimal("5.50"),
            Decimal("17000.37"),
            Decimal("20.00"),
        ]
        assert entries[-1].balance == Decimal("17025.87")
        with pytest.raises(BadRequest, match="expiration year"):
            await api.organization.add_funds(amount=1, **{**PAYMENT, "exp_year": "2001"})

    on_staging(scenario)


def test_an_address_with_a_new_contact(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        made = await api.addresses.create(
            organization_name="Tide Archive",
            label="Reading room",
            primary=False,
            address1="81 Fictional Wharf",
            address2="",
            city="Port Ellery",
            state="PA",
            zip_code="01002",
            country="US",
            contact=NewContact(full_name="Wilhelmina Ashgrove", email="w@tide-archive.example"),
        )
        assert made.zip_code == "01002"
        assert made.contact is not None
        assert made.contact["email"] == "w@tide-archive.example"
        assert (await api.addresses.get(made.id)).label == "Reading room"

        changed = await api.addresses.update(made.id, city="Ünterstadt & Co", primary=True)
        assert (changed.city, changed.primary) == ("Ünterstadt & Co", True)
        assert changed.address1 == "81 Fictional Wharf"
        assert made.id in [each.id async for each in api.addresses.list(page_size=1)]

        await api.addresses.delete(made.id)
        with pytest.raises(NotFound):
            await api.addresses.get(made.id)

    on_staging(scenario)


def test_an_address_without_a_contact_cannot_be_updated(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        found = [each async for each in api.addresses.list() if each.contact_id is None]
        with pytest.raises(NotImplementedByVendor) as caught:
            await api.addresses.update(found[0].id, city="Elsewhere")
        assert caught.value.documented

    on_staging(scenario)


def test_contacts(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        made = await api.contacts.create(
            full_name="Tomasz Hollowell",
            email="tomasz@lantern.example",
            phone_number="+1 215 555 0107",
        )
        assert (await api.contacts.get(made.id)).phone_number == "+1 215 555 0107"
        changed = await api.contacts.update(
            made.id, alt_email="t+alt@lantern.example", phone_number=""
        )
        assert changed.alt_email == "t+alt@lantern.example"
        assert changed.full_name == "Tomasz Hollowell"
        assert not changed.phone_number
        assert made.id in [each.id async for each in api.contacts.list(page_size=1)]
        await api.contacts.delete(made.id)
        with pytest.raises(NotFound):
            await api.contacts.get(made.id)

    on_staging(scenario)


def configuration(**changes: Any) -> dict[str, Any]:
    """A valid order."""
    return {
        "bulk_issuance_policy": BulkIssuancePolicy.MANUAL,
        "card_product_id": UUID(int=7),
        "name": "Museum shop",
        "shipping": Shipping(
            address=ShippingAddress(
                address_line_1="4 Invented Quay",
                city="Portland",
                state="ME",
                postal_code="04101",
                country_code="US",
            ),
            method=ShippingMethod.TWO_DAY,
            recipient_name=RecipientName(first_name="Ottilie", last_name="Vantreight"),
        ),
        **changes,
    }


def test_a_bulk_order_is_stored_once_for_one_key(on_staging: Play, staging: Staging) -> None:
    async def scenario(api: AsyncSynctera) -> None:
        key = str(uuid4())
        order = configuration()
        stored = await api.bulk_orders.create(**order, idempotency_key=key)
        assert stored.card_product_id == UUID(int=7)
        assert stored.bulk_issuance_policy is BulkIssuancePolicy.MANUAL
        assert stored.shipping.address.postal_code == "04101"
        again = await api.bulk_orders.create(**order, idempotency_key=key)
        assert again.id == stored.id
        fresh = await api.bulk_orders.create(**order)
        assert fresh.id != stored.id

    given = staging.environment
    on_staging.synctera(
        scenario,
        base_url=given["SYNCTERA_BASE_URL"],
        api_key=given["SYNCTERA_API_KEY"],
        on_drift="raise",
    )


def test_somebody_elses_organization_is_not_found(on_staging: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(StatusError) as caught:
            await api.cards.get(3145927)
        assert caught.value.status in (403, 404)

    on_staging(scenario, organization_id=5)
