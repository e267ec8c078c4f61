"""Answers of every kind: a result, or an exception that says which operation and what came."""

import copy
import gzip
import json
import pickle
import re
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import instantcard
from instantcard import (
    AsyncInstantCard,
    BadRequest,
    ClientError,
    Conflict,
    ConnectFailed,
    DriftError,
    DriftWarning,
    Forbidden,
    InvalidArgument,
    InvalidResponse,
    NotAcceptable,
    NotFound,
    NotImplementedByVendor,
    ServerError,
    StatusError,
    TimedOut,
    TooManyRequests,
    TransportError,
    Unauthorized,
    UnexpectedStatus,
    UnprocessableContent,
)
from instantcard._runtime.drift import Difference

from .clients import Play
from .recorder import Answer, Recorder, json_reply, reply


async def balance(api: AsyncInstantCard) -> object:
    return await api.organization.balance()


def error_of(
    play: Play,
    recorder: Recorder,
    answer: Answer,
    call: Callable[[AsyncInstantCard], Awaitable[object]] = balance,
    **settings: Any,
) -> ClientError:
    recorder.script(answer)

    async def scenario(api: AsyncInstantCard) -> ClientError:
        with pytest.raises(ClientError) as caught:
            await call(api)
        return caught.value

    return play(scenario, **settings)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, BadRequest),
        (401, Unauthorized),
        (403, Forbidden),
        (404, NotFound),
        (406, NotAcceptable),
        (409, Conflict),
        (418, UnexpectedStatus),
        (422, UnprocessableContent),
        (429, TooManyRequests),
        (500, ServerError),
        (501, NotImplementedByVendor),
        (503, ServerError),
        (520, ServerError),
        (599, ServerError),
        (299, UnexpectedStatus),
        (304, UnexpectedStatus),
        (600, UnexpectedStatus),
        (999, UnexpectedStatus),
    ],
)
def test_each_status_has_its_exception(
    play: Play, recorder: Recorder, status: int, expected: type[StatusError]
) -> None:
    error = error_of(play, recorder, json_reply({"error": "Sorry."}, status))
    assert type(error) is expected
    assert isinstance(error, StatusError)
    assert (error.operation, error.status) == ("organization.balance", status)
    assert str(error).startswith(f"organization.balance: {status}")
    documented = status in (400, 401, 404)
    assert error.documented is documented
    assert ("not documented" in str(error)) is not documented
    if status != 304:
        assert ": Sorry." in str(error)
        assert (error.body.error if documented else error.body["error"]) == "Sorry."
        assert error.headers["content-type"] == "application/json"
    assert len(recorder.calls) == (2 if status == 401 else 1)


BODIES: list[tuple[bytes, str | None]] = [
    (b"", None),
    (b"", "application/json"),
    (b"<html>Sorry</html>", "text/html"),
    (b"<html>", "application/json"),
    (b'{"error": "cut', "application/json"),
    (b'{"error": "x"}', "text/plain"),
    (b'{"error": "x"}', None),
    (b"\xff\xfe\x00", "application/json"),
    (b'"\\ud800"', "application/json; charset=utf-8"),
    (b"[" * 100_000, "application/json"),
    (b"[" * 900 + b"]" * 900, "application/json"),
    (b'{"error":' * 900 + b"1" + b"}" * 900, "application/json"),
    (b"1" * 100_000, "application/json"),
    (b"NaN", "application/json"),
    (b'{"balance": Infinity}', "application/json"),
    (b"null", "application/json"),
    (b"[]", "application/json"),
    (b"true", "application/problem+json"),
    (b'{"error": "\\ud800\\u001b[31m\\n"}', "application/json"),
    (b'{"error": {"deep": [1, {"a": null}]}}', "application/json"),
    (b'{"errors": 5}', "application/json"),
    (b"\x00" * 5000, "\x80/\x7f"),
]


@pytest.mark.parametrize("status", [200, 400, 404, 422, 500])
def test_no_body_crashes_a_call(play: Play, recorder: Recorder, status: int) -> None:
    expected = (InvalidResponse, DriftError) if status == 200 else (StatusError,)

    async def scenario(api: AsyncInstantCard) -> None:
        for body, media_type in BODIES:
            recorder.script(reply(body, status, media_type=media_type))
            with pytest.raises(expected) as caught:
                await api.organization.balance()
            error = caught.value
            if isinstance(error, InvalidResponse | StatusError):
                assert (error.operation, error.status) == ("organization.balance", status)
                assert str(error).isprintable()
                assert len(str(error)) < 400
            repr(error)

    play(scenario)


