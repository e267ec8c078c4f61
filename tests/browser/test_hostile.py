"""Whatever anybody sends is text on the page, and nothing else."""

import httpx
import pytest
from playwright.sync_api import expect

from cardwright.staging import Staging
from tests.staging.support import ADDRESS, BULK_ORDER, Api

from .looking import PHONE, VIEWS, Looker, overflow

HOSTILE = {
    "image": "<img src=x onerror=alert(1)>",
    "script": "</script><script>alert(2)</script>",
    "attribute": "\" autofocus onfocus=alert(3) x='",
    "svg": "<svg/onload=alert(4)>",
    "template": "${alert(5)}{{alert(6)}}",
    "direction": "\u202egnp.exe \u2067\u200f ولد",
    "marks": "Z" + "\u0301" * 120,
    "width": "W" * 250,
}
MARKUP = (
    "document.querySelectorAll('main script, main svg, main img:not([alt]), main [autofocus],"
    " main [onerror], main [style]').length"
)


def hostile_world(api: Api, staging: Staging, text: str) -> None:
    """The text wherever somebody can put one."""
    card = api.card(first_name=text, last_name=text, title=text, department=text)
    contact = api("POST", "contacts", {"contact[full_name]": text, "contact[email]": "a@b.example"})
    address = api(
        "POST",
        "addresses",
        {**ADDRESS, "address[contact_id]": contact["id"], "address[address1]": text},
    )
    api.add_funds("20.00")
    job = api.job(card, address_id=address["id"])
    api("POST", f"print_jobs/{job}/print")
    api.send("GET", f"{api.of}/cards/search", {"term": text, text[:150]: text})
    api.http.get("/" + text, headers={"Authorization": "<b>x</b> y"})
    staging.controls.arm("cards.get", "extra_field", field=text, value=text)
    api("GET", f"cards/{card}")
    staging.controls.arm("cards.list", "extra_field", field=text, value={text: [text]})
    key = staging.environment["SYNCTERA_API_KEY"]
    api.http.post(
        staging.environment["SYNCTERA_BASE_URL"] + "/cards/bulk_issuance",
        json={**BULK_ORDER, "name": text},
        headers={"Authorization": f"Bearer {key}"},
    )


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_are_shown_and_do_nothing(
    looker: Looker, api: Api, staging: Staging, kind: str
) -> None:
    text = HOSTILE[kind]
    hostile_world(api, staging, text)
    page = looker.open(size=PHONE)
    expect(page.locator("#calls > li")).to_have_count(len(staging.controls.calls))
    for summary in page.locator("#calls summary").all():
        summary.click()
    expect(page.locator(".detail .section, .detail > div > .quiet").first).to_be_visible()
    expect(page.locator("#calls .json").nth(8)).to_be_visible()
    for view in ("requests", *VIEWS):
        page.goto(f"{looker.url}#{view}")
        expect(page.locator(f"#view-{view}")).to_be_visible()
        assert overflow(page) <= 0, view
        assert page.evaluate(MARKUP) == 0
    page.goto(f"{looker.url}#cards")
    expect(page.locator("#cards h3").first).to_contain_text(shown(text)[:40])
    for picture in page.locator("#cards img").all():
        assert shown(text)[:40] in (picture.get_attribute("alt") or "")


def shown(text: str) -> str:
    """The text with what would turn its surroundings written out."""
    return "".join(f"\\u{ord(each):04x}" if each in "\u202e\u2067\u200f" else each for each in text)


def test_an_organization_with_a_hostile_name(looker: Looker, staging: Staging) -> None:
    staging.controls.add_organization(name=HOSTILE["image"], balance="3.00")
    page = looker.open("controls")
    page.get_by_label("Organization").select_option(HOSTILE["image"])
    expect(page.locator("#seed button")).to_have_text(f"Add to {HOSTILE['image']}")
    page.locator("#seed button").click()
    expect(page.locator("#outcome")).to_have_text("Added 6 cards, 0 contacts and 0 addresses.")
    page.goto(f"{looker.url}#cards")
    expect(page.locator("#cards > li")).to_have_count(6)
    assert page.evaluate(MARKUP) == 0


def test_ten_thousand_characters(looker: Looker, api: Api) -> None:
    page = looker.open(size=PHONE)
    api.send("POST", f"{api.of}/contacts", {"contact[full_name]": "<i>" + "x y" * 3400})
    api.http.get("/" + "a" * 10_000)
    lines = page.locator("#calls > li")
    expect(lines).to_have_count(3)
    for summary in page.locator("#calls summary").all():
        summary.click()
    form = page.get_by_role("group", name="Form, decoded").first
    expect(form).to_contain_text("<i>x yx y")
    expect(form).to_contain_text("(10203 characters)")
    assert overflow(page) <= 0
    heights = lines.evaluate_all("all => all.map((each) => each.offsetHeight)")
    assert max(heights) < 2200


def test_the_policy_holds(looker: Looker) -> None:
    """Were there a way to put markup into the page, it would still not run."""
    page = looker.open()
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          try { script.textContent = "window.ran = true"; } catch {}
          document.body.append(script);
          const picture = document.createElement("img");
          picture.src = "http://elsewhere.example/x.png";
          document.body.append(picture);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    violated = " ".join(page.evaluate("window.violations"))
    assert "img-src" in violated
    assert "require-trusted-types-for" in violated
    page.evaluate("window.violations = []")
    looker.wrong = []


def test_no_other_site_can_frame_or_read_it(looker: Looker) -> None:
    """From a page of another origin, in the same browser."""
    page = looker.open()
    elsewhere = looker.url.replace("127.0.0.1", "localhost")
    answered = page.evaluate(
        "url => fetch(url).then((answer) => answer.status, () => 'blocked')", elsewhere
    )
    assert answered == "blocked"
    with httpx.Client(verify=False) as client:
        framed = client.get(looker.url)
    assert "frame-ancestors 'none'" in framed.headers["content-security-policy"]
    looker.wrong = []
    page.evaluate("window.violations = []")
