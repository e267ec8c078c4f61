"""No secret that goes in comes out: not in what is written, not in what is raised."""

import asyncio
import copy
import gzip
import html
import inspect
import json
import pickle
from collections.abc import Callable, Generator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import attrs
import pytest

from .clients import Kind
from .planting import Call, Planter, Vendored, vendored
from .recorder import Answer, Received, Recorder, json_reply, reply
from .watching import Watch, printed, watching

VENDORS = ("instantcard", "synctera")

CREDENTIALS = {
    "instantcard": {"email": "login7mail@lantern.example", "password": "pass7word"},
    "synctera": {"api_key": "secret7key"},
}
TOKEN = "token7secret"


def echo(request: Received) -> str:
    """All of a request, as a careless server sends it back."""
    head = "\n".join(f"{name}: {value}" for name, value in request.headers)
    body = request.body.decode("utf-8", "replace")
    target = request.target
    return f"{target}\n{unquote(target)}\n{target.replace('%20', '+')}\n{head}\n{body}"


def page(request: Received) -> bytes:
    return f"<html><title>Oh {html.escape(echo(request))}</title></html>".encode()


def one_line(request: Received) -> str:
    """The same for a header."""
    return json.dumps(echo(request))[1:-1][:20_000]


@dataclass(frozen=True)
class Said:
    """What a vendor can make its answer of: the request, and a success as JSON with its status."""

    request: Received
    document: Any
    status: int

    def success(self, body: bytes, media_type: str = "application/json", **more: Any) -> bytes:
        return reply(body, self.status, media_type=media_type, **more)

    @property
    def stored(self) -> bytes:
        return json.dumps(self.document).encode()

    @property
    def echo(self) -> bytes:
        return echo(self.request).encode()


Mode = Callable[[Said], Answer]


def refused(status: int) -> Mode:
    return lambda said: json_reply(
        {"error": echo(said.request), "was": [echo(said.request)]}, status
    )


def raw(text: Callable[[Said], str]) -> Mode:
    return lambda said: lambda connection: connection.sendall(text(said).encode())


def redirect(said: Said) -> Answer:
    line = one_line(said.request)
    target = f"https://elsewhere.example/p?{line}".replace(" ", "%20")
    headers = [("Location", target), ("Set-Cookie", f"seen={line}"), ("X-Seen", line)]
    return reply(status=307, headers=headers)


def gzipped(body: Callable[[Said], bytes]) -> Mode:
    return lambda said: said.success(body(said), headers=[("Content-Encoding", "gzip")])


MODES: dict[str, Mode] = {
    "success": lambda said: said.success(said.stored),
    "in a list": lambda said: said.success(json.dumps([said.document, said.document]).encode()),
    "a text": lambda said: said.success(json.dumps(echo(said.request)).encode()),
    "cut off": lambda said: said.success(said.stored[:-9]),
    "cut off, refused": lambda said: reply(said.stored[:-9], 404),
    "stored things, refused": lambda said: reply(said.stored, 500),
    "page": lambda said: said.success(page(said.request), "text/html"),
    "page, refused": lambda said: reply(page(said.request), 502, media_type="text/html"),
    "text": lambda said: said.success(b"Found: " + said.stored + said.echo, "text/plain"),
    "text, refused": lambda said: reply(said.echo, 503, media_type="text/plain"),
    "an error": lambda said: said.success(json.dumps({"error": echo(said.request)}).encode()),
    "a problem": lambda said: said.success(json.dumps({"detail": echo(said.request)}).encode()),
    "redirect": redirect,
    "reason": lambda said: reply(said.stored, f"{said.status} {one_line(said.request)}"),
    "gzip": gzipped(lambda said: gzip.compress(said.echo)[:-20]),
    "no gzip": gzipped(lambda said: said.echo),
    "no http": raw(lambda said: f"{one_line(said.request)}\r\n\r\n"),
    "no header": raw(lambda said: f"HTTP/1.1 200 OK\r\n{one_line(said.request)}\r\n\r\n"),
    "no length": raw(
        lambda said: f"HTTP/1.1 200 OK\r\nContent-Length: {one_line(said.request)}\r\n\r\n"
    ),
    "short": raw(
        lambda said: f"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n{one_line(said.request)}"
    ),
    "closed": raw(lambda _: ""),
    **{str(status): refused(status) for status in (299, 304, 400, 401, 404, 429, 500, 501, 520)},
}


