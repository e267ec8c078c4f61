"""The operations of both clients, from the specs."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from instantcard import InstantCard
from synctera import Synctera

from .objects import LEFT_OUT, World, value

SPECS: Final = Path(__file__).parents[3] / "spec"
VENDORS: Final = ("instantcard", "synctera")


@dataclass(frozen=True)
class Operation:
    """What a spec says of an operation.

    Attributes:
        vendor: The spec's name.
        id: The operation's id.
        method: The HTTP method.
        path: An expression for the end of its paths.
        group: What a repeat does: `read`, `repeatable`, `once`; or `money`: once, and it spends or
            takes money; `key`: once for each idempotency key; or `login`.
        undecided: Why no read shows whether it happened, if so.
        paged: Whether it answers pages.
    """

    vendor: str
    id: str
    method: str
    path: str
    group: str
    undecided: str
    paged: bool

    @property
    def writes(self) -> bool:
        """Whether it changes anything that the tables show."""
        return self.group not in ("read", "login")

    async def call(self, api: Any, world: World) -> Any:
        """Call it with the arguments that `objects` has."""
        if self.group == "login":
            return await api.login()
        resource, name = self.id.split(".")
        made = getattr(getattr(api, resource), name)(**self.arguments(world))
        return await (made.page(1) if self.paged else made)

    def arguments(self, world: World) -> dict[str, Any]:
        """A value for each parameter of the method.

        Raises:
            LookupError: `objects` has none for it.
        """
        resource, name = self.id.split(".")
        method = getattr(getattr(_client(self.vendor), resource), name)
        given = {each: value(self.id, each, world) for each in inspect.signature(method).parameters}
        return {each: known for each, known in given.items() if known is not LEFT_OUT}


@cache
def _client(vendor: str) -> Any:
    """A client that sends nothing, to see what its methods take."""
    nowhere = "http://127.0.0.1:9"
    if vendor == "synctera":
        return Synctera(base_url=nowhere, api_key="key")
    return InstantCard(base_url=nowhere, email="e", password="p", organization_id=1)


@cache
def operations() -> tuple[Operation, ...]:
    """All of them, in the order of the specs."""
    return tuple(
        _operation(vendor, method, path, said)
        for vendor in VENDORS
        for path, methods in YAML(typ="safe").load(SPECS / f"{vendor}.yaml")["paths"].items()
        for method, said in methods.items()
        if isinstance(said, dict) and "operationId" in said
    )


def _operation(vendor: str, method: str, path: str, said: Mapping[str, Any]) -> Operation:
    return Operation(
        vendor,
        said["operationId"],
        method.upper(),
        "/[^ ?]*" + re.sub(r"\\\{.*?\\\}", "[^/ ?]+", re.escape(path)),
        _group(said),
        said.get("x-settle", {}).get("nothing", ""),
        "x-paging" in said,
    )


def _group(said: Mapping[str, Any]) -> str:
    if said.get("security") == []:
        return "login"
    if "x-idempotency-key" in said:
        return "key"
    if said.get("x-moves-money"):
        return "money"
    return str(said["x-effect"])
