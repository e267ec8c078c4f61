"""The proxy and its faults."""

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardwright.staging import Staging, serve

from .choice import evenly
from .life import Seen, walk
from .servers import forms, server_mutants
from .servers.messages import Request
from .servers.mutant import ServerMutant
from .servers.proxy import Proxy, faultless

MUTANTS = list(server_mutants())
#: One of some kinds; `make mutants` walks past every one that the suite does not notice.
SOME = evenly(MUTANTS, 1)[2::14]

ASKED = """
type, missing, null, extra, status, media type, header, stale read, lost write, double write,
wrong page, off by a cent, other organization, 500 at a bound, auth ignored, invalid accepted,
does nothing, touches another field, not reset, one-off address saved, picture in a list,
token never expires, deleted readable, created not listed, another object, order,
idempotency ignored, refusal body
"""


@pytest.fixture(scope="module")
def staging() -> Iterator[Staging]:
    """A staging for the tests of this file."""
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def proxy(staging: Staging) -> Iterator[Proxy]:
    """A proxy in front of it."""
    with Proxy(staging.environment["INSTANTCARD_BASE_URL"]) as running:
        yield running


@pytest.fixture(scope="module")
def correct(staging: Staging, proxy: Proxy) -> list[Seen]:
    """What a walk past the correct server sees."""
    return walk(staging, staging.environment)


def test_every_way_to_go_wrong_has_mutants() -> None:
    kinds = {each.kind for each in MUTANTS}
    assert {each.strip() for each in ASKED.replace("\n", " ").split(",")} <= kinds
    assert len({each.id for each in MUTANTS}) == len(MUTANTS)


def test_nothing_shows_of_a_proxy_without_a_fault(
    staging: Staging, proxy: Proxy, correct: list[Seen]
) -> None:
    assert walk(staging, proxy.addressed(staging.environment)) == correct


@pytest.mark.parametrize("mutant", SOME, ids=lambda each: each.kind)
def test_a_fault_shows_and_goes_when_it_is_taken_out(
    mutant: ServerMutant, staging: Staging, proxy: Proxy, correct: list[Seen]
) -> None:
    proxy.fault = mutant.make()
    try:
        assert walk(staging, proxy.addressed(staging.environment)) != correct
    finally:
        proxy.fault = faultless


def test_what_is_sent_arrives_byte_for_byte_and_so_does_the_answer() -> None:
    answer = b"HTTP/1.1 200 Fine\r\nX-Odd:  a  \r\nContent-Length: 3\r\n\r\n\x00\xffz"
    sent = b"PATCH /a%2Fb?x[y]=%00 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n\x00\r\n\xff"
    with socket.create_server(("127.0.0.1", 0)) as server:
        arrived: list[bytes] = []

        def serve_once() -> None:
            client, _ = server.accept()
            with client:
                while len(b"".join(arrived)) < len(sent):
                    arrived.append(client.recv(65536))
                client.sendall(answer)

        thread = threading.Thread(target=serve_once)
        thread.start()
        with (
            Proxy(f"http://127.0.0.1:{server.getsockname()[1]}/") as proxy,
            socket.create_connection(("127.0.0.1", proxy.port)) as client,
        ):
            client.sendall(sent)
            thread.join()
            heard = client.recv(65536)
    assert b"".join(arrived) == sent
    assert heard == answer.replace(b":  a  ", b": a")


def test_a_connection_is_kept_and_a_chunked_body_arrives(staging: Staging, proxy: Proxy) -> None:
    base = proxy.addressed(staging.environment)["INSTANTCARD_BASE_URL"]

    def chunks() -> Iterator[bytes]:
        yield b"email=a"
        yield b"%40b.example&password=no"

    with httpx.Client(limits=httpx.Limits(max_connections=1)) as client:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for _ in range(3):
            answer = client.post(f"{base}/authenticate", content=chunks(), headers=form)
            assert answer.status_code == 401
        assert client.head(f"{base}/profile/me").status_code == 401


def test_a_closed_connection_of_staging_s_is_one_for_the_client(
    staging: Staging, proxy: Proxy
) -> None:
    staging.controls.arm("session.login", "drop")
    base = proxy.addressed(staging.environment)["INSTANTCARD_BASE_URL"]
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.post(f"{base}/authenticate")
    assert httpx.post(f"{base}/authenticate").status_code == 400


NAMES = st.sampled_from(["a[b]", "a[c][d]", "plain"])
FIELDS = st.dictionaries(
    NAMES, st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1
)


def _sent(fields: dict[str, str], how: str) -> Request:
    files = {name: (None, value.encode()) for name, value in fields.items()}
    built = httpx.Request(
        "POST",
        "http://h/p",
        files=files if how == "multipart" else None,
        data=fields if how == "urlencoded" else None,
        params=fields if how == "query" else None,
        json=fields if how == "json" else None,
    )
    headers = tuple((name.decode(), value.decode()) for name, value in built.headers.raw)
    return Request("POST", built.url.raw_path.decode(), headers, built.read())


@given(FIELDS, NAMES, st.sampled_from(["multipart", "urlencoded", "query", "json"]))
@settings(max_examples=150)
def test_fields_are_found_and_taken_out_wherever_they_travel(
    fields: dict[str, str], name: str, how: str
) -> None:
    request = _sent(fields, how)
    assert forms.values(request) == fields
    rest = {key: value for key, value in fields.items() if key != name}
    assert forms.values(forms.without(request, name)) == rest
    assert forms.values(forms.plus(request, "more", "é")) == fields | {"more": "é"}
