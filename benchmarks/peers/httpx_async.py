"""httpx.AsyncClient: as it comes, with room for all connections, and over aiohttp."""

import json

import httpx

from .. import payloads
from ..setting import Run, Setting, awaited, in_flight

_HEADERS = {"Authorization": f"Bearer {payloads.TOKEN}"}


def get(setting: Setting) -> Run:
    client = httpx.AsyncClient(base_url=setting.base_url, headers=_HEADERS)
    path = setting.card

    async def once() -> object:
        return (await client.get(path)).json()

    return awaited(once)


def list_cards(setting: Setting) -> Run:
    client = httpx.AsyncClient(base_url=setting.base_url, headers=_HEADERS)
    path, query = setting.cards, {"page": 1, "page_size": 100}

    async def once() -> object:
        return json.loads((await client.get(path, params=query)).content)

    return awaited(once)


def flight(setting: Setting) -> Run:
    return _flight(setting, httpx.AsyncClient(base_url=setting.base_url, headers=_HEADERS))


def flight_with_limits(setting: Setting) -> Run:
    limits = httpx.Limits(
        max_connections=setting.in_flight, max_keepalive_connections=setting.in_flight
    )
    client = httpx.AsyncClient(base_url=setting.base_url, headers=_HEADERS, limits=limits)
    return _flight(setting, client)


def flight_over_aiohttp(setting: Setting) -> Run:
    from httpx_aiohttp import AiohttpTransport

    client = httpx.AsyncClient(
        base_url=setting.base_url, headers=_HEADERS, transport=AiohttpTransport()
    )
    return _flight(setting, client)


def _flight(setting: Setting, client: httpx.AsyncClient) -> Run:
    path = setting.card

    async def once() -> object:
        return (await client.get(path)).json()

    return in_flight(once, setting.in_flight)
