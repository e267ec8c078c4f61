"""Who a request is from."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from .io import IO
from .timeouts import Deadline


class Auth(Protocol):
    """Gives the bearer token of a request, and hears when one is refused."""

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
        self._key = key

    async def token(self, login: Callable[[], Awaitable[str]], deadline: Deadline) -> str:
        return self._key

    def refused(self, token: str) -> bool:
        return False


class LoginToken:
    """A token that a login gives, kept until the vendor refuses it."""

    def __init__(self, io: IO) -> None:
        self._lock = io.lock()
        self._token: str | None = None

    async def token(self, login: Callable[[], Awaitable[str]], deadline: Deadline) -> str:
        known = self._token
        if known is not None:
            return known
        async with self._lock.held(deadline):
            if self._token is None:
                self._token = await login()
            return self._token

    def refused(self, token: str) -> bool:
        # Another call may have logged in since: its new token stays.
        if self._token == token:
            self._token = None
        return True
