# Copied from generator/runtime/surplus.py by Cardwright; not to be edited here.
"""Bytes behind an answer that nobody asked for.

httpcore keeps them, and takes them for the answer to the next request on the connection, which may
be another call's: it would be told that it is done. Such a connection is not used again.
"""

from __future__ import annotations

from typing import Any

import httpx


def state_of(response: httpx.Response) -> Any:
    """What h11 knows of the connection of a response, if that can be seen.

    There is no public way; where the names have changed, or the transport is another one, the
    connection is left to whoever made it.
    """
    found: Any = getattr(response.stream, "_stream", None)
    found = getattr(found, "_httpcore_stream", None)
    found = getattr(found, "_stream", None)
    found = getattr(getattr(found, "_connection", None), "_h11_state", None)
    return found if hasattr(found, "trailing_data") and hasattr(found, "send_failed") else None


def give_up_surplus(state: Any) -> None:
    """Let httpcore close the connection instead of keeping it, if anything is left to be read."""
    if state is not None and state.trailing_data[0]:
        state.send_failed()
