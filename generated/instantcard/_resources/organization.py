# Generated from instantcard.yaml by Cardwright; not to be edited.
"""The organization, its money and its shipping providers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from .._models.balance import Balance
from .._models.error import Error
from .._models.financial_transaction import FinancialTransaction
from .._models.organization import Organization
from .._models.shipping_provider import ShippingProvider
from .._runtime import check
from .._runtime.bodies import Form
from .._runtime.core import Core
from .._runtime.decoding import DIFFERS, differs
from .._runtime.drift import Drift
from .._runtime.evidence import Evidence
from .._runtime.io import run
from .._runtime.operation import Operation
from .._runtime.unset import UNSET, Unset


class OrganizationResource:
    """The organization, its money and its shipping providers."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self) -> Organization:
        """Get the organization.

        The organization's name, and how many cards and card templates it has.

        Returns:
            The organization.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch Organization Details”.
        """
        return run(_get(self._core))

    def balance(self) -> Balance:
        """Get the organization's balance.

        What the organization has to spend. An overdraft is in parentheses: "$5.50" is a credit,
        "($5.50)" a debt. `organization.add_funds` adds to it.

        Returns:
            The balance.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch Organization Balance”.
        """
        return run(_balance(self._core))

    def shipping_providers(self) -> list[ShippingProvider]:
        """List the shipping providers.

        Who can ship the organization's orders, by id and name. A print job takes the id.

        Returns:
            The shipping providers.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch Listt of Shipping Providers”.
        """
        return run(_shipping_providers(self._core))

    def add_funds(
        self,
        *,
        amount: Decimal | int,
        number: str,
        exp_month: str,
        exp_year: str,
        cvc: str,
        full_name: str,
        billing_address1: str,
        billing_country: str,
        billing_city: str,
        billing_state: str,
        billing_zip_code: str,
        billing_address2: str | Unset = UNSET,
        channel: str | Unset = UNSET,
    ) -> bool:
        """Add funds from a payment card.

        Charges a payment card and adds the amount to the organization's balance. A payment that
        goes through answers true; one that is refused answers an `error` with the reason.

        This call moves money.

        Args:
            amount: An amount to pay, greater than zero (at most two decimals).
            number: Number of the payment card, digits only.
            exp_month: Month in which the card expires, two digits.
            exp_year: Year in which the card expires, four digits.
            cvc: Security code of the card.
            full_name: Name of the card's holder.
            billing_address1: Street and number of the billing address.
            billing_address2: Second line of the billing address.
            billing_country: Country of the billing address.
            billing_city: City of the billing address.
            billing_state: State of the billing address, as a code such as PA.
            billing_zip_code: Zip code of the billing address.
            channel: Not described.

        Returns:
            True; the amount is added.

        Raises:
            BadRequest: 400. A field is missing or malformed, or the payment is refused.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            OutcomeUnknown: It may have happened. Look for it with
                organization.financial_transactions before you call it again, or let resolve() do
                so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Print Job”.
        """
        return run(
            _add_funds(
                self._core,
                amount=amount,
                number=number,
                exp_month=exp_month,
                exp_year=exp_year,
                cvc=cvc,
                full_name=full_name,
                billing_address1=billing_address1,
                billing_country=billing_country,
                billing_city=billing_city,
                billing_state=billing_state,
                billing_zip_code=billing_zip_code,
                billing_address2=billing_address2,
                channel=channel,
            )
        )

    def financial_transactions(self) -> list[FinancialTransaction]:
        """List the financial transactions.

        Every transaction of the organization, with all its details. The list has no pages.

        Returns:
            The transactions.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Financial Transactions”.
        """
        return run(_financial_transactions(self._core))


