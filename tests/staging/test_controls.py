"""The controls: who may use them, data, time, tokens, money."""

import ast
import json
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

import cardwright.staging
from cardwright.staging import ControlError, Staging, serve
from cardwright.staging.controls.api import CONTROLS
from cardwright.staging.controls.guard import refuse_strangers
from cardwright.staging.http import RefusalError

from .controls import Panel, connected, hear, request
from .support import CONTACT, OF, OPERATIONS, ORGANIZATION, Api, MovableClock

EVERY = sorted((method, path) for path, found in CONTROLS.items() for method in found)
POSTS = [path for method, path in EVERY if method == "POST"]


@pytest.fixture(scope="session")
def refusing(asking: Api) -> Iterator[Panel]:
    panel = Panel(asking.staging)
    yield panel
    panel.http.close()


def raw(staging: Staging, path: str, *headers: str, host: str = "") -> bytes:
    with connected(staging) as connection:
        connection.sendall(
            request(staging, "GET", path, "Connection: close", *headers, host=host or "localhost")
        )
        return hear(connection)


def logged_in(staging: Staging, account: dict[str, Any]) -> Api:
    """A client of an organization that was added."""
    api = Api(staging)
    api.of = f"/organizations/{account['organization_id']}"
    api.login(account["email"], account["password"])
    return api


# Who may use them


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "[::1]", "[::1]:9"])
def test_loopback_hosts_are_served(asking: Api, host: str) -> None:
    assert raw(asking.staging, "/_staging/clock", host=host).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        "localhost.attacker.example",
        "127.0.0.1.attacker.example",
        "localhost.",
        "0.0.0.0",
        "192.168.1.4:8765",
        "[::ffff:192.0.2.1]",
        "user@localhost",
        "localhost:x",
        "localhost/",
        "localhost:99999",
    ],
)
def test_other_hosts_are_refused(asking: Api, host: str) -> None:
    heard = raw(asking.staging, "/_staging/clock", host=host)
    assert heard.startswith(b"HTTP/1.1 403 ")
    assert b'{"error": "Host ' in heard


def test_no_host_is_refused(asking: Api) -> None:
    with connected(asking.staging) as connection:
        connection.sendall(b"GET /_staging/clock HTTP/1.0\r\n\r\n")
        assert b" 403 " in hear(connection)


@pytest.mark.parametrize(
    "header",
    [
        "Origin: null",
        "Origin: http://attacker.example",
        "Origin: https://localhost",
        "Origin: http://localhost:3000",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ],
)
def test_pages_of_other_sites_are_refused(asking: Api, header: str) -> None:
    heard = raw(asking.staging, "/_staging/clock", header)
    assert heard.startswith(b"HTTP/1.1 403 ")
    assert b"access-control" not in heard.lower()


@pytest.mark.parametrize(
    "header", ["Origin: http://localhost", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none"]
)
def test_own_pages_and_no_pages_are_served(asking: Api, header: str) -> None:
    assert raw(asking.staging, "/_staging/clock", header).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("client", "allowed"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.7", False),
        ("::ffff:192.0.2.7", False),
        ("fe80::1", False),
        ("", False),
    ],
)
def test_clients_elsewhere_are_refused(client: str, allowed: bool) -> None:
    scope = {"type": "http", "client": (client, 5), "headers": [(b"host", b"localhost")]}
    if allowed:
        refuse_strangers(scope)
    else:
        with pytest.raises(RefusalError, match="loopback"):
            refuse_strangers(scope)


def test_a_client_cannot_say_who_it_is(asking: Api) -> None:
    heard = raw(asking.staging, "/_staging/clock", "X-Forwarded-For: 192.0.2.7")
    assert heard.startswith(b"HTTP/1.1 200 ")


def test_strangers_are_refused_before_anything_is_told(asking: Api) -> None:
    for path in ("/_staging", "/_staging/nothing"):
        assert raw(asking.staging, path, host="attacker.example").startswith(b"HTTP/1.1 403 ")


