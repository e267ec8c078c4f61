"""What a call's parameters look like in the log: secrets blotted out, long texts shortened."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cardwright.staging.http import Json

BLOT: Final = "*****"
LONGEST_TEXT: Final = 1000
"""How much of a text is kept, in characters."""
LONGEST_NAME: Final = 200
MOST_MEMBERS: Final = 100
"""How many parameters, and members of each JSON value, are kept of a call."""
DEEPEST: Final = 12

_SECRETS: Final = frozenset(
    {
        "api_key",
        "auth_token",
        "authorization",
        "card_number",
        "cvc",
        "cvv",
        "exp_month",
        "exp_year",
        "number",
        "password",
        "secret",
        "token",
    }
)
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_\\-]{64,}={0,2}")
_CARD_NUMBER: Final = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){11,18}(?![0-9])")


def blot_pairs(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Parameters as they were sent, with their bracketed names."""
    kept = list(pairs)[:MOST_MEMBERS]
    return [(name[:LONGEST_NAME], BLOT if _secret(name) else blot_text(v)) for name, v in kept]


def blot_json(value: Json, depth: int = 0) -> Json:
    """A JSON value, as deep as `DEEPEST`."""
    if isinstance(value, str):
        return blot_text(value)
    if depth == DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        # With a label beside it, a token is the name of a card's field.
        names_field = "label" in value
        return {
            name[:LONGEST_NAME]: BLOT
            if _secret(name) and not (names_field and name == "token")
            else blot_json(member, depth + 1)
            for name, member in list(value.items())[:MOST_MEMBERS]
        }
    if isinstance(value, Sequence):
        return [blot_json(member, depth + 1) for member in value[:MOST_MEMBERS]]
    if isinstance(value, int) and _CARD_NUMBER.fullmatch(str(value)):
        return BLOT
    return value


def blot_text(text: str) -> str:
    """Without card numbers; Base64 and very long texts with their beginning and their length."""
    if len(text) >= 64:
        text = _BASE64.sub(lambda run: _shortened(run[0], 8), text)
    text = _CARD_NUMBER.sub(BLOT, text)
    return _shortened(text, LONGEST_TEXT) if len(text) > LONGEST_TEXT else text


def blot_authorization(header: bytes | None) -> str | None:
    """The scheme of an Authorization header; a header without one is a secret as a whole."""
    if header is None:
        return None
    scheme, blank, _ = header.decode("latin-1").strip().partition(" ")
    return f"{scheme[:LONGEST_NAME]} {BLOT}" if blank else BLOT


def _secret(name: str) -> bool:
    return name.rstrip("]").rpartition("[")[2].casefold().replace("-", "_") in _SECRETS


def _shortened(text: str, kept: int) -> str:
    return f"{text[:kept]}… ({len(text)} characters)"
