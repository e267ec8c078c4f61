"""What the server answers and what is sent to it: invented, and the same in every run."""

import base64
import functools
import json
import random
from typing import Any

TOKEN = "a-token-of-the-benchmark"
BASE_PATH = "/api/v2"
TEMPLATE_ID = 17280

_FIRST = ("Ana", "Bruno", "Chidi", "Dilnoza", "Eero", "Fatou", "Goran", "Hanako")
_LAST = ("Alvarez", "Bianchi", "Chen", "Dvorak", "Eze", "Fischer", "Garcia", "Hansen")
_JPEG = b"\xff\xd8\xff\xe0"
_PNG = b"\x89PNG\r\n\x1a\n"


def card(number: int) -> dict[str, Any]:
    """A card as the vendor shows it: about 644 bytes of JSON."""
    first, last = _FIRST[number % 8], _LAST[number // 8 % 8]
    texts = {
        "first_name": ("First name", first),
        "last_name": ("Last name", last),
        "title": ("Job title", "Head of Reception, North and West Entrances"),
        "employee_number": ("Employee number", f"E-{number:06}"),
        "expires": ("Expires", "2031-06-30"),
    }
    data = [
        {"token": token, "label": label, "type": "text", "value": value}
        for token, (label, value) in texts.items()
    ]
    data.append({"token": "photo", "label": "Photo", "type": "photo", "value": "image"})
    return {
        "id": 100_000 + number,
        "card_template_id": TEMPLATE_ID,
        "organization_id": 20_000_001,
        "data": data,
        "images": ["image"],
        "last_submitted_at": "2026-03-04T10:20:30.000Z",
        "last_printed_at": None,
    }


@functools.cache
def card_bytes() -> bytes:
    return _encoded(card(1))


def session_bytes() -> bytes:
    """What a login answers."""
    return _encoded({"auth_token": TOKEN})


@functools.cache
def list_bytes(length: int) -> bytes:
    """A page of so many cards."""
    return _encoded([card(number) for number in range(length)])


@functools.cache
def preview_bytes(size: int) -> bytes:
    """Two images of so many bytes each."""
    sides = {
        side: base64.b64encode(_image(_PNG, size, seed)).decode()
        for seed, side in enumerate(("front", "back"))
    }
    return _encoded({**sides, "orientation": "landscape", "preview_available": True})


@functools.cache
def photo_bytes(size: int) -> bytes:
    """A photo to be sent: what a camera makes cannot be compressed, and nor can this."""
    return _image(_JPEG, size, 7)


def photo_entries(value: str) -> str:
    """A card's data with a photo, as it goes out in a form."""
    entries = [{"token": "first_name", "value": "Ana"}, {"token": "photo", "value": value}]
    return json.dumps(entries, separators=(",", ":"))


def _image(signature: bytes, size: int, seed: int) -> bytes:
    return signature + random.Random(seed).randbytes(size - len(signature))


def _encoded(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
