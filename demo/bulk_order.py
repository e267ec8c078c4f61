"""One configuration for bulk orders at Synctera."""

from uuid import uuid4

from synctera import (
    BulkIssuancePolicy,
    RecipientName,
    Shipping,
    ShippingAddress,
    ShippingMethod,
    Synctera,
)

from .narration import chapter, expect, tell


def store_configuration(api: Synctera) -> None:
    """Store a configuration. It orders no card by itself."""
    chapter("Store a configuration for bulk orders")
    product = uuid4()
    stored = api.bulk_orders.create(
        bulk_issuance_policy=BulkIssuancePolicy.MANUAL,
        card_product_id=product,
        name="Museum shop, Portland",
        shipping=Shipping(
            address=ShippingAddress(
                address_line_1="4 Invented Quay",
                city="Portland",
                state="ME",
                postal_code="04101",
                country_code="US",
            ),
            method=ShippingMethod.TWO_DAY,
            recipient_name=RecipientName(first_name="Marisol", last_name="Quintero-Hale"),
        ),
    )
    expect(stored.card_product_id == product, "the configuration is for the product")
    tell(f"stored as {stored.id}: {stored.name}, shipped when asked for")
