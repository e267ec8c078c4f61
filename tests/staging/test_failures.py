"""A failure inside staging, and what is not HTTP: JSON, nothing changed, told once."""

import logging
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from cardwright.staging import Staging
from cardwright.staging.instantcard.storage import ledger, print_jobs
from cardwright.staging.synctera import storage as configurations

from .support import ADDRESS, BADGE, CONTACT, OPERATIONS, PAYMENT, Api, data, job_form, path
from .test_synctera import FULL, WHERE

SECRET = "never to be shown"


class Failure(Exception):
    """What goes wrong; its text is for the log alone."""


def fail(*_: Any, **__: Any) -> None:
    raise Failure(SECRET)


def contents(staging: Staging) -> list[str]:
    """The database, but for the tokens of logins."""
    with staging.services.database.reading() as connection:
        return [line for line in connection.iterdump() if "instantcard_tokens" not in line]


@contextmanager
def told_once(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Within it, exactly one error is logged, with where it came from."""
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        yield
    (record,) = (each for each in caplog.records if each.levelno >= logging.WARNING)
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], Failure)


def is_failure(answer: httpx.Response) -> None:
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("module", "function"), [(ledger, "record"), (print_jobs, "mark_submitted")]
)
def test_submit_that_fails_charges_nothing(
    api: Api,
    staging: Staging,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    module: Any,
    function: str,
) -> None:
    job = api.job(api.card())
    before, where = contents(staging), f"{api.of}/print_jobs/{job}/print"
    with monkeypatch.context() as patch, told_once(caplog):
        patch.setattr(module, function, fail)
        is_failure(api.http.post(where))
    assert contents(staging) == before
    assert api.balance() == "$5.50"
    assert api("POST", where)["status"] == "1"
    assert api.balance() == "$0.50"


@contextmanager
def failing_at_the_end(staging: Staging) -> Iterator[None]:
    """Within it, every transaction that writes fails after all that it has done."""
    database = staging.services.database
    whole: Callable[[], Any] = database.writing

    @contextmanager
    def writing() -> Iterator[Any]:
        with whole() as connection:
            yield connection
            fail()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "writing", writing)
        yield


@pytest.mark.parametrize(("method", "where"), [each for each in OPERATIONS if each[0] != "GET"])
def test_write_that_fails_changes_nothing(
    api: Api, staging: Staging, caplog: pytest.LogCaptureFixture, method: str, where: str
) -> None:
    card, draft = api.card(), api.draft()["id"]
    job = api.job(card)
    ids = {
        "cards": draft if where.endswith("finalize") else card,
        "print_jobs": job,
        "addresses": 12782,
        "contacts": 12629,
    }
    kind = where.removeprefix("{of}/").partition("/")[0]
    full = path(where, id=ids.get(kind, 0), card_id=card)
    form = {
        "email": api.environment["INSTANTCARD_EMAIL"],
        "password": api.environment["INSTANTCARD_PASSWORD"],
        "card[card_template_id]": "17280",
        "card[data]": data({**BADGE, "title": "Other"}),
        **job_form(card_ids=[card], number_of_copies=2, shipping_provider_id=1),
        **ADDRESS,
        **CONTACT,
        **PAYMENT,
    }
    form["address[city]"] = "Elsewhere"
    sent = None if method == "DELETE" else form
    before = contents(staging)
    request = {"params" if method == "PATCH" else "data": sent}
    with failing_at_the_end(staging), told_once(caplog):
        is_failure(api.http.request(method, full, **request))  # type: ignore[arg-type]
    assert contents(staging) == before
    assert api.http.request(method, full, **request).status_code == 200  # type: ignore[arg-type]
    assert (contents(staging) != before) == (where != "/authenticate")


def test_wrong_statement_is_a_failure_and_no_unusable_database(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def balance(connection: sqlite3.Connection, organization_id: int) -> None:
        connection.execute("SELECT no_column")

    monkeypatch.setattr(ledger, "balance", balance)
    answer = api.http.get(f"{api.of}/balance")
    assert answer.status_code == 500
    assert "no_column" not in answer.text
    assert "no such column: no_column" in caplog.text


@pytest.mark.parametrize(("method", "where"), OPERATIONS)
def test_every_operation_tells_a_failure(
    api: Api, staging: Staging, caplog: pytest.LogCaptureFixture, method: str, where: str
) -> None:
    form = {"email": "a@b.example", "password": "c"} if where == "/authenticate" else None
    with pytest.MonkeyPatch.context() as patch, told_once(caplog):
        patch.setattr(staging.services.database, "reading", fail)
        is_failure(api.http.request(method, path(where), params=form))
    assert api.balance() == "$5.50"


def test_synctera_tells_a_failure_as_a_problem(
    staging: Staging, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {
        "Authorization": f"Bearer {staging.environment['SYNCTERA_API_KEY']}",
        "Idempotency-Key": "again",
    }
    url, before = staging.environment["SYNCTERA_BASE_URL"] + WHERE, contents(staging)
    with monkeypatch.context() as patch, told_once(caplog):
        patch.setattr(configurations, "use_key", fail)
        answer = httpx.post(url, json=FULL, headers=headers)
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Internal Server Error"
    assert SECRET not in answer.text
    assert contents(staging) == before
    assert httpx.post(url, json=FULL, headers=headers).status_code == 201


def raw(api: Api, *parts: bytes) -> bytes:
    """What comes back on a connection for these bytes."""
    base = httpx.URL(api.environment["INSTANTCARD_BASE_URL"])
    with socket.create_connection((base.host, base.port or 80), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    return received


LOGIN = b"POST /api/v2/authenticate HTTP/1.1\r\nHost: staging\r\n"
NOT_HTTP = {
    "words": b"hello\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "no host": b"GET /api/v2/profile/me HTTP/1.1\r\n\r\n",
    "a length in letters": LOGIN + b"Content-Length: x\r\n\r\n",
    "two lengths": LOGIN + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a broken chunk": LOGIN + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a space in the path": b"GET /api/v2/a b HTTP/1.1\r\nHost: staging\r\n\r\n",
}


@pytest.mark.parametrize("what", NOT_HTTP)
def test_what_is_not_http_is_400(asking: Api, what: str) -> None:
    head, _, body = raw(asking, NOT_HTTP[what]).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"content-type: application/json" in head
    assert b"connection: close" in head
    assert body == b'{"error": "the request is not valid HTTP"}'


def test_what_follows_an_answer_and_is_not_http(asking: Api) -> None:
    asked = b"GET /api/v2/nothing HTTP/1.1\r\nHost: staging\r\n\r\n"
    received = raw(asking, asked + asked + b"rubbish\r\n\r\n")
    assert received.count(b"HTTP/1.1 404 Not Found") == 2
    assert received.count(b"HTTP/1.1 400 Bad Request") == 1
    asking("GET", "balance")


def test_an_endless_header_is_cut_off(asking: Api) -> None:
    base = httpx.URL(asking.environment["INSTANTCARD_BASE_URL"])
    with socket.create_connection((base.host, base.port or 80), timeout=10) as connection:
        connection.sendall(LOGIN)
        with pytest.raises(ConnectionError):
            connection.sendall(b"X-Endless: " + b"a" * 100_000_000)
    asking("GET", "balance")


def test_a_body_that_breaks_off_is_no_request(asking: Api) -> None:
    assert raw(asking, LOGIN + b"Content-Length: 10\r\n\r\nabc") == b""
    assert raw(asking) == b""
    asking("GET", "balance")


def test_a_body_that_breaks_after_the_answer(asking: Api, caplog: pytest.LogCaptureFixture) -> None:
    base = httpx.URL(asking.environment["INSTANTCARD_BASE_URL"])
    with socket.create_connection((base.host, base.port or 80), timeout=10) as connection:
        connection.sendall(
            b"PATCH /api/v2/nothing HTTP/1.1\r\nHost: staging\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        assert connection.recv(65536).startswith(b"HTTP/1.1 404")
        connection.sendall(b"zz\r\n")
        while connection.recv(65536):
            pass
    asking("GET", "balance")
    assert not [each for each in caplog.records if each.levelno >= logging.ERROR]
