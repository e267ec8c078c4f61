"""What a bulk order configuration must be (page: "Body").

Everything missing or malformed is refused with 400 and the path of the member. Members that the
page does not have are ignored, and not answered.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from cardwright.staging.http import Json, RefusalError

POLICIES: Final = ("AUTO", "MANUAL")
METHODS: Final = ("LOCAL_MAIL", "TWO_DAY", "OVERNIGHT", "INTERNATIONAL")

Check: TypeAlias = Callable[[Json, str], Json]
"""Takes a value and its path; answers the value to keep or raises `RefusalError`."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object. An optional one that is absent is kept as `default`, if it has one."""

    check: Check
    required: bool = False
    default: Json = None


def read_configuration(body: Json) -> Mapping[str, Json]:
    """The configuration in a request's body, with the defaults in it."""
    kept = _CONFIGURATION(body, "")
    assert isinstance(kept, dict)
    return kept


def _text(value: Json, path: str) -> Json:
    if not isinstance(value, str):
        raise _refusal(path, "must be a string")
    return value


def _filled(value: Json, path: str) -> Json:
    if not isinstance(value, str) or not value.strip():
        raise _refusal(path, "must be a string and not blank")
    return value


def _flag(value: Json, path: str) -> Json:
    if not isinstance(value, bool):
        raise _refusal(path, "must be true or false")
    return value


def _one_of(*choices: str) -> Check:
    def check(value: Json, path: str) -> Json:
        if value not in choices:
            raise _refusal(path, f"must be one of {', '.join(choices)}")
        return value

    return check


def _matching(pattern: str, described: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: Json, path: str) -> Json:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise _refusal(path, f"must be {described}")
        return value

    return check


def _object(members: Mapping[str, Member]) -> Check:
    def check(value: Json, path: str) -> Json:
        if not isinstance(value, dict):
            raise _refusal(path or "the body", "must be an object")
        kept: dict[str, Json] = {}
        for name, member in members.items():
            inner = f"{path}.{name}" if path else name
            if name in value:
                kept[name] = member.check(value[name], inner)
            elif member.required:
                raise _refusal(inner, "is missing")
            elif member.default is not None:
                kept[name] = member.default
        return kept

    return check


def _address(value: Json, path: str) -> Json:
    kept = _ADDRESS(value, path)
    assert isinstance(kept, dict)
    if kept["country_code"] == "US" and "postal_code" in kept:
        _US_POSTAL_CODE(kept["postal_code"], f"{path}.postal_code")
    return kept


def _refusal(path: str, problem: str) -> RefusalError:
    return RefusalError(400, f"{path} {problem}")


_US_POSTAL_CODE: Final = _matching(r"[0-9]{5}(-[0-9]{4})?", "in the form 12345 or 12345-1234")

_ADDRESS: Final = _object(
    {
        "address_line_1": Member(_filled, required=True),
        "address_line_2": Member(_text),
        "city": Member(_text),
        "country_code": Member(_matching("[A-Z]{2}", "an ISO 3166-1 alpha-2 code"), required=True),
        "postal_code": Member(_text),
        "state": Member(
            _matching("[A-Z0-9]{1,3}", "an ISO 3166-2 code without the country's prefix")
        ),
    }
)

_SHIPPING: Final = _object(
    {
        "address": Member(_address, required=True),
        "business_name": Member(_text),
        "is_expedited_fulfillment": Member(_flag, default=False),
        "method": Member(_one_of(*METHODS), required=True),
        "phone_number": Member(
            _matching(r"\+[1-9][0-9]{1,14}", "an E.164 number, like +12155550142")
        ),
        "recipient_name": Member(
            _object(
                {
                    "first_name": Member(_filled, required=True),
                    "last_name": Member(_filled, required=True),
                    "middle_name": Member(_text),
                }
            ),
            required=True,
        ),
    }
)

_CONFIGURATION: Final = _object(
    {
        "bulk_issuance_policy": Member(_one_of(*POLICIES), required=True),
        "card_product_id": Member(
            _matching("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}", "a UUID"),
            required=True,
        ),
        "name": Member(_filled, required=True),
        "shipping": Member(_SHIPPING, required=True),
    }
)
