"""What an example is."""

from collections.abc import Mapping
from typing import Any

import attrs


@attrs.frozen
class Example:
    """A call of one operation, against staging as it starts.

    Attributes:
        operation: `resource.method`.
        by_place: Arguments that the method takes by place.
        arguments: The others, by name.
        after: The examples that make what this one names; what those come after comes first.
        name: What the answer is called in Python, or each entry of a list; empty for no answer.
        then: What Python does with it, one line each.
        options: What the command line has besides.
        command: The command, where it is not made from the arguments.
    """

    operation: str
    by_place: tuple[Any, ...] = ()
    arguments: Mapping[str, Any] = attrs.field(factory=dict)
    after: tuple[str, ...] = ()
    name: str = ""
    then: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    command: tuple[str, ...] = ()

    @property
    def resource(self) -> str:
        """The part of the client that has the method."""
        return self.operation.partition(".")[0]

    @property
    def method(self) -> str:
        """The name of the method."""
        return self.operation.partition(".")[2]

    @property
    def values(self) -> list[Any]:
        """All arguments."""
        return [*self.by_place, *self.arguments.values()]


def before(example: Example, examples: list[Example]) -> list[Example]:
    """The examples that have to be run first, in their order."""
    known = {each.operation: each for each in examples}
    wanted: set[str] = set()
    waiting = list(example.after)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += known[name].after
    return [each for each in examples if each.operation in wanted]