@contextmanager
def observed(watch: Watch, attempt: Any) -> Generator[None, None, None]:
    watch.thing("attempt", attempt)
    yield
    watch.thing("attempt", attempt)


def client_of(
    vendor: Vendored, kind: Kind, address: str, watch: Watch, on_drift: Any = "warn", **more: Any
) -> Any:
    name = vendor.vendor.client
    made = getattr(vendor.package, name if kind == "sync" else f"Async{name}")
    settings = dict.fromkeys(vendor.vendor.settings, 77)
    return made(
        base_url=address,
        **CREDENTIALS[vendor.vendor.package],
        **settings,
        on_drift=on_drift,
        retries=vendor.package.Retries(attempts=2, first=0, longest=0),
        wrap_attempt=lambda attempt: observed(watch, attempt),
        **more,
    )


async def given(api: Any, call: Call) -> Any:
    """What a call gives, in full."""
    resource = getattr(api, call.operation.resource)
    found = getattr(resource, call.operation.method)(*call.args, **call.kwargs)
    if inspect.isawaitable(found):
        return await found
    if hasattr(found, "page"):
        found = found.page(1)
        return await found if inspect.isawaitable(found) else found
    return found


def play(
    vendor: Vendored,
    api: Any,
    calls: list[Call],
    watch: Watch,
    before: Any = None,
    *,
    debug: bool = False,
) -> int:
    """Make all calls and show whatever comes of them; how many gave a result."""

    async def main() -> int:
        done = 0
        for call in calls:
            where = f"{call.operation.id}"
            if before is not None:
                before(call)
            try:
                result = await given(api, call)
            except vendor.package.ClientError as error:
                watch.error(where, error)
            else:
                done += 1
                show(watch, where, result)
        watch.thing("client", api)
        closed = api.close()
        if inspect.isawaitable(closed):
            await closed
        return done

    # A loop that debugs writes more, and takes longer.
    return asyncio.run(main(), debug=debug)


def show(watch: Watch, where: str, result: Any) -> None:
    """Show a result, but for what is no model: a value that came as it is, and is given so."""
    items = result if isinstance(result, list) else [result]
    if all(attrs.has(type(each)) for each in items):
        watch.thing(where, result)


def secrets_of(planter: Planter, vendor: str) -> dict[str, str]:
    given = {each: f"the client's {name}" for name, each in CREDENTIALS[vendor].items()}
    return {**planter.found, **given, TOKEN: "the token"}


def leaks(watch: Watch, planter: Planter, vendor: str) -> set[str]:
    """What came out. What a vendor has added to a refusal stays in its body, and only there."""
    beyond = Watch([each for each in watch.texts if not each[0].endswith(".body")])
    return watch.leaks(secrets_of(planter, vendor)) | beyond.leaks(planter.unknown)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("vendor", VENDORS)
def test_no_answer_makes_a_client_tell(
    vendor: str,
    kind: Kind,
    mode: str,
    recorder: Recorder,
    capfd: pytest.CaptureFixture[str],
) -> None:
    known, planter = vendored(vendor), Planter("planted")
    recorder.login = lambda n: json_reply({"auth_token": f"{TOKEN}{n}"})
    calls = list(known.calls(planter))
    current: list[Any] = []
    verb = ""

    def respond(request: Received) -> Answer:
        # A payment reads the transactions first.
        return MODES[mode](Said(request, *current)) if request.method == verb else json_reply([])

    def before(call: Call) -> None:
        nonlocal verb
        verb = call.operation.verb
        current[:] = known.answer(call.operation, planter), call.operation.success[0]

    recorder.respond = respond

    with watching() as watch:
        api = client_of(known, kind, recorder.origin, watch)
        done = play(known, api, calls, watch, before, debug=mode == "success")
    out, err = capfd.readouterr()
    watch.see("stdout", out)
    watch.see("stderr", err)
    assert leaks(watch, planter, vendor) == set()
    # The test sees what there is to see.
    lines = [text for where, text in watch.texts if where == f"log {vendor}"]
    assert len(lines) >= len(calls)
    assert any(where == "log httpcore.http11" for where, _ in watch.texts)
    if mode == "success":
        assert done == len(calls)
        assert any(where == "log httpx" for where, _ in watch.texts)


