"""All examples of a vendor, run against a staging of their own: what went out, and what came."""

import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import attrs
import httpx
from PIL import Image

from cardwright.sandbox import InstantCardSandbox, SyncteraSandbox
from instantcard import InstantCard
from synctera import Synctera

from .example import Example
from .values import actual

#: What the examples take from variables that staging does not print.
PAYMENT: Final = {
    "INSTANTCARD_CARD_NUMBER": "4242424242424242",
    "INSTANTCARD_CARD_EXP_MONTH": "06",
    "INSTANTCARD_CARD_EXP_YEAR": "2045",
    "INSTANTCARD_CARD_CVC": "424",
}
VENDORS: Final[
    dict[str, tuple[type[InstantCardSandbox | SyncteraSandbox], type[InstantCard | Synctera]]]
] = {
    "instantcard": (InstantCardSandbox, InstantCard),
    "synctera": (SyncteraSandbox, Synctera),
}

_SECRET: Final = ("_PASSWORD", "_API_KEY")


@attrs.frozen
class Recorded:
    """What an example sends, and what staging answers.

    Attributes:
        request: The request of the operation itself.
        response: The answer.
        variables: What is told by variables, by their names.
        secrets: Those of them that no other user of the machine may see.
        photos: Photos by what they are on the wire.
    """

    request: httpx.Request = attrs.field(repr=False)
    response: httpx.Response = attrs.field(repr=False)
    variables: dict[str, str] = attrs.field(repr=False)
    secrets: dict[str, str] = attrs.field(repr=False)
    photos: dict[str, str] = attrs.field(repr=False)


def photos(folder: Path) -> dict[str, str]:
    """Put the photos that examples name into a folder; answers their names by their Base64."""
    drawn = BytesIO()
    Image.new("RGB", (300, 360), "#668").save(drawn, "JPEG")
    (folder / "ana.jpg").write_bytes(drawn.getvalue())
    return {b64encode(drawn.getvalue()).decode(): "ana.jpg"}


@contextmanager
def payment() -> Iterator[None]:
    """The made-up payment card, in the environment."""
    before = {name: os.environ.get(name) for name in PAYMENT}
    os.environ.update(PAYMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def record(package: str, examples: list[Example]) -> dict[str, Recorded]:
    """Run them in their order; answers them by operation."""
    found: dict[str, Recorded] = {}
    heard: list[httpx.Response] = []

    def hear(response: httpx.Response) -> None:
        response.read()
        response.request.read()
        heard.append(response)

    sandboxes, client = VENDORS[package]
    with (
        TemporaryDirectory() as name,
        payment(),
        sandboxes() as sandbox,
        httpx.Client(event_hooks={"response": [hear]}) as own,
    ):
        known = photos(Path(name))
        variables = dict(sandbox.environment)
        secrets = {name: each for name, each in variables.items() if name.endswith(_SECRET)}
        secrets |= PAYMENT
        api = client(http_client=own)
        for example in examples:
            _call(api, example, package, Path(name))
            last = heard[-1]
            found[example.operation] = Recorded(last.request, last, variables, secrets, known)
    return found


def _call(api: Any, example: Example, package: str, folder: Path) -> None:
    if example.resource == "session":
        api.login()
        return
    method = getattr(getattr(api, example.resource), example.method)
    by_name = {name: actual(each, package, folder) for name, each in example.arguments.items()}
    answer = method(*example.by_place, **by_name)
    if hasattr(answer, "page"):
        answer.page(1)
