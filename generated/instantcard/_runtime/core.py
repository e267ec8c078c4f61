# Copied from generator/runtime/core.py by Cardwright; not to be edited here.
"""What the calls of one client have in common."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from .drift import DriftPolicy
from .errors import ConfigurationError
from .observing import Observer
from .redaction import Redactor
from .retries import Retries
from .timeouts import Deadline, Timeouts

if TYPE_CHECKING:
    from .bodies import Body
    from .operation import Operation
    from .protocols import IO, Auth
    from .urls import Query

T = TypeVar("T")


class Core:
    """Sends operations and makes their results.

    Attributes:
        io: The way out.
        base_url: What every address begins with.
        auth: Who a request is from.
        new_token: Gets a token from the vendor, where there is a login.
        timeouts: Time limits.
        retries: How often a call is tried.
        drift: What becomes of differences.
        redactor: Hides what must not be shown.
        observer: Watches the attempts.
        limit: The largest body of an answer, in bytes.
        settings: Path segments that were given once, quoted, by the parameter's name.
        kept: What has been fetched once and is kept as long as the client.
        deadline: When the call that this is for must be over, if it is for one.
    """

    def __init__(
        self,
        *,
        io: IO,
        base_url: str,
        auth: Auth,
        login: Callable[[Core], Awaitable[str]] | None = None,
        timeouts: Timeouts,
        retries: Retries,
        drift: DriftPolicy,
        settings: Mapping[str, str] | None = None,
        redactor: Redactor,
        observer: Observer,
        max_response_bytes: int,
    ) -> None:
        if not isinstance(timeouts, Timeouts):
            raise ConfigurationError("timeouts must be Timeouts(...)")
        if not isinstance(retries, Retries):
            raise ConfigurationError("retries must be Retries(...)")
        self.io = io
        self.base_url = base_url
        self.auth = auth
        self.new_token = login
        self.timeouts = timeouts
        self.retries = retries
        self.drift = drift
        self.redactor = redactor
        self.observer = observer
        self.limit = max_response_bytes
        self.settings = dict(settings or {})
        self.kept: dict[object, Any] = {}
        self.deadline: Deadline | None = None

    def within(self, deadline: Deadline | None) -> Core:
        """The same core, for several calls that have one deadline, or each its own."""
        twin = copy.copy(self)
        twin.deadline = deadline
        return twin

    def within_one_deadline(self) -> Core:
        """The same core, for several calls that have one total time between them."""
        return self.within(self.begin())

    def begin(self) -> Deadline:
        """The deadline of a call that begins now."""
        return self.deadline or Deadline(self.timeouts)

    async def login(self) -> None:
        """Get a token, unless there is one."""
        from .calling import token

        if self.auth.known is None:
            await token(self, "login", self.begin())

    async def call(
        self,
        operation: Operation[T],
        path: str,
        *,
        query: Query | None = None,
        body: Body | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Send one operation and decode its answer, again where that can do no harm."""
        # What only calls need is loaded with the first one, so that a client is ready sooner.
        from .calling import call

        return await call(self, operation, path, query, body, headers)
