"""How it is found out whether a write happened whose answer was lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar
from urllib.parse import unquote

import attrs

from .attempts import Call
from .bodies import Body
from .drift import NO_DRIFT
from .errors import BadRequest, NotFound, UnprocessableContent
from .evidence import Evidence, Verdict
from .made import Known
from .operation import Operation
from .outcomes import CannotTell, DidNotHappen, Happened, OutcomeUnknown, Settled
from .urls import Query

if TYPE_CHECKING:
    from .protocols import IO

T = TypeVar("T")

# Seconds between two looks: the first pause, doubled up to the last.
_FIRST_PAUSE: Final = 0.1
_LAST_PAUSE: Final = 2.0

# What ends a list whose pages never do.
_MOST_PAGES: Final = 10_000


class Reader(Protocol):
    """What sends a call, with a total time of its own."""

    async def call(
        self,
        operation: Operation[T],
        path: str,
        *,
        query: Query | None = None,
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Send one operation."""
        ...


async def entries(reader: Reader, evidence: Evidence, path: str) -> list[Any]:
    """Everything that the list of an operation shows, as JSON has it."""
    read = _plain(evidence.read())
    if evidence.paging is None:
        return await reader.call(read, path)
    found: dict[Any, Any] = {}
    page, size, first, most = evidence.paging
    for number in range(first, first + _MOST_PAGES):
        query = Query()
        query.add(page, page, number)
        query.add(size, size, most)
        before = len(found)
        for entry in await reader.call(read, path, query=query):
            # An entry without an id is kept, once.
            found.setdefault(evidence.id_of(entry) or str(entry), entry)
        if len(found) == before:
            break
    return list(found.values())


def _plain(read: Operation[Any]) -> Operation[Any]:
    """The same operation, its answer left as JSON has it."""
    return attrs.evolve(read, decode=lambda value, _drift, _at: value)


def path_of_read(evidence: Evidence, operation: Operation[Any], path: str) -> str:
    """The read's path, filled from the path of the call."""
    given = _parameters(operation.route, path)
    route: str = evidence.read().route
    return "/".join(given.get(each, each) for each in route.split("/"))


def _parameters(route: str, path: str) -> dict[str, str]:
    pairs = zip(route.split("/"), path.split("/"), strict=True)
    return {name: value for name, value in pairs if name.startswith("{")}


def _sent(call: Call[Any]) -> dict[str, str]:
    """What a call sent, by its names on the wire."""
    given = _parameters(call.operation.route, call.path)
    sent = {name.strip("{}"): unquote(value) for name, value in given.items()}
    if call.query is not None:
        sent.update(call.query.document())
    if call.body is not None:
        sent.update(call.body.sent())
    return sent


class Settling:
    """Finds out what became of one lost call.

    Args:
        reader: What reads.
        io: What waits.
        call: The call.
        known: What was known of the list that it adds to.
        note: Takes the id of the entry that it made.
        end: When the lost request can no longer take effect, on the monotonic clock.
    """

    def __init__(
        self,
        reader: Reader,
        io: IO,
        call: Call[Any],
        known: Known,
        note: Callable[[Any], None],
        end: float,
    ) -> None:
        self._reader = reader
        self._io = io
        self._call = call
        self._known = known
        self._note = note
        self._end = end

    async def find_out(self) -> Settled:
        """What became of the call."""
        operation = self._call.operation
        if self._call.settled is not None:
            return self._call.settled
        if operation.key_header is not None:
            return await self._again()
        evidence = operation.settle
        if evidence is None:
            return CannotTell(operation.advice)
        pause = _FIRST_PAUSE
        while True:
            # Looked at before the clock, so that the last look comes after the end.
            over = time.monotonic() >= self._end
            verdict = await self._look(evidence)
            if verdict is not None:
                return verdict
            if over:
                return DidNotHappen()
            await self._io.sleep(max(min(pause, self._end - time.monotonic()), 0.0))
            pause = min(pause * 2, _LAST_PAUSE)

    async def _again(self) -> Settled:
        call = self._call
        try:
            result = await self._reader.call(
                call.operation, call.path, query=call.query, body=call.body, headers=call.headers
            )
        except (BadRequest, NotFound, UnprocessableContent):
            # Had it happened, the vendor would have answered as it did then.
            return DidNotHappen()
        except OutcomeUnknown as error:
            return CannotTell(f"it was sent again, and its answer was lost again: {error.reason}")
        return Happened(result)

    async def _look(self, evidence: Evidence) -> Settled | None:
        """What a read says now; nothing if it shows no effect yet."""
        call = self._call
        path = path_of_read(evidence, call.operation, call.path)
        sent = _sent(call)
        shown: Any
        if evidence.kind == "entry":
            shown = await entries(self._reader, evidence, path)
            found = evidence.among_entries(shown, sent, self._known)
        else:
            try:
                shown = await self._reader.call(_plain(evidence.read()), path)
            except NotFound:
                found = evidence.without_object()
            else:
                found = evidence.of_object(shown, sent)
        return self._settled(evidence, found)

    def _settled(self, evidence: Evidence, found: Verdict) -> Settled | None:
        if found.reason:
            return CannotTell(found.reason)
        if not found.happened:
            return None
        if evidence.kind == "entry":
            self._note(evidence.id_of(found.shown))
        # Kept, as its entry is known from now on and would not count as new again.
        self._call.settled = Happened(self._result(evidence, found.shown))
        return self._call.settled

    def _result(self, evidence: Evidence, shown: Any) -> Any:
        """What the call would have returned."""
        decode = self._call.operation.decode
        if evidence.result is not None:
            return decode(evidence.result, NO_DRIFT, "")
        if evidence.same_answer and isinstance(shown, dict):
            return decode(shown, NO_DRIFT, "")
        return None
