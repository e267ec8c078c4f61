"""Cards, from draft to deleted, and their templates."""

import base64
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.staging.support import data, encoded, photo

from .. import shapes
from ..client import Client
from ..journal import Changes, Key, State

BADGE, VISITOR = 17280, 17281
FIRST_NAMES = ("Marguerite", "Oyelaran", "Tobias", "Ines", "Wenceslas", "Åsa", "陽子")
LAST_NAMES = ("Okonkwo", "Brightwater", "Lindqvist", "Calloway", "Ó Dálaigh", "Łaska")
ROOMS = ("Collections", "Conservation", "Front of house", "Rigging loft")
PNG = b"\x89PNG\r\n\x1a\n"


@cache
def photos() -> tuple[str, ...]:
    """None, a small one, and one of some kilobytes."""
    from PIL import Image

    noise = Image.effect_noise((180, 240), 60).convert("RGB")
    return ("", photo(), encoded(noise, "JPEG"))


def values(client: Client, template: int, marker: str) -> dict[str, str]:
    """The data of a new card, in its template's order."""
    choice = client.random.choice
    if template == BADGE:
        return {
            "first_name": choice(FIRST_NAMES),
            "last_name": choice(LAST_NAMES),
            "title": "Conservator",
            "department": choice(ROOMS),
            "employee_id": marker,
            "expires": "2031-06-30",
            "photo": choice(photos()),
        }
    return {
        "photo": choice(photos()),
        "full_name": f"{choice(FIRST_NAMES)} {choice(LAST_NAMES)}",
        "company": choice(ROOMS),
        "host": marker,
        "valid_until": "2031-06-30",
    }


async def create(client: Client) -> Key:
    """A new draft."""
    template = client.random.choice((BADGE, VISITOR))
    return await create_of(client, template)


async def create_of(client: Client, template: int) -> Key:
    """A new draft of this template."""
    key = client.new("card")
    sent = values(client, template, key.marker)
    state = {"template": template, "values": sent, "submitted": False, "finalized": False}
    form = {"card[card_template_id]": str(template), "card[data]": data(sent)}
    answer = await client.write({key: state}, "cards.create", "POST", "/cards", form)
    client.journal.ids[key] = answer.json()["id"]
    client.check_shown("cards.create", key, shapes.card(answer.json()))
    return key


async def finalize(client: Client) -> Key:
    """A draft becomes printable."""
    key = client.pick("card", lambda state: not state["finalized"]) or await create(client)
    changes = {key: {**client.state(key), "finalized": True}}
    await client.write(changes, "cards.finalize", "PATCH", f"{path(client, key)}/finalize")
    return key


async def printable(client: Client) -> Key:
    """A finalized card."""
    return client.pick("card", lambda state: bool(state["finalized"])) or await finalize(client)


async def update(client: Client) -> None:
    """Some of a card's values become others."""
    key = client.pick("card") or await create(client)
    state = client.state(key)
    others = values(client, state["template"], key.marker)
    names = client.random.sample(sorted(others), client.random.randint(1, len(others)))
    sent = {name: others[name] for name in names}
    changes = {key: {**state, "values": {**state["values"], **sent}}}
    form = {"card[data]": data(sent)}
    answer = await client.write(changes, "cards.update", "PATCH", path(client, key), form)
    client.check_shown("cards.update", key, shapes.card(answer.json()))


async def delete(client: Client) -> None:
    """A card goes, also from the print jobs that are open."""
    key = client.pick("card") or await create(client)
    card_id = client.journal.ids[key]
    changes: dict[Key, State | None] = {key: None}
    for job, state in client.journal.owned("job", client.name).items():
        if state["status"] == "0" and card_id in state["cards"]:
            changes[job] = {**state, "cards": [each for each in state["cards"] if each != card_id]}
    await client.write(changes, "cards.delete", "DELETE", path(client, key))
    if client.random.random() < 0.3:
        await client.send("cards.get", "GET", path(client, key), expect=(404,))


