"""A server with one fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ..places import Operation
from .messages import Request, Response
from .proxy import Fault, Send
from .routes import Call

SUCCESS: Final = range(200, 300)
REFUSAL: Final = range(400, 500)


@dataclass(frozen=True, slots=True)
class ServerMutant:
    """A server that does one thing wrong.

    Attributes:
        vendor: Whose server it is.
        kind: What is wrong, the same word in every mutant that a rule makes.
        operations: The operations to examine; the first is the one that is wrong.
        detail: What tells it from others of its kind and operation.
        description: What is wrong, in one line.
        make: A fault with a memory of its own, to be put into a proxy.
    """

    vendor: str
    kind: str
    operations: tuple[str, ...]
    detail: str
    description: str
    make: Callable[[], Fault] = field(repr=False)

    @property
    def id(self) -> str:
        """A name, unique among all mutants, the same in every run."""
        return f"server {self.kind} {self.operations[0]} {self.detail}".rstrip()


Rule = Callable[[str, Operation], Iterator[ServerMutant]]
"""Finds what can go wrong in its way with an operation of a vendor."""


def answering(
    operation: str, change: Callable[[Response], Response | None], statuses: range = SUCCESS
) -> Callable[[], Fault]:
    """A fault in the answers of some statuses; the change answers None to leave one as it is."""

    def fault(request: Request, call: Call | None, send: Send) -> Response:
        response = send(request)
        if call is None or call.operation != operation or response.status not in statuses:
            return response
        return change(response) or response

    return lambda: fault


def retelling(
    operation: str, change: Callable[[Any], Any], statuses: range = SUCCESS
) -> Callable[[], Fault]:
    """A fault in the JSON of some answers: the change answers what to say instead."""

    def changed(response: Response) -> Response | None:
        try:
            value = response.json()
        except ValueError:
            return None
        return response.with_json(change(value))

    return answering(operation, changed, statuses)


def about(call: Call | None, operation: str) -> bool:
    """Whether a request is for an operation."""
    return call is not None and call.operation == operation
