"""Which way a call goes, and whom it trusts: TLS with a made-up authority, proxies, plain HTTP."""

import contextlib
import re
import select
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from instantcard import (
    AsyncInstantCard,
    ClientError,
    ConfigurationError,
    ConnectFailed,
    InstantCard,
    TimedOut,
    TransportError,
)

from .clients import SETTINGS, Kind, Play, short
from .recorder import Recorder, json_reply

BALANCE = json_reply({"balance": "$1.00"})
VENDOR = "cards.vendor.example"


async def balance(api: AsyncInstantCard) -> None:
    assert (await api.organization.balance()).balance == 1


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bundle") / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


def serving(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Recorder]:
    with Recorder(serving(authority, "127.0.0.1", VENDOR)) as running:
        running.script(BALANCE)
        yield running


def test_a_bundle_of_authorities_is_trusted(kind: Kind, secure: Recorder, bundle: Path) -> None:
    play = Play(kind, secure.origin)
    play(balance, ca_bundle=bundle)
    play(balance, ca_bundle=str(bundle))
    assert len(secure.calls) == 2


def test_a_variable_can_name_the_authorities(
    kind: Kind, secure: Recorder, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    Play(kind, secure.origin)(balance)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"PYTHONHTTPSVERIFY": "0"},
        {"SSL_CERT_FILE": "", "SSL_CERT_DIR": ""},
        {"SSL_CERT_FILE": "", "SSL_CERT_DIR": "/no/such/folder:/nor/this"},
        {"CURL_CA_BUNDLE": "", "REQUESTS_CA_BUNDLE": ""},
        {"SSL_VERIFY": "false", "HTTPX_VERIFY": "0", "NODE_TLS_REJECT_UNAUTHORIZED": "0"},
    ],
    ids=["none", "python", "empty", "no folder", "requests", "made up"],
)
def test_no_variable_turns_verification_off(
    kind: Kind, secure: Recorder, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConnectFailed, match="certificate") as caught:
        Play(kind, secure.origin)(balance)
    assert secure.requests == []
    assert "session.login" in str(caught.value)


def test_a_certificate_of_another_host_is_refused(
    kind: Kind, authority: trustme.CA, bundle: Path
) -> None:
    with (
        Recorder(serving(authority, "elsewhere.example")) as other,
        pytest.raises(ConnectFailed, match="certificate"),
    ):
        Play(kind, other.origin)(balance, ca_bundle=bundle)
    assert other.requests == []


