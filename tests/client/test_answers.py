"""Answers of every kind: a result, or an exception that says which operation and what came."""

import copy
import gzip
import json
import pickle
import re
import time
import tracemalloc
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
    OutcomeUnknown,
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
    assert isinstance(error, InvalidResponse)
    assert error.status == 200
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


def test_an_answer_has_a_largest_size(play: Play, recorder: Recorder) -> None:
    blank = b" " * (3 * 1024 * 1024 + 1 - len(GOOD))

    async def fits(api: AsyncInstantCard) -> None:
        await api.organization.balance()

    recorder.script(reply(blank[1:] + GOOD))
    play(fits, max_response_bytes=3 * 1024 * 1024)
    for answer in (reply(blank + GOOD), packed(blank + GOOD, "gzip")):
        error = error_of(play, recorder, answer, max_response_bytes=3 * 1024 * 1024)
        assert isinstance(error, InvalidResponse)
        assert error.status == 200
        assert "3 MiB" in str(error)
    error = error_of(play, recorder, reply(GOOD + b" " * 100), max_response_bytes=100)
    assert "larger than 100 bytes" in str(error)


def test_what_is_too_large_is_not_unpacked_first(play: Play, recorder: Recorder) -> None:
    # One chunk of a connection, and a thousand times as much within.
    bomb = packed(bytes(48 * 1024 * 1024), "gzip")
    tracemalloc.start()
    try:
        error = error_of(play, recorder, bomb, max_response_bytes=1024 * 1024)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "larger than 1 MiB" in str(error)
    assert peak < 12 * 1024 * 1024


ERRORS = [{"error": "No."}, {"error": "No.", "code": 5}, {"error": {"text": "No."}}]


@pytest.mark.parametrize("document", ERRORS)
def test_an_error_in_a_success_is_no_result(
    play: Play, recorder: Recorder, document: dict[str, Any]
) -> None:
    calls: list[Callable[[AsyncInstantCard], Awaitable[object]]] = [
        balance,
        lambda api: api.cards.get(5),
        lambda api: api.contacts.list().page(1),
        lambda api: api.addresses.delete(5),
        lambda api: api.print_jobs.check_balance(5),
    ]
    for call in calls:
        told = error_of(play, recorder, json_reply(document), call, on_drift="ignore")
        # Of a write it leaves open whether it happened.
        error = told.__cause__ if isinstance(told, OutcomeUnknown) else told
        assert isinstance(error, InvalidResponse)
        assert error.status == 200
        assert "No." in error.excerpt
        assert str(error).endswith(error.excerpt)


def test_a_result_that_has_an_error_beside_it_is_a_result(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply({"balance": "$1.00", "error": "Soon."}))

    async def scenario(api: AsyncInstantCard) -> None:
        assert (await api.organization.balance()).additional_properties == {"error": "Soon."}

    play(scenario)


@pytest.mark.parametrize(
    ("body", "media_type", "excerpt"),
    [
        (b"<html><head><title> Just a\n moment&hellip;</title>", "text/html", "Just a moment…"),
        (b"<html><body><h1>Oh <b>no</b></h1>Ana, 12 Quay", "text/html", "Oh no"),
        (b"<html>Ana, 12 Quay</html>", "text/html", ""),
        (b"Ana, 12 Quay", "text/plain", ""),
        (b'{"balance": "$1.00", "name": "An', "application/json", '{"balance": …, "name": …'),
        (b'[{"id": 5, "Ana of 12 Quay": true}]', "application/json", '[{"id": …, …: true}]'),
        (b"", "application/json", ""),
    ],
)
def test_an_answer_that_is_none_is_told_in_short(
    play: Play, recorder: Recorder, body: bytes, media_type: str, excerpt: str
) -> None:
    error = error_of(play, recorder, reply(body, media_type=media_type))
    assert isinstance(error, InvalidResponse)
    assert (error.status, error.excerpt) == (200, excerpt)


