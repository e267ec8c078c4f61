"""The life of a card."""

import base64
import json
from typing import Any

from .. import hostile
from ..api import Api
from ..worlds import texts
from .comparing import hold, hold_changed, quoted
from .journey import journey

_PNG = b"\x89PNG\r\n\x1a\n"


def _values(card: Any) -> dict[str, str]:
    return {entry["token"]: entry["value"] for entry in card["data"]}


def _create(api: Api, world: Any, data: list[dict[str, str]]) -> Any:
    fields = {"card[card_template_id]": world.template["id"], "card[data]": data}
    return api.call("cards.create", fields).value


@journey(
    "cards.create",
    "cards.get",
    "cards.preview",
    "cards.update",
    "cards.finalize",
    "cards.print_history",
    "cards.delete",
    needs="write",
)
def card_lives(api: Api, world: Any) -> None:
    """A card is drafted, previewed, corrected, finalized and deleted."""
    data = world.data("life of a card")
    card = _create(api, world, data)
    number = {"id": card["id"]}
    read = api.call("cards.get", number).value
    _hold_own(api, "cards.create", card, world)
    _hold_own(api, "cards.get", read, world)
    sent = {entry["token"]: entry["value"] for entry in data}
    photos = {field["token"] for field in world.template["fields"] if field["type"] == "image"}
    plain = {token: value for token, value in sent.items() if token not in photos}
    hold(
        api,
        "cards.get",
        plain.items() <= _values(read).items(),
        "lost data",
        "the card does not hold the texts that it was made with",
    )
    for when in ("last_submitted_at", "last_printed_at"):
        hold(
            api,
            "cards.get",
            read.get(when) is None,
            "time before its time",
            f"{when} of a draft is not null",
        )
    first = _preview(api, card["id"])
    token = next(iter(plain))
    told = {"card[data]": [{"token": token, "value": "Renamed"}]}
    _hold_own(api, "cards.update", api.call("cards.update", {**number, **told}).value, world)
    after = api.call("cards.get", number).value
    hold_changed(api, "cards.update", read, after, {"data"})
    hold_changed(api, "cards.update", _values(read), _values(after), {token})
    hold(
        api,
        "cards.preview",
        _preview(api, card["id"]) != first,
        "stale preview",
        "the preview of a card did not change with the card",
    )
    finalized = api.call("cards.finalize", number).value
    _hold_own(api, "cards.finalize", finalized, world)
    hold(
        api,
        "cards.finalize",
        finalized["id"] == card["id"],
        "another card",
        "finalizing answered another card",
    )
    hold_changed(
        api, "cards.finalize", _values(after), _values(api.call("cards.get", number).value), ()
    )
    history = api.call("cards.print_history", number).value
    hold(api, "cards.print_history", history == [], "history", "a card never ordered has a history")
    api.call("cards.delete", number)
    for operation in ("cards.get", "cards.preview", "cards.print_history", "cards.finalize"):
        _gone(api, operation, number)
    _gone(api, "cards.update", {**number, "card[data]": [{"token": token, "value": "x"}]})
    _gone(api, "cards.delete", number)


@journey("cards.create", "cards.preview", needs="write")
def cards_do_not_mix(api: Api, world: Any) -> None:
    """Each card has the id, the data and the preview of its own."""
    one = _create(api, world, world.data("one"))
    other = _create(api, world, world.data("quite another"))
    hold(api, "cards.create", one["id"] != other["id"], "same id", "two cards have one id")
    hold(
        api,
        "cards.preview",
        _preview(api, one["id"]) != _preview(api, other["id"]),
        "another preview",
        "two cards with different data have the same preview",
    )
    hold(
        api,
        "cards.preview",
        _preview(api, one["id"]) == _preview(api, one["id"]),
        "unsteady preview",
        "the preview of an unchanged card changed",
    )
    for card in (one, other):
        api.call("cards.delete", {"id": card["id"]})


@journey("cards.list", "cards.search", "cards.create", "cards.delete", needs="write")
def cards_are_found(api: Api, world: Any) -> None:
    """What was created is listed and found, images as "image", and gone once it is deleted."""
    word = f"Findable{api.findings.seed}"
    data = world.data("found")
    photos = {field["token"] for field in world.template["fields"] if field["type"] == "image"}
    entry = next(entry for entry in data if entry["token"] not in photos)
    entry["value"] = word
    card = _create(api, world, data)["id"]
    for operation, fields in (
        ("cards.list", {"page_size": 100}),
        ("cards.search", {"term": word}),
    ):
        found = _find(api, operation, fields, card)
        if found is None:
            api.fail(operation, "not listed", "a card that was created is not there")
            continue
        _hold_own(api, operation, found, world)
        hold(
            api,
            operation,
            all(image == "image" for image in found.get("images", ())),
            "images in a list",
            'an image in a list does not read "image"',
        )
        hold(
            api,
            operation,
            all(
                one["value"] in ("image", "", None)
                for one in found["data"]
                if one["token"] in photos
            ),
            "images in a list",
            'a photo in a list does not read "image"',
        )
    hold(
        api,
        "cards.search",
        api.call("cards.search", {"term": f"{word}Nowhere"}).value == [],
        "found nothing",
        "a search for what is nowhere found something",
    )
    api.call("cards.delete", {"id": card})
    for operation, fields in (
        ("cards.list", {"page_size": 100}),
        ("cards.search", {"term": word}),
    ):
        hold(
            api,
            operation,
            _find(api, operation, fields, card) is None,
            "still listed",
            "a card that was deleted is still there",
        )