class AsyncOrganizationResource:
    """The organization, its money and its shipping providers."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def get(self) -> Organization:
        """Get the organization.

        The organization's name, and how many cards and card templates it has.

        Returns:
            The organization.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch Organization Details”.
        """
        return await _get(self._core)

    async def balance(self) -> Balance:
        """Get the organization's balance.

        What the organization has to spend. An overdraft is in parentheses: "$5.50" is a credit,
        "($5.50)" a debt. `organization.add_funds` adds to it.

        Returns:
            The balance.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch Organization Balance”.
        """
        return await _balance(self._core)

    async def shipping_providers(self) -> list[ShippingProvider]:
        """List the shipping providers.

        Who can ship the organization's orders, by id and name. A print job takes the id.

        Returns:
            The shipping providers.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch Listt of Shipping Providers”.
        """
        return await _shipping_providers(self._core)

    async def add_funds(
        self,
        *,
        amount: Decimal | int,
        number: str,
        exp_month: str,
        exp_year: str,
        cvc: str,
        full_name: str,
        billing_address1: str,
        billing_country: str,
        billing_city: str,
        billing_state: str,
        billing_zip_code: str,
        billing_address2: str | Unset = UNSET,
        channel: str | Unset = UNSET,
    ) -> bool:
        """Add funds from a payment card.

        Charges a payment card and adds the amount to the organization's balance. A payment that
        goes through answers true; one that is refused answers an `error` with the reason.

        This call moves money.

        Args:
            amount: An amount to pay, greater than zero (at most two decimals).
            number: Number of the payment card, digits only.
            exp_month: Month in which the card expires, two digits.
            exp_year: Year in which the card expires, four digits.
            cvc: Security code of the card.
            full_name: Name of the card's holder.
            billing_address1: Street and number of the billing address.
            billing_address2: Second line of the billing address.
            billing_country: Country of the billing address.
            billing_city: City of the billing address.
            billing_state: State of the billing address, as a code such as PA.
            billing_zip_code: Zip code of the billing address.
            channel: Not described.

        Returns:
            True; the amount is added.

        Raises:
            BadRequest: 400. A field is missing or malformed, or the payment is refused.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            OutcomeUnknown: It may have happened. Look for it with
                organization.financial_transactions before you call it again, or let resolve() do
                so.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Fetch a Single Print Job”.
        """
        return await _add_funds(
            self._core,
            amount=amount,
            number=number,
            exp_month=exp_month,
            exp_year=exp_year,
            cvc=cvc,
            full_name=full_name,
            billing_address1=billing_address1,
            billing_country=billing_country,
            billing_city=billing_city,
            billing_state=billing_state,
            billing_zip_code=billing_zip_code,
            billing_address2=billing_address2,
            channel=channel,
        )

    async def financial_transactions(self) -> list[FinancialTransaction]:
        """List the financial transactions.

        Every transaction of the organization, with all its details. The list has no pages.

        Returns:
            The transactions.

        Raises:
            BadRequest: 400. The id is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            NotFound: 404. There is no such organization.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Financial Transactions”.
        """
        return await _financial_transactions(self._core)


async def _get(core: Core) -> Organization:
    return await core.call(_GET, "/organizations/" + core.settings["organization_id"])


async def _balance(core: Core) -> Balance:
    return await core.call(
        _BALANCE, "/organizations/" + core.settings["organization_id"] + "/balance"
    )


async def _shipping_providers(core: Core) -> list[ShippingProvider]:
    return await core.call(
        _SHIPPING_PROVIDERS,
        "/organizations/" + core.settings["organization_id"] + "/shipping_providers",
    )


async def _add_funds(
    core: Core,
    *,
    amount: Decimal | int,
    number: str,
    exp_month: str,
    exp_year: str,
    cvc: str,
    full_name: str,
    billing_address1: str,
    billing_country: str,
    billing_city: str,
    billing_state: str,
    billing_zip_code: str,
    billing_address2: str | Unset = UNSET,
    channel: str | Unset = UNSET,
) -> bool:
    form = Form()
    form.add(
        "amount",
        check.text(
            "amount",
            check.money("amount", amount),
            whole=re.compile(
                "(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)\\.[0-9]{2}|0\\.(?:0[1-9]|[1-9][0-9]))",
                re.ASCII,
            ),
        ),
    )
    form.add("number", check.text("number", number, whole=re.compile("[0-9]{12,19}", re.ASCII)))
    form.add(
        "exp_month",
        check.text("exp_month", exp_month, whole=re.compile("(?:0[1-9]|1[0-2])", re.ASCII)),
    )
    form.add("exp_year", check.text("exp_year", exp_year, whole=re.compile("[0-9]{4}", re.ASCII)))
    form.add("cvc", check.text("cvc", cvc, whole=re.compile("[0-9]{3,4}", re.ASCII)))
    form.add(
        "full_name",
        check.text("full_name", full_name, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    form.add(
        "billing_address1",
        check.text(
            "billing_address1", billing_address1, shortest=1, pattern=re.compile("\\S", re.ASCII)
        ),
    )
    form.add("billing_address2", check.text("billing_address2", billing_address2))
    form.add(
        "billing_country",
        check.text(
            "billing_country", billing_country, shortest=1, pattern=re.compile("\\S", re.ASCII)
        ),
    )
    form.add(
        "billing_city",
        check.text("billing_city", billing_city, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    form.add(
        "billing_state",
        check.text("billing_state", billing_state, shortest=1, pattern=re.compile("\\S", re.ASCII)),
    )
    form.add(
        "billing_zip_code",
        check.text(
            "billing_zip_code",
            billing_zip_code,
            whole=re.compile("(?=.*[0-9])[0-9A-Za-z](?:[0-9A-Za-z -]{0,8}[0-9A-Za-z])?", re.ASCII),
        ),
    )
    form.add("channel", check.text("channel", channel))
    return await core.call(
        _ADD_FUNDS, "/organizations/" + core.settings["organization_id"] + "/add_funds", body=form
    )


async def _financial_transactions(core: Core) -> list[FinancialTransaction]:
    return await core.call(
        _FINANCIAL_TRANSACTIONS,
        "/organizations/" + core.settings["organization_id"] + "/financial_transactions",
    )


def _decode__shipping_providers(value: Any, drift: Drift, at: str) -> list[ShippingProvider]:
    try:
        return ShippingProvider._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            ShippingProvider.from_dict(v0, drift, f"{at}/{i0}")
            if type(v0) is dict
            else drift.wrong(v0, f"{at}/{i0}", "an object")
            for i0, v0 in enumerate(value)
        ]
        if type(value) is list
        else drift.wrong(value, at, "an array")
    )


def _decode__add_funds(value: Any, drift: Drift, at: str) -> bool:
    try:
        return value if type(value) is bool else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return value if type(value) is bool else drift.wrong(value, at, "a boolean")


def _decode__financial_transactions(
    value: Any, drift: Drift, at: str
) -> list[FinancialTransaction]:
    try:
        return FinancialTransaction._exact(value) if type(value) is list else differs()
    except DIFFERS:
        # What differs, and where, is found out below.
        pass
    return (
        [
            FinancialTransaction.from_dict(v0, drift, f"{at}/{i0}")
            if type(v0) is dict
            else drift.wrong(v0, f"{at}/{i0}", "an object")
            for i0, v0 in enumerate(value)
        ]
        if type(value) is list
        else drift.wrong(value, at, "an array")
    )


_GET: Operation[Organization] = Operation(
    id="organization.get",
    method="GET",
    route="/organizations/{organization_id}",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "name", "total_cards", "total_templates"]),
    refusal_names=frozenset(["error"]),
    decode=Organization.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_BALANCE: Operation[Balance] = Operation(
    id="organization.balance",
    method="GET",
    route="/organizations/{organization_id}/balance",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["balance"]),
    refusal_names=frozenset(["error"]),
    decode=Balance.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_SHIPPING_PROVIDERS: Operation[list[ShippingProvider]] = Operation(
    id="organization.shipping_providers",
    method="GET",
    route="/organizations/{organization_id}/shipping_providers",
    success=frozenset({200}),
    answer=(list,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__shipping_providers,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
_ADD_FUNDS: Operation[bool] = Operation(
    id="organization.add_funds",
    method="POST",
    route="/organizations/{organization_id}/add_funds",
    success=frozenset({200, 201}),
    answer=(bool,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__add_funds,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="once",
    safe=False,
    key_header=None,
    moves_money=True,
    settle=Evidence(
        read=lambda: _FINANCIAL_TRANSACTIONS,
        kind="entry",
        money={"amount": ("credit",)},
        before=True,
        result=True,
    ),
    advice="Look for it with organization.financial_transactions before you call it again, or let resolve() do so.",
)
_FINANCIAL_TRANSACTIONS: Operation[list[FinancialTransaction]] = Operation(
    id="organization.financial_transactions",
    method="GET",
    route="/organizations/{organization_id}/financial_transactions",
    success=frozenset({200}),
    answer=(list,),
    required=frozenset([]),
    refusal_names=frozenset(["error"]),
    decode=_decode__financial_transactions,
    errors={400: Error.from_dict, 401: Error.from_dict, 404: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
