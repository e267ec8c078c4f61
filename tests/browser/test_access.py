"""For everybody: by keyboard, by screen reader, on a phone, in the dark, without motion."""

from itertools import pairwise
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cardwright.staging import Staging
from tests.staging.support import Api

from .looking import PHONE, VIEWS, WIDE, Looker, focused, overflow
from .scene import play


@pytest.fixture
def played(staging: Staging) -> Api:
    api = play(staging)
    api.close()
    return api


def checked(page: Page, where: str) -> None:
    """What axe-core finds wrong, of everything that it knows."""
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    found = [
        (each["id"], each["help"], [node["html"][:200] for node in each["nodes"][:3]])
        for each in results.response["violations"]
    ]
    assert found == [], where


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(
    looker: Looker, played: Api, scheme: Literal["light", "dark"], size: tuple[int, int]
) -> None:
    page = looker.open("requests", size=size, scheme=scheme)
    for place in (0, 2, 3):
        page.locator("#calls > li").nth(place).locator("summary").click()
    expect(page.locator(".json").first).to_be_visible()
    checked(page, "requests")
    for view in VIEWS:
        page.goto(f"{looker.url}#{view}")
        expect(page.locator(f"#view-{view}")).to_be_visible()
        assert overflow(page) <= 0, view
        if view == "controls":
            page.get_by_label("Kind").select_option("status")
            page.get_by_role("button", name="Arm the fault").click()
            expect(page.locator("#outcome")).to_contain_text("status is missing")
        checked(page, view)
    page.get_by_role("button", name="Reset staging…").click()
    checked(page, "dialog")


@pytest.mark.parametrize("width", [320, 360, 414, 768, 1088])
def test_no_width_needs_scrolling_sideways(looker: Looker, played: Api, width: int) -> None:
    page = looker.open("requests", size=(width, 800))
    for place in range(4):
        page.locator("#calls > li").nth(place).locator("summary").click()
    for view in ("requests", *VIEWS):
        page.goto(f"{looker.url}#{view}")
        page.wait_for_timeout(150)
        assert overflow(page) <= 0, view


def test_the_page_is_walked_by_keyboard_alone(looker: Looker, api: Api, staging: Staging) -> None:
    api.card()
    page = looker.open(size=PHONE)
    page.keyboard.press("Tab")
    assert focused(page)["text"] == "Skip to the content"
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        found = focused(page)
        if found["tag"] == "BODY":
            break
        assert found["outline"], found
        seen.append(found["id"] or found["text"].split("\n")[0])
    assert seen[:2] == ["account", "theme"]
    assert {"pause", "forget"} < set(seen)
    # To a request, open it, and on into its answer.
    page.locator("#calls summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#calls details").first).to_have_attribute("open", "")
    expect(page.locator("#calls .json").first).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "json"
    # To another view: its heading has the focus, so that reading goes on there.
    page.locator(".views").get_by_role("link", name="Controls").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#controls-title")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page)["id"] == "fault-operation"
    page.keyboard.type("cards.get")
    page.get_by_label("New balance of").focus()
    page.keyboard.type("88.00")
    page.keyboard.press("Enter")
    expect(page.locator("#outcome")).to_contain_text("is $88.00.")
    assert api.balance() == "$88.00"
    page.get_by_role("button", name="Reset staging…").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#outcome")).to_contain_text("Staging has begun anew.")


def test_news_does_not_take_the_focus(looker: Looker, api: Api, staging: Staging) -> None:
    page = looker.open("controls")
    field = page.get_by_label("New balance of")
    field.fill("12")
    for _ in range(5):
        api.add_funds("1.00")
    expect(page.locator("#calls > li")).to_have_count(6)
    expect(field).to_be_focused()
    expect(field).to_have_value("12")


def test_landmarks_and_headings(looker: Looker, played: Api) -> None:
    page = looker.open()
    for role in ("banner", "main", "navigation"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    levels = page.evaluate(
        """[...document.querySelectorAll("h1, h2, h3, h4")]
          .filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))"""
    )
    assert all(after <= before + 1 for before, after in pairwise(levels))
    expect(page.locator(".views a[aria-current=page]")).to_have_text("Cards 6")


def ground(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


def test_light_and_dark(looker: Looker) -> None:
    light, dark = ground(looker.open()), ground(looker.open(scheme="dark"))
    assert light != dark
    page = looker.open()
    page.get_by_label("Theme").select_option("Dark")
    assert ground(page) == dark
    page.reload()
    assert ground(page) == dark
    page.get_by_label("Theme").select_option("System")
    assert ground(page) == light


def test_nothing_moves_for_who_wants_that(looker: Looker, api: Api) -> None:
    still, moving = looker.open(), looker.open(motion="no-preference")
    for page in (still, moving):
        expect(page.locator("#calls > li")).to_have_count(1)
    api.balance()
    for page, name in ((still, "none"), (moving, "arrive")):
        newest = page.locator("#calls > li.new summary")
        expect(newest).to_have_css("animation-name", name)
