"""What can be seen of a call on purpose: the log, the wrapper, the raw answer, fixtures."""

import asyncio
import logging
import re
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any

import httpx
import pytest

from instantcard import (
    AsyncInstantCard,
    Attempt,
    ConfigurationError,
    ConnectFailed,
    InstantCard,
    NewContact,
    NotFound,
    RawResponse,
    redact_request,
    redact_response,
)

from .clients import SETTINGS, Play
from .recorder import Received, Recorder, json_reply

BALANCE = json_reply({"balance": "$1.00"}, headers=[("X-Request-Id", "req-5")])
CONTACT = {"id": 6, "full_name": "Ada Lowther", "email": "ada@lantern.example"}


async def balance(api: AsyncInstantCard) -> None:
    await api.organization.balance()


def test_each_attempt_is_one_line(
    play: Play, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    expired = json_reply({"error": "expired"}, 401)
    recorder.script(expired, BALANCE)
    with caplog.at_level(logging.INFO, "instantcard"):
        play(balance)
    told = [each for each in caplog.records if each.name == "instantcard"]
    route = "/organizations/{organization_id}/balance"
    assert [re.sub(r"\d+ ms", "N ms", each.getMessage()) for each in told] == [
        "POST /authenticate 200 N ms attempt 1",
        f"GET {route} 401 N ms attempt 1",
        "POST /authenticate 200 N ms attempt 1",
        f"GET {route} 200 N ms attempt 2",
    ]
    last = vars(told[-1])
    assert (last["operation"], last["method"], last["route"]) == (
        "organization.balance",
        "GET",
        route,
    )
    assert (last["status"], last["attempt"], last["error"]) == (200, 2, None)


def test_an_attempt_without_an_answer_is_logged(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    with Recorder() as gone:
        nowhere = gone.origin
    with caplog.at_level(logging.INFO, "instantcard"), pytest.raises(ConnectFailed):
        play(balance, base_url=nowhere)
    assert "POST /authenticate ConnectFailed" in caplog.text


def test_others_keep_what_httpx_logs(recorder: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    with Recorder() as other:
        other.script(BALANCE)
        theirs = other.origin

        def meanwhile(_: Received) -> bytes:
            """Let somebody else use httpx while a client waits."""
            thread = threading.Thread(target=httpx.get, args=[f"{theirs}/a?thread"])
            thread.start()
            thread.join(5)
            return BALANCE

        recorder.respond = meanwhile
        with (
            caplog.at_level(logging.DEBUG),
            InstantCard(**SETTINGS, base_url=recorder.origin) as api,
        ):
            api.organization.balance()
            assert "X-Request-Id" in caplog.text
            httpx.get(f"{theirs}/b?before")
            api.organization.balance()
    assert f"GET {theirs}/a?thread" in caplog.text
    assert f"GET {theirs}/b?before" in caplog.text
    ours = f"GET {recorder.origin}/api/v2/organizations/{{organization_id}}/balance"
    assert caplog.text.count(ours) == 2


class Telling(httpx.BaseTransport):
    """A transport of the caller's own that logs as HTTP/2 does."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        logging.getLogger("hpack.hpack").debug("Adding (%r)", request.headers.raw)
        logging.getLogger("httpcore.http2").debug(f"send_headers.started {request.headers.raw}")
        logging.getLogger("httpx").info("Sending %s", request.url)
        body = {"auth_token": "token-1"} if request.url.path.endswith("cate") else {"balance": "1"}
        return httpx.Response(200, json=body)


def test_what_http_2_would_log_is_cut(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), httpx.Client(transport=Telling()) as own:
        given = {**SETTINGS, "base_url": "https://h.example", "http_client": own}
        InstantCard(**given).organization.balance()
        assert "token-1" not in caplog.text
        assert "77" not in caplog.text
        assert "send_headers.started" in caplog.text
        own.get("https://h.example/theirs", headers={"X-Key": "theirs"})
        assert "Sending https://h.example/theirs" in caplog.text
        assert caplog.text.count("X-Key") == 2


def test_an_attempt_can_be_wrapped(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply({"error": "expired"}, 401), BALANCE, json_reply({}, 404))
    spans: list[tuple[Any, ...]] = []

    @contextmanager
    def span(attempt: Attempt) -> Generator[None, None, None]:
        assert attempt.status is None
        attempt.headers["traceparent"] = f"00-{attempt.number}"
        yield
        spans.append((attempt.operation, attempt.number, attempt.status, attempt.request_id))
        assert attempt.seconds > 0

    async def scenario(api: AsyncInstantCard) -> None:
        await api.organization.balance()
        with pytest.raises(NotFound):
            await api.cards.get(5)

    play(scenario, wrap_attempt=span)
    assert spans == [
        ("session.login", 1, 200, None),
        ("organization.balance", 1, 401, None),
        ("session.login", 1, 200, None),
        ("organization.balance", 2, 200, "req-5"),
        ("cards.get", 1, 404, None),
    ]
    assert [each.header("traceparent") for each in recorder.calls] == ["00-1", "00-2", "00-1"]


def test_a_wrapper_sees_what_went_wrong(play: Play, recorder: Recorder) -> None:
    recorder.script(lambda _: None)
    seen: list[Attempt] = []

    @contextmanager
    def span(attempt: Attempt) -> Generator[None, None, None]:
        try:
            yield
        finally:
            seen.append(attempt)

    with pytest.raises(Exception, match="connection broke"):
        play(balance, wrap_attempt=span)
    assert [each.error for each in seen] == [None, "TransportError"]


@pytest.mark.parametrize("name", ["Authorization", "content-type", "host", "a b", "x\r\ny"])
def test_a_wrapper_cannot_break_a_request(play: Play, recorder: Recorder, name: str) -> None:
    @contextmanager
    def span(attempt: Attempt) -> Generator[None, None, None]:
        attempt.headers[name] = "v"
        yield

    call = lambda api: api.contacts.create(full_name="Ada", email="a@b.example")  # noqa: E731
    with pytest.raises(ConfigurationError, match="wrap_attempt"):
        play(call, wrap_attempt=span)
    assert recorder.calls == []


def test_a_wrapper_that_swallows_is_told(play: Play, recorder: Recorder) -> None:
    recorder.script(lambda _: None)

    @contextmanager
    def span(attempt: Attempt) -> Generator[None, None, None]:
        with suppress(Exception):
            yield

    with pytest.raises(RuntimeError, match="must not suppress"):
        play(balance, wrap_attempt=span)
    with pytest.raises(ConfigurationError, match="wrap_attempt must be"):
        play(balance, wrap_attempt=5)
    with pytest.raises(ConfigurationError, match="@contextmanager"):
        play(balance, wrap_attempt=print)


def test_a_raw_response_stands_beside_the_value(recorder: Recorder) -> None:
    recorder.respond = _own_id

    with InstantCard(**SETTINGS, base_url=recorder.origin) as api:
        found = api.with_raw_response(api.organization.balance)
        assert isinstance(found, RawResponse)
        assert (int(found.value.balance), found.status, found.request_id) == (1, 200, "for balance")
        assert found.headers["content-type"] == "application/json"
        assert found.body == b'{"balance": "1.00"}'
        assert "1.00" not in repr(found)
        page = api.with_raw_response(api.cards.list(page_size=5).page, 2)
        assert (page.value, page.request_id) == ([], "for cards")
        with pytest.raises(TypeError, match=r"\.page"):
            api.with_raw_response(api.cards.list)
        with pytest.raises(NotFound):
            api.with_raw_response(api.contacts.get, contact_id=5)


def _own_id(request: Received) -> bytes:
    name = request.path.rpartition("/")[2]
    headers = [("X-Request-Id", f"for {name}")]
    if name == "cards":
        return json_reply([], headers=headers)
    return json_reply({"balance": "1.00"}, 200 if name == "balance" else 404, headers=headers)


def test_raw_responses_of_tasks_and_threads_are_their_own(recorder: Recorder) -> None:
    recorder.respond = lambda request: json_reply(
        {**CONTACT, "id": int(request.path.rpartition("/")[2])},
        headers=[("X-Request-Id", request.path.rpartition("/")[2])],
    )

    async def tasks() -> list[RawResponse[Any]]:
        async with AsyncInstantCard(**SETTINGS, base_url=recorder.origin) as api:
            calls = [api.with_raw_response(api.contacts.get, n) for n in range(1, 30)]
            return list(await asyncio.gather(*calls))

    found = asyncio.run(tasks())
    with InstantCard(**SETTINGS, base_url=recorder.origin) as api:

        def call(number: int) -> None:
            found.append(api.with_raw_response(api.contacts.get, number))

        threads = [threading.Thread(target=call, args=(n,)) for n in range(1, 30)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert len(found) == 58
    assert all(each.request_id == str(each.value.id) for each in found)


def test_what_is_recorded_for_a_fixture_holds_no_secret(recorder: Recorder) -> None:
    recorder.script(json_reply({**CONTACT, "new": "x"}, headers=[("Set-Cookie", "session=5")]))
    recorded: list[httpx.Request | httpx.Response] = []

    def keep(response: httpx.Response) -> None:
        response.read()
        recorded.append(redact_request(response.request))
        recorded.append(redact_response(response))

    with httpx.Client(event_hooks={"response": [keep]}) as own:
        settings = {**SETTINGS, "on_drift": "ignore", "base_url": recorder.origin}
        api = InstantCard(**settings, http_client=own)
        api.contacts.create(full_name="Ada Lowther", email="ada@lantern.example")
        api.addresses.update(
            5, label="Office", contact=NewContact(full_name="Ada Lowther", email="a@b.example")
        )
    shown = "\n".join(
        f"{each.headers.raw} {each.read()!r} {vars(each).get('url')}" for each in recorded
    )
    for secret in (
        "Ada",
        "Lowther",
        "lantern",
        "b.example",
        "correct-horse",
        "token-1",
        "session=5",
    ):
        assert secret not in shown, secret
    login, token, created, answer, changed, _ = recorded
    assert isinstance(created, httpx.Request)
    assert isinstance(changed, httpx.Request)
    assert b'name="contact[full_name]"\r\n\r\n<hidden>\r\n' in created.read()
    assert changed.url.params["address[label]"] == "Office"
    assert changed.url.params["address[contact][email]"] == "<hidden>"
    assert isinstance(answer, httpx.Response)
    assert answer.json() == {"id": 6, "full_name": "<hidden>", "email": "<hidden>", "new": "x"}
    assert isinstance(token, httpx.Response)
    assert token.json() == {"auth_token": "<hidden>"}
    assert b"<hidden>" in login.read()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"Ada Lowther", "text/plain"),
        (b"Ada Lowther", "multipart/form-data; boundary=x"),
        (b"--x\r\nAda Lowther\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\nAda Lowther\r\n--x--\r\n", "multipart/form-data"),
        (b'{"full_name": "Ada Lowther', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff\xfe", "application/octet-stream"),
    ],
)
def test_what_cannot_be_read_is_not_recorded(body: bytes, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    request = httpx.Request("POST", "https://h/", headers=headers, content=body)
    assert redact_request(request).read() == b"<hidden>"
    answer = httpx.Response(200, headers=headers, content=body)
    assert redact_response(answer).read() == b"<hidden>"
