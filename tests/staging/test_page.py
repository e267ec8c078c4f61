"""The page to look at: its doors, who may use them, and what they tell."""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest

from cardwright.staging import Staging, serve
from cardwright.staging.instantcard import routes
from cardwright.staging.instantcard.operations import (
    addresses,
    authentication,
    cards,
    contacts,
    organization,
    print_jobs,
    templates,
)
from cardwright.staging.page.answers import LARGEST_BODY, MOST_KEPT, Answers, Heard
from cardwright.staging.page.sections import SECTIONS

from .controls import connected, hear, request
from .support import BULK_ORDER, ORGANIZATION, THEIRS, Api, other_organization, photo

ROOT = Path(__file__).parents[2]
STATIC = {file.name: file for file in files("cardwright.staging.page").joinpath("static").iterdir()}
OF = f"organizations/{ORGANIZATION}"
HOSTILE = '</script><img src=x onerror=alert(1)>\u202e"'


class Page:
    """The page's doors, as a browser uses them."""

    def __init__(self, staging: Staging) -> None:
        self.root = staging.environment["STAGING_PAGE_URL"]
        self.http = httpx.Client(
            base_url=self.root + "_staging/page/",
            timeout=30,
            headers={"Origin": self.root[:-1]},
            verify=False,
        )

    def __call__(self, path: str, **query: object) -> Any:
        answer = self.http.get(path, params={name: str(each) for name, each in query.items()})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def last(self) -> Any:
        """The last call, whole."""
        return self(f"calls/{self('calls')['items'][0]['number']}")


@pytest.fixture(scope="module")
def shown() -> Iterator[Staging]:
    with serve(page=True) as running:
        yield running


@pytest.fixture
def api(shown: Staging) -> Iterator[Api]:
    shown.controls.reset()
    api = Api(shown)
    api.login()
    yield api
    api.close()


@pytest.fixture(scope="module")
def page(shown: Staging) -> Iterator[Page]:
    page = Page(shown)
    yield page
    page.http.close()


# Who may look, and how it is sent

DOORS = (
    "",
    "files/main.js",
    "files/style.css",
    "overview",
    "calls",
    f"{OF}/cards",
    "nothing",
    "calls/x",
)


@pytest.mark.parametrize("door", DOORS)
def test_every_answer_forbids_what_is_not_its_own(page: Page, door: str) -> None:
    headers = page.http.get(door).headers
    policy = dict(each.split(" ", 1) for each in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    allowed = {name: policy[f"{name}-src"] for name in ("script", "style", "img", "connect")}
    assert set(allowed.values()) == {"'self'"}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/_staging/page", "/_staging/page/overview"])
@pytest.mark.parametrize(
    ("host", "header"),
    [
        ("staging.example", "Accept: */*"),
        ("localhost", "Origin: http://elsewhere.example"),
        ("localhost", "Sec-Fetch-Site: cross-site"),
    ],
)
def test_strangers_see_nothing(shown: Staging, path: str, host: str, header: str) -> None:
    with connected(shown) as connection:
        connection.sendall(request(shown, "GET", path, header, "Connection: close", host=host))
        answer = hear(connection)
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert b"content-security-policy" in answer
    assert b"<html" not in answer


def test_the_page_is_at_the_root(page: Page) -> None:
    answer = page.http.get(page.root)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>Staging" in answer.text
    assert page.http.head(page.root).status_code == 200
    assert page.http.head("stream").status_code == 200


def test_no_page_unless_asked_for(asking: Api) -> None:
    assert "STAGING_PAGE_URL" not in asking.staging.environment
    root = asking.staging.environment["INSTANTCARD_BASE_URL"].removesuffix("api/v2")
    for path in ("", "_staging/page"):
        answer = asking.http.get(root + path)
        assert answer.status_code == 404
        assert answer.json() == {"error": f"no such path: /{path}"}


def test_no_page_without_controls() -> None:
    with serve(page=True, controls=False) as running:
        assert "STAGING_PAGE_URL" not in running.environment
        root = running.environment["INSTANTCARD_BASE_URL"].removesuffix("api/v2")
        assert httpx.get(root).status_code == 404


def test_whoever_does_not_look_does_not_load_it() -> None:
    program = (
        "import sys, cardwright.staging as s\n"
        "with s.serve(): pass\n"
        "sys.exit(any(name.startswith('cardwright.staging.page') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0


def test_other_methods_at_the_root_are_as_ever(api: Api, page: Page) -> None:
    answer = page.http.post(page.root)
    assert answer.status_code == 404
    assert "content-security-policy" not in answer.headers
    assert page.last()["path"] == "/"


def test_doors_are_only_read(page: Page) -> None:
    for door in ("", "calls", f"{OF}/cards"):
        answer = page.http.post(door)
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "%2e%2e/doors.py", "secret", ""])
def test_only_its_own_files(page: Page, name: str) -> None:
    answer = page.http.get(f"files/{name}")
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}


