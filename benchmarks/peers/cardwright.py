"""Our client, with everything switched on that a user gets."""

import hashlib
from typing import Any

import httpx

from .. import payloads
from ..setting import Run, Setting, again, awaited, in_flight
from .httpx_sync import answer, in_threads

_CARD_ID = 100_001


def get(setting: Setting) -> Run:
    api = _client(setting)
    assert api.cards.get(_CARD_ID).data[0].value == "Bruno"
    return again(lambda: api.cards.get(_CARD_ID))


def mock(setting: Setting) -> Run:
    api = _client(setting, httpx.Client(transport=httpx.MockTransport(answer)))
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
    from instantcard._resources import cards

    return _decoding(cards._PREVIEW, payloads.preview_bytes(setting.size))


def _decoding(operation: Any, body: bytes) -> Run:
    """From the bytes of an answer to what a call returns, by what every call goes through."""
    from instantcard._runtime.answers import result
    from instantcard._runtime.drift import DriftPolicy
    from instantcard._runtime.io import Answer

    headers = httpx.Headers({"content-type": "application/json; charset=utf-8"})
    arrived = Answer(200, headers, body)
    policy = DriftPolicy("warn")
    return again(lambda: result(operation, arrived, policy, _no_scrubber))


def _no_scrubber() -> Any:
    raise AssertionError("the answer is not as it should be")


def photo(setting: Setting) -> Run:
    from instantcard import CardFieldValue, Photo

    api = _client(setting)
    photo = Photo.from_bytes(payloads.photo_bytes(setting.size))

    def create() -> object:
        data = [
            CardFieldValue(token="first_name", value="Ana"),
            CardFieldValue(token="photo", value=photo),
        ]
        return api.cards.create(card_template_id=payloads.TEMPLATE_ID, data=data)

    assert api.cards.get(_CARD_ID).data[0].value == "Bruno"
    return again(create)


def preview(setting: Setting) -> Run:
    api = _client(setting)

    def sides() -> list[bytes]:
        shown = api.cards.preview(_CARD_ID)
        return [shown.front.data, shown.back.data]

    assert all(len(side) == setting.size for side in sides())
    return again(sides)


def flight(setting: Setting) -> Run:
    api = _client(setting)
    api.cards.get(_CARD_ID)
    return in_threads(lambda: api.cards.get(_CARD_ID), setting.in_flight)


def get_async(setting: Setting) -> Run:
    api = _async_client(setting)
    return awaited(lambda: api.cards.get(_CARD_ID))


def list_async(setting: Setting) -> Run:
    pages = _async_client(setting).cards.list(page_size=100)
    return awaited(lambda: pages.page(1))


def flight_async(setting: Setting) -> Run:
    api = _async_client(setting)
    return in_flight(lambda: api.cards.get(_CARD_ID), setting.in_flight)


def _client(setting: Setting, http_client: httpx.Client | None = None) -> Any:
    from instantcard import InstantCard

    return InstantCard(**_account(setting), http_client=http_client)


def _async_client(setting: Setting) -> Any:
    from instantcard import AsyncInstantCard

    http_client = None
    if setting.fast:
        # What a user with the extra `fast` gets, is said here and nowhere else.
        from httpx_aiohttp import AiohttpTransport

        http_client = httpx.AsyncClient(transport=AiohttpTransport())
    return AsyncInstantCard(**_account(setting), http_client=http_client)


def _account(setting: Setting) -> dict[str, Any]:
    return {
        "base_url": setting.base_url,
        "email": "ana@example.com",
        "password": hashlib.sha256(b"invented").hexdigest(),
        "organization_id": setting.size,
    }
