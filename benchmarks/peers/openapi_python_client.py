"""What openapi-python-client makes of the same spec with its own templates."""

import base64
import json
from typing import Any

import httpx
from plain_opc import AuthenticatedClient
from plain_opc.api.cards import cards_create, cards_get, cards_list, cards_preview
from plain_opc.models.card import Card
from plain_opc.models.card_preview import CardPreview
from plain_opc.models.cards_create_body import CardsCreateBody

from .. import payloads
from ..setting import Run, Setting, again, awaited
from .httpx_sync import answer


def get(setting: Setting) -> Run:
    return _get(setting, _client(setting))


def mock(setting: Setting) -> Run:
    transport = httpx.MockTransport(answer)
    return _get(setting, _client(setting, httpx_args={"transport": transport}))


def _get(setting: Setting, client: Any) -> Run:
    found = cards_get.sync(setting.size, 100_001, client=client)
    assert isinstance(found, Card)
    return again(lambda: cards_get.sync(setting.size, 100_001, client=client))


def get_async(setting: Setting) -> Run:
    client = _client(setting)

    async def once() -> None:
        assert isinstance(await cards_get.asyncio(setting.size, 100_001, client=client), Card)

    return awaited(once)


def list_cards(setting: Setting) -> Run:
    client = _client(setting)

    def page() -> Any:
        return cards_list.sync(setting.size, page=1, page_size=100, client=client)

    assert len(page()) == setting.size
    return again(page)


def list_async(setting: Setting) -> Run:
    client = _client(setting)

    async def once() -> None:
        found = await cards_list.asyncio(setting.size, page=1, page_size=100, client=client)
        assert isinstance(found, list)
        assert len(found) == setting.size

    return awaited(once)


def decode(setting: Setting) -> Run:
    body = payloads.list_bytes(setting.size)
    return again(lambda: [Card.from_dict(each) for each in json.loads(body)])


def photo(setting: Setting) -> Run:
    """The generated form, whose Base64 and JSON a user of it has to make."""
    client = _client(setting, timeout=httpx.Timeout(60))
    photo = payloads.photo_bytes(setting.size)

    def create() -> Any:
        value = base64.b64encode(photo).decode("ascii")
        form = CardsCreateBody(payloads.TEMPLATE_ID, payloads.photo_entries(value))
        return cards_create.sync(1, body=form, client=client)

    assert isinstance(cards_get.sync(1, 100_001, client=client), Card)
    return again(create)


def preview(setting: Setting) -> Run:
    """Base64 is left to the user of it."""
    client = _client(setting)

    def sides() -> list[bytes]:
        shown = cards_preview.sync(setting.size, 100_001, client=client)
        assert isinstance(shown, CardPreview)
        return [base64.b64decode(side) for side in (shown.front, shown.back)]

    assert all(len(side) == setting.size for side in sides())
    return again(sides)


def _client(setting: Setting, **options: Any) -> Any:
    return AuthenticatedClient(base_url=setting.base_url, token=payloads.TOKEN, **options)
