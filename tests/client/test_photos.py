"""Photos on their way out: encoded while they are sent, byte for byte what a parser reads."""

import asyncio
import base64
import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from instantcard import AsyncInstantCard, CardFieldValue, Photo, Retries, redact_request
from instantcard._runtime.bodies import Form, Json, json_text
from instantcard._runtime.images import _PIECE

from .clients import SETTINGS, Play
from .readers import fields, parts
from .recorder import Received, Recorder, json_reply

PNG = b"\x89PNG\r\n\x1a\n"
CARD = {"id": 5, "card_template_id": 3, "organization_id": 77, "data": []}


def photo(size: int, fill: int = 7) -> Photo:
    return Photo.from_bytes(PNG + bytes([fill]) * (size - len(PNG)))


LARGE = photo(700_001)
OTHER = photo(300_002, 9)
TWICE = [
    CardFieldValue(token="P", value=LARGE),
    CardFieldValue(token="N", value='"é\\ \u2028'),
    CardFieldValue(token="Q", value=OTHER),
    CardFieldValue(token="R", value=LARGE),
]
SENT = [
    {"token": each.token, "value": v.to_base64() if isinstance(v := each.value, Photo) else v}
    for each in TWICE
]


def sent(request: Received) -> Any:
    return json.loads(dict(fields(request))["card[data]"])


values = st.text(st.characters(exclude_categories=["Cs"]), max_size=4) | st.integers(8, 90).map(
    photo
)


@settings(max_examples=60, deadline=None)
@given(st.lists(values, max_size=5))
@example([photo(_PIECE), photo(_PIECE + 1), photo(_PIECE - 1), "x", photo(2 * _PIECE)])
@example([photo(49_144)])
def test_a_body_with_photos_is_what_a_parser_reads(given: list[Any]) -> None:
    plain = [each.to_base64() if isinstance(each, Photo) else each for each in given]
    form = Form()
    form.add("list", json_text("list", [{"value": each} for each in given]))
    for each in given:
        form.add("one", each)
    for body in (form, Json({"list": given})):
        content_type, content = body.encode()
        whole = b"".join(content.pieces())
        assert len(whole) == content.length
        assert content.whole in (None, whole)
        assert b"".join(content.pieces()) == whole
        if body is form:
            (_, listed), *rest = parts(whole, content_type)
            assert json.loads(listed) == [{"value": each} for each in plain]
            assert rest == [("one", each) for each in plain]
            assert form.sent()["list"] == listed
        else:
            assert json.loads(whole) == {"list": plain}
    assert "iVBOR" not in f"{form!r} {content!r} {json_text('x', given)!r}".replace(str(plain), "")


def test_photos_among_texts_arrive(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply(CARD))

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.create(card_template_id=3, data=TWICE)
        await api.cards.create(card_template_id=3, data=[CardFieldValue(token="P", value="none")])

    play(scenario)
    large, small = recorder.calls
    assert sent(large) == SENT
    assert sent(small) == [{"token": "P", "value": "none"}]
    for each in (large, small):
        assert each.header("content-length") == str(len(each.body))
        assert each.header("transfer-encoding") is None


def test_a_body_with_photos_is_sent_again_after_an_expired_token_and_429(
    play: Play, recorder: Recorder
) -> None:
    recorder.script(
        json_reply({"error": "expired"}, 401),
        json_reply({"error": "later"}, 429, headers=[("Retry-After", "0")]),
        json_reply(CARD),
    )

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.create(card_template_id=3, data=TWICE)

    play(scenario, retries=Retries(attempts=2, first=0, longest=0))
    assert [sent(each) for each in recorder.calls] == [SENT] * 3
    assert len(recorder.logins) == 2


@pytest.mark.parametrize("cookies", [{}, {"a": "b"}], ids=["plain", "cookies"])
def test_a_hook_of_the_callers_client_can_look_at_a_body(
    play: Play, recorder: Recorder, cookies: dict[str, str]
) -> None:
    recorder.script(json_reply(CARD))
    seen: list[bytes] = []

    def look(request: httpx.Request) -> None:
        seen.append(request.read())
        assert request.content == seen[-1]
        assert LARGE.to_base64().encode() not in redact_request(request).read()

    async def look_too(request: httpx.Request) -> None:
        seen.append(await request.aread())
        look(request)
        seen.pop()

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.create(card_template_id=3, data=TWICE)

    if play.kind == "sync":
        with httpx.Client(event_hooks={"request": [look]}, cookies=cookies) as own:
            play(scenario, http_client=own)
    else:

        async def main() -> None:
            hooks: Any = {"request": [look_too]}
            async with httpx.AsyncClient(event_hooks=hooks, cookies=cookies) as own:
                given = {**SETTINGS, "base_url": recorder.origin, "http_client": own}
                await scenario(AsyncInstantCard(**given))

        asyncio.run(main())
    assert [each.body for each in recorder.requests] == seen
    assert sent(recorder.calls[-1]) == SENT
    assert len(seen) == 2


def test_a_text_that_looks_like_a_photo_s_place_stays_a_text(
    play: Play, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder.script(json_reply(CARD))
    likely = ["0" * 32, "{photo}", "%s", LARGE.to_base64()[:40], '"', "\x00"]
    data = [CardFieldValue(token="P", value=LARGE)]
    data += [CardFieldValue(token=f"T{n}", value=each) for n, each in enumerate(likely)]

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.create(card_template_id=3, data=data)

    play(scenario)
    assert [each["value"] for each in sent(recorder.only)] == [LARGE.to_base64(), *likely]


MEMORY = """
    import sys, tracemalloc
    sys.path.insert(0, "generated")
    from instantcard import ClientError, InstantCard, Photo, CardFieldValue, Retries
    import instantcard._runtime.calling, instantcard._resources.cards

    photo = Photo.from_bytes(b"\\x89PNG\\r\\n\\x1a\\n" + bytes(8 * 1024 * 1024))
    data = [CardFieldValue(token="P", value=photo)]
    with InstantCard(**{given!r}, retries=Retries(attempts=1)) as api:
        api.login()
        tracemalloc.start()
        try:
            api.cards.create(card_template_id=3, data=data)
        except ClientError as error:
            assert error.status == {status}, error
        print(tracemalloc.get_traced_memory()[1])
"""


@pytest.mark.parametrize("status", [200, 413])
def test_no_copy_of_a_large_photo_is_made(recorder: Recorder, status: int) -> None:
    recorder.script(json_reply(CARD if status == 200 else {"error": "too large"}, status))
    given = {**SETTINGS, "base_url": recorder.origin}
    del given["retries"]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(MEMORY).format(given=given, status=status),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 3 * 1024 * 1024
    assert len(base64.b64decode(sent(recorder.only)[0]["value"])) == 8 * 1024 * 1024 + 8
