"""Every kind of fault, in process as on a port, for blocking clients and for tasks."""

import asyncio
import http.client
from collections.abc import Callable
from typing import Any, get_args
from urllib.parse import urlsplit

import httpx
import pytest

from cardwright.sandbox import ControlError, FaultKind, InstantCardSandbox, SyncteraSandbox
from cardwright.staging.controls.effects import KINDS
from instantcard import AsyncInstantCard, ClientError, InstantCard, Retries, Timeouts

#: What each kind is armed with, and what a client makes of a balance that meets it.
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "drop": ({}, "TransportError"),
    "drop by reset": ({"reset": True}, "TransportError"),
    "drop after": ({"after_commit": True}, "TransportError"),
    "latency": ({"seconds": 0.01}, "Balance"),
    "status": ({"status": 503}, "ServerError"),
    "status without a body": ({"status": 204}, "UnexpectedStatus"),
    "status with all": (
        {"status": 429, "body": {"error": "slow"}, "headers": {"Retry-After": "0"}},
        "TooManyRequests",
    ),
    "unauthorized": ({"times": 2}, "Unauthorized"),
    "html": ({"status": 502}, "ServerError"),
    "truncated": ({}, "TransportError"),
    "malformed": ({}, "InvalidResponse"),
    "content_type": ({"content_type": "text/csv"}, "InvalidResponse"),
    "extra_field": ({"field": "colour", "value": None}, "Balance"),
    "unknown_enum": ({"field": "balance", "value": "much"}, "DriftError"),
}

SETTINGS: dict[str, Any] = {
    "on_drift": "raise",
    "retries": Retries(attempts=1),
    "timeouts": Timeouts(total=10),
}

Outcome = tuple[str, str, str]


def blocking(staging: InstantCardSandbox) -> Outcome:
    with InstantCard(**SETTINGS) as api:
        return told(api.organization.balance)


def tasks(staging: InstantCardSandbox) -> Outcome:
    async def play() -> Outcome:
        async with AsyncInstantCard(**SETTINGS) as api:
            try:
                return outcome(await api.organization.balance())
            except ClientError as error:
                return outcome(error)

    return asyncio.run(play())


def told(call: Callable[[], object]) -> Outcome:
    try:
        return outcome(call())
    except ClientError as error:
        return outcome(error)


def outcome(found: object) -> Outcome:
    cause = getattr(found, "__cause__", None)
    # What a reset is called differs between the systems' sockets, and is not kept by all of them.
    said = "" if isinstance(cause, httpx.ReadError) else str(cause)
    return type(found).__name__, type(cause).__name__, said


@pytest.mark.parametrize("ask", [blocking, tasks])
@pytest.mark.parametrize("case", CASES)
def test_a_fault_looks_in_process_as_on_a_port(
    instantcard_staging: InstantCardSandbox, case: str, ask: Callable[[InstantCardSandbox], Outcome]
) -> None:
    settings, expected = CASES[case]
    kind: Any = case.partition(" ")[0]

    def meet() -> Outcome:
        fault = instantcard_staging.fail_next("organization.balance", kind=kind, **settings)
        found = ask(instantcard_staging)
        assert fault.left == 0
        assert instantcard_staging.calls[-1].fault == kind
        return found

    in_process = meet()
    instantcard_staging.serve()
    assert in_process == meet()
    assert in_process[0] == expected


def test_every_kind_is_among_them() -> None:
    assert {each.partition(" ")[0] for each in CASES} == set(KINDS) == set(get_args(FaultKind))


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", "/organizations/20003827", {}),
        ("HEAD", "/organizations/20003827", {}),
        ("GET", "/nowhere?a=%C3%A9&a=2", {}),
        ("PUT", "/profile/me", {}),
        ("POST", "/authenticate", {"data": {"email": "é@paper.example", "password": "x"}}),
        ("POST", "/authenticate", {"content": b"x" * 17_000_000}),
        ("GET", "/profile//me/", {"headers": {"X-Odd": b"caf\xe9"}}),
    ],
)
def test_an_answer_is_in_process_as_on_a_port(
    instantcard_staging: InstantCardSandbox, method: str, path: str, options: dict[str, Any]
) -> None:
    def ask() -> tuple[object, ...]:
        with httpx.Client(trust_env=False) as client:
            answer = client.request(method, instantcard_staging.base_url + path, **options)
        headers = {name: value for name, value in answer.headers.items() if name != "date"}
        call = instantcard_staging.calls[-1]
        return answer.status_code, headers, answer.content, call.path, call.query, call.form

    in_process = ask()
    instantcard_staging.serve()
    assert in_process == ask()


def test_a_date_is_told(instantcard_staging: InstantCardSandbox) -> None:
    for _ in range(2):
        answer = httpx.get(instantcard_staging.base_url + "/profile/me", trust_env=False)
        assert answer.headers["date"].endswith("GMT")
        instantcard_staging.serve()


def test_a_name_that_is_wrong(instantcard_staging: InstantCardSandbox) -> None:
    for wrong, right in (
        ("print_job.submit", "print_jobs.submit"),
        ("login", "session.login"),
        ("jobs.submit", "print_jobs.submit"),
    ):
        with pytest.raises(ControlError, match=f"did you mean .*{right}"):
            instantcard_staging.fail_next(wrong)
        with pytest.raises(ControlError, match=f"did you mean .*{right}"):
            instantcard_staging.calls_of(wrong)
    with pytest.raises(ControlError, match=r"no operation 'bulk_orders\.create'"):
        instantcard_staging.fail_next("bulk_orders.create")
    with pytest.raises(ControlError, match=r"no operation '\*'"):
        instantcard_staging.calls_of("*")
    assert instantcard_staging.faults == []


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"kind": "explode"}, "kind must be one of"),
        ({"kind": "latency"}, "seconds is missing"),
        ({"kind": "truncated", "after_commit": False}, "after_commit: .* always carried out"),
        ({"kind": "unauthorized", "after_commit": True}, "after_commit: .* never carried out"),
        ({"status": 600}, "status must be"),
        ({"kind": "drop", "status": 500}, "'status' means nothing here"),
        ({"times": 0}, "times must be"),
        ({"seconds": -1}, "seconds must be"),
        ({"body": {}}, "'body' means nothing here"),
    ],
)
def test_settings_that_do_not_go_together(
    instantcard_staging: InstantCardSandbox, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(ControlError, match=message):
        instantcard_staging.fail_next("cards.get", **settings)
    assert instantcard_staging.faults == []


def test_faults_are_taken_back(instantcard_staging: InstantCardSandbox) -> None:
    instantcard_staging.fail_next("*", status=500, times=5)
    instantcard_staging.clear_faults()
    instantcard_staging.client.organization.balance()
    assert instantcard_staging.faults == []


def test_operations_are_the_methods_of_the_clients(
    instantcard_staging: InstantCardSandbox, synctera_staging: SyncteraSandbox
) -> None:
    for staging in (instantcard_staging, synctera_staging):
        for operation in staging.operations:
            if operation != "session.login":
                resource, _, method = operation.partition(".")
                assert callable(getattr(getattr(staging.client, resource), method))
    assert len(instantcard_staging.operations) == 37


def test_the_port_speaks_plain_http(instantcard_staging_server: InstantCardSandbox) -> None:
    address = urlsplit(instantcard_staging_server.base_url)
    assert address.hostname == "127.0.0.1"
    connection = http.client.HTTPConnection(address.hostname, address.port or 0, timeout=10)
    for _ in range(2):
        connection.request("GET", "/api/v2/profile/me")
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 401
    connection.close()
