"""httpx.AsyncClient: as it comes, with a limit of connections, and over aiohttp."""

import json

import httpx

from .. import payloads
from ..setting import Run, Setting, awaited

_HEADERS = {"Authorization": f"Bearer {payloads.TOKEN}"}


def get(setting: Setting) -> Run:
    return _get(setting, httpx.AsyncClient(base_url=setting.base_url, headers=_HEADERS))


def list_cards(setting: Setting) -> Run:
    client = httpx.AsyncClient(base_url=setting.base_url, headers=_HEADERS)
    path, query = setting.cards, {"page": 1, "page_size": 100}

    async def once() -> None:
        found = json.loads((await client.get(path, params=query)).content)
        assert len(found) == setting.size

    return awaited(once)


def mock(setting: Setting) -> Run:
    from .httpx_sync import answer

    transport = httpx.MockTransport(answer)
    client = httpx.AsyncClient(base_url=setting.base_url, headers=_HEADERS, transport=transport)
    return _get(setting, client)


def flight_with_limits(setting: Setting) -> Run:
    limits = httpx.Limits(
        max_connections=setting.in_flight, max_keepalive_connections=setting.in_flight
    )
    client = httpx.AsyncClient(base_url=setting.base_url, headers=_HEADERS, limits=limits)
    return _get(setting, client)


def flight_over_aiohttp(setting: Setting) -> Run:
    from httpx_aiohttp import AiohttpTransport

    client = httpx.AsyncClient(
        base_url=setting.base_url, headers=_HEADERS, transport=AiohttpTransport()
    )
    return _get(setting, client)


def _get(setting: Setting, client: httpx.AsyncClient) -> Run:
    path = setting.card

    async def once() -> None:
        assert (await client.get(path)).json()["id"]

    repeat = awaited(once, setting.in_flight)
    repeat(1)
    return repeat


flight = get
