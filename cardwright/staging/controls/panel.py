"""The controls as methods."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from cardwright.staging.controls import accounts, planting
from cardwright.staging.controls.calls import CallLog
from cardwright.staging.controls.clock import ControlledClock
from cardwright.staging.controls.faults import Fault, Faults
from cardwright.staging.controls.fields import ControlError, Fields
from cardwright.staging.controls.planting import Account, Planted
from cardwright.staging.http import Json
from cardwright.staging.vendor import Services, Vendor

_NOT_GIVEN: Final = object()


class Controls:
    """What can be done to a running staging. Every method can be called from any thread.

    What cannot be done raises `ControlError`, a ValueError that names the argument.
    `organization_id` is that of the first organization if it is left out.
    """

    def __init__(
        self,
        vendors: Sequence[Vendor],
        services: Services,
        clock: ControlledClock,
        operations: Mapping[str, tuple[str, str]],
    ) -> None:
        self.services: Final = services
        self.clock: Final = clock
        """Staging's time."""
        self.faults: Final = Faults(operations)
        """The faults that were armed."""
        self.calls: Final = CallLog(clock)
        """The calls that staging received, the controls' own not among them."""
        self.operations: Final = operations
        """Method and path template of each operation, by its name."""
        self._vendors = vendors

    def reset(self) -> None:
        """Begin anew: data as seeded, no faults, no calls, the clock's own time."""
        self.clock.reset()
        self.faults.clear()
        with self.services.database.writing() as connection:
            self.services.database.empty(connection)
            for vendor in self._vendors:
                vendor.seed(connection, self.services.clock())
        self.calls.clear()

    def seed(
        self,
        *,
        organization_id: int | None = None,
        cards: int = 0,
        contacts: int = 0,
        addresses: int = 0,
        card_template_id: int | None = None,
        finalized: bool = True,
    ) -> Planted:
        """Add so many made-up things to an organization; answers their ids.

        Each address brings a contact of its own. The cards have no photo; they are of the
        organization's first template unless another is given.
        """
        fields = Fields.of(
            organization_id=organization_id,
            cards=cards,
            contacts=contacts,
            addresses=addresses,
            card_template_id=card_template_id,
            finalized=finalized,
        )
        return planting.plant_things(self.services, fields)

    def add_organization(
        self,
        *,
        name: str | None = None,
        email: str | None = None,
        password: str | None = None,
        balance: str = "0.00",
    ) -> Account:
        """Add an organization like the first, with a user; answers what that one logs in with."""
        fields = Fields.of(name=name, email=email, password=password, balance=balance)
        return planting.plant_organization(self.services, fields)

    def expire_tokens(self, email: str | None = None) -> int:
        """Let all login tokens expire, or those of one user; answers how many there were."""
        return accounts.expire_tokens(self.services, Fields.of(email=email))

    def balance(self, organization_id: int | None = None) -> Decimal:
        """The balance of an organization, in dollars."""
        fields = Fields.of(organization_id=organization_id)
        return Decimal(accounts.balance_cents(self.services, fields)).scaleb(-2)

    def set_balance(self, amount: str, organization_id: int | None = None) -> None:
        """Bring a balance to `amount` (``"17.37"``) by an entry in the ledger."""
        fields = Fields.of(amount=amount, organization_id=organization_id)
        accounts.set_balance(self.services, fields)

    def arm(self, operation: str, kind: str, **settings: Json) -> Fault:
        """Arm a fault; `settings` are the members that the kind has over HTTP."""
        return self.faults.arm(Fields({"operation": operation, "kind": kind, **settings}))

    def fail_next(
        self,
        operation: str,
        *,
        times: int = 1,
        after_commit: bool = False,
        status: int | None = None,
        body: Json | object = _NOT_GIVEN,
        headers: Mapping[str, str] | None = None,
        seconds: float = 0,
    ) -> Fault:
        """Let the next `times` calls of `operation` (``"*"``: any) fail.

        The connection is dropped, or `status` is answered with `headers` and the JSON `body` (the
        vendor's own refusal if it is left out). The request is not carried out, or with
        `after_commit` it is. `seconds` is how long that takes.
        """
        given: dict[str, Json] = {} if body is _NOT_GIVEN else {"body": body}  # type: ignore[dict-item]
        if status is None and (given or headers is not None):
            raise ControlError("status is missing: without one, nothing is answered")
        if status is not None:
            given["status"] = status
        if headers is not None:
            given["headers"] = headers
        return self.arm(
            operation,
            "drop" if status is None else "status",
            times=times,
            when="after" if after_commit else "before",
            seconds=seconds,
            **given,
        )
