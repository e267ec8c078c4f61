# Copied from generator/runtime/operation.py by Cardwright; not to be edited here.
"""What the spec says of one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

import attrs

from .drift import Drift
from .evidence import Evidence

T = TypeVar("T")

Decode: TypeAlias = Callable[[Any, Drift, str], T]


@attrs.frozen
class Operation(Generic[T]):
    """What the spec says of one operation, as far as a call needs it.

    Attributes:
        id: The operation's id, for example `cards.create`.
        method: The HTTP method.
        route: The path with its parameters in braces, as the spec has it.
        success: The statuses that mean success.
        answer: The JSON types that a successful answer may have; empty if it has no body.
        required: The properties that a successful answer always has, if it is an object.
        refusal_names: The properties that only a refusal has.
        decode: Makes the result of a successful answer.
        errors: For each documented refusal, what makes its body.
        authenticated: Whether a token goes along.
        effect: `read`, `repeatable` or `once`: what a repeat would do.
        safe: Whether it may be sent again although an answer was lost: a read, or the login.
        key_header: The header with which the vendor recognizes a repeat, if there is one.
        moves_money: Whether a call spends or takes money.
        settle: How a read shows whether a write happened, if one does.
        advice: What a user looks at when it is not known whether a write happened.
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
    safe: bool
    key_header: str | None
    moves_money: bool
    settle: Evidence | None
    advice: str
