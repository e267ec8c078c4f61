# Copied from generator/runtime/operation.py by Cardwright; not to be edited here.
"""What the spec says of one operation."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from .drift import Drift

T = TypeVar("T")

Decode: TypeAlias = Callable[[Any, Drift, str], T]


@attrs.frozen
class Operation(Generic[T]):
    """What the spec says of one operation, as far as a call needs it.

    Attributes:
        id: The operation's id, for example `cards.create`.
        method: The HTTP method.
        route: The path with the names of its parameters: `/cards/{id}`.
        success: The statuses that mean success.
        answer: The JSON types that a successful answer may have; empty if it has no body.
        required: The properties that a successful answer always has, if it is an object.
        refusal_names: The properties that only a refusal has.
        decode: Makes the result of a successful answer.
        errors: For each documented refusal, what makes its body.
        authenticated: Whether a token goes along.
        effect: `read`, `repeatable` or `once`: what a repeat would do.
        moves_money: Whether a call spends or takes money.
    """

    id: str
    method: str
    route: str
    success: frozenset[int]
    answer: tuple[type, ...]
    required: frozenset[str]
    refusal_names: frozenset[str]
    decode: Decode[T]
    errors: Mapping[int, Decode[Any] | None]
    authenticated: bool
    effect: str
    moves_money: bool
