"""The kinds of faults, as a type. What each does is in staging's `effects`."""

from typing import Literal, TypeAlias

FaultKind: TypeAlias = Literal[
    "latency",
    "status",
    "unauthorized",
    "drop",
    "html",
    "truncated",
    "malformed",
    "content_type",
    "extra_field",
    "unknown_enum",
]
