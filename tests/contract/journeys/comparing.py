"""Comparing what was with what is."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from ..api import Api


def hold(api: Api, operation: str, true: object, check: str, says: str) -> None:
    """Note a disagreement unless something is true."""
    if not true:
        api.fail(operation, check, says)


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The names of the members that differ."""
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def hold_changed(
    api: Api,
    operation: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    wanted: Collection[str],
) -> None:
    """Note it if members changed that should not have, or the other way round."""
    found = changed(before, after) - {"updated_at"}
    told = set(wanted)
    hold(
        api,
        operation,
        found <= told,
        "changed too much",
        f"it changed {', '.join(sorted(found - told))} as well, which it was not told to",
    )
    hold(
        api,
        operation,
        told <= found,
        "changed nothing",
        f"it was told to change {', '.join(sorted(told - found))}, and did not",
    )


def cents(text: str) -> int:
    """An amount such as "$1,000.37" or "($5.50)" in cents."""
    digits = text.strip("()").replace("$", "").replace(",", "")
    value = int(Decimal(digits) * 100)
    return -value if text.startswith("(") else value
