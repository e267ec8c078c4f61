"""Time limits, against vendors that are silent, slow or endless."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from instantcard import (
    AsyncInstantCard,
    CardFieldValue,
    ConfigurationError,
    ConnectFailed,
    InstantCard,
    OutcomeUnknown,
    Photo,
    TimedOut,
    Timeouts,
)

from .clients import SETTINGS, Play, short
from .recorder import Answer, Recorder, json_reply

BALANCE = json_reply({"balance": "$1.00"})
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
TOTAL = 0.5


def dribbling(recorder: Recorder, start: bytes, piece: bytes) -> Answer:
    """Sends `start`, and a piece now and then for ever."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(start)
        while recorder.pause(0.03):
            connection.sendall(piece)

    return answer


@contextlib.contextmanager
def lasting(least: float, most: float) -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert least <= time.monotonic() - begun <= most


async def timed_out(api: AsyncInstantCard) -> TimedOut:
    with pytest.raises(TimedOut) as caught:
        await api.organization.balance()
    return caught.value


def test_there_are_limits_by_default() -> None:
    assert Timeouts() == Timeouts(connect=5, read=30, total=60)


def test_silence_ends_after_the_read_limit(play: Play, recorder: Recorder) -> None:
    recorder.script(recorder.silence)
    with lasting(0.2, 3):
        error = play(timed_out, timeouts=short(read=0.25))
    assert str(error).startswith("organization.balance: the vendor was silent")


def test_silence_ends_after_the_total(play: Play, recorder: Recorder) -> None:
    recorder.script(recorder.silence)
    with lasting(TOTAL - 0.05, 3):
        error = play(timed_out, timeouts=short(total=TOTAL))
    assert str(error) == (
        "organization.balance: the call took longer than its 0.5 seconds (1 attempt, 0.5 s)"
    )


DRIBBLES = {
    "status line": (b"HTTP/1.1 200 ", b"O"),
    "headers": (HEAD, b"X-A: b\r\n"),
    "one header": (HEAD + b"X-A: ", b"b"),
    "interim answers": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "body": (HEAD + b"Content-Length: 100000\r\n\r\n", b" "),
    "chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "chunk sizes": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "body without an end": (HEAD + b"\r\n", b" "),
}


@pytest.mark.parametrize(
    ("dribble", "kept_alive"),
    [*((each, False) for each in DRIBBLES), ("headers", True), ("body", True)],
)
def test_no_dribble_outlasts_the_total(
    play: Play, recorder: Recorder, dribble: str, kept_alive: bool
) -> None:
    recorder.script(BALANCE, dribbling(recorder, *DRIBBLES[dribble]))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.organization.balance()
        if not kept_alive:
            recorder.respond = lambda _: dribbling(recorder, *DRIBBLES[dribble])
        with lasting(TOTAL - 0.05, 3):
            assert "0.5 seconds" in str(await timed_out(api))

    play(scenario, timeouts=short(total=TOTAL))


def late(recorder: Recorder, answer: bytes) -> Answer:
    """Sends an answer after a second, so that a limit that began anew would be well over 2."""

    def send(connection: socket.socket) -> None:
        recorder.pause(1)
        connection.sendall(answer)

    return send


def test_a_login_within_a_call_counts_into_the_total(play: Play, recorder: Recorder) -> None:
    expired = json_reply({"error": "expired"}, 401, headers=[("Connection", "close")])
    recorder.script(late(recorder, expired))
    recorder.login = lambda number: (
        json_reply({"auth_token": "t"}) if number == 1 else recorder.silence
    )
    with lasting(1.4, 2.4):
        error = play(timed_out, timeouts=short(total=1.5))
    assert str(error).startswith("session.login: the call took longer than its 1.5 seconds")


def test_a_call_has_what_its_login_leaves_of_the_total(play: Play, recorder: Recorder) -> None:
    session = json_reply({"auth_token": "t"}, headers=[("Connection", "close")])
    recorder.login = lambda _: late(recorder, session)
    recorder.script(recorder.silence)
    with lasting(1.1, 2):
        error = play(timed_out, timeouts=short(total=1.2))
    assert error.operation == "organization.balance"


def test_a_dribbled_login_ends_with_the_total(play: Play, recorder: Recorder) -> None:
    recorder.login = lambda _: dribbling(recorder, HEAD, b"X-A: b\r\n")
    with lasting(TOTAL - 0.05, 3):
        error = play(timed_out, timeouts=short(total=TOTAL))
    assert error.operation == "session.login"


