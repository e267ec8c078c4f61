"""Synctera's example."""

from typing import Final

from .example import Example
from .values import Made, Member

EXAMPLES: Final = [
    Example(
        "bulk_orders.create",
        arguments={
            "name": "Portland office",
            "card_product_id": "0c1f7a3e-4d52-4f7b-8f0e-2b9a6d1c5e48",
            "bulk_issuance_policy": Member("BulkIssuancePolicy", "AUTO"),
            "shipping": Made(
                "Shipping",
                {
                    "method": Member("ShippingMethod", "TWO_DAY"),
                    "recipient_name": Made(
                        "RecipientName", {"first_name": "Ana", "last_name": "Example"}
                    ),
                    "address": Made(
                        "ShippingAddress",
                        {
                            "address_line_1": "12 Invented Way",
                            "city": "Portland",
                            "state": "ME",
                            "postal_code": "04101",
                            "country_code": "US",
                        },
                    ),
                },
            ),
        },
        name="order",
        then=("print(order.id)",),
    ),
]
