"""What a print job costs: copies of cards, and shipping. All amounts are whole cents.

The page has no prices; these are invented.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

CENTS_PER_COPY: Final = 350


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


def charge(card_ids: Sequence[int], copies: int, shipping_cents: int) -> Charge:
    """The charge for `copies` of each card: copies belong to the job, not to the card."""
    return Charge(tuple(Item(each, copies, CENTS_PER_COPY) for each in card_ids), shipping_cents)