def test_no_variable_makes_a_client_write_down_its_keys(
    secure: Recorder, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    with InstantCard(**SETTINGS, base_url=secure.origin, ca_bundle=bundle) as api:
        api.organization.balance()
    assert not keys.exists() or keys.read_text().count("SECRET") == 0


def test_authorities_that_cannot_be_read_are_named(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = Play(kind, "https://vendor.example")
    (tmp_path / "text.pem").write_text("no certificate")
    for place in (tmp_path / "none.pem", tmp_path / "text.pem", 5):
        with pytest.raises(ConfigurationError, match=r"^ca_bundle must be"):
            play(balance, ca_bundle=place)
        if place != 5:
            monkeypatch.setenv("SSL_CERT_FILE", str(place))
            with pytest.raises(ConfigurationError, match=r"^SSL_CERT_FILE must be"):
                play(balance)


def test_a_bundle_beside_a_client_of_the_callers_own_is_refused(bundle: Path) -> None:
    with (
        httpx.Client() as own,
        pytest.raises(ConfigurationError, match=r"ca_bundle or http_client"),
    ):
        InstantCard(**SETTINGS, base_url="https://h.example", http_client=own, ca_bundle=bundle)


class Proxy:
    """A proxy that takes whatever it is asked for to one server, and remembers what that was."""

    def __init__(self, port: int) -> None:
        self.asked: list[str] = []
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client:
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(65536)
            self.asked.append(head.split(b"\r\n")[0].decode())
            with socket.create_connection(("127.0.0.1", self._port)) as server:
                if head.startswith(b"CONNECT"):
                    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                else:
                    server.sendall(head)
                _pump(client, server)


def _pump(first: socket.socket, second: socket.socket) -> None:
    other = {first: second, second: first}
    while True:
        for each in select.select([first, second], [], [], 30)[0]:
            try:
                data = each.recv(65536)
            except OSError:
                return
            if not data:
                return
            other[each].sendall(data)


@pytest.fixture
def proxy(secure: Recorder) -> Iterator[Proxy]:
    running = Proxy(secure.port)
    yield running
    running.close()


def test_the_proxy_of_the_environment_is_used(
    kind: Kind, secure: Recorder, proxy: Proxy, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.origin)
    Play(kind, f"https://{VENDOR}")(balance, ca_bundle=bundle)
    assert proxy.asked[0] == f"CONNECT {VENDOR}:443 HTTP/1.1"
    assert len(secure.calls) == 1


def test_what_dribbles_in_through_a_proxy_ends_with_the_total(
    kind: Kind, secure: Recorder, proxy: Proxy, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dribble(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while secure.pause(0.02):
            connection.sendall(b"X-A: b\r\n")

    monkeypatch.setenv("HTTPS_PROXY", proxy.origin)
    secure.script(dribble)

    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()
        with pytest.raises(TimedOut, match=r"longer than its 0\.6 seconds"):
            await api.organization.balance()

    limits = short(total=0.6)
    Play(kind, f"https://{VENDOR}")(scenario, ca_bundle=bundle, timeouts=limits)


def test_a_proxy_gets_no_calls_to_this_machine(
    kind: Kind, recorder: Recorder, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, proxy.origin)
    recorder.script(BALANCE)
    Play(kind, recorder.origin)(balance)
    Play(kind, recorder.origin.replace("127.0.0.1", "localhost"))(balance)
    assert proxy.asked == []
    assert len(recorder.calls) == 2


def test_a_proxy_that_refuses_is_told(
    kind: Kind, bundle: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder.respond = lambda _: b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n"
    monkeypatch.setenv("HTTPS_PROXY", recorder.origin)
    with pytest.raises(TransportError, match="ProxyError"):
        Play(kind, f"https://{VENDOR}")(balance, ca_bundle=bundle)


@pytest.mark.parametrize(
    "proxy", ["ftp://u:hunter2@h", "http://u:hunter2@[::", "socks5://u:hunter2@h"]
)
def test_a_proxy_that_cannot_be_used_is_no_traceback(
    kind: Kind, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(ConfigurationError, match="HTTPS_PROXY") as caught:
        Play(kind, "https://vendor.example")(balance)
    assert "hunter2" not in str(caught.value)


def test_a_client_of_the_callers_own_brings_its_trust_and_its_proxy(
    secure: Recorder, proxy: Proxy, bundle: Path
) -> None:
    trusting = ssl.create_default_context(cafile=str(bundle))
    with httpx.Client(verify=trusting, proxy=proxy.origin) as own:
        api = InstantCard(**SETTINGS, base_url=f"https://{VENDOR}", http_client=own)
        assert api.organization.balance().balance == 1
    assert proxy.asked == [f"CONNECT {VENDOR}:443 HTTP/1.1"]


@pytest.mark.parametrize(
    "host",
    ["vendor.example", "10.0.0.7", "127.0.0.1.example", "localhost.example", "[::2]", "0.0.0.0"],
)
def test_plain_http_leaves_this_machine_by_name_only(host: str, recorder: Recorder) -> None:
    address = f"http://{host}"
    with pytest.raises(ConfigurationError, match=r"^base_url must begin with https.*allow_http"):
        InstantCard(**SETTINGS, base_url=address)
    with InstantCard(**SETTINGS, base_url=address, allow_http=True) as api:
        assert host in repr(api)
    with pytest.raises(ConfigurationError, match=r"^allow_http must be"):
        InstantCard(**SETTINGS, base_url=address, allow_http="yes")  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "[::1]"])
def test_plain_http_to_this_machine_is_fine(host: str) -> None:
    InstantCard(**SETTINGS, base_url=f"http://{host}:8000").close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("own", [False, True])
def test_credentials_go_to_the_configured_address_only(
    recorder: Recorder, status: int, own: bool
) -> None:
    with Recorder() as elsewhere, httpx.Client(follow_redirects=True) as following:
        target = f"{elsewhere.origin.replace('127.0.0.1', 'localhost')}/p?name=planted"
        recorder.script(json_reply({}, status, headers=[("Location", target)]))
        more: dict[str, Any] = {"http_client": following} if own else {}
        api = InstantCard(**SETTINGS, base_url=recorder.origin, **more)
        with pytest.raises(ClientError, match=r"leads to localhost$") as caught:
            api.contacts.get(5)
        api.close()
        assert elsewhere.requests == []
    assert not re.search("planted|/p", str(caught.value))