def test_a_refusal_does_not_say_what_was_sent(play: Play, recorder: Recorder) -> None:
    said = "Zo\u00eb Example <zoe@lantern.example> is known; so are 0142 and 4242 4242 4242 4242"
    error = error_of(
        play,
        recorder,
        json_reply({"error": said}, 406),
        lambda api: api.contacts.create(
            full_name="Zoë Example", email="z@q.example", phone_number="0142"
        ),
    )
    assert isinstance(error, NotAcceptable)
    assert error.message == "<hidden> <<hidden>> is known; so are <hidden> and <hidden>"
    assert error.body.error == error.message


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("word", ["a" * 39 + " ", "a@" * 20, "1 " * 20, "Zoë Example "])
def test_a_large_refusal_takes_no_time(
    play: Play, recorder: Recorder, status: int, word: str
) -> None:
    answer = json_reply({"error": word * (8_000_000 // len(word))}, status)
    begun = time.process_time()
    error = error_of(play, recorder, answer, lambda api: api.contacts.get(5))
    assert isinstance(error, ServerError | InvalidResponse)
    assert time.process_time() - begun < 2
    assert len(pickle.dumps(error)) < 5000


ODD: list[tuple[bytes, object]] = [
    (b'\xef\xbb\xbf{"balance": "$1.00"}', "1.00"),
    (b'{"balance": "$1.00", "balance": "$2.00"}', "2.00"),
    ('{"balance": "$1.00"}'.encode("utf-16"), "1.00"),
]


def test_odd_json_is_read_as_python_reads_it(play: Play, recorder: Recorder) -> None:
    recorder.script(*(reply(body) for body, _ in ODD))

    async def scenario(api: AsyncInstantCard) -> None:
        for _, expected in ODD:
            assert str((await api.organization.balance()).balance) == expected

    play(scenario)


def test_a_lone_surrogate_and_a_huge_number_are_kept(play: Play, recorder: Recorder) -> None:
    huge = 10**4000
    recorder.script(reply(b'{"balance": "$1.00", "a": "\\ud800", "b": %d}' % huge))

    async def scenario(api: AsyncInstantCard) -> None:
        found = await api.organization.balance()
        assert found.additional_properties == {"a": "\ud800", "b": huge}
        repr(found)

    play(scenario)


def test_one_odd_card_in_a_thousand_crashes_nothing(play: Play, recorder: Recorder) -> None:
    card = {"id": 1, "card_template_id": 3, "organization_id": 77, "data": [], "images": []}
    cards: list[Any] = [{**card, "id": number} for number in range(1000)]
    cards[10] = {"id": 10}
    cards[20] = {**card, "id": "twenty", "data": {"a": 1}, "last_printed_at": "soon", "new": 5}
    cards[30] = None
    cards[40] = {**card, "data": [5, {"token": None}]}
    recorder.script(json_reply(cards))
    told: list[Difference] = []

    async def scenario(api: AsyncInstantCard) -> None:
        found = await api.cards.list().page(1)
        assert len(found) == 1000
        assert found[20].additional_properties == {"new": 5}

    play(scenario, on_drift=told.append)
    assert {each.operation for each in told} == {"cards.list"}
    assert {each.pointer for each in told} >= {
        "/10/data",
        "/20/id",
        "/20/data",
        "/20/last_printed_at",
        "/30",
        "/40/data/0",
    }
    with pytest.warns(DriftWarning) as warned:
        play(scenario, on_drift="warn")
    assert len(warned) == len({re.sub(r"\d+", "*", str(each.message)) for each in warned})


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
        for again in (copy.copy(error), copy.deepcopy(error)):
            assert type(again) is type(error)
            assert (str(again), repr(again), again.args) == (str(error), repr(error), error.args)
            assert again.__dict__ == error.__dict__
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
        assert (str(again), repr(again), again.args) == (str(error), repr(error), error.args)
        assert again.__notes__ == ["seen"]


def test_a_pickled_refusal_keeps_what_the_spec_knows(play: Play, recorder: Recorder) -> None:
    beside = {"error": "Sorry.", "seen": "Ada of Port Ellery"}
    documented = error_of(play, recorder, json_reply(beside, 404))
    other = error_of(play, recorder, json_reply(beside, 418))
    for error in (documented, other):
        data = pickle.dumps(error)
        assert b"Port Ellery" not in data
        again = pickle.loads(data)
        assert isinstance(error, StatusError)
        assert (again.status, again.message, again.headers) == (error.status, "Sorry.", {})
    assert pickle.loads(pickle.dumps(documented)).body == instantcard.Error(error="Sorry.")
    assert pickle.loads(pickle.dumps(other)).body is None


def test_every_exception_can_be_caught_as_one() -> None:
    exported = [getattr(instantcard, name) for name in instantcard.__all__]
    kinds = [
        each for each in exported if isinstance(each, type) and issubclass(each, BaseException)
    ]
    drawn = re.findall(r"\w+", ClientError.__doc__ or "")
    assert {each.__name__ for each in kinds} - {"DriftError", "DriftWarning"} <= set(drawn)
    assert {each for each in kinds if not issubclass(each, ClientError)} == {DriftWarning}
    assert issubclass(InvalidArgument, ValueError)
