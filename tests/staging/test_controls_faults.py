"""Faults, as a client meets them."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from cardwright.staging import ControlError, Staging, serve
from cardwright.staging.controls.effects import KINDS, WITHOUT_BODY

from .controls import Panel, connected, hear, request
from .support import CONTACT, OF, Api

BALANCE = "organization.balance"


@pytest.fixture(scope="session")
def refusing(asking: Api) -> Iterator[Panel]:
    panel = Panel(asking.staging)
    yield panel
    panel.http.close()


def names(api: Api) -> list[str]:
    return [contact["full_name"] for contact in api("GET", "contacts")]


def add_contact(api: Api, name: str = "New") -> httpx.Response:
    return api.http.post(OF + "/contacts", data={**CONTACT, "contact[full_name]": name})


def authorized(staging: Staging, api: Api, method: str, path: str, body: bytes = b"") -> bytes:
    return request(
        staging,
        method,
        f"/api/v2{OF}/{path}",
        f"Authorization: {api.http.headers['Authorization']}",
        *(["Content-Type: application/x-www-form-urlencoded"] if body else []),
        body=body,
    )


@pytest.fixture
def silent(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """The server takes nothing that happens for a failure of its own."""
    yield
    assert [record.getMessage() for record in caplog.get_records("call")] == []


NEW = b"contact%5Bfull_name%5D=New&contact%5Bemail%5D=new@glass.example"


@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize("when", ["before", "after"])
def test_dropped_connection(api: Api, staging: Staging, panel: Panel, when: str) -> None:
    panel.arm("contacts.create", "drop", when=when)
    with connected(staging) as connection:
        connection.sendall(authorized(staging, api, "POST", "contacts", NEW))
        assert hear(connection) == b""
    assert ("New" in names(api)) is (when == "after")
    assert staging.controls.calls.of("contacts.create")[0].status is None
    assert add_contact(api).status_code == 200


@pytest.mark.usefixtures("silent")
@pytest.mark.parametrize("when", ["before", "after"])
def test_reset_connection(api: Api, staging: Staging, panel: Panel, when: str) -> None:
    panel.arm("contacts.create", "drop", when=when, reset=True)
    with connected(staging) as connection:
        connection.sendall(authorized(staging, api, "POST", "contacts", NEW))
        with pytest.raises(ConnectionResetError):
            hear(connection)
    assert ("New" in names(api)) is (when == "after")


def test_a_drop_spares_other_connections(api: Api, staging: Staging, panel: Panel) -> None:
    panel.arm(BALANCE, "drop")
    with connected(staging) as other, connected(staging) as dropped:
        dropped.sendall(authorized(staging, api, "GET", "balance"))
        assert hear(dropped) == b""
        other.sendall(authorized(staging, api, "GET", "balance"))
        assert other.recv(9) == b"HTTP/1.1 "


@pytest.mark.usefixtures("silent")
def test_truncated_body(api: Api, staging: Staging, panel: Panel) -> None:
    own = api("GET", "balance")
    panel.arm(BALANCE, "truncated")
    with connected(staging) as connection:
        connection.sendall(authorized(staging, api, "GET", "balance"))
        head, _, body = hear(connection).partition(b"\r\n\r\n")
    whole = json.dumps(own).encode()
    assert head.startswith(b"HTTP/1.1 200 ")
    assert f"content-length: {len(whole)}".encode() in head.lower()
    assert body == whole[: len(whole) // 2]


@pytest.mark.usefixtures("silent")
def test_truncated_large_body(api: Api, staging: Staging, panel: Panel) -> None:
    card = api.card()
    own = api.send("GET", f"{OF}/cards/{card}/preview")
    panel.arm("cards.preview", "truncated")
    with connected(staging) as connection:
        connection.sendall(authorized(staging, api, "GET", f"cards/{card}/preview"))
        body = hear(connection).partition(b"\r\n\r\n")[2]
    assert body == own.content[: len(own.content) // 2]


@pytest.mark.parametrize("when", ["before", "after"])
def test_latency(api: Api, panel: Panel, when: str) -> None:
    panel.arm("contacts.create", "latency", seconds=0.7, when=when)
    began = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(add_contact, api)
        time.sleep(0.3)
        assert ("New" in names(api)) is (when == "after")
        assert pending.result().status_code == 200
    assert time.monotonic() - began >= 0.7
    assert "New" in names(api)


def test_a_waiting_call_holds_nobody_up(api: Api, staging: Staging, panel: Panel) -> None:
    panel.arm("contacts.create", "latency", seconds=2, times=3)
    began = time.monotonic()
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(add_contact, api) for _ in range(3)]
        while len(staging.controls.calls.of("contacts.create")) < 3:
            time.sleep(0.01)
        for _ in range(5):
            assert add_contact(api).status_code == 200
            assert staging.controls.fail_next("cards.list").left == 1
            assert panel("GET", "clock")
        assert not any(each.done() for each in waiting)
        assert [each.result().status_code for each in waiting] == [200] * 3
    assert time.monotonic() - began < 4


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_request_is_carried_out_though_its_client_has_left(
    api: Api, staging: Staging, panel: Panel, when: str
) -> None:
    panel.arm("contacts.create", "latency", seconds=0.2, when=when)
    with connected(staging) as connection:
        connection.sendall(authorized(staging, api, "POST", "contacts", NEW))
        time.sleep(0.05)
    deadline = time.monotonic() + 5
    while "New" not in names(api):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.usefixtures("silent")
def test_no_waiting_call_keeps_staging_from_stopping() -> None:
    with ThreadPoolExecutor(1) as pool:
        with serve() as staging:
            staging.controls.arm("session.login", "latency", seconds=600)
            where = staging.environment["INSTANTCARD_BASE_URL"] + "/authenticate"
            pending = pool.submit(lambda: httpx.post(where, timeout=60, verify=False))
            while not staging.controls.calls.of("session.login"):
                time.sleep(0.01)
            began = time.monotonic()
        assert time.monotonic() - began < 2
        with pytest.raises(httpx.RemoteProtocolError):
            pending.result()


@pytest.mark.parametrize("when", ["before", "after"])
def test_status(api: Api, panel: Panel, when: str) -> None:
    panel.arm(
        "contacts.create",
        "status",
        status=503,
        body={"error": "maintenance", "until": [1, None]},
        headers={"Retry-After": "7", "X-Request-Id": "abc"},
        when=when,
    )
    answer = add_contact(api)
    assert answer.status_code == 503
    assert answer.json() == {"error": "maintenance", "until": [1, None]}
    assert answer.headers["retry-after"] == "7"
    assert answer.headers["x-request-id"] == "abc"
    assert answer.headers.get_list("content-type") == ["application/json"]
    assert ("New" in names(api)) is (when == "after")


@pytest.mark.parametrize("body", [None, False, 0, "", [], {}])
def test_every_json_body_is_sent_as_it_is(api: Api, panel: Panel, body: object) -> None:
    panel.arm(BALANCE, "status", status=200, body=body)
    answer = api.http.get(OF + "/balance")
    assert answer.json() == body
    assert type(answer.json()) is type(body)


@pytest.mark.parametrize("status", WITHOUT_BODY)
def test_statuses_without_a_body(api: Api, panel: Panel, status: int) -> None:
    panel.arm(BALANCE, "status", status=status)
    answer = api.http.get(OF + "/balance")
    assert answer.status_code == status
    assert answer.content == b""
    panel.refused(
        400,
        "body",
        "POST",
        "faults",
        {"operation": BALANCE, "kind": "status", "status": status, "body": {}},
    )


def test_status_is_told_in_the_vendors_format(api: Api, staging: Staging, panel: Panel) -> None:
    panel.arm("*", "status", status=500, times=2)
    answer = api.http.get(OF + "/balance")
    assert answer.status_code == 500
    assert set(answer.json()) == {"error"}
    problem = httpx.post(staging.environment["SYNCTERA_BASE_URL"] + "/cards/bulk_issuance", json={})
    assert problem.status_code == 500
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 500


def test_unauthorized_once(api: Api, panel: Panel) -> None:
    panel.arm("contacts.create", "unauthorized")
    answer = add_contact(api)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert set(answer.json()) == {"error"}
    assert "New" not in names(api)
    assert add_contact(api).status_code == 200


def test_malformed_body(api: Api, panel: Panel) -> None:
    for operation, path in ((BALANCE, "balance"), ("contacts.list", "contacts")):
        panel.arm(operation, "malformed")
        answer = api.http.get(f"{OF}/{path}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        with pytest.raises(json.JSONDecodeError):
            answer.json()


def test_wrong_content_type(api: Api, panel: Panel) -> None:
    own = api("GET", "balance")
    panel.arm(BALANCE, "content_type")
    panel.arm(BALANCE, "content_type", content_type="application/xml; charset=utf-8")
    for expected in ("text/plain", "application/xml; charset=utf-8"):
        answer = api.http.get(OF + "/balance")
        assert answer.headers.get_list("content-type") == [expected]
        assert answer.json() == own


@pytest.mark.parametrize("when", ["before", "after"])
def test_html(api: Api, panel: Panel, when: str) -> None:
    panel.arm("contacts.create", "html", status=502, when=when)
    answer = add_contact(api)
    assert answer.status_code == 502
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!DOCTYPE html>")
    assert ("New" in names(api)) is (when == "after")


def test_extra_field(api: Api, panel: Panel) -> None:
    own, listed = api("GET", "balance"), api("GET", "contacts")
    panel.arm(BALANCE, "extra_field")
    panel.arm("contacts.list", "extra_field", field="loyalty", value={"tier": 3})
    assert api("GET", "balance") == {**own, "field_made_for_a_test": "unexpected"}
    assert api("GET", "contacts") == [{**each, "loyalty": {"tier": 3}} for each in listed]


def test_unknown_enum(api: Api, panel: Panel) -> None:
    card = api.card()
    panel.arm("cards.get", "unknown_enum", field="type")
    panel.arm("cards.get", "unknown_enum", field="type", value=None)
    for expected in ("value_made_for_a_test", None):
        changed = api("GET", f"cards/{card}")
        assert changed["id"] == card
        assert {each["type"] for each in changed["data"]} == {expected}
    assert "text" in {each["type"] for each in api("GET", f"cards/{card}")["data"]}


@pytest.mark.parametrize(
    ("kind", "more", "naming"),
    [("extra_field", {}, "an object"), ("unknown_enum", {"field": "stattus"}, "stattus")],
)
def test_a_fault_that_can_do_nothing_says_so(
    api: Api, panel: Panel, kind: str, more: dict[str, object], naming: str
) -> None:
    job = api.job(api.card())
    panel.arm("print_jobs.check_balance", kind, **more)
    answer = api.http.get(f"{OF}/print_jobs/{job}/check_balance")
    assert answer.status_code == 500
    assert naming in answer.json()["error"]


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if "after" in kind.when])
def test_after_is_after_the_commit_and_before_the_answer(api: Api, panel: Panel, kind: str) -> None:
    members: dict[str, dict[str, object]] = {
        "status": {"status": 500},
        "unknown_enum": {"field": "email"},
    }
    more = members.get(kind, {})
    panel.arm("contacts.create", kind, when="after", seconds=0.5, **more)
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(add_contact, api)
        deadline = time.monotonic() + 5
        while "New" not in names(api):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert not pending.done()
        if kind in ("drop", "truncated"):
            with pytest.raises(httpx.RemoteProtocolError):
                pending.result()
        else:
            pending.result()
    assert names(api).count("New") == 1


def test_no_fault_is_met_by_a_call_of_another_operation(api: Api, panel: Panel) -> None:
    panel.arm("contacts.create", "status", status=500)
    api("GET", "contacts")
    api.refused(404, "no such path", "GET", "contacts/1/2")
    assert panel("GET", "faults")["faults"][0]["left"] == 1


def test_any_operation_but_no_control(api: Api, panel: Panel) -> None:
    panel.arm("*", "status", status=418, times=2)
    assert panel("GET", "clock")
    assert api.http.get(OF + "/nothing").status_code == 404
    assert api.http.get(OF + "/balance").status_code == 418
    assert api.http.head(OF + "/contacts").status_code == 418
    assert api.http.get(OF + "/balance").status_code == 200


def test_paths_are_canonical_for_faults_too(api: Api, panel: Panel) -> None:
    panel.arm(BALANCE, "status", status=418)
    assert api.http.get(OF + "//balance/").status_code == 418


def test_one_call_meets_one_fault_in_the_order_of_arming(api: Api, panel: Panel) -> None:
    panel.arm(BALANCE, "status", status=501)
    panel.arm("*", "status", status=502)
    panel.arm(BALANCE, "status", status=503)
    found = [api.http.get(OF + "/balance").status_code for _ in range(4)]
    assert found == [501, 502, 503, 200]


def test_used_up_exactly_under_many_calls_at_once(api: Api, panel: Panel) -> None:
    panel.arm("contacts.create", "status", status=500, times=13)
    panel.arm("contacts.create", "status", status=503, times=8, when="after")
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda each: add_contact(api, f"Number {each}"), range(40)))
    statuses = [answer.status_code for answer in answers]
    assert [statuses.count(status) for status in (500, 503, 200)] == [13, 8, 19]
    created = [contact["full_name"] for contact in api("GET", "contacts", {"page_size": 100})]
    expected = {f"Number {n}" for n, status in enumerate(statuses) if status != 500}
    assert set(created) >= expected
    assert sum(name.startswith("Number") for name in created) == 27


def test_listing_counting_and_removing(api: Api, panel: Panel) -> None:
    first = panel.arm(BALANCE, "status", status=503, times=3, headers={"Retry-After": "1"})
    second = panel.arm("*", "latency", seconds=0.01)
    assert first == {
        "id": first["id"],
        "operation": BALANCE,
        "kind": "status",
        "when": "before",
        "seconds": 0,
        "times": 3,
        "left": 3,
        "status": 503,
        "headers": {"Retry-After": "1"},
    }
    assert api.http.get(OF + "/balance").status_code == 503
    assert panel("GET", "faults")["faults"] == [{**first, "left": 2}, second]
    assert panel("DELETE", f"faults/{first['id']}")["faults"] == [second]
    assert api.http.get(OF + "/balance").status_code == 200
    assert panel("GET", "faults")["faults"] == [{**second, "left": 0}]
    for unknown in (first["id"], "0", "x", "9" * 400):
        panel.refused(404, "id", "DELETE", f"faults/{unknown}")
    panel.arm("*", "drop")
    assert panel("DELETE", "faults") == {"faults": []}
    assert panel("GET", "faults") == {"faults": []}
    assert api.http.get(OF + "/balance").status_code == 200


def test_spent_faults_make_room_and_armed_ones_do_not(
    staging: Staging, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardwright.staging.controls.faults.MOST_FAULTS", 3)
    spent = staging.controls.fail_next("session.login")
    assert staging.controls.faults.take("session.login") is spent
    for _ in range(3):
        panel.arm(BALANCE, "drop")
    assert spent.id not in {fault.id for fault in staging.controls.faults}
    panel.refused(400, "operation", "POST", "faults", {"operation": BALANCE, "kind": "drop"})


def test_kinds_are_told(panel: Panel) -> None:
    told = panel("GET", "faults/kinds")
    assert set(told) == set(KINDS)
    assert told["drop"]["when"] == ["before", "after"]
    assert told["truncated"]["when"] == ["after"]


STATUS = {"operation": BALANCE, "kind": "status", "status": 500}
DROP = {"operation": BALANCE, "kind": "drop"}


@pytest.mark.parametrize(
    ("naming", "body"),
    [
        ("operation", {"kind": "drop"}),
        ("operation", {"operation": "print_jobs.sumbit", "kind": "drop"}),
        ("operation", {"operation": 3, "kind": "drop"}),
        ("operation", {"operation": ["*"], "kind": "drop"}),
        ("kind", {"operation": BALANCE}),
        ("kind", {"operation": BALANCE, "kind": "dorp"}),
        ("kind", {"operation": BALANCE, "kind": None}),
        ("times", {**DROP, "times": 0}),
        ("times", {**DROP, "times": 1.5}),
        ("times", {**DROP, "times": "2"}),
        ("times", {**DROP, "times": True}),
        ("times", {**DROP, "times": 10**30}),
        ("when", {**DROP, "when": "during"}),
        ("when", {"operation": BALANCE, "kind": "truncated", "when": "before"}),
        ("when", {"operation": BALANCE, "kind": "unauthorized", "when": "after"}),
        ("seconds", {"operation": BALANCE, "kind": "latency"}),
        ("seconds", {**DROP, "seconds": -1}),
        ("seconds", {**DROP, "seconds": "1"}),
        ("seconds", {**DROP, "seconds": 3601}),
        ("reset", {**DROP, "reset": "yes"}),
        ("'status'", {**DROP, "status": 500}),
        ("'tmies'", {**DROP, "tmies": 2}),
        ("status", {"operation": BALANCE, "kind": "status"}),
        ("status", {**STATUS, "status": 199}),
        ("status", {**STATUS, "status": 600}),
        ("status", {**STATUS, "status": "500"}),
        ("status", {"operation": BALANCE, "kind": "html", "status": 204}),
        ("headers", {**STATUS, "headers": "Retry-After: 1"}),
        ("headers", {**STATUS, "headers": {"Retry-After": 1}}),
        ("headers", {**STATUS, "headers": {"Bad Name": "1"}}),
        ("headers", {**STATUS, "headers": {"X": "a\r\nSet-Cookie: b"}}),
        ("headers", {**STATUS, "headers": {"X": "é"}}),
        ("headers", {**STATUS, "headers": {"Content-Length": "1"}}),
        ("headers", {**STATUS, "headers": {"transfer-encoding": "chunked"}}),
        ("field", {"operation": BALANCE, "kind": "unknown_enum"}),
        ("field", {"operation": BALANCE, "kind": "extra_field", "field": ""}),
        ("content_type", {"operation": BALANCE, "kind": "content_type", "content_type": "a\nb"}),
    ],
)
def test_bad_faults_are_refused_and_not_armed(
    refusing: Panel, naming: str, body: dict[str, object]
) -> None:
    refusing.refused(400, naming, "POST", "faults", body)
    assert refusing("GET", "faults") == {"faults": []}


def test_from_python(api: Api, staging: Staging) -> None:
    controls = staging.controls
    fault = controls.fail_next("contacts.create", after_commit=True)
    with pytest.raises(httpx.RemoteProtocolError):
        add_contact(api)
    assert fault.left == 0
    assert "New" in names(api)
    controls.fail_next("contacts.create", status=429, headers={"Retry-After": "2"}, body=None)
    answer = add_contact(api)
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()) == (429, "2", None)
    controls.arm(BALANCE, "html")
    assert api.http.get(OF + "/balance").headers["content-type"].startswith("text/html")
    assert [fault.kind for fault in controls.faults] == ["drop", "status", "html"]


@pytest.mark.parametrize(
    ("naming", "act"),
    [
        ("operation", lambda controls: controls.fail_next("print_jobs.sumbit")),
        ("times", lambda controls: controls.fail_next("*", times=0)),
        ("status", lambda controls: controls.fail_next("*", body={})),
        ("kind", lambda controls: controls.arm("*", "dorp")),
        ("id", lambda controls: controls.faults.remove(0)),
    ],
)
def test_errors_in_python_name_the_argument(
    staging: Staging, naming: str, act: Callable[[Any], object]
) -> None:
    with pytest.raises(ControlError, match=f"^{naming}") as raised:
        act(staging.controls)
    assert isinstance(raised.value, ValueError)
