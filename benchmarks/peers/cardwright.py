"""Our client, with everything switched on that a user gets."""

from typing import Any

import httpx

from .. import payloads
from ..setting import Run, Setting, again, awaited, threaded
from .httpx_sync import answer

_CARD_ID = 100_001


def get(setting: Setting) -> Run:
    return _get(_client(setting))


def mock(setting: Setting) -> Run:
    return _get(_client(setting, httpx.Client(transport=httpx.MockTransport(answer))))


def _get(api: Any) -> Run:
    assert api.cards.get(_CARD_ID).data[0].value == "Bruno"
    return again(lambda: api.cards.get(_CARD_ID))


def list_cards(setting: Setting) -> Run:
    pages = _client(setting).cards.list(page_size=100)
    assert len(pages.page(1)) == setting.size
    return again(lambda: pages.page(1))


def decode(setting: Setting) -> Run:
    from instantcard._resources import cards

    return _decoding(cards._LIST, payloads.list_bytes(setting.size))


def decode_preview(setting: Setting) -> Run:
    """Decodes to images and takes their bytes."""
    from instantcard._resources import cards

    decoded = _decoding(cards._PREVIEW, payloads.preview_bytes(setting.size))
    decoded(1)
    return decoded


def _decoding(operation: Any, body: bytes) -> Run:
    """From the bytes of an answer to what a call returns, by what every call goes through."""
    from instantcard._runtime.answers import result
    from instantcard._runtime.drift import DriftPolicy
    from instantcard._runtime.exchange import Answer

    headers = httpx.Headers({"content-type": "application/json; charset=utf-8"})
    arrived = Answer(200, headers, body)
    policy = DriftPolicy("warn")
    return again(lambda: _read(result(operation, arrived, policy, _no_scrubber)))


def _read(made: Any) -> Any:
    return made if isinstance(made, list) else (made.front.data, made.back.data)


def _no_scrubber() -> Any:
    raise AssertionError("the answer is not as it should be")


def photo(setting: Setting) -> Run:
    from instantcard import CardFieldValue, Photo

    api = _client(setting)
    photo = Photo.from_bytes(payloads.photo_bytes(setting.size))

    def create() -> Any:
        data = [
            CardFieldValue(token="first_name", value="Ana"),
            CardFieldValue(token="photo", value=photo),
        ]
        return api.cards.create(card_template_id=payloads.TEMPLATE_ID, data=data)

    assert api.cards.get(_CARD_ID).data[0].value == "Bruno"
    return again(create)


def preview(setting: Setting) -> Run:
    api = _client(setting)

    def sides() -> tuple[bytes, bytes]:
        shown = api.cards.preview(_CARD_ID)
        return shown.front.data, shown.back.data

    assert all(len(side) == setting.size for side in sides())
    return again(sides)


def flight(setting: Setting) -> Run:
    """Threads that share one client."""
    api = _client(setting)
    assert api.cards.get(_CARD_ID).data[0].value == "Bruno"
    return threaded(lambda: api.cards.get(_CARD_ID), setting.in_flight)


def get_async(setting: Setting) -> Run:
    return _get_async(setting, _async_client(setting))


def mock_async(setting: Setting) -> Run:
    http_client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return _get_async(setting, _async_client(setting, http_client))


def _get_async(setting: Setting, api: Any) -> Run:
    async def once() -> None:
        assert (await api.cards.get(_CARD_ID)).id

    repeat = awaited(once, setting.in_flight)
    repeat(1)
    return repeat


flight_async = get_async


def list_async(setting: Setting) -> Run:
    pages = _async_client(setting).cards.list(page_size=100)

    async def once() -> None:
        assert len(await pages.page(1)) == setting.size

    return awaited(once)


def _client(setting: Setting, http_client: httpx.Client | None = None) -> Any:
    from instantcard import InstantCard

    return InstantCard(**_account(setting), http_client=http_client)


def _async_client(setting: Setting, http_client: httpx.AsyncClient | None = None) -> Any:
    from instantcard import AsyncInstantCard

    return AsyncInstantCard(
        **_account(setting), http_client=http_client or (_fast_http() if setting.fast else None)
    )


def _fast_http() -> httpx.AsyncClient:
    """What a user of the extra `fast` writes for async; orjson needs no word of theirs."""
    from httpx_aiohttp import AiohttpTransport

    return httpx.AsyncClient(transport=AiohttpTransport())


def _account(setting: Setting) -> dict[str, Any]:
    return {
        "base_url": setting.base_url,
        "email": "ana@example.com",
        "password": "an-invented-password",
        "organization_id": setting.size,
    }