def test_a_preflight_is_refused(refusing: Panel) -> None:
    answer = refusing.send("OPTIONS", "reset")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/x-www-form-urlencoded", "text/json"]
)
def test_only_json_is_taken(refusing: Panel, path: str, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    refusing.refused(415, "Content-Type", "POST", path.lstrip("/"), content=b"{}", headers=headers)


# What is wrong with a request


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "content", [b"{", b"\xff", b"[]", b"3", b'"x"', b"null", b'{"a": NaN}', b'{"a": "\\ud800"}']
)
def test_bodies_that_are_no_objects(refusing: Panel, path: str, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    refusing.refused(400, "the body", "POST", path.lstrip("/"), content=content, headers=headers)


@pytest.mark.parametrize("path", [path for path in POSTS if path != "/faults"])
def test_members_that_mean_nothing(refusing: Panel, path: str) -> None:
    body = {"amount": "5.00"} if path == "/balance" else {}
    refusing.refused(400, "'mistake'", "POST", path.lstrip("/"), {**body, "mistake": 1})


@pytest.mark.parametrize(
    ("method", "path"), [pair for pair in EVERY if pair[0] != "POST" and "{" not in pair[1]]
)
def test_queries_that_mean_nothing(refusing: Panel, method: str, path: str) -> None:
    refusing.refused(400, "'mistake'", method, path.lstrip("/") + "?mistake=1")


@pytest.mark.parametrize(
    ("status", "naming", "path", "body"),
    [
        (400, "cards", "seed", {"cards": -1}),
        (400, "cards", "seed", {"cards": "3"}),
        (400, "contacts", "seed", {"contacts": 10_001}),
        (400, "addresses", "seed", {"addresses": 1.5}),
        (400, "finalized", "seed", {"finalized": 1}),
        (400, "organization_id", "seed", {"organization_id": "20003827"}),
        (404, "organization_id", "seed", {"organization_id": 1}),
        (404, "card_template_id", "seed", {"card_template_id": 1}),
        (400, "email", "organizations", {"email": "staging@harbour-lantern.example"}),
        (400, "email", "organizations", {"email": "Staging@Harbour-Lantern.example "}),
        (400, "name", "organizations", {"name": " "}),
        (400, "balance", "organizations", {"balance": "-1.00"}),
        (400, "amount", "balance", {}),
        (400, "amount", "balance", {"amount": 5}),
        (400, "amount", "balance", {"amount": "5"}),
        (400, "amount", "balance", {"amount": "-5.00"}),
        (400, "amount", "balance", {"amount": "1000000000.00"}),
        (404, "organization_id", "balance", {"amount": "5.00", "organization_id": 1}),
        (400, "email", "tokens/expire", {"email": ""}),
        (404, "email", "tokens/expire", {"email": "nobody@staging.example"}),
        (400, "time", "clock", {"time": "noon"}),
        (400, "time", "clock", {"time": 1}),
        (400, "time", "clock", {"time": "2026-05-04T15:00:00"}),
        (400, "time", "clock", {"time": "1969-12-31T23:59:59Z"}),
        (400, "time", "clock", {"time": "3000-01-01T00:00:00Z"}),
        (400, "time", "clock", {"time": "0001-01-01T00:00:00+14:00"}),
        (400, "advance_seconds", "clock", {"advance_seconds": "60"}),
        (400, "advance_seconds", "clock", {"advance_seconds": True}),
        (400, "advance_seconds", "clock", {"advance_seconds": 1e300}),
        (400, "advance_seconds", "clock", {"advance_seconds": -2e9}),
        (400, "frozen", "clock", {"frozen": "true"}),
    ],
)
def test_bad_input_is_refused_by_its_name(
    refusing: Panel, status: int, naming: str, path: str, body: dict[str, object]
) -> None:
    refusing.refused(status, naming, "POST", path, body)


def test_large_bodies_are_413(refusing: Panel) -> None:
    headers = {"Content-Type": "application/json"}
    content = b" " * (16 * 1024 * 1024 + 1)
    refusing.refused(413, "the body", "POST", "seed", content=content, headers=headers)


def test_unknown_paths_are_404(refusing: Panel) -> None:
    refusing.refused(404, "no such path", "GET", "nothing")
    assert refusing.send("PUT", "clock").headers["Allow"] == "DELETE, GET, HEAD, POST"


def test_overview_has_every_control(refusing: Panel) -> None:
    told = refusing("GET", "")
    assert set(told) == {f"{method} /_staging{path}" for method, path in EVERY}
    assert all(told.values())


def test_operations_have_names(refusing: Panel) -> None:
    told = refusing("GET", "operations")
    places = {place.replace("/organizations/{organization_id}", "{of}") for place in told.values()}
    page = {f"{method} /api/v2{template}" for method, template in OPERATIONS}
    assert places == page | {"POST /v1/cards/bulk_issuance"}
    assert len(told) == 38
    assert told["print_jobs.submit"].endswith("/print_jobs/{id}/print")
    assert all(len(name.split(".")) == 2 for name in told)


# Off


def test_without_controls_there_are_none() -> None:
    with serve(controls=False) as staging:
        assert "STAGING_CONTROLS_URL" not in staging.environment
        api = Api(staging)
        api.login()
        root = httpx.URL(staging.environment["INSTANTCARD_BASE_URL"])
        for method, path in EVERY:
            answer = api.send(method, str(root.copy_with(path="/_staging" + path)))
            assert answer.status_code == 404
            assert answer.json()["error"].startswith("no such path")
        with pytest.raises(RuntimeError, match="without controls"):
            staging.controls.reset()
        api.close()


@pytest.mark.parametrize(
    ("folder", "own", "knowing"),
    [
        ("controls", ("controls", "page"), {"server.py", "__init__.py"}),
        ("page", ("page",), {"app.py"}),
    ],
)
def test_only_the_server_knows_of_the_controls_and_only_they_of_the_page(
    folder: str, own: tuple[str, ...], knowing: set[str]
) -> None:
    root = Path(cardwright.staging.__file__).parent
    others = {file for file in root.rglob("*.py") if file.relative_to(root).parts[0] not in own}
    importing = {
        file.name
        for file in others
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(f"cardwright.staging.{folder}")
    }
    assert importing == knowing


@pytest.mark.parametrize(
    ("host", "expected"), [("0.0.0.0", "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")]
)
def test_their_address_is_on_loopback(host: str, expected: str) -> None:
    if ":" in host and not _has_ipv6():
        pytest.skip("this machine has no IPv6")
    with serve(host=host) as staging:
        url = staging.environment["STAGING_CONTROLS_URL"]
        assert url.startswith(f"http://{expected}:")
        assert httpx.get(url + "/clock", verify=False).status_code == 200


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


# Data


def test_reset_begins_anew(api: Api, staging: Staging, panel: Panel, clock: MovableClock) -> None:
    def dump() -> list[str]:
        with staging.services.database.reading() as connection:
            lines = list(connection.iterdump())
        # Salts are new each time.
        return [line for line in lines if "_users" not in line]

    panel("POST", "reset")
    fresh = dump()
    assert api.http.get("/profile/me").status_code == 401
    api.login()
    api("POST", "contacts", CONTACT)
    api.card()
    api("DELETE", "contacts/12629")
    api("DELETE", "addresses/12782")
    api.add_funds("1.00")
    panel("POST", "organizations", {})
    panel.arm("*", "drop")
    panel("POST", "clock", {"advance_seconds": 5000, "frozen": True})
    assert panel("POST", "reset") == {"reset": True}
    assert dump() == fresh
    assert panel("GET", "faults") == {"faults": []}
    assert panel("GET", "calls") == {"calls": []}
    assert staging.services.clock() == clock()
    api.login()
    assert api.draft()["id"] == 3145927


def test_reset_of_a_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "staging.db"
    with serve(database=file) as staging:
        api = Api(staging)
        api.login()
        api("POST", "contacts", CONTACT)
        staging.controls.reset()
        api.close()
    with serve(database=file) as staging:
        api = Api(staging)
        api.login()
        assert len(api("GET", "contacts")) == 1
        api.close()


def test_seeding_things(api: Api, panel: Panel) -> None:
    planted = panel("POST", "seed", {"cards": 11, "contacts": 2, "addresses": 3})
    assert planted["organization_id"] == ORGANIZATION
    listed = {
        kind: [each["id"] for each in api("GET", kind, {"page_size": 100})]
        for kind in ("cards", "contacts", "addresses")
    }
    assert [len(planted[kind]) for kind in listed] == [11, 2, 3]
    for kind, ids in listed.items():
        assert set(planted[kind]) <= set(ids)
    for card_id in planted["cards"][:2]:
        card = api("GET", f"cards/{card_id}")
        assert card["card_template_id"] == 17280
        assert all(each["value"] for each in card["data"] if each["type"] != "image")
        api("GET", f"cards/{card_id}/preview")
    assert api("GET", f"addresses/{planted['addresses'][0]}")["contact"]["email"]
    api("PATCH", f"addresses/{planted['addresses'][0]}", {"address[city]": "Aldwich"})
    job = api.job(*planted["cards"], address_id=planted["addresses"][1])
    assert len(api("GET", f"print_jobs/{job}")["list_users"]) == 11


def test_seeding_drafts_of_another_template(api: Api, panel: Panel) -> None:
    body = {"cards": 1, "finalized": False, "card_template_id": 17281}
    (card_id,) = panel("POST", "seed", body)["cards"]
    assert api("GET", f"cards/{card_id}")["card_template_id"] == 17281
    answer = api.http.post(f"{OF}/print_jobs", data={"print_job[card_ids]": json.dumps([card_id])})
    assert answer.status_code == 400
    api("PATCH", f"cards/{card_id}/finalize")
    api.job(card_id)


@pytest.mark.parametrize("number", [0, 1])
def test_seeding_cards_of_every_template(staging: Staging, panel: Panel, number: int) -> None:
    api = Api(staging, account=number)
    api.login()
    organization_id = int(api.environment["INSTANTCARD_ORGANIZATION_ID"])
    for template in api("GET", "card_templates"):
        body = {"organization_id": organization_id, "card_template_id": template["id"], "cards": 9}
        card_id = panel("POST", "seed", body)["cards"][-1]
        card = api("GET", f"cards/{card_id}")
        api("PATCH", f"cards/{card_id}", {"card[data]": json.dumps(card["data"])})
        assert api("GET", f"cards/{card_id}/preview")["preview_available"] is True
    api.close()


def test_seeding_for_another_organization(api: Api, panel: Panel) -> None:
    account = panel("POST", "organizations", {"name": "Tidewater Library", "balance": "12.50"})
    planted = panel("POST", "seed", {"organization_id": account["organization_id"], "cards": 2})
    before = api("GET", "cards")
    other = logged_in(api.staging, account)
    assert other("GET", other.of)["name"] == "Tidewater Library"
    assert other.balance() == "$12.50"
    assert [card["id"] for card in other("GET", "cards")] == planted["cards"]
    assert other("GET", "shipping_providers")
    assert api("GET", "cards") == before
    api.refused(404, "organization", "GET", other.of)
    other.close()


def test_organizations_are_all_different(panel: Panel) -> None:
    made = [panel("POST", "organizations", {}) for _ in range(3)]
    assert len({each["organization_id"] for each in made}) == 3
    assert len({each["email"] for each in made}) == 3
    given = {"name": "A", "email": "A@b.example", "password": "c"}
    own = panel("POST", "organizations", given)
    assert own == {**given, "email": "a@b.example", "organization_id": own["organization_id"]}


def test_seeding_from_python(api: Api, staging: Staging) -> None:
    planted = staging.controls.seed(cards=2, addresses=1)
    account = staging.controls.add_organization(password="of-its-own")
    assert [card["id"] for card in api("GET", "cards")] == planted.cards
    assert account.password == "of-its-own"
    other = logged_in(staging, account._asdict())
    other.close()


# Tokens and money


def test_expiring_all_tokens(api: Api, panel: Panel) -> None:
    first = api.http.headers["Authorization"]
    api.login()
    assert panel("POST", "tokens/expire") == {"expired": 2}
    for header in (first, api.http.headers["Authorization"]):
        answer = api.http.get("/profile/me", headers={"Authorization": header})
        assert answer.status_code == 401
    api.login()
    api("GET", "/profile/me")


def test_expiring_the_tokens_of_one_user(api: Api, staging: Staging, panel: Panel) -> None:
    account = panel("POST", "organizations", {})
    other = logged_in(staging, account)
    assert panel("POST", "tokens/expire", {"email": account["email"].upper()}) == {"expired": 1}
    assert other.http.get("/profile/me").status_code == 401
    assert api.http.get("/profile/me").status_code == 200
    assert staging.controls.expire_tokens() == 1
    assert api.http.get("/profile/me").status_code == 401
    other.close()


@pytest.mark.parametrize("amount", ["0.00", "3.21", "5.50", "12,345.67"])
def test_balance_is_set_by_the_ledger(api: Api, panel: Panel, amount: str) -> None:
    before = api("GET", "financial_transactions")
    assert panel("POST", "balance", {"amount": amount}) == {
        "organization_id": ORGANIZATION,
        "balance": f"${amount}",
    }
    after = api("GET", "financial_transactions")
    assert api.balance() == f"${amount}" == after[-1]["balance"]
    assert after[: len(before)] == before
    assert len(after) - len(before) == (amount != "5.50")


def test_balance_of_a_given_organization(api: Api, staging: Staging, panel: Panel) -> None:
    account = panel("POST", "organizations", {"balance": "1.00"})
    staging.controls.set_balance("7.00", account["organization_id"])
    other = logged_in(staging, account)
    assert (other.balance(), api.balance()) == ("$7.00", "$5.50")
    other.close()


# Time


def test_clock_is_moved(api: Api, panel: Panel) -> None:
    assert panel("GET", "clock") == {"time": "2026-05-04T15:00:00.000Z", "frozen": False}
    moved = panel("POST", "clock", {"time": "2031-01-02T03:04:05.678+01:00"})
    assert moved == {"time": "2031-01-02T02:04:05.678Z", "frozen": False}
    assert api.http.get("/profile/me").status_code == 401
    api.login()
    assert api("POST", "print_jobs")["created_at"] == "2031-01-02T02:04:05.678Z"
    assert panel("DELETE", "clock")["time"] == "2026-05-04T15:00:00.000Z"


def test_clock_is_advanced(api: Api, panel: Panel) -> None:
    panel("POST", "clock", {"advance_seconds": 3599.5})
    api("GET", "/profile/me")
    assert panel("POST", "clock", {"advance_seconds": 0.5})["time"] == "2026-05-04T16:00:00.000Z"
    api.refused(401, "token", "GET", "/profile/me")
    assert panel("POST", "clock", {"advance_seconds": -60})["time"] == "2026-05-04T15:59:00.000Z"


def test_clock_is_frozen_and_runs_again(panel: Panel, clock: MovableClock) -> None:
    assert panel("POST", "clock", {"frozen": True})["frozen"] is True
    clock.advance(hours=5)
    assert panel("GET", "clock")["time"] == "2026-05-04T15:00:00.000Z"
    moved = panel("POST", "clock", {"advance_seconds": 60})
    assert moved == {"time": "2026-05-04T15:01:00.000Z", "frozen": True}
    assert panel("POST", "clock", {"frozen": False})["time"] == "2026-05-04T15:01:00.000Z"
    clock.advance(hours=1)
    assert panel("GET", "clock")["time"] == "2026-05-04T16:01:00.000Z"


def test_all_of_a_change_of_the_clock_or_none(panel: Panel) -> None:
    body = {"time": "2030-01-01T00:00:00Z", "advance_seconds": 86400, "frozen": True}
    assert panel("POST", "clock", body) == {"time": "2030-01-02T00:00:00.000Z", "frozen": True}
    for wrong in ({"frozen": 0}, {"advance_seconds": 31e9}):
        panel.refused(400, next(iter(wrong)), "POST", "clock", {**body, **wrong})
        assert panel("GET", "clock") == {"time": "2030-01-02T00:00:00.000Z", "frozen": True}


def test_the_systems_time_goes_on_after_a_move(refusing: Panel) -> None:
    first = refusing("POST", "clock", {"advance_seconds": 0})["time"]
    time.sleep(0.02)
    assert refusing("GET", "clock")["time"] > first
    refusing("DELETE", "clock")
    shown = datetime.fromisoformat(refusing("GET", "clock")["time"])
    assert abs(shown - datetime.now(UTC)) < timedelta(seconds=5)


def test_clock_from_python(staging: Staging) -> None:
    clock = staging.controls.clock
    clock.move_to(datetime(2027, 3, 4, tzinfo=UTC))
    clock.advance(1.5)
    assert clock() == datetime(2027, 3, 4, 0, 0, 1, 500_000, tzinfo=UTC)
    clock.freeze()
    assert clock.frozen
    clock.run()
    assert not clock.frozen
    clock.reset()
    assert clock() == datetime(2026, 5, 4, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("naming", "act"),
    [
        ("amount", lambda controls: controls.set_balance("5")),
        ("organization_id", lambda controls: controls.set_balance("5.00", 1)),
        ("email", lambda controls: controls.expire_tokens("nobody@staging.example")),
        ("cards", lambda controls: controls.seed(cards=-1)),
        ("time", lambda controls: controls.clock.move_to(datetime(2027, 1, 1))),
        ("advance_seconds", lambda controls: controls.clock.advance(float("nan"))),
    ],
)
def test_errors_in_python_name_the_argument(
    staging: Staging, naming: str, act: Callable[[Any], object]
) -> None:
    with pytest.raises(ControlError, match=f"^{naming}"):
        act(staging.controls)
