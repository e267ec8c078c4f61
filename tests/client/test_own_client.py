"""What a caller's own client of httpx brings along is kept to, in each call."""

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from instantcard import (
    AsyncInstantCard,
    ClientError,
    InstantCard,
    InvalidResponse,
    OutcomeUnknown,
    TransportError,
)

from .clients import SETTINGS, Kind, Play
from .recorder import Recorder, json_reply, reply

BALANCE = json_reply({"balance": "$1.00"})
CONTACT = json_reply({"id": 6, "organization_id": 7, "full_name": "Ada", "email": "e"})

Scenario = Callable[[AsyncInstantCard], Awaitable[Any]]


async def balance(api: AsyncInstantCard) -> None:
    assert (await api.organization.balance()).balance == 1


async def write(api: AsyncInstantCard) -> None:
    await api.contacts.create(full_name="Ada", email="e")


def both(hook: Callable[[Any], object], kind: Kind) -> Callable[[Any], Any]:
    """A hook as a client of one kind takes it."""
    if kind == "sync":
        return hook

    async def waiting(each: Any) -> None:
        hook(each)

    return waiting


def with_own(kind: Kind, origin: str, scenario: Scenario, **options: Any) -> None:
    """Play with a client of the caller's own, made with some options."""
    if kind == "sync":
        with httpx.Client(**options) as own:
            Play(kind, origin)(scenario, http_client=own)
    else:

        async def main() -> None:
            async with httpx.AsyncClient(**options) as own:
                await scenario(AsyncInstantCard(**SETTINGS, base_url=origin, http_client=own))

        asyncio.run(main())


def test_headers_of_the_client_go_along_but_for_those_of_the_call(
    kind: Kind, recorder: Recorder
) -> None:
    recorder.script(CONTACT)
    headers = {
        "User-Agent": "mine/1",
        "X-Tenant": "é".encode(),
        "Accept": "text/html",
        "Accept-Encoding": "br",
        "Authorization": "Basic eDp5",
        "Content-Type": "text/plain",
        "Content-Length": "7",
        "Host": "front.example",
    }
    with_own(kind, recorder.origin, write, headers=headers)
    call = recorder.only
    assert call.header("user-agent") == "mine/1"
    assert (call.header("x-tenant") or "").encode("latin-1").decode() == "é"
    assert call.header("accept") == "application/json"
    assert call.header("accept-encoding") == "gzip"
    assert call.header("authorization") == "Bearer token-1"
    assert (call.header("content-type") or "").startswith("multipart/form-data; boundary=")
    assert call.header("content-length") == str(len(call.body))
    assert call.header("host") == "front.example"


@pytest.mark.parametrize("more", [{}, {"cookies": {"a": "b"}}], ids=["plain", "cookies"])
def test_headers_that_change_between_calls_change_the_next_one(
    recorder: Recorder, more: dict[str, Any]
) -> None:
    recorder.script(BALANCE)
    with httpx.Client(headers={"X-Turn": "1"}, **more) as own:
        api = InstantCard(**SETTINGS, base_url=recorder.origin, http_client=own)
        api.organization.balance()
        own.headers["X-Turn"] = "2"
        api.organization.balance()
        del own.headers["X-Turn"]
        own.headers = httpx.Headers({"X-New": "3"})
        api.organization.balance()
        own.cookies.set("c", "d")
        api.organization.balance()
        own.params = httpx.QueryParams({"trace": "5"})
        api.organization.balance()
    turns = [(each.header("x-turn"), each.header("x-new")) for each in recorder.calls]
    assert turns == [("1", None), ("2", None), *[(None, "3")] * 3]
    assert [each.query for each in recorder.calls] == [""] * 4 + ["trace=5"]
    assert "c=d" in (recorder.calls[3].header("cookie") or "")
    for each in recorder.calls:
        assert each.header("authorization") == "Bearer token-1"
        assert each.header("host") == f"127.0.0.1:{recorder.port}"


@pytest.mark.parametrize(
    "options", [{}, {"params": {"trace": "5 6"}}, {"cookies": {"session": "theirs"}}], ids=str
)
def test_what_httpx_adds_to_a_request_leaves_the_body_alone(
    kind: Kind, recorder: Recorder, options: dict[str, Any]
) -> None:
    bodies: list[bytes] = []
    hook = both(lambda request: bodies.append(request.content), kind)
    recorder.script(CONTACT)
    with_own(kind, recorder.origin, write, event_hooks={"request": [hook]}, **options)
    call = recorder.only
    assert call.query == ("trace=5+6" if "params" in options else "")
    assert call.header("cookie") == ("session=theirs" if "cookies" in options else None)
    assert b"Ada" in call.body
    assert [each.body for each in recorder.requests] == bodies


def test_a_base_address_of_the_client_does_not_matter(kind: Kind, recorder: Recorder) -> None:
    recorder.script(BALANCE)
    with_own(kind, recorder.origin, balance, base_url="https://elsewhere.example/v9/")
    assert recorder.only.path == "/api/v2/organizations/77/balance"


