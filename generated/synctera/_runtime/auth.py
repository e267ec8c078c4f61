# Copied from generator/runtime/auth.py by Cardwright; not to be edited here.
"""Who a request is from."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from .errors import ClientError

if TYPE_CHECKING:
    from .protocols import IO
    from .timeouts import Deadline


class FixedToken:
    """A key that is given once and never renewed."""

    def __init__(self, key: str) -> None:
        self.known = key

    async def token(self, login: Callable[[], Awaitable[str]], deadline: Deadline) -> str:
        return self.known

    def refused(self, token: str) -> bool:
        return False


class LoginToken:
    """A token that a login gives, kept until the vendor refuses it.

    Whoever needs a token while a login is under way waits for that login, and shares its token or
    its failure.
    """

    def __init__(self, io: IO) -> None:
        self._lock = io.lock()
        self.known: str | None = None
        self._failures = 0
        self._failure: ClientError | None = None

    async def token(self, login: Callable[[], Awaitable[str]], deadline: Deadline) -> str:
        failures = self._failures
        async with self._lock.held(deadline):
            if self.known is not None:
                return self.known
            if self._failures != failures and self._failure is not None:
                # A copy each: an exception that several raise would gather all their tracebacks.
                raise copy.copy(self._failure)
            try:
                self.known = await login()
            except ClientError as error:
                # That this call has no time left says nothing about the others.
                if deadline.remaining() > 0:
                    self._failures += 1
                    self._failure = copy.copy(error)
                raise
            self._failure = None
            return self.known

    def refused(self, token: str) -> bool:
        # Another call may have logged in since: its new token stays.
        if self.known == token:
            self.known = None
        return True
