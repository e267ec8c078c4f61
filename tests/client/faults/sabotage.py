"""Clients with one flaw each, and the cells that must find it."""

from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import pytest

from instantcard import DidNotHappen, Happened, InvalidResponse
from instantcard._runtime import (
    answers,
    attempts,
    blocking,
    calling,
    retries,
    settling,
    tasks,
    timeouts,
)
from synctera._runtime import calling as calling_of_synctera

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Sabotage:
    """A flaw.

    Attributes:
        name: What the client does.
        apply: Makes it do so.
        operation: What is called.
        fault: What that meets; a storm if empty.
        breach: What must be found, by the word before its colon.
    """

    name: str
    apply: Callable[[Patch], None]
    operation: str
    fault: str
    breach: str


def _sends_again(patch: Patch) -> None:
    patch.setattr(calling, "may_be_sent_again", lambda operation, error: True)


def _calls_it_refused(patch: Patch) -> None:
    patch.setattr(attempts, "may_have_happened", lambda operation, error: False)


def _guesses(answer: Any) -> Callable[[Patch], None]:
    async def find_out(_: Any) -> Any:
        return answer

    return lambda patch: patch.setattr(settling.Settling, "find_out", find_out)


def _looks_once(patch: Patch) -> None:
    honest = settling.Settling.find_out

    async def find_out(self: Any) -> Any:
        self._end = 0
        return await honest(self)

    patch.setattr(settling.Settling, "find_out", find_out)


def _cannot_wait(patch: Patch) -> None:
    patch.setattr(retries.Retries, "wait", lambda *_: 0.0)


def _takes_anything(patch: Patch) -> None:
    def result(operation: Any, answer: Any, *rest: Any) -> Any:
        try:
            return answers.result(operation, answer, *rest)
        except InvalidResponse:
            return None

    patch.setattr(calling, "result", result)


def _forgets_the_time(patch: Patch) -> None:
    patch.setattr(timeouts.Deadline, "remaining", lambda _: 60.0)


def _makes_another_key(patch: Patch) -> None:
    honest = calling_of_synctera._request

    def request(call: Any, *rest: Any) -> Any:
        made = honest(call, *rest)
        made.headers["Idempotency-Key"] = str(uuid4())
        return made

    patch.setattr(calling_of_synctera, "_request", request)


def _logs_in_by_itself(patch: Patch) -> None:
    @asynccontextmanager
    async def held(*_: Any) -> Any:
        yield

    patch.setattr(blocking.ThreadLock, "held", held)
    patch.setattr(tasks.TaskLock, "held", held)


def _says_never_sent(patch: Patch) -> None:
    patch.setattr(attempts.Call, "_outcome", lambda *_: "never sent")


SABOTAGES: Final = (
    Sabotage(
        "repeats a lost create", _sends_again, "cards.create", "reset after commit", "duplicate"
    ),
    Sabotage(
        "repeats a lost payment",
        _sends_again,
        "organization.add_funds",
        "502 after commit",
        "duplicate",
    ),
    Sabotage(
        "repeats a lost deletion", _sends_again, "contacts.delete", "half an answer", "repeated"
    ),
    Sabotage(
        "calls a lost write refused", _calls_it_refused, "contacts.update", "late answer", "present"
    ),
    Sabotage(
        "calls a lost write never sent",
        _says_never_sent,
        "addresses.create",
        "slow body",
        "present",
    ),
    Sabotage(
        "guesses that it happened",
        _guesses(Happened(None)),
        "contacts.create",
        "500 before",
        "resolve",
    ),
    Sabotage(
        "guesses that it did not",
        _guesses(DidNotHappen()),
        "print_jobs.submit",
        "reset after commit",
        "resolve",
    ),
    Sabotage(
        "does not wait for what is late",
        _looks_once,
        "contacts.create",
        "carried out late, no answer",
        "resolve",
    ),
    Sabotage(
        "takes a page for an answer", _takes_anything, "addresses.delete", "HTML before", "absent"
    ),
    Sabotage(
        "does not keep to Retry-After",
        _cannot_wait,
        "contacts.create",
        "429, Retry-After: 1",
        "too soon",
    ),
    Sabotage(
        "does not keep to its deadline",
        _forgets_the_time,
        "organization.balance",
        "slow body",
        "late",
    ),
    Sabotage(
        "makes a key for each attempt",
        _makes_another_key,
        "bulk_orders.create",
        "reset after commit",
        "duplicate",
    ),
    Sabotage("logs in for each caller", _logs_in_by_itself, "profile.me", "", "storm"),
)
