"""What runs leave at an InstantCard server that is not ours, and how it is taken back."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..api import Answer, Api, Stop
from ..mark import MARK, is_marked
from ..wire import NotAllowed
from . import texts

#: Lists are looked through so far; an account with more entries is not ours alone.
_PAGES = 10
_PAGE_SIZE = 100

#: Where each kind of thing that can be deleted is found. Addresses go before their contacts.
_FOUND_BY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("addresses", "addresses.list", {}),
    ("contacts", "contacts.list", {}),
    ("cards", "cards.search", {"term": MARK}),
)

#: Any answer, also one that the spec does not have.
_ANY = range(100, 600)


class Remains:
    """Finds by their mark the things that runs made, and takes them back.

    Print jobs cannot be deleted: one is marked by its one-off address, is used again, and is
    emptied of its cards.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._belongings = api.wire.belongings
        self._job: int | None = None

    def job(self) -> int:
        """The id of the one marked print job, empty and not submitted."""
        found = self._find_job()
        if found is None:
            self._job = int(self._api.call("print_jobs.create", texts.ONE_OFF).value["id"])
        else:
            self._job = int(found["id"])
            self._belongings.add("print_jobs", self._job)
            self._empty(found)
        return self._job

    def submitted(self, number: int) -> None:
        """Note that a job is with the printer: it is another one's turn."""
        if number == self._job:
            self._job = None

    def take_back(self) -> Iterator[str]:
        """Delete what can be deleted.

        Yields:
            What stays, by its id.
        """
        self._api.wire.tidying = True
        for step in (self._settle_job, *(lambda one=one: self._delete(*one) for one in _FOUND_BY)):
            try:
                yield from step()
            except (Stop, NotAllowed, LookupError, TypeError, ValueError) as error:
                yield f"not all could be looked for: {type(error).__name__}"
        for number in self._belongings.of("print_jobs"):
            kept = number == str(self._job)
            kind = "print job, empty and kept for the next run" if kept else "print job"
            yield f"{kind}: {number}"

    def _settle_job(self) -> Iterator[str]:
        found = self._find_job()
        if found is not None:
            number = self._job = int(found["id"])
            self._belongings.add("print_jobs", number)
            self._empty(found)
            # Its saved address, if it has one, is deleted next, and its mark with it.
            self._call("print_jobs.update", {"id": number, **texts.ONE_OFF})
        yield from ()

    def _find_job(self) -> Mapping[str, Any] | None:
        if self._job is not None:
            found = self._call("print_jobs.get", {"id": self._job})
            if found.succeeded and str(found.value["status"]) == "0":
                job: Mapping[str, Any] = found.value
                return job
        for one in self._all("print_jobs.list", {"status": "0"}):
            if is_marked(json.dumps(one.get("address"), ensure_ascii=False)):
                return one
        return None

    def _empty(self, job: Mapping[str, Any]) -> None:
        for card in job.get("list_users") or ():
            self._call("print_jobs.remove_card", {"id": job["id"], "card_id": card["id"]})

    def _delete(self, resource: str, operation: str, fields: dict[str, Any]) -> Iterator[str]:
        for one in self._all(operation, fields):
            if is_marked(json.dumps(one, ensure_ascii=False)):
                self._belongings.add(resource, one["id"])
        for number in self._belongings.of(resource):
            status = self._call(f"{resource}.delete", {"id": number}).status
            if status == 404:
                self._belongings.lose(resource, number)
            elif not 200 <= status < 300:
                yield f"one of the {resource}: {number} (deleting it was answered with {status})"

    def _all(self, operation: str, fields: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
        for page in range(1, _PAGES + 1):
            more = self._api.call(
                operation, {**fields, "page": page, "page_size": _PAGE_SIZE}
            ).value
            yield from (one for one in more if isinstance(one, Mapping))
            if len(more) < _PAGE_SIZE:
                return

    def _call(self, operation: str, fields: dict[str, Any]) -> Answer:
        return self._api.call(operation, fields, expect=_ANY)
