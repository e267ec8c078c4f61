"""The calls that were received, the last `MOST_CALLS` of them."""

import itertools
import json
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.types import Message, Receive, Scope

from cardwright.staging.clock import Clock, timestamp
from cardwright.staging.controls.blots import (
    blot_authorization,
    blot_json,
    blot_pairs,
    blot_text,
)
from cardwright.staging.forms import nest
from cardwright.staging.http import Json, parse_json

MOST_CALLS: Final = 1000
LONGEST_JSON: Final = 64 * 1024
"""The largest JSON body of a request that is noted, in bytes."""
LONGEST_ANSWER: Final = 1024 * 1024
"""The largest answer that is read to be noted, in bytes; pictures are shortened then."""
LONGEST_KEPT: Final = 16 * 1024
"""The largest answer that is kept, in characters of JSON."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call, with its secrets blotted out and its photos shortened.

    `number` counts all calls since the start, from 1. `time` is staging's own. `query` and `form`
    are nested as Rails nests them; `form` is None for a body that is no form, `json` for one that
    is no JSON. `status` is None without an answer: none yet, or the connection was dropped; `ms`
    are milliseconds until the answer began, None before. `fault` is the kind of the fault that the
    call met. `answer` is the JSON value that was answered; None for none, for one that is no JSON,
    and for one that is longer than `LONGEST_KEPT` without its pictures.
    """

    number: int
    time: str
    method: str
    path: str
    operation: str | None
    authorization: str | None
    query: Mapping[str, object]
    form: Mapping[str, object] | None
    json: Json
    status: int | None
    answer: Json
    ms: float | None
    fault: str | None

    def to_json(self) -> dict[str, Json]:
        """The call as the control answers it."""
        return asdict(self)


class Note:
    """A call while it lasts. The event loop writes it, any thread may look at it."""

    def __init__(self, number: int, moment: datetime, scope: Scope) -> None:
        """Note what the request's scope says; its ``state`` is filled while it is answered."""
        headers = dict(scope["headers"])
        self.number = number
        self.operation: str | None = None
        self.status: int | None = None
        self.ms: float | None = None
        self.fault: str | None = None
        self._started = time.perf_counter()
        self._moment = moment
        self._method: str = scope["method"]
        self._path: str = scope["path"]
        self._state: Mapping[str, Any] = scope.setdefault("state", {})
        self._sends_json = headers.get(b"content-type", b"").startswith(b"application/json")
        self._written: bytearray | None = None
        self._authorization = blot_authorization(headers.get(b"authorization"))
        query: bytes = scope["query_string"]
        self._query = blot_pairs(_query_pairs(query)) if query else []
        self._form: list[tuple[str, str]] | None = None
        self._json: Json = None
        self._answer = "null"

    def listen(self, receive: Receive) -> Receive:
        """The same `receive`; a JSON body that goes through it is noted."""
        if not self._sends_json:
            return receive
        written = self._written = bytearray()

        async def listening() -> Message:
            message = await receive()
            if len(written) <= LONGEST_JSON:
                written.extend(message.get("body", b""))
            return message

        return listening

    def answered(self, body: bytes) -> None:
        """Note the whole body of the answer."""
        self._answer = _noted_answer(body)

    def end(self, status: int | None) -> None:
        """Note the answer's status, None without an answer. Only the first end counts."""
        if self.ms is not None:
            return
        self.operation = self._state.get("operation", self.operation)
        if "form" in self._state:
            self._form = blot_pairs(self._state["form"])
        if self._written:
            self._json = _noted_json(bytes(self._written))
        # Neither may outlive the call: they hold secrets, and photos of any size.
        self._state, self._written = {}, None
        self.status = status
        self.ms = round((time.perf_counter() - self._started) * 1000, 3)

    def call(self) -> Call:
        """The call as it is known now."""
        return Call(
            number=self.number,
            time=timestamp(self._moment),
            method=self._method,
            path=blot_text(self._path),
            operation=self.operation,
            authorization=self._authorization,
            query=_nested(self._query),
            form=None if self._form is None else _nested(self._form),
            json=self._json,
            status=self.status,
            answer=json.loads(self._answer),
            ms=self.ms,
            fault=self.fault,
        )


class CallLog:
    """The calls, oldest first: iterable, with a length, and indexed like a list."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = itertools.count(1)
        self._notes: deque[Note] = deque(maxlen=MOST_CALLS)

    def begin(self, scope: Scope) -> Note:
        """A note of the request that has this scope."""
        note = Note(next(self._numbers), self._clock(), scope)
        self._notes.append(note)
        scope["state"]["note"] = note
        return note

    def all(self) -> list[Call]:
        """Every call that is kept."""
        return [note.call() for note in list(self._notes)]

    def of(self, operation: str) -> list[Call]:
        """The calls of one operation."""
        return [note.call() for note in list(self._notes) if note.operation == operation]

    def newest(self, most: int, *, before: int | None = None, after: int = 0) -> list[Call]:
        """At most so many calls, newest first, of those whose numbers are between the two."""
        notes = [
            each
            for each in list(self._notes)
            if each.number > after and (before is None or each.number < before)
        ]
        return [note.call() for note in notes[: -most - 1 : -1]]

    def find(self, number: int) -> Call | None:
        """The call with this number, if it is kept."""
        return next((note.call() for note in list(self._notes) if note.number == number), None)

    def clear(self) -> None:
        """Forget all calls."""
        self._notes.clear()

    def __len__(self) -> int:
        return len(self._notes)

    def __iter__(self) -> Iterator[Call]:
        return iter(self.all())

    def __getitem__(self, index: int) -> Call:
        return self._notes[index].call()


def _query_pairs(query: bytes) -> list[tuple[str, str]]:
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace")


def _nested(pairs: list[tuple[str, str]]) -> dict[str, object]:
    try:
        return nest(pairs)
    except ValueError:
        # Refused by the operation as well: nested too deeply.
        return dict(pairs)


def _noted_answer(body: bytes) -> str:
    """What is kept of an answer, as JSON text: it takes a fraction of the values' memory."""
    if not body or len(body) > LONGEST_ANSWER:
        return "null"
    try:
        text = json.dumps(blot_json(json.loads(body)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return "null"
    return text if len(text) <= LONGEST_KEPT else "null"


def _noted_json(body: bytes) -> Json:
    try:
        return blot_json(parse_json(body.decode()))
    except ValueError:
        return None
