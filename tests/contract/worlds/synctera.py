"""Synctera: nothing has to exist beforehand."""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from ..api import Api
from ..document import Operation

#: An order that is taken.
ORDER: dict[str, Any] = {
    "bulk_issuance_policy": "MANUAL",
    "card_product_id": "0c1f7a3e-4d52-4f7b-8f0e-2b9a6d1c5e48",
    "name": "Contract test",
    "shipping": {
        "address": {
            "address_line_1": "12 Invented Way",
            "address_line_2": "Floor 3",
            "city": "Portland",
            "country_code": "US",
            "postal_code": "04101",
            "state": "ME",
        },
        "business_name": "Invented Goods LLC",
        "is_expedited_fulfillment": True,
        "method": "TWO_DAY",
        "phone_number": "+12075550142",
        "recipient_name": {"first_name": "Ana", "last_name": "Example"},
    },
}

#: Seen for the shipping of cards. Which of them a bulk order takes, only the server knows.
_METHODS = ("LOCAL_MAIL", "TWO_DAY", "OVERNIGHT", "INTERNATIONAL")

_ZIP_CODE = re.compile(r"[0-9]{5}(-[0-9]{4})?")


class SyncteraWorld:
    """Gives every request an idempotency key of its own, and a way of shipping that exists."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._seed = api.findings.seed
        self._keys = 0

    def sources(self, operation: Operation) -> Mapping[str, Callable[[Any], Any]]:
        """For names on the wire, what makes a real value of a generated one."""
        return {"Idempotency-Key": self._key}

    def knows(self, value: Any) -> bool:
        """Whether a value is the id of something that exists: there are no ids here."""
        return False

    def settle(self, operation: Operation, fields: MutableMapping[str, Any]) -> None:
        """Name a way of shipping that exists, where any text would do for the schema."""
        shipping = fields.get("shipping")
        if isinstance(shipping, MutableMapping):
            method = shipping.get("method")
            if isinstance(method, str) and method not in _METHODS:
                shipping["method"] = _METHODS[len(method) % len(_METHODS)]
            # In words only: in the United States a postal code is a zip code.
            address = shipping.get("address")
            if isinstance(address, MutableMapping) and address.get("country_code") == "US":
                code = address.get("postal_code")
                if isinstance(code, str) and not _ZIP_CODE.fullmatch(code):
                    address["postal_code"] = "04101"

    def heard(
        self, operation: Operation, given: Mapping[str, Any], status: int, value: Any
    ) -> None:
        """Nothing is to be learned."""

    def tidy(self) -> Iterator[str]:
        """Nothing can be taken back; yields what stays."""
        for number in self._api.wire.belongings.of("bulk_orders"):
            yield f"configuration of bulk orders: {number}"

    def _key(self, generated: Any) -> str:
        # A used key with another body is refused, and rightly.
        self._keys += 1
        return f"contract-{self._seed}-{self._keys}-{zlib.crc32(repr(generated).encode()):08x}"