def test_no_content_where_json_is_expected(play: Play, recorder: Recorder) -> None:
    error = error_of(play, recorder, b"HTTP/1.1 204 No Content\r\n\r\n")
    assert type(error) is UnexpectedStatus
    assert str(error).startswith("organization.balance: 204 No Content")


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_only_python_reads_as_json_is_none(
    play: Play, recorder: Recorder, number: bytes
) -> None:
    error = error_of(play, recorder, reply(b'{"balance": %s}' % number))
    assert isinstance(error, InvalidResponse)


def test_a_short_text_of_a_refusal_is_kept(play: Play, recorder: Recorder) -> None:
    error = error_of(play, recorder, reply(b"Bad gateway \xff" + b"x" * 9000, 502, media_type=None))
    assert isinstance(error, ServerError)
    assert error.body.startswith("Bad gateway \ufffd")
    assert len(error.body) <= 2000


def test_a_redirect_is_not_followed(play: Play, recorder: Recorder) -> None:
    with Recorder() as elsewhere:
        for location in (f"{elsewhere.origin}/steal", "/moved", "\x80"):
            answer = reply(b"", 302, headers=[("Location", location)], media_type=None)
            error = error_of(play, recorder, answer)
            assert type(error) is UnexpectedStatus
            assert error.status == 302
            assert "redirects are not followed" in str(error)
            assert len(recorder.calls) == 1
        assert elsewhere.requests == []


def test_a_redirect_to_no_address_at_all(play: Play, recorder: Recorder) -> None:
    answer = reply(b"", 302, headers=[("Location", "//[::")], media_type=None)
    error = error_of(play, recorder, answer)
    assert isinstance(error, TransportError)
    assert str(error).startswith("organization.balance: ")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_login_that_redirects_takes_the_password_nowhere(
    play: Play, recorder: Recorder, status: int
) -> None:
    with Recorder() as elsewhere:
        location = ("Location", f"{elsewhere.origin}/api/v2/authenticate")
        recorder.login = lambda _: reply(b"", status, headers=[location], media_type=None)
        error = error_of(play, recorder, b"")
        assert isinstance(error, UnexpectedStatus)
        assert error.operation == "session.login"
        assert elsewhere.requests == []


def packed(body: bytes, *codings: str) -> bytes:
    for coding in codings:
        body = gzip.compress(body) if coding == "gzip" else zlib.compress(body)
    return reply(body, headers=[("Content-Encoding", ", ".join(codings))])


GOOD = json.dumps({"balance": "$1.00"}).encode()


def test_a_compressed_answer_is_read(play: Play, recorder: Recorder) -> None:
    recorder.script(packed(GOOD, "gzip"), reply(GOOD, headers=[("Content-Encoding", "identity")]))

    async def scenario(api: AsyncInstantCard) -> None:
        for _ in range(2):
            assert (await api.organization.balance()).balance == 1

    play(scenario)


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"not gzip at all", headers=[("Content-Encoding", "gzip")]),
        reply(gzip.compress(GOOD)[:-9] + b"garbage!!", headers=[("Content-Encoding", "gzip")]),
        packed(GOOD, "deflate"),
        packed(GOOD, "gzip", "gzip"),
        reply(GOOD, headers=[("Content-Encoding", "made-up")]),
    ],
    ids=["garbage", "broken", "deflate", "twice", "unknown"],
)
def test_an_encoding_that_is_broken_or_was_not_asked_for(
    play: Play, recorder: Recorder, answer: bytes
) -> None:
    error = error_of(play, recorder, answer)
    assert type(error) is TransportError
    assert "encoding" in str(error)


def test_a_truncated_gzip_is_no_result(play: Play, recorder: Recorder) -> None:
    body = gzip.compress(GOOD * 50)[:60]
    error = error_of(play, recorder, reply(body, headers=[("Content-Encoding", "gzip")]))
    assert isinstance(error, InvalidResponse)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "cut", "ssh", "short", "length", "chunks", "long header"],
)
def test_what_is_no_whole_answer_is_a_transport_error(
    play: Play, recorder: Recorder, raw: bytes
) -> None:
    error = error_of(play, recorder, lambda connection: connection.sendall(raw))
    assert type(error) is TransportError
    assert str(error).startswith("organization.balance: ")


