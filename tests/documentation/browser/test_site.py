"""The documentation site for everybody: on a phone, by keyboard, in the dark, offline."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from .looking import PHONE, SITE, WIDE, Looker, overflow

OPERATION = "reference/instantcard/cards.create.html"
PAGES = sorted(str(each.relative_to(SITE)) for each in SITE.rglob("*.html"))


def test_no_page_is_wider_than_a_phone(looker: Looker) -> None:
    page = looker.open(size=PHONE)
    assert len(PAGES) > 60
    wide = {}
    for each in PAGES:
        if each == "404.html":
            continue
        page.goto(looker.url + each)
        wide[each] = overflow(page)
        for number in range(page.locator(".tabbed-set > input").count()):
            page.locator(".tabbed-set > input").nth(number).evaluate("tab => tab.click()")
            wide[each] = max(wide[each], overflow(page))
    assert {name: by for name, by in wide.items() if by > 0} == {}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_search_finds_an_operation(looker: Looker, size: tuple[int, int]) -> None:
    page = looker.open("docs/money.html", size=size)
    page.locator("label[for=__search]:visible, .md-search__button:visible").first.click()
    page.keyboard.type("print history", delay=20)
    found = page.locator("a[href*='cards.print_history.html?h=']").first
    expect(found).to_be_visible()
    found.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("cards.print_history")


def test_light_and_dark_are_the_reader_s_and_can_be_changed(looker: Looker) -> None:
    def background(scheme: Literal["light", "dark"]) -> int:
        page = looker.open(OPERATION, scheme=scheme)
        colour = "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number)[0]"
        before: int = page.evaluate(colour)
        page.locator("form[data-md-component=palette] label:visible").click()
        after: int = page.evaluate(colour)
        assert abs(before - after) > 150
        return before

    assert background("light") > 200
    assert background("dark") < 60


@pytest.mark.parametrize("path", ["index.html", "docs/command-line.html", OPERATION])
def test_the_first_stop_of_the_keyboard_skips_to_the_content(looker: Looker, path: str) -> None:
    page = looker.open(path, size=PHONE)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Skip to content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash.length > 1 && !!document.querySelector(location.hash)")


def test_a_form_is_chosen_once_for_all_pages(looker: Looker) -> None:
    page = looker.open(OPERATION)
    page.get_by_text("curl", exact=True).first.click()
    expect(page.get_by_text("curl --fail-with-body").first).to_be_visible()
    page.goto(looker.url + "reference/instantcard/cards.get.html")
    expect(page.get_by_text("curl --fail-with-body").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", "docs/money.html", OPERATION])
def test_axe_finds_nothing_in_what_is_read(
    looker: Looker, path: str, scheme: Literal["light", "dark"]
) -> None:
    page = looker.open(path, scheme=scheme)
    # The theme gives each block of code a bar of its own, and all bars one name.
    rules = {"landmark-unique": {"enabled": False}}
    options = {"resultTypes": ["violations"], "rules": rules}
    results = Axe().run(page, context=".md-content", options=options)
    found = [
        (each["id"], each["help"], [node["html"][:200] for node in each["nodes"][:3]])
        for each in results.response["violations"]
    ]
    assert found == []


def test_a_page_can_be_opened_from_the_disk(browser: Browser) -> None:
    looker = Looker(browser, SITE.as_uri() + "/")
    page = looker.open(OPERATION)
    expect(page.get_by_role("heading", level=1)).to_contain_text("cards.create")
    page.locator("a[href$='cards.get.html']:visible").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("cards.get")
    # The index of the search, which browsers let only pages from HTTP read: told at any time.
    looker.close(allowing="ERR_FILE_NOT_FOUND")
