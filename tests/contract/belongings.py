"""What a run may change at a server that is not ours: what it made itself."""

import re
from collections.abc import Iterable

from .document import Operation

#: An id as vendors give them out. Anything else in its place is not kept, nor shown.
_ID = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)


class Belongings:
    """The things that were made by a run, this one or an earlier one, by their ids."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, None]] = {}
        self._ever: set[tuple[str, str]] = set()

    def add(self, resource: str, number: object) -> None:
        """Note that a thing is ours."""
        if isinstance(number, int | str) and _ID.fullmatch(str(number)):
            self._ids.setdefault(resource, {})[str(number)] = None
            self._ever.add((resource, str(number)))

    def lose(self, resource: str, number: object) -> None:
        """Note that a thing is gone."""
        self._ids.get(resource, {}).pop(str(number), None)

    def has(self, resource: str, number: object) -> bool:
        """Whether a thing is ours, or was until it was deleted."""
        return (resource, str(number)) in self._ever

    def of(self, resource: str) -> list[str]:
        """The ids of our things of one resource, in the order in which they were noted."""
        return list(self._ids.get(resource, ()))

    def count(self, resources: Iterable[str]) -> int:
        """How many of our things there are in some resources."""
        return sum(len(self._ids.get(resource, ())) for resource in resources)


def resource_of(operation: Operation) -> str:
    """The resource of an operation, such as `cards`."""
    return operation.id.partition(".")[0]
