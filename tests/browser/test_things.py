"""Cards as pictures, print jobs through their life, the ledger, and bulk orders."""

import re
from datetime import datetime

import httpx
from playwright.sync_api import expect

from cardwright.staging import Staging
from tests.staging.support import BULK_ORDER, THEIRS, Api

from .looking import Looker


def test_a_card_front_and_back(looker: Looker, api: Api) -> None:
    page = looker.open("cards")
    expect(page.locator("#no-cards")).to_be_visible()
    drafted = api.draft()
    card = page.locator("#cards > li")
    front = card.get_by_role(
        "img", name="Front of the Employee badge of Marguerite Okonkwo, Harbour Lantern Museum"
    )
    back = card.get_by_role("img", name="Back of the Employee badge of Marguerite Okonkwo")
    for picture in (front, back):
        expect(picture).to_be_visible()
        drawn = "each => each.decode().then(() => [each.naturalWidth, each.naturalHeight])"
        assert picture.evaluate(drawn) == [1011, 638]
    expect(card.locator(".tag")).to_have_text("draft")
    before = front.get_attribute("src")
    api("PATCH", f"cards/{drafted['id']}/finalize")
    expect(card.locator(".tag")).to_have_text("finalized")
    assert front.get_attribute("src") == before
    name = '[{"token": "first_name", "value": "Rosalind"}]'
    api("PATCH", f"cards/{drafted['id']}", {"card[data]": name})
    expect(card.locator("h3")).to_have_text("Rosalind Okonkwo")
    changed = card.get_by_role("img", name="Front of the Employee badge of Rosalind Okonkwo")
    assert changed.get_attribute("src") != before
    api("DELETE", f"cards/{drafted['id']}")
    expect(card).to_have_count(0)


def test_pictures_are_drawn_when_they_come_into_sight(
    looker: Looker, api: Api, staging: Staging
) -> None:
    staging.controls.seed(cards=60)
    page = looker.open()
    expect(page.locator("#cards > li")).to_have_count(50)
    page.wait_for_timeout(500)
    asked = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter((each) => /cards.\\d+/.test(each.name)).length"
    )
    assert 2 <= asked < 60
    page.get_by_role("button", name="Show older cards").click()
    expect(page.locator("#cards > li")).to_have_count(60)


def test_a_print_job_through_its_life(looker: Looker, api: Api, staging: Staging) -> None:
    api.add_funds("50.00")
    card = api.card()
    page = looker.open("print-jobs")
    job_id = api("POST", "print_jobs")["id"]
    job = page.locator("#print-jobs > li")
    expect(job.locator("h3")).to_have_text(f"Print job {job_id}")
    steps = job.get_by_role("list", name=f"Life of print job {job_id}").get_by_role("listitem")
    expect(steps).to_have_count(4)
    expect(job.locator("[aria-current=step]")).to_contain_text("Created")
    expect(steps.nth(1)).to_contain_text("needs cards, an address, shipping")
    form = {"print_job[card_ids]": f"[{card}]"}
    api("POST", f"print_jobs/{job_id}/add_cards", form)
    expect(steps.nth(1)).to_contain_text("needs an address, shipping")
    ready = {"print_job[address_id]": "12782", "print_job[shipping_provider_id]": "1"}
    api("PATCH", f"print_jobs/{job_id}", ready)
    expect(job.locator("[aria-current=step]")).to_contain_text("Ready")
    api("POST", f"print_jobs/{job_id}/print")
    expect(job.locator("[aria-current=step]")).to_contain_text("Submitted")
    expect(job.locator(".cost")).to_have_text("$5.00")
    expect(steps.nth(3)).to_contain_text("due ")
    staging.controls.clock.advance(25 * 3600)
    expect(job.locator("[aria-current=step]")).to_contain_text("Printed")


def test_a_job_is_printed_while_one_looks(looker: Looker, api: Api, staging: Staging) -> None:
    api.add_funds("50.00")
    job_id = api.job(api.card())
    api("POST", f"print_jobs/{job_id}/print")
    with staging.services.database.reading() as connection:
        (at,) = connection.execute("SELECT prints_at FROM instantcard_print_jobs").fetchone()
    staging.controls.clock.move_to(datetime.fromisoformat(at))
    staging.controls.clock.advance(-6)
    page = looker.open("print-jobs")
    reached = page.locator("#print-jobs [aria-current=step]")
    expect(reached).to_contain_text("Submitted")
    expect(reached).to_contain_text("Printed")


def test_the_ledger_and_its_balance(looker: Looker, api: Api) -> None:
    page = looker.open("ledger")
    expect(page.locator("#balance")).to_have_text("$5.50")
    api.add_funds("17.37")
    expect(page.locator("#balance")).to_have_text("$22.87")
    table = page.get_by_role("table", name="Entries of the ledger, newest first")
    newest = table.get_by_role("row").nth(1)
    expect(newest).to_contain_text("Funds added by card ending in 4242")
    expect(newest).to_contain_text("+$17.37")
    expect(newest).to_contain_text("$22.87")
    expect(page.locator("#count-ledger")).to_have_text("$22.87")


def test_another_organization(looker: Looker, api: Api, staging: Staging) -> None:
    staging.controls.seed(cards=1, organization_id=THEIRS)
    page = looker.open("cards")
    expect(page.locator("#no-cards")).to_be_visible()
    page.get_by_label("Organization").select_option("Meridian Glassworks")
    expect(page.locator("#cards > li")).to_have_count(1)
    expect(page.locator("#cards img").first).to_have_attribute(
        "alt", re.compile("Meridian Glassworks$")
    )


def test_bulk_orders_of_both_tenants(looker: Looker, staging: Staging) -> None:
    page = looker.open("bulk-orders")
    expect(page.locator("#no-bulk-orders")).to_be_visible()
    for account, name in zip(staging.accounts, ("First order", "Second order"), strict=True):
        made = httpx.post(
            account["SYNCTERA_BASE_URL"] + "/cards/bulk_issuance",
            json={**BULK_ORDER, "name": name},
            headers={"Authorization": f"Bearer {account['SYNCTERA_API_KEY']}"},
        )
        assert made.status_code == 201
    expect(page.locator("#bulk-orders h3")).to_have_text(["First order"])
    newest = page.locator("#calls > li").first
    newest.locator("summary").click()
    expect(newest.get_by_role("group", name="JSON body")).to_contain_text('name: "Second order"')
    expect(newest.locator(".section")).to_contain_text("Create a bulk order configuration")
    page.get_by_label("Synctera tenant").select_option("staging_meridian")
    expect(page.locator("#bulk-orders h3")).to_have_text(["Second order"])
