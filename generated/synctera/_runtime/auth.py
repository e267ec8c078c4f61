# Copied from generator/runtime/auth.py by Cardwright; not to be edited here.
"""Who a request is from."""

import copy
from collections.abc import Awaitable, Callable
from typing import Protocol

from .errors import ClientError
from .io import IO
from .timeouts import Deadline


class Auth(Protocol):
    """Gives the bearer token of a request, and hears when one is refused.

    Attributes:
        known: The token that is there already, if one is.
    """

    @property
    def known(self) -> str | None: ...

    async def token(self, login: Callable[[], Awaitable[str]], deadline: Deadline) -> str:
        """The token to send. `login` gets a new one from the vendor.

        Raises:
            OutOfTime: The deadline passed while another call was logging in.
        """
        ...

    def refused(self, token: str) -> bool:
        """Forget a token that got a 401. Whether another one can be had."""
        ...


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
