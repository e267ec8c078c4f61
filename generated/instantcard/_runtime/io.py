# Copied from generator/runtime/io.py by Cardwright; not to be edited here.
"""How shared code is run.

Everything above this module is written once, with `async def`. A synchronous client runs it with
`run` over a `BlockingIO`, whose methods never suspend; an asynchronous one awaits it over a
`TaskIO`.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends to its end."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError("blocking code waited for an event loop")


INHERITED: Final[list[object]] = []
"""The connections of the process that this one was forked from: not to be closed here."""

FOREIGN: Final = (
    "this process was forked, and the http_client belongs to the one it comes from; "
    "make a client with an http_client of its own here"
)