# The files


class Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_markup_has_nothing_inline_and_nothing_from_outside() -> None:
    markup = Markup()
    markup.feed(STATIC["index.html"].read_text("utf-8"))
    for tag, attributes in markup.found:
        assert tag != "style"
        assert tag != "script" or attributes["src"]
        for name, value in attributes.items():
            assert not name.startswith("on"), tag
            assert name != "style", tag
            if name in ("src", "href"):
                assert value is not None
                assert value.startswith(("/_staging/page/files/", "#")), value
                if value.startswith("/"):
                    assert value.rpartition("/")[2] in STATIC


def test_scripts_make_no_markup_and_load_nothing_from_outside() -> None:
    for name, file in STATIC.items():
        text = file.read_text("utf-8")
        if name.endswith((".js", ".css")):
            assert "//" not in re.sub(r"(?m)^\s*//.*$| // .*$", "", text).replace("/9j/", ""), name
            assert not re.search(
                r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
                r"|srcdoc|\.style\b|javascript:|@import|url\(",
                text,
            ), name
            for imported in re.findall(r'from "\./(.+?)"', text):
                assert imported in STATIC


# The documentation

MODULES = (addresses, authentication, cards, contacts, organization, print_jobs, templates)


def test_every_operation_has_its_section(page: Page) -> None:
    operations = page("overview")["operations"]
    assert set(operations) == set(SECTIONS)
    titles = {
        title
        for module in MODULES
        for each in vars(module).values()
        if callable(each) and each.__module__ == module.__name__
        for title in re.findall(r'Page: "(.+?)"', each.__doc__ or "")
    }
    of_instantcard = {name for found in routes.ROUTES.values() for name in _names(found)}
    told = {SECTIONS[name].title.partition(" (the second")[0] for name in of_instantcard}
    assert told == titles
    assert operations["cards.finalize"]["section"] == {
        "document": "InstantCard API v2",
        "chapter": "Cards (Creation/Management)",
        "title": "Finalize Card",
    }


def _names(found: Any) -> Iterator[str]:
    return (entry.name for entry in found.values())


# What it tells of calls


def test_a_call_is_told_whole_and_without_secrets(api: Api, page: Page) -> None:
    token = api.login()
    login = page.last()
    assert login["operation"] == "session.login"
    assert login["form"]["password"] == "*****"
    assert login["answer"]["json"]["auth_token"] == "*****"
    drafted = api.draft(photo=photo(), title=HOSTILE)
    told = page.last()
    assert told["form"]["card"]["card_template_id"] == "17280"
    data = {each["label"]: each for each in told["answer"]["json"]["data"]}
    assert data["Title"] == {
        "token": "title",
        "label": "Title",
        "type": "text",
        "value": HOSTILE,
    }
    assert re.fullmatch(r"iVBORw0K… \(\d+ characters\)", data["Photo"]["value"])
    api("GET", f"cards/{drafted['id']}/preview")
    told = page.last()
    assert told["answer"]["size"] > 50_000
    assert len(json.dumps(told)) < 2000
    api.add_funds("17.37")
    text = json.dumps([page(f"calls/{each['number']}") for each in page("calls")["items"]])
    for secret in (token, "4242424242424242", api.environment["INSTANTCARD_PASSWORD"]):
        assert secret not in text


