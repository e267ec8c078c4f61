"""Every control as a button or a form: what it does to staging, and what it says."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cardwright.staging import Staging
from cardwright.staging.controls.effects import KINDS
from tests.staging.support import THEIRS, Api

from .looking import Looker

OWN: Mapping[str, Mapping[str, str]] = {
    "status": {
        "Status": "503",
        "Headers, as JSON": '{"Retry-After": "7"}',
        "Body, as JSON": '{"error": "later"}',
    },
    "html": {"Status": "502"},
    "content_type": {"Content type": "text/csv"},
    "extra_field": {"Field": "surprise", "Value, as JSON": "[1, 2]"},
    "unknown_enum": {"Field": "type", "Value, as JSON": '"odd"'},
}
ARMED: Mapping[str, Mapping[str, Any]] = {
    "latency": {"seconds": 2.0},
    "status": {"status": 503, "headers": {"Retry-After": "7"}, "body": {"error": "later"}},
    "drop": {"reset": True},
    "html": {"status": 502},
    "content_type": {"content_type": "text/csv"},
    "extra_field": {"field": "surprise", "value": [1, 2]},
    "unknown_enum": {"field": "type", "value": "odd"},
}


@pytest.fixture
def page(looker: Looker) -> Page:
    return looker.open("controls")


def outcome(page: Page, text: str) -> None:
    expect(page.locator("#outcome")).to_contain_text(text)
    expect(page.locator("#outcome")).to_have_attribute("data-failed", "false")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fault_can_be_armed(page: Page, staging: Staging, kind: str) -> None:
    page.get_by_label("Operation", exact=True).select_option("cards.get")
    page.get_by_label("Kind").select_option(kind)
    when = KINDS[kind].when[-1]
    page.get_by_label("When").select_option(when)
    page.get_by_label("Times").fill("3")
    for label, text in OWN.get(kind, {}).items():
        page.get_by_label(label).fill(text)
    if kind == "drop":
        page.get_by_label("By a reset (RST)").check()
    expect(page.locator("#fault-does")).to_have_text(KINDS[kind].summary.replace("`", ""))
    page.get_by_role("button", name="Arm the fault").click()
    outcome(page, f"Armed: {kind} for cards.get.")
    (fault,) = staging.controls.faults
    told = fault.to_json()
    assert told.items() >= {"kind": kind, "operation": "cards.get", "when": when, "left": 3}.items()
    assert told.items() >= dict(ARMED.get(kind, {})).items()
    row = page.get_by_role("table", name="Armed").get_by_role("row").nth(1)
    expect(row).to_contain_text("3 of 3")
    expect(page.locator("#count-controls")).to_have_text("1 fault")


def test_faults_are_used_up_and_taken_back(page: Page, api: Api, staging: Staging) -> None:
    page.get_by_label("Kind").select_option("status")
    page.get_by_label("Status").fill("500")
    page.get_by_role("button", name="Arm the fault").click()
    rows = page.locator("#faults tr")
    expect(rows).to_have_count(1)
    assert api.http.get(f"{api.of}/balance").status_code == 500
    expect(rows).to_contain_text("0 of 1")
    for kind in ("malformed", "truncated"):
        page.get_by_label("Kind").select_option(kind)
        page.get_by_role("button", name="Arm the fault").click()
        outcome(page, f"Armed: {kind}")
    page.get_by_role("button", name="Take back malformed for any operation").click()
    outcome(page, "Taken back: malformed.")
    assert [fault.kind for fault in staging.controls.faults] == ["status", "truncated"]
    page.get_by_role("button", name="Take back all").click()
    expect(rows).to_have_count(0)
    expect(page.get_by_label("Operation", exact=True)).to_be_focused()
    assert len(staging.controls.faults) == 0


@pytest.mark.parametrize(
    ("kind", "label", "text", "message"),
    [
        ("status", "Status", "99", "status must be a whole number from 200 to 599"),
        ("status", "Status", "", "status is missing"),
        ("status", "Headers, as JSON", "{x", "this is not JSON"),
        ("latency", "Times", "0", "times must be a whole number from 1 to 1000000"),
        ("latency", "Times", "many", "times must be a whole number"),
        ("latency", "After seconds", "-1", "seconds must be a number from 0 to 3600"),
    ],
)
def test_a_wrong_entry_is_named_and_found(
    page: Page, staging: Staging, kind: str, label: str, text: str, message: str
) -> None:
    page.get_by_label("Kind").select_option(kind)
    if kind == "status":
        page.get_by_label("Status").fill("500")
    field = page.get_by_label(label)
    field.fill(text)
    page.get_by_role("button", name="Arm the fault").click()
    expect(page.locator("#outcome")).to_contain_text(message)
    expect(page.locator("#outcome")).to_have_attribute("data-failed", "true")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    assert len(staging.controls.faults) == 0


def test_the_clock(page: Page, staging: Staging) -> None:
    before = staging.controls.clock()
    page.get_by_label("Move by").fill("2")
    page.get_by_label("Unit").select_option("days")
    page.get_by_role("button", name="Move", exact=True).click()
    outcome(page, "Staging’s time is ")
    assert (staging.controls.clock() - before).days == 2
    freeze = page.get_by_role("button", name="Freeze")
    freeze.click()
    outcome(page, "The clock stands.")
    expect(freeze).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#clock-state")).to_have_text("frozen")
    assert staging.controls.clock.frozen
    page.get_by_label("Move by").fill("-30")
    page.get_by_label("Unit").select_option("minutes")
    page.get_by_role("button", name="Move", exact=True).click()
    shown = staging.controls.clock().strftime("%H:%M:%S UTC")
    expect(page.locator("#clock-time")).to_contain_text(shown)
    expect(page.locator("#now")).to_contain_text(shown)
    page.get_by_role("button", name="Back to the system’s time").click()
    outcome(page, "The clock shows the system’s time.")
    assert not staging.controls.clock.frozen
    assert abs((staging.controls.clock() - before).total_seconds()) < 100


def test_balance_data_and_tokens_of_the_chosen_organization(
    page: Page, api: Api, staging: Staging
) -> None:
    page.get_by_label("New balance of").fill("12.34")
    page.get_by_role("button", name="Set the balance").click()
    outcome(page, "The balance of Harbour Lantern Museum is $12.34.")
    assert api.balance() == "$12.34"
    page.get_by_label("Organization").select_option(str(THEIRS))
    page.get_by_label("New balance of Meridian Glassworks").fill("1.00")
    page.get_by_role("button", name="Set the balance").click()
    outcome(page, "The balance of Meridian Glassworks is $1.00.")
    assert api.balance() == "$12.34"
    page.get_by_role("textbox", name="Cards").fill("2")
    page.get_by_label("Contacts").fill("1")
    page.get_by_label("Addresses").fill("1")
    page.get_by_label("Cards are finalized").uncheck()
    page.get_by_role("button", name="Add to Meridian Glassworks").click()
    outcome(page, "Added 2 cards, 1 contact and 1 address.")
    page.get_by_label("E-mail address of one user").fill("nobody@nowhere.example")
    page.get_by_role("button", name="Let tokens expire").click()
    expect(page.locator("#outcome")).to_contain_text("email: there is no such user")
    page.get_by_label("E-mail address of one user").fill("")
    page.get_by_role("button", name="Let tokens expire").click()
    outcome(page, "1 login token expired.")
    assert api.http.get(f"{api.of}/balance").status_code == 401
    page.locator(".views").get_by_role("link", name="Cards").click()
    expect(page.locator("#cards > li")).to_have_count(2)
    expect(page.locator("#cards .tag").first).to_have_text("draft")


def test_begin_anew_asks_first(page: Page, api: Api, staging: Staging) -> None:
    staging.controls.seed(cards=3)
    button = page.get_by_role("button", name="Reset staging…")
    button.click()
    dialog = page.get_by_role("dialog", name="Reset staging?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Keep everything")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    expect(page.locator("#count-cards")).to_have_text("3")
    button.click()
    dialog.get_by_role("button", name="Reset", exact=True).click()
    outcome(page, "Staging has begun anew.")
    expect(page.locator("#count-cards")).to_have_text("")
    expect(page.locator("#calls > li")).to_have_count(0)
    with staging.services.database.reading() as connection:
        (left,) = connection.execute("SELECT count(*) FROM instantcard_cards").fetchone()
    assert left == 0
