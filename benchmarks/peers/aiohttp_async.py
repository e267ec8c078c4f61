"""aiohttp, with a session."""

import json

import aiohttp

from .. import payloads
from ..setting import Run, Setting, awaited


class _Session:
    """Made at the first call, for it needs a running event loop."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._session: aiohttp.ClientSession | None = None

    async def get(self, query: dict[str, int] | None = None) -> object:
        if self._session is None:
            headers = {"Authorization": f"Bearer {payloads.TOKEN}"}
            self._session = aiohttp.ClientSession(headers=headers)
        async with self._session.get(self._address, params=query) as response:
            return json.loads(await response.read())


def get(setting: Setting) -> Run:
    session = _Session(setting.base_url + setting.card)
    repeat = awaited(session.get, setting.in_flight)
    repeat(1)
    return repeat


flight = get


def list_cards(setting: Setting) -> Run:
    session = _Session(setting.base_url + setting.cards)
    query = {"page": 1, "page_size": 100}

    async def once() -> None:
        found = await session.get(query)
        assert isinstance(found, list)
        assert len(found) == setting.size

    return awaited(once)
