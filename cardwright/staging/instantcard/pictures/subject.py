"""What is drawn: a card with everything its two sides show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cardwright.staging.instantcard.storage.addresses import Address
from cardwright.staging.instantcard.storage.templates import Field, Template


@dataclass(frozen=True, slots=True)
class Subject:
    """A card. `values` are by field token; a photo's is Base64, or "" for none."""

    card_id: int
    organization_name: str
    template: Template
    fields: Sequence[Field]
    values: Mapping[str, str]
    return_address: Address | None
