"""Pictures of cards, drawn when they are looked at and kept while they are the same."""

import hashlib
from collections import OrderedDict
from typing import Final

from cardwright.staging.controls.fields import ControlError
from cardwright.staging.instantcard.operations.cards import subject_of
from cardwright.staging.instantcard.storage import cards
from cardwright.staging.page import instantcard
from cardwright.staging.vendor import Services

MOST_KEPT: Final = 24 * 1024 * 1024
"""How much is kept of all pictures together, in bytes."""
SIDES: Final = ("front", "back")


class Pictures:
    """The two sides of cards as PNG files. For one thread at a time."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept: OrderedDict[int, tuple[bytes, tuple[bytes, bytes]]] = OrderedDict()
        self._size = 0

    def of(self, card_id: int, side: str) -> bytes:
        """One side, as a preview shows it; raises `ControlError` (404) for no such card."""
        from cardwright.staging.instantcard import pictures

        with self._services.database.reading() as connection:
            organization = instantcard.organization_of_card(connection, card_id)
            if organization is None:
                raise ControlError(f"id: there is no card {card_id}", 404)
            card = cards.load(connection, organization.id, card_id, self._services.clock())
            assert card is not None
            subject = subject_of(connection, organization, card)
        # Kept in the place of the subject, whose photos can be large.
        shown = hashlib.sha256(repr(subject).encode()).digest()
        kept = self._kept.get(card_id)
        if kept is not None and kept[0] == shown:
            self._kept.move_to_end(card_id)
            return kept[1][SIDES.index(side)]
        sides = pictures.draw(subject)
        self._forget(card_id)
        self._kept[card_id] = shown, sides
        self._size += sum(map(len, sides))
        while self._size > MOST_KEPT:
            self._forget(next(iter(self._kept)))
        return sides[SIDES.index(side)]

    def _forget(self, card_id: int) -> None:
        if card_id in self._kept:
            self._size -= sum(map(len, self._kept.pop(card_id)[1]))
