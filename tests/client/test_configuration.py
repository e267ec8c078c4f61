"""What a client is told, what it refuses, and what it keeps to itself."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

import instantcard
import synctera
from instantcard import (
    AsyncInstantCard,
    ConfigurationError,
    InstantCard,
    Timeouts,
    Unauthorized,
)
from synctera import AsyncSynctera, Synctera

from .clients import SETTINGS, Play
from .conftest import KINDS
from .recorder import Recorder, json_reply

BALANCE = json_reply({"balance": "$1.00"})
CLIENTS = [InstantCard, AsyncInstantCard]
KEYED = [Synctera, AsyncSynctera]
VARIABLES = {
    "INSTANTCARD_BASE_URL": "http://127.0.0.1:9",
    "INSTANTCARD_EMAIL": "ada@lantern.example",
    "INSTANTCARD_PASSWORD": "a password",
    "INSTANTCARD_ORGANIZATION_ID": "77",
    "SYNCTERA_BASE_URL": "http://127.0.0.1:9",
    "SYNCTERA_API_KEY": "key",
}


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Every variable is set; a test changes some."""
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("name", ["base_url", "email", "password", "organization_id"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_is_missing_is_named_with_the_remedy(
    variables: pytest.MonkeyPatch, client: type[Any], name: str, value: str | None
) -> None:
    variable = f"INSTANTCARD_{name.upper()}"
    if value is None:
        variables.delenv(variable)
    else:
        variables.setenv(variable, value)
    with pytest.raises(ConfigurationError) as caught:
        client()
    assert f"{name}=" in str(caught.value)
    assert variable in str(caught.value)


@pytest.mark.parametrize("client", KEYED)
@pytest.mark.parametrize("name", ["base_url", "api_key"])
def test_what_a_keyed_client_misses_is_named(
    variables: pytest.MonkeyPatch, client: type[Any], name: str
) -> None:
    variables.delenv(f"SYNCTERA_{name.upper()}")
    with pytest.raises(synctera.ConfigurationError, match=f"{name}=.*SYNCTERA_{name.upper()}"):
        client()


ADDRESSES = [
    "not an address",
    "api.lantern.example",
    "ftp://api.lantern.example",
    "http://",
    "http:///api/v2",
    "//api.lantern.example",
    "http://user:hunter2@api.lantern.example",
    "http://hunter2@api.lantern.example",
    "http://api.lantern.example?key=hunter2",
    "http://api.lantern.example#hunter2",
    "http://api.lantern.example:99999",
    "http://api.lantern.example:port",
    "http://api.lantern.example\r\nX: y",
    "http://api.lantern.example ",
    "http://[::1",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_malformed_address_is_refused_by_name(
    variables: pytest.MonkeyPatch, address: str
) -> None:
    with pytest.raises(ConfigurationError, match=r"^base_url ") as caught:
        InstantCard(base_url=address)
    assert "hunter2" not in str(caught.value)
    variables.setenv("INSTANTCARD_BASE_URL", address)
    with pytest.raises(ConfigurationError, match=r"^INSTANTCARD_BASE_URL "):
        InstantCard()


MALFORMED: list[tuple[str, Any]] = [
    ("base_url", ""),
    ("base_url", 5),
    ("base_url", b"http://127.0.0.1"),
    ("email", ""),
    ("email", 5),
    ("password", ""),
    ("password", b"bytes"),
    ("organization_id", 0),
    ("organization_id", -1),
    ("organization_id", "77"),
    ("organization_id", True),
    ("organization_id", 7.0),
    ("organization_id", 10**18),
    ("organization_id", 10**5000),
    ("timeouts", 5),
    ("timeouts", httpx.Timeout(5)),
    ("on_drift", "explode"),
    ("on_drift", None),
    ("http_client", "client"),
]


@pytest.mark.usefixtures("variables")
@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(("name", "value"), MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_malformed_is_refused_by_name(client: type[Any], name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=name):
        client(**{name: value})


@pytest.mark.usefixtures("variables")
def test_a_client_of_the_other_kind_is_refused() -> None:
    with httpx.Client() as blocking, pytest.raises(ConfigurationError, match="AsyncClient"):
        AsyncInstantCard(http_client=blocking)  # type: ignore[arg-type]
    tasks = httpx.AsyncClient()
    with pytest.raises(ConfigurationError, match="http_client"):
        InstantCard(http_client=tasks)  # type: ignore[arg-type]
    asyncio.run(tasks.aclose())


@pytest.mark.parametrize("value", ["0", "-1", "+5", "5.0", "٣", " 77", "seventy", "9" * 19])
def test_a_variable_that_is_no_number_is_refused_by_name(
    variables: pytest.MonkeyPatch, value: str
) -> None:
    variables.setenv("INSTANTCARD_ORGANIZATION_ID", value)
    with pytest.raises(ConfigurationError, match=r"^INSTANTCARD_ORGANIZATION_ID "):
        InstantCard()


@pytest.mark.parametrize("key", ["kéy", "a\nb", " key", "a\r\nX: y", "\x7f"])
def test_a_key_that_no_header_can_carry_is_refused_by_name(
    variables: pytest.MonkeyPatch, key: str
) -> None:
    with pytest.raises(synctera.ConfigurationError, match=r"^api_key ") as caught:
        Synctera(api_key=key)
    assert key not in str(caught.value)
    variables.setenv("SYNCTERA_API_KEY", key)
    with pytest.raises(synctera.ConfigurationError, match=r"^SYNCTERA_API_KEY "):
        Synctera()


def test_arguments_win_over_variables(
    play: Play, recorder: Recorder, variables: pytest.MonkeyPatch
) -> None:
    recorder.script(BALANCE)

    async def scenario(api: AsyncInstantCard) -> None:
        await api.organization.balance()

    variables.setenv("INSTANTCARD_ORGANIZATION_ID", "not a number, and not read")
    play(scenario)
    assert recorder.only.path.endswith("/organizations/77/balance")


def test_variables_are_read_when_a_client_is_made(
    recorder: Recorder, variables: pytest.MonkeyPatch
) -> None:
    recorder.script(BALANCE)
    variables.setenv("INSTANTCARD_BASE_URL", recorder.origin)
    variables.setenv("INSTANTCARD_ORGANIZATION_ID", "0078")
    with InstantCard() as api:
        variables.setenv("INSTANTCARD_ORGANIZATION_ID", "79")
        variables.delenv("INSTANTCARD_PASSWORD")
        api.organization.balance()
    assert recorder.only.path.endswith("/organizations/78/balance")


class Counting(httpx.BaseTransport):
    """A transport of the caller's own, which knows whether it was closed."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        self.requests: list[httpx.Request] = []
        self.closed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self.closed = True
        self._inner.close()


class AsyncCounting(httpx.AsyncBaseTransport):
    """The same for tasks."""

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport()
        self.requests: list[httpx.Request] = []
        self.closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        self.closed = True
        await self._inner.aclose()


def test_the_callers_own_client_is_used_and_stays_open(recorder: Recorder) -> None:
    recorder.script(BALANCE)
    transport = Counting()
    with httpx.Client(transport=transport, auth=("user", "theirs"), follow_redirects=True) as own:
        with InstantCard(**SETTINGS, base_url=recorder.origin, http_client=own) as api:
            api.organization.balance()
        assert not transport.closed
        assert len(transport.requests) == 2
    assert recorder.only.header("authorization") == "Bearer token-1"


def test_the_callers_own_asynchronous_client_is_used_and_stays_open(recorder: Recorder) -> None:
    recorder.script(BALANCE)
    transport = AsyncCounting()

    async def main() -> None:
        async with httpx.AsyncClient(transport=transport, auth=("user", "theirs")) as own:
            given = {**SETTINGS, "base_url": recorder.origin, "http_client": own}
            async with AsyncInstantCard(**given) as api:
                await api.organization.balance()
            assert not transport.closed
            assert len(transport.requests) == 2

    asyncio.run(main())
    assert recorder.only.header("authorization") == "Bearer token-1"


def test_a_client_of_its_own_is_closed(play: Play, recorder: Recorder) -> None:
    recorder.script(BALANCE)

    async def scenario(api: AsyncInstantCard) -> None:
        await api.organization.balance()
        await api.close()
        await api.close()
        with pytest.raises(RuntimeError, match="closed"):
            await api.organization.balance()

    play(scenario)
    assert len(recorder.calls) == 1


def test_a_client_of_tasks_stays_in_one_event_loop(recorder: Recorder) -> None:
    # Closed by the vendor, so that no connection is left behind in the first loop.
    recorder.login = lambda _: json_reply({"auth_token": "t"}, headers=[("Connection", "close")])
    recorder.script(json_reply({"balance": "$1.00"}, headers=[("Connection", "close")]))
    api = AsyncInstantCard(**SETTINGS, base_url=recorder.origin)

    async def call() -> None:
        await api.organization.balance()

    asyncio.run(call())
    with pytest.raises(RuntimeError, match="another event loop"):
        asyncio.run(call())


def test_a_blocking_client_works_inside_an_event_loop(recorder: Recorder) -> None:
    recorder.script(BALANCE)

    async def main() -> None:
        with InstantCard(**SETTINGS, base_url=recorder.origin) as api:
            assert api.organization.balance().balance == 1

    asyncio.run(main())


SECRETS = {
    "email": "planted-email@lantern.example",
    "password": "planted-password",
    "token": "planted-token",
    "key": "planted-key",
    "name": "planted-name",
    "number": "4242000011112222",
    "cvc": "739",
}
CONTACT = {"id": 6, "full_name": SECRETS["name"], "email": SECRETS["email"]}


def shown(*things: object) -> str:
    """All that a log could show of things and of what they hold."""
    texts = []
    for each in things:
        texts += [str(each), repr(each), f"{each:}"]
        if isinstance(each, BaseException):
            chain: BaseException | None = each
            while chain is not None:
                texts += [str(chain), repr(chain), *map(repr, chain.args)]
                chain = chain.__cause__ or chain.__context__
        for value in getattr(each, "__dict__", {}).values():
            texts += [str(value), repr(value)]
    return "\n".join(texts)


def test_no_secret_is_shown(play: Play, recorder: Recorder) -> None:
    recorder.login = lambda _: json_reply({"auth_token": SECRETS["token"]})
    recorder.script(json_reply(CONTACT), json_reply({"error": "no"}, 401))

    async def scenario(api: AsyncInstantCard) -> str:
        seen: list[object] = [getattr(api, "_inner", api), await api.contacts.get(6)]
        with pytest.raises(Unauthorized) as refused:
            await api.contacts.get(6)
        with pytest.raises(instantcard.InvalidArgument) as invalid:
            await api.organization.add_funds(
                amount=1,
                number=SECRETS["number"] + "x",
                exp_month="06",
                exp_year="2029",
                cvc=SECRETS["cvc"],
                full_name=SECRETS["name"],
                billing_address1="1 Invented Quay",
                billing_city="Port Ellery",
                billing_state="PA",
                billing_zip_code="01002",
                billing_country="US",
            )
        recorder.script(lambda _: None)
        with pytest.raises(instantcard.TransportError) as broken:
            await api.contacts.get(6)
        return shown(*seen, refused.value, invalid.value, broken.value)

    text = play(scenario, email=SECRETS["email"], password=SECRETS["password"])
    found = {name for name, secret in SECRETS.items() if secret in text}
    assert found == set()


@pytest.mark.parametrize("client", KEYED)
def test_no_key_is_shown(client: type[Any]) -> None:
    assert SECRETS["key"] not in shown(client(base_url="https://h", api_key=SECRETS["key"]))


def test_what_goes_through_the_transport_shows_no_secret() -> None:
    from instantcard._runtime.bodies import Content
    from instantcard._runtime.exchange import Answer, Request

    sent = Content([b"planted"])
    request = Request("POST", "http://h/?q=planted", "planted", {"X-Own": "planted"}, sent)
    answer = Answer(200, httpx.Headers({"Set-Cookie": "planted"}), b"planted")
    assert "planted" not in f"{request!r} {request} {answer!r} {answer}"


@pytest.mark.parametrize("package", ["instantcard", "synctera"])
@pytest.mark.parametrize("level", ["package", "client"])
def test_an_import_brings_httpx_and_attrs_and_nothing_else(package: str, level: str) -> None:
    use = f"import {package}" if level == "package" else f"import {package}._client"
    folder = str(Path(instantcard.__file__).parent.parent)
    found = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-c",
            f"import sys; sys.path.insert(0, {folder!r}); import httpx, attrs; "
            f"httpx.Client().close(); before = set(sys.modules); {use}; "
            "print(*set(sys.modules) - before)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    outside = {each.partition(".")[0] for each in found} - set(sys.stdlib_module_names)
    assert outside == {package}
    if level == "package":
        assert set(found) == {package, f"{package}._about"}
    else:
        assert not [each for each in found if "._resources." in each or "._models." in each]


def test_there_is_a_kind_of_client_for_each_way_to_wait() -> None:
    assert KINDS == ("sync", "async")
    assert Timeouts().total > Timeouts().read > Timeouts().connect
