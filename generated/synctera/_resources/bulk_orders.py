# Generated from synctera.yaml by Cardwright; not to be edited.
"""Configurations from which cards are shipped in bulk."""

from __future__ import annotations

import re
from uuid import UUID

from .._models.bulk_issuance_policy import BulkIssuancePolicy
from .._models.bulk_order_configuration import BulkOrderConfiguration
from .._models.problem import Problem
from .._models.shipping import Shipping
from .._runtime import check
from .._runtime.bodies import Json
from .._runtime.core import Core
from .._runtime.headers import add_header, new_key
from .._runtime.io import run
from .._runtime.operation import Operation
from .._runtime.unset import UNSET, Unset


class BulkOrdersResource:
    """Configurations from which cards are shipped in bulk."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def create(
        self,
        *,
        bulk_issuance_policy: BulkIssuancePolicy | str,
        card_product_id: UUID | str,
        name: str,
        shipping: Shipping,
        idempotency_key: str | Unset = UNSET,
    ) -> BulkOrderConfiguration:
        """Store a configuration for bulk orders.

        Stores a configuration: for one card product, where and how its cards are to be shipped in
        bulk, and whether the shipment leaves every night by itself (`AUTO`) or only when it is
        asked for (`MANUAL`). The call orders no card: cards are issued by other operations, which
        name the configuration.

        Sent again with the same `Idempotency-Key`, it stores the configuration once. A used key
        that comes with another body is refused.

        Args:
            bulk_issuance_policy: When the cards of a configuration are shipped.
            card_product_id: The card product whose cards are shipped.
            name: A name for the configuration, chosen by the caller.
            shipping: Where, how and to whom the cards are shipped. The same in the request and in
                the answer.
            idempotency_key: A value of the caller's own making, a random UUID for choice, by which
                a retry is recognized. The retry sends the same key; any other request needs one of
                its own (at most 255 characters).

        Returns:
            The configuration is stored.

        Raises:
            BadRequest: 400. The request cannot be read, or a field of it is malformed.
            Unauthorized: 401. The token is missing or not valid.
            Forbidden: 403. The token does not allow this operation.
            UnprocessableContent: 422. The request is well formed and cannot be carried out, or its
                idempotency key was used for another body.
            OutcomeUnknown: It may have happened. Send it again with the same idempotency key, as
                resolve() does.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: Synctera bulk orders, section “Create a bulk order configuration”.
        """
        return run(
            _create(
                self._core,
                bulk_issuance_policy=bulk_issuance_policy,
                card_product_id=card_product_id,
                name=name,
                shipping=shipping,
                idempotency_key=idempotency_key,
            )
        )


class AsyncBulkOrdersResource:
    """Configurations from which cards are shipped in bulk."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def create(
        self,
        *,
        bulk_issuance_policy: BulkIssuancePolicy | str,
        card_product_id: UUID | str,
        name: str,
        shipping: Shipping,
        idempotency_key: str | Unset = UNSET,
    ) -> BulkOrderConfiguration:
        """Store a configuration for bulk orders.

        Stores a configuration: for one card product, where and how its cards are to be shipped in
        bulk, and whether the shipment leaves every night by itself (`AUTO`) or only when it is
        asked for (`MANUAL`). The call orders no card: cards are issued by other operations, which
        name the configuration.

        Sent again with the same `Idempotency-Key`, it stores the configuration once. A used key
        that comes with another body is refused.

        Args:
            bulk_issuance_policy: When the cards of a configuration are shipped.
            card_product_id: The card product whose cards are shipped.
            name: A name for the configuration, chosen by the caller.
            shipping: Where, how and to whom the cards are shipped. The same in the request and in
                the answer.
            idempotency_key: A value of the caller's own making, a random UUID for choice, by which
                a retry is recognized. The retry sends the same key; any other request needs one of
                its own (at most 255 characters).

        Returns:
            The configuration is stored.

        Raises:
            BadRequest: 400. The request cannot be read, or a field of it is malformed.
            Unauthorized: 401. The token is missing or not valid.
            Forbidden: 403. The token does not allow this operation.
            UnprocessableContent: 422. The request is well formed and cannot be carried out, or its
                idempotency key was used for another body.
            OutcomeUnknown: It may have happened. Send it again with the same idempotency key, as
                resolve() does.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: Synctera bulk orders, section “Create a bulk order configuration”.
        """
        return await _create(
            self._core,
            bulk_issuance_policy=bulk_issuance_policy,
            card_product_id=card_product_id,
            name=name,
            shipping=shipping,
            idempotency_key=idempotency_key,
        )


async def _create(
    core: Core,
    *,
    bulk_issuance_policy: BulkIssuancePolicy | str,
    card_product_id: UUID | str,
    name: str,
    shipping: Shipping,
    idempotency_key: str | Unset = UNSET,
) -> BulkOrderConfiguration:
    body = Json(
        {
            "bulk_issuance_policy": check.choice(
                "bulk_issuance_policy", bulk_issuance_policy, BulkIssuancePolicy
            ),
            "card_product_id": check.uuid("card_product_id", card_product_id),
            "name": check.text("name", name, shortest=1, pattern=re.compile("\\S", re.ASCII)),
            "shipping": check.encoded("shipping", shipping, Shipping),
        }
    )
    headers: dict[str, str] = {}
    add_header(
        headers,
        "Idempotency-Key",
        "idempotency_key",
        new_key()
        if idempotency_key is UNSET
        else check.text("idempotency_key", idempotency_key, shortest=1, longest=255),
    )
    return await core.call(_CREATE, "/cards/bulk_issuance", body=body, headers=headers)


_CREATE: Operation[BulkOrderConfiguration] = Operation(
    id="bulk_orders.create",
    method="POST",
    route="/cards/bulk_issuance",
    success=frozenset({201}),
    answer=(dict,),
    required=frozenset(
        ["bulk_issuance_policy", "card_product_id", "id", "name", "shipping", "tenant"]
    ),
    refusal_names=frozenset(["detail", "status", "title", "type"]),
    decode=BulkOrderConfiguration.from_dict,
    errors={
        400: Problem.from_dict,
        401: Problem.from_dict,
        403: Problem.from_dict,
        422: Problem.from_dict,
        500: Problem.from_dict,
    },
    authenticated=True,
    effect="once",
    safe=False,
    key_header="Idempotency-Key",
    moves_money=False,
    settle=None,
    advice="Send it again with the same idempotency key, as resolve() does.",
)
