# Generated from instantcard.yaml by Cardwright; not to be edited.
"""CardFieldValue."""

from __future__ import annotations

from typing import Any

import attrs

from .._runtime import check
from .._runtime.images import Photo
from .._runtime.redaction import hidden
from .._runtime.unset import UNSET


@attrs.define(kw_only=True)
class CardFieldValue:
    """What a card is to show in one field of its template.

    Attributes:
        token: The field's token.
        value: The text; for a photo the file in Base64, without a `data:` prefix (a `Photo` is put
            into Base64 for you).
    """

    token: str
    value: str | Photo = attrs.field(repr=hidden)

    def to_dict(self, argument: str = "card_field_value") -> dict[str, Any]:
        """The object as JSON has it.

        Raises:
            InvalidArgument: A part of it has no form on the wire; `argument` begins its name.
        """
        values: dict[str, Any] = {
            "token": check.text(f"{argument}.token", self.token, shortest=1),
            "value": check.photo_or_text(f"{argument}.value", self.value),
        }
        return {name: value for name, value in values.items() if value is not UNSET}
