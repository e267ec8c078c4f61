"""The three workflows of InstantCard's page."""

from decimal import Decimal
from pathlib import Path

from instantcard import Card, InstantCard, OneOffAddress, Photo, PrintJobStatus

from .narration import chapter, expect, tell
from .portrait import portrait

NAME = ("Marisol", "Quintero-Hale")


def log_in(api: InstantCard) -> None:
    """Workflow 1: a token, and the profile behind it."""
    chapter("Log in")
    api.login()
    profile = api.profile.me()
    expect(profile.id > 0, "the profile has an id")
    tell(f"logged in as user {profile.id} of {profile.organization_name}")


def make_card(api: InstantCard, output: Path) -> Card:
    """Workflow 2: draft, preview, update, preview, finalize."""
    chapter("Make a card")
    template = api.card_templates.list()[0]
    labels = [field.label for field in api.card_templates.fields(template.id)]
    tell(f"template {template.id}, {template.name}, with the fields {', '.join(map(str, labels))}")

    card = api.cards.create(
        card_template_id=template.id,
        fields={
            "First name": NAME[0],
            "Last name": NAME[1],
            "Title": "Conservater",
            "Department": "Paper and Books",
            "Employee ID": "HL-00417",
            "Expires": "2029-06-30",
            "Photo": Photo.from_bytes(portrait()),
        },
    )
    tell(f"draft {card.id} is made")
    draft = api.cards.preview(card.id)
    expect(draft.front.media_type == "image/png", "the preview is a PNG")
    tell(f"its preview is in {draft.front.save(output / 'draft.png')}: the title has a typo")

    api.cards.update(card.id, fields={"Title": "Conservator"})
    preview = api.cards.preview(card.id)
    expect(preview.front != draft.front, "the update can be seen in the preview")
    expect(preview.back is not None, "the card has a back")
    tell(f"updated; the front is in {preview.front.save(output / 'front.png')}")
    if preview.back is not None:
        tell(f"         the back is in  {preview.back.save(output / 'back.png')}")

    final = api.cards.finalize(card.id)
    expect(final.id == card.id, "the finalized card is the draft")
    found = [each.id for each in api.cards.search(term=NAME[1])]
    expect(card.id in found, "the card can be found by its name")
    tell(f"card {card.id} is finalized, and found by its name")
    return final


def check_out(api: InstantCard, card: Card) -> None:
    """Workflow 3: a print job, with copies, shipping, an address, funds, and the submission."""
    chapter("Print it")
    job = api.print_jobs.create()
    tell(f"print job {job.id} is made, still empty")
    api.print_jobs.add_cards(job.id, card_ids=[card.id])
    provider = api.organization.shipping_providers()[0]
    address = next(iter(api.addresses.list()))
    api.print_jobs.update(
        job.id, number_of_copies=2, shipping_provider_id=provider.id, address_id=address.id
    )
    tell(f"it has card {card.id}, 2 copies, by {provider.name}, to the saved address {address.id}")
    api.print_jobs.update(
        job.id,
        shipping_provider_id=provider.id,
        address=OneOffAddress(
            organization_name="Lantern Annex",
            address_1="4 Invented Quay",
            city="Portland",
            state="ME",
            zip_code="04101",
            country="US",
        ),
    )
    tell("no: to the annex, an address for this once")

    before = api.organization.balance().balance
    covered = api.print_jobs.check_balance(job.id)
    tell(f"the balance is {before}, which is {'enough' if covered else 'not enough'}")
    if not covered:
        api.organization.add_funds(
            amount=Decimal("50.00"),
            number="4242424242424242",
            exp_month="06",
            exp_year="2029",
            cvc="424",
            full_name="Harbour Lantern Museum",
            billing_address1="4 Invented Quay",
            billing_city="Portland",
            billing_state="ME",
            billing_zip_code="04101",
            billing_country="US",
        )
        tell(f"added 50.00; the balance is {api.organization.balance().balance}")
    expect(api.print_jobs.check_balance(job.id), "the balance covers the job now")

    full = api.organization.balance().balance
    api.print_jobs.submit(job.id)
    expect(api.print_jobs.get(job.id).status == PrintJobStatus.SUBMITTED, "the job is submitted")
    charge = api.print_jobs.charge_details(job.id)
    after = api.organization.balance().balance
    expect(full - after == charge.job_total_cost, "the charge is what left the balance")
    tell(f"submitted; it cost {charge.job_total_cost}, of which shipping {charge.shipping_cost}")
    tell(f"the balance is {after}")
    history = api.cards.print_history(card.id)
    expect(len(history) == 1, "the card's history has this order")
