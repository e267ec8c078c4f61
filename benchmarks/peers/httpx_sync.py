"""httpx.Client as it comes, with JSON by the standard library: what others are measured against."""

import base64
import json
from typing import Any

import httpx

from .. import payloads
from ..setting import Run, Setting, again, threaded

_HEADERS = {"Authorization": f"Bearer {payloads.TOKEN}"}


def get(setting: Setting) -> Run:
    return _get(setting, _client(setting))


def mock(setting: Setting) -> Run:
    return _get(setting, _client(setting, transport=httpx.MockTransport(answer)))


def _get(setting: Setting, client: httpx.Client) -> Run:
    path = setting.card
    assert client.get(path).json() == payloads.card(1)
    return again(lambda: client.get(path).json())


def answer(request: httpx.Request) -> httpx.Response:
    """What a mock transport answers, to a login and to all else."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    body = payloads.card_bytes() if request.method == "GET" else payloads.session_bytes()
    return httpx.Response(200, content=body, headers=headers)


def list_cards(setting: Setting) -> Run:
    client = _client(setting)
    path, query = setting.cards, {"page": 1, "page_size": 100}
    assert len(client.get(path, params=query).json()) == setting.size
    return again(lambda: json.loads(client.get(path, params=query).content))


def decode(setting: Setting) -> Run:
    body = payloads.list_bytes(setting.size)
    return again(lambda: json.loads(body))


def photo(setting: Setting) -> Run:
    """A form by `data=`, the photo as Base64 in it."""
    client = _client(setting, timeout=60)
    photo = payloads.photo_bytes(setting.size)

    def create() -> int:
        value = base64.b64encode(photo).decode("ascii")
        form = {
            "card[card_template_id]": str(payloads.TEMPLATE_ID),
            "card[data]": payloads.photo_entries(value),
        }
        return client.post("/organizations/1/cards", data=form).status_code

    assert client.get(setting.card).json() == payloads.card(1)
    return again(create)


def preview(setting: Setting) -> Run:
    client = _client(setting)
    path = setting.preview
    assert all(len(side) == setting.size for side in _sides(client.get(path).content))
    return again(lambda: _sides(client.get(path).content))


def decode_preview(setting: Setting) -> Run:
    body = payloads.preview_bytes(setting.size)
    return again(lambda: _sides(body))


def _sides(body: bytes) -> list[bytes]:
    document = json.loads(body)
    return [base64.b64decode(document[side]) for side in ("front", "back")]


def flight(setting: Setting) -> Run:
    """Threads that share one client."""
    limits = httpx.Limits(max_keepalive_connections=setting.in_flight)
    client = _client(setting, limits=limits)
    path = setting.card
    assert client.get(path).json() == payloads.card(1)
    return threaded(lambda: client.get(path).json(), setting.in_flight)


def _client(setting: Setting, **options: Any) -> httpx.Client:
    return httpx.Client(base_url=setting.base_url, headers=_HEADERS, **options)
