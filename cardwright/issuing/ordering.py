"""The print job of a run: one, made and submitted at most once."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import attrs

from cardwright.issuing.errors import IssuingError, VendorError
from cardwright.issuing.journal import Job, JobState, Journal
from cardwright.issuing.progress import Reporter
from cardwright.issuing.trouble import Trouble, is_final, said
from cardwright.issuing.workers import Stop
from instantcard import (
    UNSET,
    AsyncInstantCard,
    ClientError,
    OneOffAddress,
    OutcomeUnknown,
    PrintJob,
    PrintJobStatus,
)

T = TypeVar("T")

BATCH: Final = 500
"""How many cards one call adds to a print job. The vendor's page knows no limit, neither of a call
nor of a job; so there is one job, as each pays for shipping, and calls of a moderate size."""

_PAGE: Final = 10
_PASSES: Final = 20
_TRIES: Final = 8
_PAUSE: Final = 0.5


@dataclass(frozen=True, slots=True)
class OrderOptions:
    """How the cards are ordered, as for `print_jobs.create`.

    Attributes:
        shipping_provider_id: Who ships the parcel.
        address_id: A saved address.
        address: A one-off address. Either this or `address_id`.
        copies: How often each card is printed.
    """

    shipping_provider_id: int
    address_id: int | None = None
    address: OneOffAddress | None = None
    copies: int = 1

    def content(self) -> str:
        """All of it, for comparing."""
        address = None if self.address is None else attrs.asdict(self.address)
        return json.dumps(
            [self.shipping_provider_id, self.address_id, address, self.copies], default=str
        )


class Ordering:
    """Makes and submits the print job.

    Args:
        api: The client.
        journal: What is known of it.
        reporter: What tells how far it is.
        settle: For how many seconds a lost request may still be carried out.
        stop: Whether to end early.
    """

    def __init__(
        self,
        api: AsyncInstantCard,
        journal: Journal,
        reporter: Reporter,
        *,
        settle: float,
        stop: Stop,
    ) -> None:
        self._api = api
        self._journal = journal
        self._reporter = reporter
        self._settle = settle
        self._stop = stop

    @property
    def _job(self) -> Job:
        return self._journal.job

    async def create(self, card_ids: Sequence[int], options: OrderOptions) -> int | None:
        """Make the job with exactly these cards, or go on with it; answers its id.

        Nothing is answered if it was stopped, or cannot be told whether there is one.

        Raises:
            IssuingError: It was made with other options, or the vendor refuses it.
            VendorError: The vendor keeps failing.
        """
        wanted = self._journal.digest(options.content())
        if self._job.state is not JobState.NONE and self._job.options != wanted:
            raise IssuingError(
                f"print job {self._job.job_id or 'of this run'} was begun with another shipping"
                " provider, address or number of copies; give those again, or change it with"
                " `cardwright instantcard print-jobs update`"
            )
        trouble = Trouble(_TRIES)
        for _ in range(_PASSES):
            if self._stop or self._job.state is JobState.STOPPED:
                return None
            if self._job.state is JobState.LOST:
                await self._find(set(card_ids))
            elif self._job.state is JobState.NONE:
                await self._make(card_ids[:BATCH], options, wanted, trouble)
            else:
                break
        if self._job.state is JobState.CREATED:
            await self._fill(card_ids, trouble)
        return self._job.job_id

    async def _make(
        self, card_ids: Sequence[int], options: OrderOptions, wanted: bytes, trouble: Trouble
    ) -> None:
        job = self._job
        job.state, job.options = JobState.CREATING, wanted
        self._journal.save_job()
        try:
            made = await self._api.print_jobs.create(
                shipping_provider_id=options.shipping_provider_id,
                address_id=UNSET if options.address_id is None else options.address_id,
                address=options.address or UNSET,
                number_of_copies=options.copies,
                card_ids=card_ids,
            )
        except OutcomeUnknown as error:
            job.state, job.since = JobState.LOST, time.time()
            self._journal.save_job()
            trouble.met(error)
        except ClientError as error:
            job.state = JobState.NONE
            self._journal.save_job()
            if not is_final(error):
                trouble.met(error)
                await asyncio.sleep(_PAUSE)
                return
            raise IssuingError(f"the print job is refused: {said(error)}") from None
        else:
            job.state, job.job_id, job.since = JobState.CREATED, made.id, 0.0
            self._journal.save_job()

    async def _find(self, card_ids: set[int]) -> None:
        """Look for a job that may have been made: only this run knows its cards."""
        job = self._job
        self._reporter.say("looking for the print job of which no answer came")
        found = await self._jobs_with(card_ids)
        if not found:
            await self._wait(job.since)
            found = await self._jobs_with(card_ids)
        job.since = 0.0
        if not found:
            job.state = JobState.NONE
        elif len(found) == 1:
            job.state, job.job_id = JobState.CREATED, found[0]
        else:
            job.state = JobState.STOPPED
            job.reason = f"cards of this run are in several print jobs: {found}"
        self._journal.save_job()

    async def _jobs_with(self, card_ids: set[int]) -> list[int]:
        return [
            job.id
            async for job in self._api.print_jobs.list(page_size=_PAGE)
            if _cards_of(job) & card_ids
        ]

    async def _wait(self, since: float) -> None:
        """Wait until a call that was lost at `since` can no longer be carried out."""
        now = time.time()
        await asyncio.sleep(max(min(since, now) + self._settle - now, 0.0))

    async def _fill(self, card_ids: Sequence[int], trouble: Trouble) -> None:
        """Add the cards that are not in it yet."""
        job = self._job
        assert job.job_id is not None
        while True:
            if job.since:
                # What was being added may still come.
                await self._wait(job.since)
            shown = await self._read(lambda: self._api.print_jobs.get(_id(job)), trouble)
            missing = [each for each in card_ids if each not in _cards_of(shown)]
            if not missing or self._stop:
                break
            if shown.status == PrintJobStatus.SUBMITTED:
                raise IssuingError(
                    f"print job {job.job_id} is submitted, and {len(missing)} cards are not in it;"
                    " put their rows into a sheet of its own to order them"
                )
            with self._reporter.phase("Print job", len(missing)) as advance:
                for at in range(0, len(missing), BATCH):
                    batch = missing[at : at + BATCH]
                    if not await self._add(batch, trouble):
                        break
                    for _ in batch:
                        advance()
        job.since = 0.0
        self._journal.save_job()

    async def _add(self, card_ids: Sequence[int], trouble: Trouble) -> bool:
        """Whether cards are surely in the job now."""
        job = self._job
        job.since = time.time()
        self._journal.save_job()
        try:
            await self._api.print_jobs.add_cards(_id(job), card_ids=card_ids)
        except OutcomeUnknown as error:
            job.since = time.time()
            self._journal.save_job()
            trouble.met(error)
            return False
        except ClientError as error:
            job.since = 0.0
            self._journal.save_job()
            if is_final(error):
                raise IssuingError(f"print job {job.job_id}: {said(error)}") from None
            trouble.met(error)
            return False
        job.since = 0.0
        self._journal.save_job()
        trouble.over()
        return True

    async def covered(self) -> bool:
        """Whether the balance covers the job.

        Raises:
            IssuingError: The vendor refuses to say so.
            VendorError: The vendor keeps failing.
        """
        check = self._api.print_jobs.check_balance
        return await self._read(lambda: check(_id(self._job)), Trouble(_TRIES))

    async def submit(self) -> bool:
        """Submit the job, once; answers whether it is submitted.

        Raises:
            IssuingError: The vendor refuses it.
            VendorError: The vendor keeps failing.
        """
        job, trouble = self._job, Trouble(_TRIES)
        for _ in range(_PASSES):
            if job.state is JobState.SUBMITTING:
                await self._look_whether_submitted(trouble)
            if job.state is JobState.SUBMITTED or self._stop:
                break
            job.state, job.since = JobState.SUBMITTING, 0.0
            self._journal.save_job()
            try:
                await self._api.print_jobs.submit(_id(job))
            except OutcomeUnknown as error:
                job.since = time.time()
                self._journal.save_job()
                trouble.met(error)
            except ClientError as error:
                job.state = JobState.CREATED
                self._journal.save_job()
                if is_final(error):
                    raise IssuingError(f"print job {job.job_id}: {said(error)}") from None
                trouble.met(error)
                await asyncio.sleep(_PAUSE)
            else:
                job.state = JobState.SUBMITTED
                self._journal.save_job()
        return job.state is JobState.SUBMITTED

    async def _look_whether_submitted(self, trouble: Trouble) -> None:
        job = self._job
        for last in (False, True):
            if last:
                await self._wait(job.since)
            shown = await self._read(lambda: self._api.print_jobs.get(_id(job)), trouble)
            if shown.status == PrintJobStatus.SUBMITTED:
                break
        is_submitted = shown.status == PrintJobStatus.SUBMITTED
        job.state = JobState.SUBMITTED if is_submitted else JobState.CREATED
        job.since = 0.0
        self._journal.save_job()

    async def _read(self, call: Callable[[], Awaitable[T]], trouble: Trouble) -> T:
        while True:
            try:
                return await call()
            except ClientError as error:
                if is_final(error):
                    raise IssuingError(f"print job {self._job.job_id}: {said(error)}") from None
                trouble.met(error)
                await asyncio.sleep(_PAUSE)


def _id(job: Job) -> int:
    if job.job_id is None:
        raise VendorError("there is no print job yet")
    return job.job_id


def _cards_of(job: PrintJob) -> set[int]:
    """The cards that a job shows."""
    entries = job.list_users if isinstance(job.list_users, list) else []
    ids = (each.get("id") for each in entries if isinstance(each, dict))
    return {each for each in ids if isinstance(each, int)}
