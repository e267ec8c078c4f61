"""Amounts on the wire (page: "Fetch Organization Balance" and Add Funds). Cents are whole."""

import re
from typing import Final

_AMOUNT: Final = re.compile(
    r"(?P<units>0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<cents>[0-9]{2})"
)
LONGEST_AMOUNT: Final = 32


def parse_amount(text: str) -> int:
    """Cents of ``17.37`` or ``17,000.37``; raises ValueError for any other form.

    Two decimals always; commas between all groups of three digits or none; no sign, no currency.
    """
    match = _AMOUNT.fullmatch(text) if len(text) <= LONGEST_AMOUNT else None
    if match is None:
        raise ValueError("must be in the form 17.37 or 17,000.37")
    return int(match["units"].replace(",", "")) * 100 + int(match["cents"])


def format_cents(cents: int) -> str:
    """``$5.50``; a negative amount in parentheses: ``($5.50)``. Thousands are set off by commas."""
    units, rest = divmod(abs(cents), 100)
    text = f"${units:,}.{rest:02}"
    return f"({text})" if cents < 0 else text