def test_answers_that_are_no_json(api: Api, page: Page, shown: Staging) -> None:
    shown.controls.arm("organization.get", "html")
    api.http.get(api.of)
    answer = page.last()["answer"]
    assert answer["media_type"] == "text/html; charset=utf-8"
    assert answer["text"].startswith("<!DOCTYPE html>")
    shown.controls.fail_next("organization.get")
    with pytest.raises(httpx.RemoteProtocolError):
        api.http.get(api.of)
    told = page.last()
    assert told["status"] is None
    assert told["ms"] is not None
    assert told["answer"] is None


def test_lists_are_paged_newest_first(api: Api, page: Page) -> None:
    for _ in range(60):
        api.http.get(f"{api.of}/balance")
    first = page("calls")
    numbers = [each["number"] for each in first["items"]]
    assert len(numbers) == 50
    assert first["more"]
    rest = page("calls", before=numbers[-1])
    numbers += [each["number"] for each in rest["items"]]
    assert not rest["more"]
    assert numbers == list(range(numbers[0], numbers[0] - 61, -1))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("calls?before=x", 400),
        ("calls?before=-1", 400),
        ("calls?before=" + "9" * 30, 400),
        ("calls/999999999", 404),
        ("calls/²", 400),
        (f"{OF}/cards?before=1.5", 400),
        ("organizations/x/cards", 400),
        ("cards/1/front", 404),
        ("cards/1/inside", 404),
        ("cards/99999999999999999999/front", 400),
    ],
)
def test_bad_questions_are_refused(page: Page, path: str, status: int) -> None:
    answer = page.http.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}


def test_forgotten_calls_are_gone(api: Api, page: Page, shown: Staging) -> None:
    number = page.last()["number"]
    shown.controls.calls.clear()
    assert page("calls") == {"items": [], "more": False}
    assert page.http.get(f"calls/{number}").status_code == 404


def heard(body: bytes) -> Heard:
    answer = Heard()
    answer.take({"type": "http.response.start", "headers": [(b"content-type", b"text/plain")]})
    for start in range(0, len(body), 65536):
        answer.take({"type": "http.response.body", "body": body[start : start + 65536]})
    return answer


def test_answers_take_bounded_memory() -> None:
    answers = Answers()
    body = json.dumps([{"n": "x y " * 200}] * 100).encode()
    kept = MOST_KEPT // len(body) + 1
    for number in range(1, kept + 100):
        answers.keep(number, heard(body))
    assert answers.of(1) is None
    assert answers.of(kept + 99) is not None
    assert sum(answers.of(number) is not None for number in range(1, kept + 100)) <= kept
    answers.forget_before(kept + 99)
    assert answers.of(kept + 98) is None


@pytest.mark.parametrize("size", [LARGEST_BODY + 1, 3 * LARGEST_BODY])
def test_a_huge_answer_is_left_out(size: int) -> None:
    told = heard(b"x" * size).to_json()
    assert told["size"] == size
    assert "left_out" in told
    assert "text" not in told


# What it tells of the vendors' things


