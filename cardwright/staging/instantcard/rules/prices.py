"""What a print job costs (page: "Print Job Charge Details"). All amounts are whole cents.

A copy costs what its card's template does, and the shipping provider is paid once per job. The
page has no prices: those of staging are invented, and stand with its organizations.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Item:
    """The copies of one card."""

    card_id: int
    copies: int
    unit_cents: int

    @property
    def cents(self) -> int:
        """What they cost together."""
        return self.copies * self.unit_cents


@dataclass(frozen=True, slots=True)
class Charge:
    """What a print job costs."""

    items: tuple[Item, ...]
    shipping_cents: int

    @property
    def cents(self) -> int:
        """Everything together."""
        return sum(item.cents for item in self.items) + self.shipping_cents

    def to_json(self) -> str:
        """The form in which a submitted job keeps it."""
        items = [[item.card_id, item.copies, item.unit_cents] for item in self.items]
        return json.dumps({"items": items, "shipping_cents": self.shipping_cents})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` has written."""
        kept = json.loads(text)
        return cls(tuple(Item(*item) for item in kept["items"]), kept["shipping_cents"])


def charge(unit_cents: Mapping[int, int], copies: int, shipping_cents: int) -> Charge:
    """The charge for `copies` of each card: copies belong to the job, not to the card.

    `unit_cents` has the price of one copy by the card's id.
    """
    return Charge(
        tuple(Item(card_id, copies, cents) for card_id, cents in unit_cents.items()),
        shipping_cents,
    )
