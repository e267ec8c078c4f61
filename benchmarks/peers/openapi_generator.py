"""What openapi-generator makes of the same spec (`-g python`, over urllib3, with pydantic)."""

import base64
from typing import Any

from plain_og.api.cards_api import CardsApi
from plain_og.api_client import ApiClient
from plain_og.configuration import Configuration

from .. import payloads
from ..setting import Run, Setting, again


def get(setting: Setting) -> Run:
    api = _api(setting)
    assert api.cards_get(setting.size, 100_001).data[0].value == "Bruno"
    return again(lambda: api.cards_get(setting.size, 100_001))


def list_cards(setting: Setting) -> Run:
    api = _api(setting)
    assert len(api.cards_list(setting.size, page=1, page_size=100)) == setting.size
    return again(lambda: api.cards_list(setting.size, page=1, page_size=100))


def decode(setting: Setting) -> Run:
    text = payloads.list_bytes(setting.size).decode()
    client = ApiClient(Configuration())
    return again(lambda: client.deserialize(text, "List[Card]", "application/json"))


def photo(setting: Setting) -> Run:
    """The generated form, whose Base64 and JSON a user of it has to make."""
    api = _api(setting)
    photo = payloads.photo_bytes(setting.size)

    def create() -> Any:
        value = base64.b64encode(photo).decode("ascii")
        return api.cards_create(1, payloads.TEMPLATE_ID, payloads.photo_entries(value))

    assert api.cards_get(1, 100_001).data[0].value == "Bruno"
    return again(create)


def preview(setting: Setting) -> Run:
    """Base64 is left to the user of it."""
    api = _api(setting)

    def sides() -> list[bytes]:
        shown = api.cards_preview(setting.size, 100_001)
        return [base64.b64decode(side) for side in (shown.front, shown.back)]

    assert all(len(side) == setting.size for side in sides())
    return again(sides)


def _api(setting: Setting) -> Any:
    configuration = Configuration(host=setting.base_url, access_token=payloads.TOKEN)
    return CardsApi(ApiClient(configuration))
