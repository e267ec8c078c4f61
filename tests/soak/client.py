"""One of the clients at work: it sends requests, and keeps the journal of what they wrote."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from .figures import Figures
from .journal import Changes, Journal, Key, State

TIMEOUT: Final = 30.0


class UnexpectedAnswerError(Exception):
    """An answer that ends what the client was about to do; it is already counted as a problem."""


@dataclass
class World:
    """What all clients of a run have in common."""

    environment: Mapping[str, str]
    journal: Journal
    figures: Figures
    unit_cents: dict[int, int] = field(default_factory=dict)
    """The price of a copy, by template."""
    shipping_cents: dict[int, int] = field(default_factory=dict)
    """The price of shipping, by provider."""


class Client:
    """A client with its own connections and its own things; no two share a `name`."""

    def __init__(self, name: str, world: World, seed: int, token: str | None = None) -> None:
        self.name = name
        self.world = world
        self.journal = world.journal
        self.token = token
        self.random = random.Random(f"{seed} {name}")
        self._of = f"/organizations/{world.environment['INSTANTCARD_ORGANIZATION_ID']}"
        self._number = max(
            (key.number for kind in KINDS for key in self.journal.owned(kind, name)), default=0
        )
        self._instantcard, self._synctera = (
            httpx.AsyncClient(
                base_url=world.environment[f"{vendor}_BASE_URL"],
                timeout=TIMEOUT,
                trust_env=False,
                verify=False,  # plain HTTP: no certificates to load
            )
            for vendor in ("INSTANTCARD", "SYNCTERA")
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._instantcard.aclose()
        await self._synctera.aclose()

    def new(self, kind: str) -> Key:
        """The key of a thing that is about to be made."""
        self._number += 1
        return Key(kind, self.name, self._number)

    def pick(self, kind: str, fits: Callable[[State], bool] = lambda _: True) -> Key | None:
        """One of the client's own things, or None when none fits."""
        found = [key for key, state in self.journal.owned(kind, self.name).items() if fits(state)]
        return self.random.choice(found) if found else None

    def state(self, key: Key) -> dict[str, Any]:
        """What staging must hold of a thing that is there."""
        state = self.journal.get(key)
        assert state is not None
        return dict(state)

    def problem(self, what: str) -> None:
        """Note that something was not as it should be."""
        self.world.figures.problems.append(f"{self.name}: {what}")

    def check(self, holds: bool, what: str) -> None:
        """Note a problem unless it holds."""
        if not holds:
            self.problem(what)

    def check_shown(self, operation: str, key: Key, shown: State) -> None:
        """An answer must show what was acknowledged last; it need not show everything."""
        kept = self.state(key)
        for name, value in shown.items():
            if kept[name] != value:
                self.problem(f"{operation} {key}: {name} is {value!r} instead of {kept[name]!r}")

    async def send(
        self,
        operation: str,
        method: str,
        path: str,
        form: Mapping[str, str] | None = None,
        *,
        expect: tuple[int, ...] = (200,),
        absolute: bool = False,
        **more: Any,
    ) -> httpx.Response:
        """One request to InstantCard. Forms are sent in all the ways that the vendor takes.

        Raises `UnexpectedAnswerError` for a status that is not in `expect`, and httpx's
        TransportError when there was no answer.
        """
        if form is not None:
            more |= self._written(method, form)
        more.setdefault("headers", {"Authorization": f"bearer {self.token}"})
        full = path if absolute else self._of + path
        return await self._measured(self._instantcard, operation, method, full, expect, more)

    def _written(self, method: str, form: Mapping[str, str]) -> dict[str, Any]:
        if method == "GET":
            return {"params": form}
        if method == "PATCH" and sum(map(len, form.values())) < 2000 and self.random.random() < 0.5:
            return {"params": form}
        if self.random.random() < 0.5:
            return {"data": form}
        return {"files": {name: (None, value) for name, value in form.items()}}

    async def order(
        self, operation: str, body: object, *, expect: tuple[int, ...] = (201,), **more: Any
    ) -> httpx.Response:
        """One request to Synctera's only operation."""
        more.setdefault("headers", {})
        more["headers"].setdefault(
            "Authorization", f"Bearer {self.world.environment['SYNCTERA_API_KEY']}"
        )
        more["json"] = body
        return await self._measured(
            self._synctera, operation, "POST", "/cards/bulk_issuance", expect, more
        )

    async def _measured(
        self,
        http: httpx.AsyncClient,
        operation: str,
        method: str,
        path: str,
        expect: tuple[int, ...],
        more: Mapping[str, Any],
    ) -> httpx.Response:
        begin = time.monotonic()
        answer = await http.request(method, path, **more)
        self.world.figures.answered(operation, answer.status_code, time.monotonic() - begin)
        if answer.status_code not in expect:
            self.problem(f"{operation}: {answer.status_code} {answer.text[:200]}")
            raise UnexpectedAnswerError
        return answer

    async def write(
        self,
        changes: Changes,
        operation: str,
        method: str,
        path: str,
        form: Mapping[str, str] | None = None,
        *,
        refusals: tuple[int, ...] = (),
    ) -> httpx.Response:
        """A request that writes `changes`, or nothing when it is refused as `refusals` say."""
        try:
            answer = await self.send(operation, method, path, form, expect=(200, *refusals))
        except (httpx.TransportError, UnexpectedAnswerError):
            self.journal.leave_undecided(changes)
            raise
        if answer.status_code == 200:
            self.journal.acknowledge(changes)
        return answer

    async def both(
        self, changes: Changes, *requests: Awaitable[httpx.Response]
    ) -> list[httpx.Response]:
        """The answers of requests that are under way at once and may write `changes`."""
        try:
            return list(await asyncio.gather(*requests))
        except (httpx.TransportError, UnexpectedAnswerError):
            self.journal.leave_undecided(changes)
            raise


KINDS: Final = ("card", "job", "address", "contact", "payment", "configuration")
"""The kinds of things that clients make."""