@journey("cards.create", "cards.get", "cards.update", needs="write")
def texts_come_back(api: Api, world: Any) -> None:
    """Names in many scripts, and texts that break what is built carelessly, survive."""
    fields = world.template["fields"]
    token = next(field["token"] for field in fields if field["type"] == "text")
    card = _create(api, world, world.data("texts"))["id"]
    for text in hostile.TEXTS:
        if "\0" in text or len(text) > 255:
            continue
        answer = api.call(
            "cards.update",
            {"id": card, "card[data]": [{"token": token, "value": text}]},
        )
        values = _values(api.call("cards.get", {"id": card}).value)
        hold(
            api,
            "cards.update",
            values[token] == text and _values(answer.value)[token] == text,
            "text changed",
            f"the text {text[:40]!r} came back as {quoted(api, values[token])}",
        )
    api.call("cards.delete", {"id": card})


@journey("cards.create", "cards.get", "cards.update", needs="ours write")
def content_is_as_described(api: Api, world: Any) -> None:
    """What the schema of a JSON text allows is taken, and what it forbids is not."""
    card = _create(api, world, world.data("content"))["id"]
    good = world.data("content")
    first, rest = good[0], good[1:]
    variants: list[Any] = [
        good,
        [{"token": first["token"]}, *rest],
        [{"value": first["value"]}, *rest],
        [{**first, "value": 7}, *rest],
        [{**first, "value": None}, *rest],
        [{**first, "value": [first["value"]]}, *rest],
        [{**first, "value": {"text": first["value"]}}, *rest],
        [{**first, "value": True}, *rest],
        [{**first, "token": 7}, *rest],
        [{**first, "token": ""}, *rest],
        [{**first, "token": None}, *rest],
        [first["value"], *rest],
        [[first], *rest],
        [None, *rest],
        {"data": good},
        {entry["token"]: entry["value"] for entry in good},
        "text",
        7,
        None,
        True,
    ]
    for operation, own in (
        ("cards.create", {"card[card_template_id]": world.template["id"]}),
        ("cards.update", {"id": card}),
    ):
        for variant in variants:
            text = json.dumps(variant)
            answer = api.call(operation, {**own, "card[data]": text}, expect=range(200, 500))
            allowed = api.fits(answer.operation, "card[data]", text)
            hold(
                api,
                operation,
                answer.succeeded or not allowed,
                "refused what the spec allows",
                f"card[data] was refused, though the spec allows {text[:60]}",
            )
            if answer.succeeded and operation == "cards.create":
                api.call("cards.delete", {"id": answer.value["id"]})
        for text in ("", "[", "[}", '[{"token": "a", "token": "b"', "{}x", "undefined"):
            api.call(operation, {**own, "card[data]": text}, expect=(400,))
    api.call("cards.delete", {"id": card})


@journey("cards.create", "cards.preview", "cards.get", needs="write")
def photos_are_photos(api: Api, world: Any) -> None:
    """A real picture is taken, PNG and JPEG; what is none is refused."""
    photo = next((one for one in world.template["fields"] if one["type"] == "image"), None)
    if photo is None:
        return
    own = {"card[card_template_id]": world.template["id"]}
    seen = set()
    for number in range(2):
        data = world.data("photo")
        for entry in data:
            if entry["token"] == photo["token"]:
                entry["value"] = texts.photo(number)
        card = api.call("cards.create", {**own, "card[data]": data}).value["id"]
        seen.add(_preview(api, card)[0])
        api.call("cards.delete", {"id": card})
    hold(
        api,
        "cards.preview",
        len(seen) == 2,
        "photo lost",
        "two photos make the same front of a card",
    )
    for text in ("no Base64!", base64.b64encode(b"no picture").decode()):
        data = world.data("photo")
        for entry in data:
            if entry["token"] == photo["token"]:
                entry["value"] = text
        api.call("cards.create", {**own, "card[data]": data}, expect=(400,))


@journey(
    "cards.get",
    "cards.preview",
    "cards.update",
    "cards.finalize",
    "cards.delete",
    "cards.print_history",
    "cards.create",
)
def unknown_cards_are_not_found(api: Api, world: Any) -> None:
    """An id that nobody has is 404."""
    number = {"id": 2**40 + api.findings.seed}
    for operation in ("cards.get", "cards.preview", "cards.print_history"):
        _gone(api, operation, number)
    if not api.wire.target.remote:
        _gone(api, "cards.finalize", number)
        _gone(api, "cards.delete", number)
        _gone(api, "cards.update", {**number, "card[data]": [{"token": "a", "value": "b"}]})
        data = world.data("none")
        fields = {"card[card_template_id]": number["id"], "card[data]": data}
        _gone(api, "cards.create", fields)


def _hold_own(api: Api, operation: str, card: Any, world: Any) -> None:
    """Note it if a card is of another template or organization than it was made from."""
    hold(
        api,
        operation,
        card["card_template_id"] == world.template["id"],
        "wrong template",
        "the card is of another template than it was made from",
    )
    hold(
        api,
        operation,
        card["organization_id"] == int(api.account.organization_id),
        "wrong organization",
        "the card is of another organization than made it",
    )


def _gone(api: Api, operation: str, fields: dict[str, Any]) -> None:
    api.refused(operation, fields, 404)


def _preview(api: Api, card: int) -> tuple[bytes, bytes]:
    answer = api.call("cards.preview", {"id": card}).value
    front, back = (base64.b64decode(answer[side]) for side in ("front", "back"))
    hold(
        api,
        "cards.preview",
        front.startswith(_PNG) and back.startswith(_PNG),
        "no picture",
        "a side of the preview is no PNG",
    )
    return front, back


def _find(api: Api, operation: str, fields: dict[str, Any], card: int) -> Any:
    for page in range(1, 200):
        found = api.call(operation, {**fields, "page": page}).value
        for one in found:
            if one["id"] == card:
                return one
        if not found:
            return None
    return None
