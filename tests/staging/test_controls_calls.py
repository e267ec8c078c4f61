"""The log of the calls, and what is not in it."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from cardwright.staging import Staging
from cardwright.staging.controls.blots import BLOT, blot_json, blot_pairs, blot_text
from cardwright.staging.controls.calls import MOST_CALLS, CallLog
from cardwright.staging.controls.faults import Faults
from cardwright.staging.controls.watch import Watch
from cardwright.staging.gate import Gate
from cardwright.staging.http import Json
from cardwright.staging.server import VENDORS

from .controls import Panel
from .support import BADGE, CONTACT, OF, PAYMENT, Api, data, photo
from .test_synctera import FULL, WHERE

NEVER = st.text("abcxyz", min_size=8, max_size=20)


def test_a_call_is_noted(api: Api, panel: Panel) -> None:
    panel("DELETE", "calls")
    made = api("POST", "contacts", CONTACT)
    (call,) = panel("GET", "calls")["calls"]
    assert call.pop("number") > 0
    assert 0 < call.pop("ms") < 30_000
    assert call == {
        "time": "2026-05-04T15:00:00.000Z",
        "method": "POST",
        "path": f"/api/v2{OF}/contacts",
        "operation": "contacts.create",
        "authorization": f"bearer {BLOT}",
        "query": {},
        "form": {"contact": {"full_name": "Tobias Lindqvist", "email": "tobias@glass.example"}},
        "json": None,
        "status": 200,
        "answer": made,
        "fault": None,
    }


def test_query_and_form_are_told_apart(api: Api, staging: Staging) -> None:
    api.http.post(f"{OF}/contacts?contact[full_name]=A&x[]=1&x[]=2", data={"contact[email]": "b"})
    call = staging.controls.calls[-1]
    assert call.query == {"contact": {"full_name": "A"}, "x": ["1", "2"]}
    assert call.form == {"contact": {"email": "b"}}
    assert call.status == 406


def test_multipart_and_json_bodies(api: Api, staging: Staging) -> None:
    api.http.post(f"{OF}/contacts", files={key: (None, value) for key, value in CONTACT.items()})
    assert staging.controls.calls[-1].form == {
        "contact": {"full_name": "Tobias Lindqvist", "email": "tobias@glass.example"}
    }
    httpx.post(
        staging.environment["SYNCTERA_BASE_URL"] + WHERE,
        json=FULL,
        headers={"Authorization": f"Bearer {staging.environment['SYNCTERA_API_KEY']}"},
        verify=False,
    )
    call = staging.controls.calls[-1]
    assert (call.operation, call.status, call.form) == ("bulk_orders.create", 201, None)
    assert isinstance(call.json, dict)
    assert call.json["name"] == FULL["name"]


def test_calls_for_no_operation_are_noted_too(api: Api, staging: Staging) -> None:
    for method, path, status in (("GET", "/nothing?a=1", 404), ("PUT", OF, 405)):
        api.send(method, path)
        call = staging.controls.calls[-1]
        assert (call.method, call.operation, call.status) == (method, None, status)


def test_refusals_are_noted_with_what_was_sent(api: Api, staging: Staging) -> None:
    api.http.post(OF + "/contacts", content=b"{}", headers={"Content-Type": "text/xml"})
    assert (staging.controls.calls[-1].status, staging.controls.calls[-1].form) == (415, None)
    api.http.get(OF + "/contacts", params={"page": "x"}, headers={"Authorization": "nonsense"})
    call = staging.controls.calls[-1]
    assert (call.status, call.query, call.authorization) == (401, {"page": "x"}, BLOT)
    api.http.get(OF + "/contacts?a" + "[b]" * 20 + "=1")
    assert staging.controls.calls[-1].status == 400
    assert list(staging.controls.calls[-1].query.values()) == ["1"]


@pytest.mark.parametrize("kind", ["drop", "status", "truncated", "latency"])
def test_faults_are_noted(api: Api, staging: Staging, kind: str) -> None:
    members: dict[str, dict[str, Json]] = {
        "status": {"status": 503},
        "latency": {"seconds": 0.05},
    }
    staging.controls.arm("contacts.create", kind, **members.get(kind, {}))
    try:
        api.http.post(OF + "/contacts", data=CONTACT)
    except httpx.RemoteProtocolError:
        assert kind in ("drop", "truncated")
    call = staging.controls.calls[-1]
    assert call.fault == kind
    assert call.operation == "contacts.create"
    assert call.status == {"drop": None, "status": 503}.get(kind, 200)
    assert call.form is not None
    assert call.form["contact"] == {
        "full_name": "Tobias Lindqvist",
        "email": "tobias@glass.example",
    }
    assert call.ms is not None
    if kind == "latency":
        assert call.ms >= 50


def test_json_is_noted_of_a_call_that_is_not_carried_out(staging: Staging) -> None:
    staging.controls.fail_next("bulk_orders.create", status=500)
    httpx.post(staging.environment["SYNCTERA_BASE_URL"] + WHERE, json={"a": [1]}, verify=False)
    assert staging.controls.calls[-1].json == {"a": [1]}


def test_a_call_is_noted_before_its_answer_is_sent(staging: Staging) -> None:
    calls = CallLog(staging.services.clock)
    watch = Watch(Gate(VENDORS, staging.services), Faults(()), calls)
    seen: list[tuple[int | None, str | None]] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        seen.append((calls[-1].status, calls[-1].operation))

    scope = {"type": "http", "method": "GET", "path": "/api/v2/profile/me", "query_string": b""}
    asyncio.run(watch({**scope, "headers": []}, receive, send))
    assert seen == [(401, "profile.me")] * 2


def test_filter_and_clear(api: Api, panel: Panel) -> None:
    api("GET", "balance")
    api("GET", "contacts")
    api("GET", "balance")
    found = panel("GET", "calls", params={"operation": "organization.balance"})["calls"]
    assert [call["operation"] for call in found] == ["organization.balance"] * 2
    panel.refused(400, "operation", "GET", "calls?operation=organization.balanse")
    assert panel("DELETE", "calls") == {"calls": []}
    assert panel("GET", "calls") == {"calls": []}
    api("GET", "balance")
    assert panel("GET", "calls")["calls"][0]["number"] > found[-1]["number"]


def test_from_python(api: Api, staging: Staging) -> None:
    calls = staging.controls.calls
    calls.clear()
    api("GET", "balance")
    api("GET", "contacts")
    assert len(calls) == 2
    assert [call.operation for call in calls] == ["organization.balance", "contacts.list"]
    assert calls.of("contacts.list") == [calls[1]] == [calls[-1]]


def test_the_log_is_bounded(api: Api, staging: Staging) -> None:
    first = staging.controls.calls[0].number
    for _ in range(MOST_CALLS // 10 + 2):
        with ThreadPoolExecutor(10) as pool:
            list(pool.map(lambda _: api.http.get("/nothing"), range(10)))
    assert len(staging.controls.calls) == MOST_CALLS
    assert staging.controls.calls[0].number > first


def test_no_secret_is_in_the_log(api: Api, staging: Staging, panel: Panel) -> None:
    password = staging.environment["INSTANTCARD_PASSWORD"]
    token = api.login()
    picture = photo()
    payment = {**PAYMENT, "cvc": "977", "exp_month": "07", "exp_year": "2033"}
    api.send("POST", OF + "/add_funds", payment)
    api.http.post(f"{OF}/add_funds?{httpx.QueryParams(payment)}")
    api.http.post("/authenticate", params={"email": "a", "password": "hunter2-hunter2"})
    api.http.get(
        f"{OF}/cards/search", params={"term": "my card 4242 4242-4242 4242", "token": "t0k"}
    )
    api(
        "POST",
        "cards",
        {"card[card_template_id]": "17280", "card[data]": data({**BADGE, "photo": picture})},
    )
    calls = panel("GET", "calls")["calls"]
    assert token not in json.dumps(calls)
    text = json.dumps([[call["query"], call["form"]] for call in calls])
    for secret in (password, "977", "2033", "hunter2", "4242", "t0k", picture[20:60]):
        assert secret not in text
    assert "Ines Calloway" in text
    assert calls[-1]["form"]["card"]["card_template_id"] == "17280"
    shortened = json.loads(calls[-1]["form"]["card"]["data"])
    assert shortened[0] == {"token": "first_name", "value": "Marguerite"}
    assert shortened[-1]["value"] == f"{picture[:8]}… ({len(picture)} characters)"
    assert staging.controls.calls.of("organization.add_funds")[0].form == {
        **payment,
        "number": BLOT,
        "cvc": BLOT,
        "exp_month": BLOT,
        "exp_year": BLOT,
    }


def test_no_secret_stays_in_memory(api: Api, staging: Staging) -> None:
    api.send("POST", OF + "/add_funds", PAYMENT)
    kept = vars(staging.controls.calls)["_notes"][-1]
    assert PAYMENT["number"] not in repr(vars(kept))


@given(name=st.sampled_from(["password", "user[password]", "a[b][CVC]", "Auth-Token"]), value=NEVER)
def test_secret_names_are_blotted(name: str, value: str) -> None:
    assert blot_pairs([(name, value), ("contact[city]", value)]) == [
        (name, BLOT),
        ("contact[city]", value),
    ]


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=3000)), max_size=120))
def test_what_is_kept_is_bounded(pairs: list[tuple[str, str]]) -> None:
    kept = blot_pairs(pairs)
    assert len(kept) <= 100
    assert all(len(name) <= 200 and len(value) < 1100 for name, value in kept)


@given(st.integers(12, 19), st.sampled_from(["", " ", "-"]), NEVER)
def test_card_numbers_are_blotted_wherever_they_are(length: int, between: str, around: str) -> None:
    number = between.join("4" * length)
    assert blot_text(f"{around} {number}, {around}") == f"{around} {BLOT}, {around}"
    assert blot_json({"a": [number, {"number": 5}]}) == {"a": [BLOT, {"number": BLOT}]}
    assert blot_json(int("4" * length)) == BLOT
    assert blot_text("3145927 and 20003827") == "3145927 and 20003827"
