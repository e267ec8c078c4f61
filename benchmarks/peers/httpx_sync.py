"""httpx.Client as it comes: what the clients are measured against."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor

import httpx

from .. import payloads
from ..setting import Run, Setting, again

_HEADERS = {"Authorization": f"Bearer {payloads.TOKEN}"}


def get(setting: Setting) -> Run:
    client = httpx.Client(base_url=setting.base_url, headers=_HEADERS)
    path = setting.card
    assert client.get(path).json() == payloads.card(1)
    return again(lambda: client.get(path).json())


def mock(setting: Setting) -> Run:
    client = httpx.Client(
        base_url=setting.base_url, headers=_HEADERS, transport=httpx.MockTransport(answer)
    )
    path = setting.card
    assert client.get(path).json() == payloads.card(1)
    return again(lambda: client.get(path).json())


def answer(request: httpx.Request) -> httpx.Response:
    """What the mock transport answers."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if request.method == "POST":
        return httpx.Response(200, json={"auth_token": payloads.TOKEN}, headers=headers)
    return httpx.Response(200, content=payloads.card_bytes(), headers=headers)


def list_cards(setting: Setting) -> Run:
    client = httpx.Client(base_url=setting.base_url, headers=_HEADERS)
    path, query = setting.cards, {"page": 1, "page_size": 100}
    assert len(json.loads(client.get(path, params=query).content)) == setting.size
    return again(lambda: json.loads(client.get(path, params=query).content))


def decode(setting: Setting) -> Run:
    body = payloads.list_bytes(setting.size)
    return again(lambda: json.loads(body))


def photo(setting: Setting) -> Run:
    client = httpx.Client(base_url=setting.base_url, headers=_HEADERS, timeout=60)
    photo = payloads.photo_bytes(setting.size)

    def create() -> object:
        value = base64.b64encode(photo).decode("ascii")
        form = {
            "card[card_template_id]": str(payloads.TEMPLATE_ID),
            "card[data]": payloads.photo_entries(value),
        }
        return client.post("/organizations/1/cards", data=form).json()

    assert client.get("/organizations/1/cards/1").json() == payloads.card(1)
    return again(create)


def preview(setting: Setting) -> Run:
    client = httpx.Client(base_url=setting.base_url, headers=_HEADERS)
    path = f"{setting.card}/preview"
    return again(lambda: _sides(client.get(path).content))


def decode_preview(setting: Setting) -> Run:
    body = payloads.preview_bytes(setting.size)
    return again(lambda: _sides(body))


def _sides(body: bytes) -> list[bytes]:
    document = json.loads(body)
    return [base64.b64decode(document[side]) for side in ("front", "back")]


def flight(setting: Setting) -> Run:
    """Threads, each with its share of the calls."""
    limits = httpx.Limits(max_keepalive_connections=setting.in_flight)
    client = httpx.Client(base_url=setting.base_url, headers=_HEADERS, limits=limits)
    path = setting.card
    client.get(path)

    return in_threads(lambda: client.get(path).json(), setting.in_flight)


def in_threads(once: Run | object, width: int) -> Run:
    """Runs a function many times, in so many threads."""
    pool = ThreadPoolExecutor(width)

    def repeat(times: int) -> None:
        left = iter(range(times))

        def lane() -> None:
            for _ in left:
                once()  # type: ignore[operator]

        for lane_done in [pool.submit(lane) for _ in range(width)]:
            lane_done.result()

    return repeat
