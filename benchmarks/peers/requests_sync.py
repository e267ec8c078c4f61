"""requests, with a session."""

import requests

from .. import payloads
from ..setting import Run, Setting, again


def get(setting: Setting) -> Run:
    session = _session()
    address = setting.base_url + setting.card
    assert session.get(address).json() == payloads.card(1)
    return again(lambda: session.get(address).json())


def list_cards(setting: Setting) -> Run:
    session = _session()
    address, query = setting.base_url + setting.cards, {"page": 1, "page_size": 100}
    assert len(session.get(address, params=query).json()) == setting.size
    return again(lambda: session.get(address, params=query).json())


def _session() -> requests.Session:
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {payloads.TOKEN}"
    return session