def test_a_lookup_of_fields_counts_into_the_total(play: Play, recorder: Recorder) -> None:
    fields = [{"token": "t", "label": "Name", "type": "text"}]
    found = json_reply(fields, headers=[("Connection", "close")])
    recorder.script(late(recorder, found), recorder.silence)

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(OutcomeUnknown, match=r"cards\.create"):
            await api.cards.create(card_template_id=3, fields={"Name": "Ada"})

    with lasting(1.1, 2):
        play(scenario, timeouts=short(total=1.2))


def test_a_vendor_that_hardly_reads_ends_with_the_total(play: Play, recorder: Recorder) -> None:
    photo = Photo.from_bytes(b"\x89PNG\r\n\x1a\n" + bytes(16_000_000))
    accepted, over = threading.Event(), threading.Event()

    def read_slowly() -> None:
        connection, _ = server.accept()
        accepted.set()
        with connection, contextlib.suppress(OSError):
            while not over.wait(0.015) and connection.recv(65536):
                pass

    # The token comes from the recorder, and the call goes to the vendor that hardly reads.
    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()
        inner = getattr(api, "_inner", api)
        inner._core.base_url = f"http://127.0.0.1:{server.getsockname()[1]}/api/v2"
        with lasting(1.4, 3), pytest.raises(OutcomeUnknown) as caught:
            await api.cards.update(5, data=[CardFieldValue(token="t", value=photo)])
        assert isinstance(caught.value.__cause__, TimedOut)

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        thread = threading.Thread(target=read_slowly, daemon=True)
        thread.start()
        play(scenario, timeouts=short(total=1.5))
        over.set()
        assert accepted.is_set()
        thread.join(5)
        assert not thread.is_alive()


def test_a_connection_that_nobody_accepts(play: Play) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                each.connect(full.getsockname())

        async def scenario(api: AsyncInstantCard) -> None:
            with pytest.raises(ConnectFailed, match="ConnectTimeout"):
                await api.login()

        with lasting(0.2, 3):
            address = f"http://127.0.0.1:{full.getsockname()[1]}"
            play(scenario, base_url=address, timeouts=short(connect=0.3))
        for each in waiting:
            each.close()


def test_a_call_after_a_timeout_works(play: Play, recorder: Recorder) -> None:
    recorder.script(dribbling(recorder, HEAD, b"X-A: b\r\n"), BALANCE)

    async def scenario(api: AsyncInstantCard) -> None:
        await timed_out(api)
        for _ in range(3):
            assert (await api.organization.balance()).balance == 1

    play(scenario, timeouts=short(total=TOTAL))


def test_timed_out_calls_give_their_connections_back(recorder: Recorder) -> None:
    recorder.script(dribbling(recorder, HEAD, b"X-A: b\r\n"))
    limits = httpx.Limits(max_connections=1)

    async def main() -> None:
        async with httpx.AsyncClient(limits=limits) as own:
            api = AsyncInstantCard(
                **SETTINGS, base_url=recorder.origin, timeouts=short(total=0.2), http_client=own
            )
            for _ in range(3):
                await timed_out(api)
            recorder.script(BALANCE)
            await api.organization.balance()

    asyncio.run(main())


def test_a_body_of_the_callers_own_client_ends_with_the_total(recorder: Recorder) -> None:
    recorder.script(dribbling(recorder, HEAD + b"Content-Length: 100000\r\n\r\n", b" "))
    with httpx.Client() as own:
        api = InstantCard(
            **SETTINGS, base_url=recorder.origin, timeouts=short(total=TOTAL), http_client=own
        )
        with lasting(TOTAL - 0.05, 3), pytest.raises(TimedOut):
            api.organization.balance()


def test_a_handshake_that_dribbles_ends_with_the_total(play: Play) -> None:
    def hello() -> None:
        connection, _ = server.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(b"\x16\x03\x03\x40\x00")
            while not over.wait(0.03):
                connection.sendall(b"\x02")

    over = threading.Event()

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises((ConnectFailed, TimedOut)):
            await api.login()

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        thread = threading.Thread(target=hello, daemon=True)
        thread.start()
        with lasting(TOTAL - 0.05, 3):
            address = f"https://127.0.0.1:{server.getsockname()[1]}"
            play(scenario, base_url=address, timeouts=short(total=TOTAL))
        over.set()
        thread.join(5)


@pytest.mark.parametrize("name", ["connect", "read", "total"])
@pytest.mark.parametrize("value", [0, -1, True, "5", None, float("nan"), float("inf"), 86_400])
def test_a_limit_that_is_none_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ConfigurationError, match=rf"Timeouts\.{name}"):
        Timeouts(**{name: value})  # type: ignore[arg-type]
