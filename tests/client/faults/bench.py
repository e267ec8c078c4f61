"""A staging with the proxy in front of it, always in the same state before a cell."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar
from urllib.parse import urlsplit

import instantcard
import synctera
from cardwright.staging import Staging, serve
from cardwright.staging.db import Database
from instantcard import InstantCard

from ..clients import Kind, Play
from .objects import World, plant
from .operations import Operation
from .proxy import Proxy

T = TypeVar("T")

MODULES: Final[Mapping[str, Any]] = {"instantcard": instantcard, "synctera": synctera}

ATTEMPTS: Final = 3

Tables: TypeAlias = dict[str, tuple[tuple[Any, ...], ...]]
"""The rows of each table."""

# Those that a call may leave without having any effect, and what the database keeps for itself.
_NO_EFFECT: Final = ("instantcard_tokens", "sqlite_sequence")

# What differs from one run to the next: random ids, and times.
_RANDOM: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
)


class Limits(NamedTuple):
    """The time limits of a client that meets a fault, in seconds; see `Timeouts`."""

    read: float
    total: float
    settle: float = 0.1


@dataclass(frozen=True)
class Expected:
    """What an operation does where nothing fails.

    Attributes:
        none: The tables before it.
        once: The tables after it.
        twice: The tables after it was called again, in whatever way that ended.
        result: What it returned.
    """

    none: Tables
    once: Tables
    twice: Tables
    result: Any

    def effects(self, found: Tables) -> int | None:
        """How often it happened, of tables in which nothing else did; `None`: not in whole.

        A second time that changes nothing more counts as one.
        """
        for times, tables in enumerate((self.none, self.once, self.twice)):
            if found == tables:
                return times
        return None


class Bench:
    """Use `bench()`."""

    def __init__(self, staging: Staging, proxy: Proxy) -> None:
        self.staging = staging
        self.proxy = proxy
        self._expected: dict[str, Expected] = {}
        with InstantCard(**self._settings("instantcard", direct=True)) as api:
            self.world: World = plant(api)
        self._seeded = self._rows()

    def begin(self) -> None:
        """Bring everything back to how it was, faults and time included."""
        controls = self.staging.controls
        self.proxy.calm()
        self.proxy.hang_up()
        self.proxy.wait_until_idle()
        controls.faults.clear()
        controls.clock.reset()
        controls.calls.clear()
        with self.staging.services.database.writing() as connection:
            Database.empty(connection)
            for table, rows in self._seeded.items():
                if rows:
                    places = ", ".join("?" * len(rows[0]))
                    connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)

    def watch(self, operation: Operation) -> None:
        """Let the proxy watch an operation."""
        self.proxy.watch(operation.method, operation.path)

    def calm(self) -> None:
        """Let nothing fail any more."""
        self.proxy.calm()
        self.staging.controls.faults.clear()

    def play(
        self,
        operation: Operation,
        kind: Kind,
        scenario: Callable[[Any], Awaitable[T]],
        *,
        limits: "Limits | None" = None,
    ) -> T:
        """Play a scenario with a client of the operation's vendor.

        With limits, the client meets the proxy; otherwise it goes past it.
        """
        given = self._settings(operation.vendor, direct=limits is None)
        if limits is not None:
            module = MODULES[operation.vendor]
            given |= {
                "timeouts": module.Timeouts(connect=2, **limits._asdict()),
                "retries": module.Retries(attempts=ATTEMPTS, first=0.02, longest=0.05),
                "on_drift": "ignore",
            }
        play = Play(kind, given["base_url"])
        if operation.vendor == "synctera":
            return play.synctera(scenario, **given)
        return play(scenario, **given)

    def tables(self) -> Tables:
        """What can be seen of the effects of calls."""
        self.proxy.wait_until_idle()
        return {
            table: tuple(tuple(map(normal, row)) for row in rows)
            for table, rows in self._rows().items()
            if table not in _NO_EFFECT
        }

    def logins(self) -> int:
        """How many logins have arrived."""
        return len(self.staging.controls.calls.of("session.login"))

    def expected(self, operation: Operation) -> Expected:
        """What an operation does where nothing fails, found out once.

        Raises:
            LookupError: It fails, or is a write that does nothing; `objects` should know better.
        """
        if operation.id not in self._expected:
            self._expected[operation.id] = self._find_out(operation)
        return self._expected[operation.id]

    def _find_out(self, operation: Operation) -> Expected:
        self.begin()
        none = self.tables()
        try:
            result = self._call(operation)
        except Exception as error:
            raise LookupError(f"{operation.id} fails with what `objects` has: {error}") from error
        once = self.tables()
        if (once != none) is not operation.writes:
            raise LookupError(f"{operation.id}: what it does is not what its x-effect says")
        try:
            self._call(operation)
        except Exception as error:
            # A vendor that refuses a second time has done all that it can.
            if getattr(error, "outcome", "") != "refused":
                raise
        return Expected(none, once, self.tables(), result)

    def _call(self, operation: Operation) -> Any:
        return self.play(operation, "sync", lambda api: operation.call(api, self.world))

    def _rows(self) -> Tables:
        with self.staging.services.database.reading() as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
                " AND name NOT LIKE 'sqlite_stat%'"
            ).fetchall()
            return {
                name: tuple(map(tuple, connection.execute(f"SELECT * FROM {name}").fetchall()))
                for (name,) in tables
            }

    def _settings(self, vendor: str, *, direct: bool) -> dict[str, Any]:
        given = self.staging.environment
        base_url = given[f"{vendor.upper()}_BASE_URL"]
        if not direct:
            port = urlsplit(base_url).port
            base_url = base_url.replace(f":{port}/", f":{self.proxy.port}/")
        if vendor == "synctera":
            return {"base_url": base_url, "api_key": given["SYNCTERA_API_KEY"]}
        return {
            "base_url": base_url,
            "email": given["INSTANTCARD_EMAIL"],
            "password": given["INSTANTCARD_PASSWORD"],
            "organization_id": int(given["INSTANTCARD_ORGANIZATION_ID"]),
        }


@contextmanager
def bench() -> Iterator[Bench]:
    """A bench, in use inside a `with` statement."""
    begun = datetime.now(UTC)
    with serve(clock=lambda: begun) as staging:
        address = urlsplit(staging.environment["INSTANTCARD_BASE_URL"])
        assert address.hostname is not None
        assert address.port is not None
        with Proxy(address.hostname, address.port) as proxy:
            yield Bench(staging, proxy)


def normal(value: Any) -> Any:
    """A value without what differs from one run to the next."""
    return _RANDOM.sub("*", value) if isinstance(value, str) else value