async def fetch(client: Client) -> None:
    """One card, with its photo."""
    key = client.pick("card") or await create(client)
    answer = await client.send("cards.get", "GET", path(client, key))
    client.check_shown("cards.get", key, shapes.card(answer.json()))


async def fetch_page(client: Client) -> None:
    """A page of all clients' cards."""
    size = client.random.choice((10, 25, 100))
    form = {"page": str(client.random.randint(1, 4)), "page_size": str(size)}
    answer = await client.send("cards.list", "GET", "/cards", form)
    check_page(client, answer.json(), size)
    for body in answer.json():
        _check_listed(client, "cards.list", body)


async def search(client: Client) -> None:
    """The one card that has a marker in it."""
    key = client.pick("card") or await create(client)
    form = {"term": f"{key.marker.upper()} 2031"}
    answer = await client.send("cards.search", "GET", "/cards/search", form)
    found = answer.json()
    client.check([each["id"] for each in found] == [client.journal.ids[key]], "search: others")
    for body in found:
        _check_listed(client, "cards.search", body)


async def preview(client: Client) -> None:
    """Pictures of both sides."""
    key = client.pick("card") or await create(client)
    answer = await client.send("cards.preview", "GET", f"{path(client, key)}/preview")
    for side in ("front", "back"):
        picture = base64.b64decode(answer.json()[side], validate=True)
        client.check(picture.startswith(PNG), f"preview: {side} is no PNG")


async def print_history(client: Client) -> None:
    """The print jobs that a card was submitted with."""
    key = client.pick("card") or await create(client)
    path_of_history = f"{path(client, key)}/print_history"
    answer = await client.send("cards.print_history", "GET", path_of_history)
    client.check(
        bool(answer.json()) == client.state(key)["submitted"], f"print history of {key} is wrong"
    )


async def templates(client: Client) -> None:
    """All templates."""
    answer = await client.send("card_templates.list", "GET", "/card_templates")
    client.check([each["id"] for each in answer.json()] == [BADGE, VISITOR], "other templates")


async def template_fields(client: Client) -> None:
    """A template's fields."""
    template = client.random.choice((BADGE, VISITOR))
    answer = await client.send("card_templates.fields", "GET", f"/card_templates/{template}/fields")
    wanted = list(values(client, template, ""))
    client.check([each["token"] for each in answer.json()] == wanted, "other fields")


def path(client: Client, key: Key) -> str:
    """Where the card is."""
    return f"/cards/{client.journal.ids[key]}"


def check_page(client: Client, page: list[Any], size: int) -> None:
    """A page has at most `size` entries, in the order of their ids."""
    ids = [each["id"] for each in page]
    client.check(len(ids) <= size, f"{len(ids)} entries on a page of {size}")
    client.check(ids == sorted(set(ids)), "a page is not in the order of ids")


def _check_listed(client: Client, operation: str, body: Mapping[str, Any]) -> None:
    key = shapes.card_key(body)
    if key.owner != client.name:
        return
    shown = dict(shapes.card(body))
    kept = client.state(key)["values"]
    shown["values"] = {
        token: kept[token] if value == "image" and kept[token] else value
        for token, value in shown["values"].items()
    }
    client.check_shown(operation, key, shown)


def submitted(client: Client, card_ids: list[int]) -> Changes:
    """What submitting a print job changes in its cards."""
    return {
        key: {**state, "submitted": True}
        for key, state in client.journal.owned("card", client.name).items()
        if client.journal.ids[key] in card_ids
    }


WRITES = ((create, 4), (finalize, 5), (update, 4), (delete, 2))
MIX = (
    *WRITES,
    (fetch, 5),
    (fetch_page, 3),
    (search, 4),
    (preview, 2),
    (print_history, 2),
    (templates, 1),
    (template_fields, 2),
)