class Signing(httpx.Client):
    """A client that signs what it sends."""

    def build_request(self, *args: Any, **kwargs: Any) -> httpx.Request:
        request = super().build_request(*args, **kwargs)
        request.headers["X-Signature"] = str(sum(request.read()))
        return request


def test_a_class_of_the_callers_own_builds_the_requests(recorder: Recorder) -> None:
    recorder.script(CONTACT)
    with Signing() as own:
        Play("sync", recorder.origin)(write, http_client=own)
    for each in recorder.requests:
        assert each.header("x-signature") == str(sum(each.body))
        assert each.body


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_hook_may_read_the_answer_first(kind: Kind, recorder: Recorder, packed: bool) -> None:
    body = json.dumps({"balance": "$1.00"}).encode()
    coding = [("Content-Encoding", "gzip")] if packed else []
    recorder.script(reply(gzip.compress(body) if packed else body, headers=coding))
    seen: list[Any] = []

    def look(response: httpx.Response) -> None:
        response.read()
        seen.append(response.json())

    async def look_too(response: httpx.Response) -> None:
        await response.aread()
        seen.append(response.json())

    hook = look if kind == "sync" else look_too
    with_own(kind, recorder.origin, balance, event_hooks={"response": [hook]})
    assert seen[-1] == {"balance": "$1.00"}


def test_what_a_hook_has_read_is_not_larger_either(kind: Kind, recorder: Recorder) -> None:
    recorder.script(json_reply({"balance": "$1.00", "pad": "x" * 5000}))

    async def read(response: httpx.Response) -> None:
        await response.aread()

    hook = (lambda response: response.read()) if kind == "sync" else read
    options: Any = {"event_hooks": {"response": [hook]}}

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(InvalidResponse, match="larger than 1000 bytes"):
            await api.organization.balance()

    if kind == "sync":
        with httpx.Client(**options) as own:
            Play(kind, recorder.origin)(scenario, http_client=own, max_response_bytes=1000)
    else:

        async def main() -> None:
            async with httpx.AsyncClient(**options) as own:
                given = {**SETTINGS, "base_url": recorder.origin, "http_client": own}
                await scenario(AsyncInstantCard(**given, max_response_bytes=1000))

        asyncio.run(main())


@pytest.mark.parametrize("when", ["request", "response"])
def test_what_a_hook_raises_of_httpx_is_a_failure_of_the_call(
    kind: Kind, recorder: Recorder, when: str
) -> None:
    recorder.script(CONTACT)
    raising = [False]

    def hook(each: Any) -> None:
        if raising[0]:
            raise httpx.ReadError("planned")

    async def scenario(api: AsyncInstantCard) -> None:
        await api.login()
        raising[0] = True
        with pytest.raises(OutcomeUnknown) as caught:
            await write(api)
        assert isinstance(caught.value.__cause__, TransportError)
        raising[0] = False
        await write(api)

    with_own(kind, recorder.origin, scenario, event_hooks={when: [both(hook, kind)]})


def test_what_else_a_hook_raises_reaches_the_caller_and_leaves_no_connection(
    kind: Kind, recorder: Recorder
) -> None:
    recorder.script(json_reply({}, 500), BALANCE)

    def hook(response: httpx.Response) -> None:
        response.raise_for_status()

    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(httpx.HTTPStatusError):
            await api.organization.balance()
        await balance(api)

    limits = httpx.Limits(max_connections=1)
    hooks = {"response": [both(hook, kind)]}
    with_own(kind, recorder.origin, scenario, event_hooks=hooks, limits=limits)


def test_another_transport_may_stand_behind_some_addresses(kind: Kind) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/authenticate"):
            assert request.read()
            return httpx.Response(200, json={"auth_token": "t"})
        # An answer whose body is there, and empty, though it is said to be packed.
        if request.method == "DELETE":
            headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
            return httpx.Response(200, headers=headers, stream=httpx.ByteStream(b""))
        return httpx.Response(200, json={"balance": "$1.00"}, default_encoding="utf-16")

    async def scenario(api: AsyncInstantCard) -> None:
        await balance(api)
        with pytest.raises(ClientError) as caught:
            await api.contacts.delete(5)
        assert "not valid JSON" in str(caught.value.__cause__)

    mounts = {"all://cards.example": httpx.MockTransport(respond)}
    with_own(kind, "https://cards.example", scenario, mounts=mounts, default_encoding="utf-16")


def test_what_takes_the_place_of_httpx_s_transport_is_seen_by_a_client_of_its_own(
    play: Play, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pytest-httpx and respx do."""
    seen: list[tuple[str, bytes]] = []

    def answer(transport: Any, request: httpx.Request) -> httpx.Response:
        seen.append((request.url.path.rpartition("/")[2], request.read()))
        body = {"auth_token": "t", "id": 6, "organization_id": 7, "full_name": "A", "email": "e"}
        return httpx.Response(200, json=body)

    async def answer_later(transport: Any, request: httpx.Request) -> httpx.Response:
        return answer(transport, request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer_later)
    play(write)
    assert [name for name, _ in seen] == ["authenticate", "contacts"]
    assert all(b"form-data" in body for _, body in seen)
    assert recorder.requests == []