@pytest.mark.parametrize("on_drift", ["warn", "raise", "callback"])
@pytest.mark.parametrize("vendor", VENDORS)
def test_no_difference_makes_a_client_tell(
    vendor: str, kind: Kind, on_drift: str, recorder: Recorder
) -> None:
    known, planter = vendored(vendor), Planter("planted")
    recorder.login = lambda n: json_reply({"auth_token": f"{TOKEN}{n}"})
    calls = list(known.calls(planter))
    current: list[Any] = []
    recorder.respond = lambda _: json_reply(*current)

    def before(call: Call) -> None:
        wrong = _wrong(known.answer(call.operation, planter), known.api.sensitive)
        current[:] = wrong, call.operation.success[0]

    with watching() as watch:
        told = printed(watch) if on_drift == "callback" else on_drift
        api = client_of(known, kind, recorder.origin, watch, told)
        play(known, api, calls, watch, before)
    assert leaks(watch, planter, vendor) == set()
    if on_drift != "raise":
        seen = "warning" if on_drift == "warn" else "callback"
        assert any(where == seen for where, _ in watch.texts)


def _wrong(value: Any, names: Set[str], within: bool = False) -> Any:
    """An answer whose sensitive parts are of another type."""
    if isinstance(value, dict):
        return {key: _wrong(each, names, key in names) for key, each in value.items()}
    if isinstance(value, list):
        return [_wrong(each, names, within) for each in value]
    return [[value]] if within else value


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("how", ["silence", "nobody", "too long"])
def test_no_failure_to_reach_a_vendor_makes_a_client_tell(
    vendor: str, kind: Kind, how: str, recorder: Recorder
) -> None:
    known, planter = vendored(vendor), Planter("planted" if how != "too long" else "p" * 3000)
    recorder.login = lambda n: json_reply({"auth_token": f"{TOKEN}{n}"})
    recorder.respond = lambda _: recorder.silence
    calls = list(known.calls(planter))
    with Recorder() as gone:
        nowhere = gone.origin
    address = nowhere if how == "nobody" else recorder.origin
    with watching() as watch:
        limits = known.package.Timeouts(connect=1, read=0.02, total=5)
        api = client_of(known, kind, address, watch, timeouts=limits)
        assert play(known, api, calls, watch) == 0
    assert leaks(watch, planter, vendor) == set()


@pytest.mark.parametrize("mode", ["401", "500", "page, refused", "redirect", "closed", "text"])
def test_no_login_makes_a_client_tell(kind: Kind, mode: str, recorder: Recorder) -> None:
    known, planter = vendored("instantcard"), Planter("planted")

    def login(_: int) -> Answer:
        return MODES[mode](Said(recorder.requests[-1], {"email": "someone else"}, 200))

    recorder.login = login
    calls = list(known.calls(planter))[:2]
    with watching() as watch:
        assert play(known, client_of(known, kind, recorder.origin, watch), calls, watch) == 0
    assert leaks(watch, planter, "instantcard") == set()


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_client_is_not_pickled(vendor: str, kind: Kind, recorder: Recorder) -> None:
    known = vendored(vendor)
    with watching() as watch:
        api = client_of(known, kind, recorder.origin, watch)
        resource = getattr(api, known.api.operations[-1].resource)
        for take in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="neither pickled nor copied"):
                take(api)
        for take in (pickle.dumps, copy.deepcopy):
            with pytest.raises(TypeError, match="neither pickled nor copied"):
                take(resource)
        closed = api.close()
        if inspect.isawaitable(closed):

            async def close() -> None:
                await closed

            asyncio.run(close())


def test_many_logins_do_not_make_a_client_forget_its_password(recorder: Recorder) -> None:
    recorder.login = lambda n: json_reply({"auth_token": f"{TOKEN}{n}"})
    word = CREDENTIALS["instantcard"]["password"]
    said = json_reply({"error": f"{word} and {TOKEN}31 are not right"}, 401)
    recorder.script(said)
    with watching() as watch:
        api = client_of(vendored("instantcard"), "sync", recorder.origin, watch)
        for _ in range(30):
            with pytest.raises(Exception, match="401") as caught:
                api.profile.me()
        api.close()
    assert "<hidden> and <hidden> are not right" in str(caught.value)