def test_an_answer_has_a_largest_size(
    play: Play, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from instantcard._runtime import core

    monkeypatch.setattr(core, "MAXIMUM_ANSWER", 3 * 1024 * 1024)
    blank = b" " * (3 * 1024 * 1024 + 1 - len(GOOD))

    async def fits(api: AsyncInstantCard) -> None:
        await api.organization.balance()

    recorder.script(reply(blank[1:] + GOOD))
    play(fits)
    for answer in (reply(blank + GOOD), packed(blank + GOOD, "gzip")):
        error = error_of(play, recorder, answer)
        assert type(error) is TransportError
        assert "3 MiB" in str(error)


def test_a_difference_raises_warns_or_is_told(play: Play, recorder: Recorder) -> None:
    odd = json_reply({"balance": 5.5})
    error = error_of(play, recorder, odd)
    assert isinstance(error, DriftError)
    assert error.difference.pointer == "/balance"
    assert error.difference.operation == "organization.balance"
    told: list[Difference] = []

    async def read(api: AsyncInstantCard) -> None:
        assert (await api.organization.balance()).balance == 5.5
        assert (await api.organization.balance()).balance == 5.5

    play(read, on_drift="ignore")
    play(read, on_drift=told.append)
    assert told == [error.difference] * 2
    with pytest.warns(DriftWarning, match="/balance") as warned:
        play(read, on_drift="warn")
    assert len(warned) == 1


def test_a_difference_does_not_hide_a_refusal(play: Play, recorder: Recorder) -> None:
    error = error_of(play, recorder, json_reply({"error": 5}, 404))
    assert isinstance(error, NotFound)
    assert isinstance(error.__cause__, DriftError)
    assert error.body == {"error": 5}


def test_what_is_new_in_an_answer_is_kept_and_no_difference(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply({"balance": "1.00", "currency": "USD"}))

    async def scenario(api: AsyncInstantCard) -> None:
        found = await api.organization.balance()
        assert found.additional_properties == {"currency": "USD"}

    play(scenario)


def test_no_connection(play: Play) -> None:
    async def scenario(api: AsyncInstantCard) -> ClientError:
        with pytest.raises(ConnectFailed) as caught:
            await api.organization.balance()
        return caught.value

    with Recorder() as gone:
        nowhere = gone.origin
    error = play(scenario, base_url=nowhere)
    assert isinstance(error, TransportError)
    assert str(error).startswith("session.login: no connection was made")


def raised(play: Play, recorder: Recorder) -> list[Exception]:
    return [
        error_of(play, recorder, json_reply({"error": "Sorry.", "code": [1]}, 404)),
        error_of(play, recorder, json_reply({"error": "Sorry."}, 520)),
        error_of(play, recorder, reply(b"", 302, headers=[("Location", "/x")], media_type=None)),
        error_of(play, recorder, reply(b"<html>", media_type="text/html")),
        error_of(play, recorder, json_reply({"balance": 5})),
        error_of(play, recorder, lambda _: None),
        InvalidArgument("card_id", "must be given"),
        TimedOut("cards.get", "late"),
        ConnectFailed("cards.get", "no"),
        instantcard.ConfigurationError("give base_url"),
    ]


def test_exceptions_can_be_copied_and_sent_to_another_process(
    play: Play, recorder: Recorder
) -> None:
    for error in raised(play, recorder):
        error.add_note("seen")
        for again in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
            assert type(again) is type(error)
            assert (str(again), repr(again), again.args) == (str(error), repr(error), error.args)
            assert again.__dict__ == error.__dict__


def test_every_exception_can_be_caught_as_one() -> None:
    exported = [getattr(instantcard, name) for name in instantcard.__all__]
    kinds = [
        each for each in exported if isinstance(each, type) and issubclass(each, BaseException)
    ]
    drawn = re.findall(r"\w+", ClientError.__doc__ or "")
    assert {each.__name__ for each in kinds} - {"DriftError", "DriftWarning"} <= set(drawn)
    assert {each for each in kinds if not issubclass(each, ClientError)} == {DriftWarning}
    assert issubclass(InvalidArgument, ValueError)
