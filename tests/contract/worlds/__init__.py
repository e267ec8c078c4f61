"""What makes a request that a schema allows one that a server can carry out.

A schema can say that an id is an integer; that it must be the id of a card that exists, only the
server knows. A world puts real things into generated requests, and leaves alone whatever a request
was spoilt in. It says nothing of answers.
"""

import json
import zlib
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Protocol

from ..api import Api
from ..document import Operation, Spec
from .instantcard import InstantCardWorld
from .synctera import SyncteraWorld


class World(Protocol):
    """One vendor's."""

    def sources(self, operation: Operation) -> Mapping[str, Callable[[Any], Any]]:
        """For names on the wire, what makes a real value of a generated one."""
        ...

    def knows(self, value: Any) -> bool:
        """Whether a value is the id of something that exists."""
        ...

    def settle(self, operation: Operation, fields: MutableMapping[str, Any]) -> None:
        """Take out what no server can take together, where no schema can say so."""
        ...

    def heard(
        self, operation: Operation, given: Mapping[str, Any], status: int, value: Any
    ) -> None:
        """Learn from an answer to what was given."""
        ...


def world_of(api: Api) -> World:
    """The world of the vendor whose spec it is."""
    world: World = InstantCardWorld(api) if api.spec.vendor == "instantcard" else SyncteraWorld(api)
    api.heard = world.heard
    return world


def make_real(
    world: World, spec: Spec, operation: Operation, *containers: MutableMapping[str, Any]
) -> bool:
    """Put real things into the parts of one request.

    The ids of one request in eight stay as they are: what is unknown is a case of its own.

    Returns:
        Whether everything that names a thing now names one that exists.
    """
    sources = world.sources(operation)
    every = [(name, value) for one in containers for name, value in one.items()]
    lot = zlib.crc32(repr([operation.id, sorted(map(str, every))]).encode())
    whole = True
    for fields in containers:
        for name in list(fields):
            if name not in sources:
                continue
            parameter = operation.find(name)
            stays = name.endswith("id") and lot % 8 == 0 and not world.knows(fields[name])
            if parameter is None or stays or not _fits(spec, parameter.schema, fields[name]):
                whole = False
            else:
                fields[name] = sources[name](fields[name])
        world.settle(operation, fields)
    return whole


def _fits(spec: Spec, schema: Any, value: Any) -> bool:
    if spec.problem(schema, value) is None:
        return True
    if isinstance(value, str):
        try:
            return spec.problem(schema, json.loads(value)) is None
        except ValueError:
            return False
    return False
