"""Card payments (page: Add Funds, whose parameters stand under "Fetch a Single Print Job").

The number is looked at here and forgotten: only its last four digits leave this module.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cardwright.staging.http import RefusalError
from cardwright.staging.instantcard.params import Params
from cardwright.staging.instantcard.rules.addresses import zip_code
from cardwright.staging.instantcard.rules.money import format_cents, parse_amount

TEST_CARD_NUMBER: Final = "4242424242424242"
"""The page's number for tests: the only one that pays, with the page's `TEST_CARD_CVC`."""
TEST_CARD_CVC: Final = "424"

DECLINED: Final = "Your card was declined."
WRONG_CVC: Final = "Your card's security code is incorrect."
REFUSED_NUMBERS: Final[Mapping[str, str]] = {
    "4000000000000002": DECLINED,
    "4000000000009995": "Your card has insufficient funds.",
    "4000000000000069": "Your card has expired.",
    "4000000000000127": WRONG_CVC,
}
"""Numbers that are refused whatever else is sent, and why. Any other one is declined."""
MOST_CENTS: Final = 99_999_999
YEARS_AHEAD: Final = 50

_REQUIRED_TEXTS: Final = (
    "full_name",
    "billing_address1",
    "billing_country",
    "billing_city",
    "billing_state",
)


@dataclass(frozen=True, slots=True)
class Payment:
    """An accepted payment."""

    cents: int
    last4: str
    channel: str | None


def accept_payment(params: Params, now: datetime) -> Payment:
    """Check the fields, then the card as a payment processor would. All refusals are 400.

    What the processor refuses is told in its own words, of which the page quotes one ("Your
    card's expiration year is invalid.").
    """
    cents = _amount(params)
    number = _digits(params, "number", "must be 12 to 19 digits, no spaces nor dashes", 12, 19)
    month = int(_digits(params, "exp_month", "must be in the form MM", 1, 2))
    year = int(_digits(params, "exp_year", "must be in the form YYYY", 4, 4))
    cvc = _digits(params, "cvc", "must be three digits", 3, 3)
    for key in _REQUIRED_TEXTS:
        params.required(key)
    params.text("billing_address2")
    zip_code(params, "billing_zip_code")
    channel = params.text("channel")
    _refuse_expired(month, year, now)
    _refuse_card(number, cvc)
    return Payment(cents, number[-4:], channel)


def luhn_valid(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _amount(params: Params) -> int:
    try:
        cents = parse_amount(params.required("amount"))
    except ValueError as error:
        raise params.refusal("amount", str(error)) from None
    if cents == 0:
        raise params.refusal("amount", "must be more than 0.00")
    if cents > MOST_CENTS:
        raise params.refusal("amount", f"must be at most {format_cents(MOST_CENTS)}")
    return cents


def _digits(params: Params, key: str, problem: str, least: int, most: int) -> str:
    text = params.required(key)
    if not re.fullmatch(rf"[0-9]{{{least},{most}}}", text):
        raise params.refusal(key, problem)
    return text


def _refuse_card(number: str, cvc: str) -> None:
    if not luhn_valid(number):
        raise RefusalError(400, "Your card number is incorrect.")
    if number != TEST_CARD_NUMBER:
        raise RefusalError(400, REFUSED_NUMBERS.get(number, DECLINED))
    if cvc != TEST_CARD_CVC:
        raise RefusalError(400, WRONG_CVC)


def _refuse_expired(month: int, year: int, now: datetime) -> None:
    if not now.year <= year <= now.year + YEARS_AHEAD:
        raise RefusalError(400, "Your card's expiration year is invalid.")
    if not 1 <= month <= 12 or (year == now.year and month < now.month):
        raise RefusalError(400, "Your card's expiration month is invalid.")
