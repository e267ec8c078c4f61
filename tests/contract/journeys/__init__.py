"""What a schema cannot say: what becomes of things over several requests.

A journey is a function over an `Api` and a `World`. It notes what is wrong, and goes on where it
can.
"""

from collections.abc import Iterator

from . import accounts, addresses, cards, lists, money, print_jobs, printing, shipping, synctera
from .journey import Journey

_MODULES = {
    "instantcard": (accounts, cards, print_jobs, printing, shipping, money, addresses, lists),
    "synctera": (synctera,),
}


def journeys_of(vendor: str) -> Iterator[Journey]:
    """The journeys through one vendor's API."""
    for module in _MODULES.get(vendor, ()):
        yield from (found for found in vars(module).values() if isinstance(found, Journey))


__all__ = ["Journey", "journeys_of"]
