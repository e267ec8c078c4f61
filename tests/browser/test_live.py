"""Requests as they come in, what stands in them, and what happens when staging goes away."""

import json
import threading
import time
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, expect

from cardwright.staging import Staging, serve
from cardwright.staging.page.stream import MOST_STREAMS
from tests.staging.support import Api, photo

from .looking import Looker


def test_a_request_shows_up_as_it_comes(looker: Looker, api: Api, staging: Staging) -> None:
    page = looker.open()
    lines = page.locator("#calls > li")
    expect(lines).to_have_count(1)
    api.balance()
    expect(lines).to_have_count(2)
    newest = lines.first
    expect(newest).to_contain_text("organization.balance")
    expect(newest).to_contain_text("GET")
    expect(newest).to_contain_text(f"{api.of}/balance")
    expect(newest.locator("summary .status")).to_have_text("200")
    # It is told to who listens, after a while, and once.
    expect(page.locator("#said")).to_have_text(
        "1 new request, the last: GET organization.balance, 200"
    )


def test_a_request_that_waits_is_there_already(looker: Looker, api: Api, staging: Staging) -> None:
    staging.controls.arm("organization.balance", "latency", seconds=2)
    page = looker.open()
    asking = threading.Thread(target=api.balance)
    asking.start()
    newest = page.locator("#calls > li").first
    expect(newest).to_contain_text("organization.balance")
    expect(newest.locator("summary .status")).to_have_text("…")
    newest.locator("summary").focus()
    expect(newest.locator("summary .status")).to_have_text("200")
    expect(newest.locator("summary")).to_be_focused()
    expect(newest).to_contain_text("fault: latency")
    asking.join()


def test_an_opened_request(looker: Looker, api: Api) -> None:
    page = looker.open()
    drafted = api.draft(photo=photo(size=(300, 390)))
    number = api.staging.controls.calls[-1].number
    newest = page.locator(f'#calls > li[data-key="{number}"]')
    expect(newest).to_contain_text("cards.create")
    newest.locator("summary").click()
    detail = newest.locator(".detail")
    expect(detail.locator(".section")).to_have_text(
        "InstantCard API v2Cards (Creation/Management)Create a Card"
    )
    form = detail.get_by_role("group", name="Form, decoded")
    # Nested, and the JSON in its text opened up.
    expect(form).to_contain_text('card: {\n    card_template_id: "17280"')
    expect(form).to_contain_text('value: "Marguerite"')
    expect(form).to_contain_text("‹PNG picture, ")
    expect(detail.get_by_role("group", name="Answer")).to_contain_text(f"id: {drafted['id']}")
    expect(detail).to_contain_text("Authorization: bearer hidden")
    api("GET", f"cards/{drafted['id']}/preview")
    preview = page.locator("#calls > li").first
    expect(preview).to_contain_text("cards.preview")
    preview.locator("summary").click()
    pictures = preview.locator(".detail img")
    expect(pictures).to_have_count(2)
    assert pictures.evaluate_all("all => all.map((each) => each.decode().then(() => true))")
    # The one opened before stays open.
    expect(form).to_be_visible()
    assert "base64" not in page.content()
    assert len(page.content()) < 200_000


def test_query_refusal_and_lost_answer(looker: Looker, api: Api, staging: Staging) -> None:
    page = looker.open()
    api.send("GET", f"{api.of}/cards", {"page_size": "1000"})
    newest = page.locator("#calls > li").first
    expect(newest.locator("summary .status")).to_have_text("400")
    newest.locator("summary").click()
    query = newest.get_by_role("group", name="Query")
    expect(query).to_contain_text('page_size: "1000"')
    expect(newest.get_by_role("group", name="Answer")).to_contain_text("error: ")
    staging.controls.fail_next("organization.get")
    with suppress(httpx.RemoteProtocolError):
        api.http.get(api.of)
    expect(newest.locator("summary .status")).to_have_text("none")
    newest.locator("summary").click()
    expect(newest).to_contain_text("None: the connection was closed.")


