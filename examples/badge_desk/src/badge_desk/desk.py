"""Orders badges: one print job for all visitors of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self

from instantcard import DidNotHappen, Happened, InstantCard, OutcomeUnknown

TEMPLATE = "Visitor pass"
SHIPPING = "Standard Mail"


class OutOfFunds(Exception):
    """There is not enough money for the order. Nothing was submitted."""


class Undecided(Exception):
    """Somebody has to look whether the order was submitted."""


@dataclass(frozen=True)
class Visitor:
    """Who comes, and to whom."""

    full_name: str
    company: str
    host: str
    valid_until: date


@dataclass(frozen=True)
class Order:
    """What was ordered."""

    print_job_id: int
    card_ids: tuple[int, ...]


class Desk:
    """A reception desk. Its account is in the INSTANTCARD_* variables."""

    def __init__(self) -> None:
        self._api = InstantCard()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._api.close()

    def order(self, visitors: Iterable[Visitor]) -> Order:
        """Order a badge for each visitor, once.

        Raises:
            OutOfFunds: There is not enough money.
            Undecided: The answer was lost, and what became of it cannot be told.
        """
        api = self._api
        cards = tuple(self._badge(visitor) for visitor in visitors)
        provider = next(
            each for each in api.organization.shipping_providers() if each.name == SHIPPING
        )
        job = api.print_jobs.create(
            card_ids=list(cards),
            shipping_provider_id=provider.id,
            address_id=next(iter(api.addresses.list())).id,
        )
        if not api.print_jobs.check_balance(job.id):
            raise OutOfFunds(f"print job {job.id} waits for money")
        self._submit(job.id)
        return Order(job.id, cards)

    def _badge(self, visitor: Visitor) -> int:
        template = next(each for each in self._api.card_templates.list() if each.name == TEMPLATE)
        card = self._api.cards.create(
            card_template_id=template.id,
            fields={
                "Full name": visitor.full_name,
                "Company": visitor.company,
                "Host": visitor.host,
                "Valid until": visitor.valid_until.isoformat(),
                "Photo": "",
            },
        )
        self._api.cards.finalize(card.id)
        return card.id

    def _submit(self, job_id: int) -> None:
        for _ in range(2):
            try:
                self._api.print_jobs.submit(job_id)
                return
            except OutcomeUnknown as lost:
                match lost.resolve():
                    case Happened():
                        return
                    case DidNotHappen():
                        continue
                    case undecided:
                        raise Undecided(f"print job {job_id}: {undecided.reason}") from lost
        raise Undecided(f"print job {job_id} was lost twice; nothing was submitted")
