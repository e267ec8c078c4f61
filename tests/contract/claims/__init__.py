"""What a spec says of each operation, held against the server by requests made from the spec.

A journey knows what a vendor's API is for; a claim knows only the words of the spec, and a request
that the server takes.
"""

from . import effects, fields, links, paging, rights, routes
from .claim import Claim
from .stock import Stock

CLAIMS = tuple(
    found
    for module in (rights, routes, fields, paging, links, effects)
    for found in vars(module).values()
    if isinstance(found, Claim)
)

__all__ = ["CLAIMS", "Claim", "Stock"]
