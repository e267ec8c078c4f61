"""InstantCard in a sandbox."""

from decimal import Decimal, InvalidOperation
from functools import cached_property
from types import ModuleType
from typing import ClassVar, Unpack

import instantcard._client as clients
from cardwright.sandbox.arguments import InstantCardArguments
from cardwright.sandbox.sandbox import Sandbox
from cardwright.staging.controls.fields import ControlError
from cardwright.staging.controls.planting import Account, Planted
from cardwright.staging.instantcard import VENDOR
from cardwright.staging.vendor import Vendor
from instantcard import AsyncInstantCard, InstantCard


class InstantCardSandbox(Sandbox):
    """InstantCard's API of one's own, with an organization, templates, addresses and $5.50.

    See `Sandbox` for what opening it does.

    Example:
        with InstantCardSandbox() as staging:
            staging.balance = "0.00"
            issue_badges()
            assert not staging.calls_of("print_jobs.submit")
    """

    _vendor: ClassVar[Vendor] = VENDOR
    _clients: ClassVar[ModuleType] = clients

    @cached_property
    def client(self) -> InstantCard:
        """A client of the first organization. Logged in, and closed with the sandbox."""
        client = self.connect()
        client.login()
        return client

    @cached_property
    def async_client(self) -> AsyncInstantCard:
        """The same for tasks, of one event loop. Logs in at its first call."""
        return self.connect_async()

    def connect(
        self, account: Account | None = None, **arguments: Unpack[InstantCardArguments]
    ) -> InstantCard:
        """One more client, of the first organization or of an `add_organization`.

        Args:
            account: Whom it logs in as.
            arguments: As for `InstantCard`.
        """
        client = InstantCard(base_url=self._own_url, **self._as(account, arguments))
        self._closing.callback(client.close)
        return client

    def connect_async(
        self, account: Account | None = None, **arguments: Unpack[InstantCardArguments]
    ) -> AsyncInstantCard:
        """The same for tasks. It holds no socket, so it need not be closed."""
        return AsyncInstantCard(base_url=self._own_url, **self._as(account, arguments))

    @property
    def balance(self) -> Decimal:
        """The first organization's money, in dollars. Set it to a Decimal or text (``"0.00"``)."""
        return self._controls.balance()

    @balance.setter
    def balance(self, amount: Decimal | str) -> None:
        self._controls.set_balance(_dollars(amount))

    def balance_of(self, account: Account) -> Decimal:
        """The money of an `add_organization`, in dollars."""
        return self._controls.balance(account.organization_id)

    def expire_tokens(self, account: Account | None = None) -> int:
        """Let all login tokens expire, or those of one account; answers how many there were."""
        return self._controls.expire_tokens(None if account is None else account.email)

    def seed(
        self,
        *,
        cards: int = 0,
        contacts: int = 0,
        addresses: int = 0,
        account: Account | None = None,
        card_template_id: int | None = None,
        finalized: bool = True,
    ) -> Planted:
        """Add so many made-up things, and answer their ids.

        Args:
            cards: Without photos.
            contacts: On their own.
            addresses: Each with a contact of its own.
            account: Whose they are; the first organization's unless given.
            card_template_id: The cards' template; the organization's first unless given.
            finalized: Whether the cards are, or are drafts.
        """
        return self._controls.seed(
            organization_id=None if account is None else account.organization_id,
            cards=cards,
            contacts=contacts,
            addresses=addresses,
            card_template_id=card_template_id,
            finalized=finalized,
        )

    def add_organization(
        self,
        *,
        name: str | None = None,
        email: str | None = None,
        password: str | None = None,
        balance: Decimal | str = "0.00",
    ) -> Account:
        """Add an organization like the first, with a user; what is not given is made up."""
        return self._controls.add_organization(
            name=name, email=email, password=password, balance=_dollars(balance)
        )

    def _as(self, account: Account | None, given: InstantCardArguments) -> InstantCardArguments:
        if account is None:
            first = self.environment
            account = Account(
                organization_id=int(first["INSTANTCARD_ORGANIZATION_ID"]),
                name="",
                email=first["INSTANTCARD_EMAIL"],
                password=first["INSTANTCARD_PASSWORD"],
            )
        login: InstantCardArguments = {
            "email": account.email,
            "password": account.password,
            "organization_id": account.organization_id,
        }
        return {**login, **given}


def _dollars(amount: Decimal | str) -> str:
    """An amount as the controls take it."""
    if isinstance(amount, str):
        return amount
    try:
        if not isinstance(amount, Decimal) or amount != amount.quantize(Decimal("0.01")):
            raise ControlError("balance must be a Decimal of whole cents, or text such as 17.37")
    except InvalidOperation:
        raise ControlError("balance must be a Decimal of whole cents") from None
    return f"{amount:.2f}"