def test_cards_and_their_pictures(api: Api, page: Page) -> None:
    card_id = api.card(photo=photo(), title=HOSTILE)
    (card,) = (each for each in page(f"{OF}/cards")["items"] if each["id"] == card_id)
    assert card["name"] == "Marguerite Okonkwo"
    assert card["template"] == "Employee badge"
    assert card["finalized"]
    assert card["photos"] == 1
    preview = api("GET", f"cards/{card_id}/preview")
    # The front last, so that it is at hand below.
    for side in ("back", "front"):
        answer = page.http.get(f"cards/{card_id}/{side}")
        assert answer.headers["content-type"] == "image/png"
        assert base64.b64decode(preview[side]) == answer.content
    api.send("PATCH", f"{api.of}/cards/{card_id}", {"card[data]": _changed(photo((1, 2, 3)))})
    (changed,) = (each for each in page(f"{OF}/cards")["items"] if each["id"] == card_id)
    assert changed["version"] != card["version"]
    assert page.http.get(f"cards/{card_id}/front").content != answer.content
    api("DELETE", f"cards/{card_id}")
    assert page.http.get(f"cards/{card_id}/front").status_code == 404
    assert card_id not in [each["id"] for each in page(f"{OF}/cards")["items"]]


def _changed(value: str) -> str:
    return json.dumps([{"token": "photo", "value": value}])


def test_the_life_of_a_print_job(api: Api, page: Page, shown: Staging) -> None:
    def told() -> Any:
        return page(f"{OF}/print_jobs")["items"][0]

    job_id = api("POST", "print_jobs")["id"]
    assert told()["id"] == job_id
    assert told()["cards"] == 0
    assert told()["address"] is None
    api.add_funds("100.00")
    ready = api.job(api.card())
    assert told()["address"] == "Harbour Lantern Museum, 12 Beacon Quay, Port Ellery, PA"
    assert told()["shipping"] == "Standard Mail"
    assert told()["submitted_at"] is None
    api("POST", f"print_jobs/{ready}/print")
    assert told()["cost"] == "$5.00"
    assert not told()["printed"]
    shown.controls.clock.advance(25 * 3600)
    assert told()["printed"]


def test_the_ledger(api: Api, page: Page) -> None:
    api.add_funds("17.37")
    entries = page(f"{OF}/transactions")["items"]
    assert [each["amount"] for each in entries] == ["$17.37", "$5.50"]
    assert entries[0]["balance"] == api.balance() == "$22.87"
    assert entries[0]["credit"]
    (first, second) = page("overview")["organizations"]
    assert first["balance"] == "$22.87"
    assert second["id"] == THEIRS


def test_every_organization_has_its_own(api: Api, page: Page, shown: Staging) -> None:
    theirs = other_organization(shown)
    before = page(f"{OF}/cards")["items"]
    theirs("POST", "print_jobs")
    theirs.close()
    assert page(f"organizations/{THEIRS}/print_jobs")["items"]
    assert page(f"{OF}/print_jobs")["items"] == []
    assert page(f"{OF}/cards")["items"] == before


def test_configurations_of_bulk_orders(api: Api, page: Page, shown: Staging) -> None:
    assert page("tenants/staging_lantern/configurations")["items"] == []
    made = api.http.post(
        shown.environment["SYNCTERA_BASE_URL"] + "/cards/bulk_issuance",
        json={**BULK_ORDER, "name": HOSTILE},
        headers={
            "Authorization": f"Bearer {shown.environment['SYNCTERA_API_KEY']}",
            "Idempotency-Key": "once",
        },
    ).json()
    (told,) = page("tenants/staging_lantern/configurations")["items"]
    assert told["id"] == made["id"]
    assert told["configuration"]["name"] == HOSTILE
    assert told["idempotency_keys"] == 1
    assert page("tenants/staging_meridian/configurations")["items"] == []
    assert page.last()["json"]["name"] == HOSTILE


def test_the_overview_follows_the_controls(api: Api, page: Page, shown: Staging) -> None:
    shown.controls.arm("cards.get", "drop")
    shown.controls.clock.freeze()
    told = page("overview")
    assert told["clock"] == shown.controls.clock.describe()
    assert told["clock"]["frozen"]
    assert [fault["operation"] for fault in told["faults"]] == ["cards.get"]
    assert told["kinds"]["drop"]["when"] == ["before", "after"]