def test_a_pause_holds_the_list_and_a_clear_empties_it(looker: Looker, api: Api) -> None:
    page = looker.open()
    lines = page.locator("#calls > li")
    expect(lines).to_have_count(1)
    page.get_by_role("button", name="Pause").click()
    api.balance()
    api.balance()
    resume = page.get_by_role("button", name="Resume (2 new)")
    expect(resume).to_have_attribute("aria-pressed", "true")
    expect(lines).to_have_count(1)
    resume.click()
    expect(lines).to_have_count(3)
    page.get_by_role("button", name="Clear").click()
    expect(lines).to_have_count(0)
    expect(page.locator("#no-calls")).to_be_visible()
    assert len(api.staging.controls.calls) == 0


def test_older_requests_are_shown_when_asked_for(looker: Looker, api: Api) -> None:
    for _ in range(70):
        api.balance()
    page = looker.open()
    lines = page.locator("#calls > li")
    expect(lines).to_have_count(50)
    page.get_by_role("button", name="Show older requests").click()
    expect(lines).to_have_count(71)
    expect(page.locator("#more-calls")).to_be_hidden()
    expect(lines.nth(50).locator("summary")).to_be_focused()


def test_a_burst_is_there_in_the_end(looker: Looker, api: Api) -> None:
    page = looker.open()
    for _ in range(400):
        api.http.get("/nowhere")
    newest = page.locator("#calls > li").first
    wanted = str(api.staging.controls.calls[-1].number)
    expect(newest).to_have_attribute("data-key", wanted)
    assert page.locator("#calls > li").count() <= 500


def test_it_finds_staging_again(browser: Browser) -> None:
    with serve(page=True) as first:
        port = urlsplit(first.environment["STAGING_PAGE_URL"]).port
        assert port is not None
        looker = Looker(browser, first.environment["STAGING_PAGE_URL"])
        page = looker.open("ledger")
        api = Api(first)
        api.login()
        api.close()
        expect(page.locator("#calls > li")).to_have_count(1)
        began = time.monotonic()
    assert time.monotonic() - began < 2
    expect(page.locator("#pulse")).to_have_attribute("data-state", "lost")
    with serve(page=True, port=port) as second:
        expect(page.locator("#pulse")).to_have_attribute("data-state", "live")
        expect(page.locator("#calls > li")).to_have_count(0)
        second.controls.set_balance("77.00")
        expect(page.locator("#balance")).to_have_text("$77.00")
        # That nobody was there is in the console, as the browser itself writes it.
        looker.wrong = [each for each in looker.wrong if "ERR_" not in each]
        looker.close()


def test_without_a_stream_it_asks_again_and_again(
    looker: Looker, api: Api, staging: Staging
) -> None:
    stream = staging.environment["STAGING_PAGE_URL"] + "_staging/page/stream"
    with ExitStack() as stack:
        client = stack.enter_context(httpx.Client(verify=False))
        for _ in range(MOST_STREAMS):
            stack.enter_context(client.stream("GET", stream))
        page = looker.open(pulse="polling")
        lines = page.locator("#calls > li")
        expect(lines).to_have_count(1)
        api.balance()
        expect(lines).to_have_count(2)
        expect(page.locator("#pulse")).to_have_attribute("data-state", "polling")
    expect(page.locator("#pulse")).to_have_attribute("data-state", "live")


def test_a_page_that_nobody_sees_holds_no_stream(looker: Looker) -> None:
    page = looker.open()
    hide = """(hidden) => {
      Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/stream")):
        page.evaluate(hide, True)
    with page.expect_request("**/stream"):
        page.evaluate(hide, False)
    expect(page.locator("#pulse")).to_have_attribute("data-state", "live")
    assert json.loads(page.evaluate("JSON.stringify(document.hidden)")) is False
