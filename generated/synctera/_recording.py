# Generated from synctera.yaml by Cardwright; not to be edited.
"""For fixtures: what was sent and answered, without what must not be shown."""

from __future__ import annotations

import httpx

from ._about import SENSITIVE
from ._runtime.recording import blotted_request, blotted_response


def redact_request(request: httpx.Request) -> httpx.Request:
    """A copy of a request that can be recorded.

    Credentials, and all values that the specification marks as sensitive, read `<hidden>`; so
    does what looks like an e-mail address, a card number or an image.

    Args:
        request: A request that a client made.
    """
    return blotted_request(SENSITIVE, request)


def redact_response(response: httpx.Response) -> httpx.Response:
    """A copy of an answer that can be recorded, as `redact_request` makes one.

    Args:
        response: An answer that was read to its end.
    """
    return blotted_response(SENSITIVE, response)
