"""Amounts of money, as `Decimal`."""

from __future__ import annotations

import re
from decimal import Context, Decimal

# The caller's own context may round, or raise at what is no error here.
_EXACT = Context(prec=28, traps=[])

_AMOUNT = re.compile(r"(\()?(-)?\$?(-)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\))?", re.ASCII)


def parse_money(text: str) -> Decimal:
    """Read an amount as the vendors print it.

    `$5.50`, `5.50`, `1,234.50` and `-$5.50` mean what they say; parentheses mean below zero, as
    in `($5.50)`.

    Raises:
        ValueError: The text is no amount.
    """
    match = _AMOUNT.fullmatch(text.strip()) if len(text) <= 64 else None
    if match is None:
        raise ValueError("not an amount of money")
    opening, minus, inner_minus, whole, cents, closing = match.groups()
    if bool(opening) != bool(closing) or sum(map(bool, (opening, minus, inner_minus))) > 1:
        raise ValueError("not an amount of money")
    amount = Decimal(whole.replace(",", "") + (cents or ""))
    below = amount and (opening or minus or inner_minus)
    # An operator would round to the precision of the caller's decimal context.
    return amount.copy_negate() if below else amount


def format_money(amount: Decimal) -> str:
    """Write an amount as `17.37` or `17,000.37`.

    Raises:
        ValueError: The amount is not finite, or has more than two decimals.
    """
    if not amount.is_finite():
        raise ValueError("must be a finite amount")
    if amount and amount.adjusted() > 15:
        raise ValueError("is too large")
    cents = amount.quantize(Decimal("0.01"), context=_EXACT) if amount else Decimal("0.00")
    if cents != amount:
        raise ValueError("must have at most two decimals")
    return f"{cents:,}"
