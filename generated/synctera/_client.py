# Generated from synctera.yaml by Cardwright; not to be edited.
"""The clients."""

from __future__ import annotations

from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

import httpx

from ._about import BASE_PATH
from ._runtime.auth import Auth, FixedToken
from ._runtime.core import Core
from ._runtime.drift import DriftPolicy, OnDrift
from ._runtime.io import IO, AsyncIO, BlockingIO
from ._runtime.retries import Retries
from ._runtime.settings import header_setting, setting
from ._runtime.timeouts import Timeouts
from ._runtime.urls import base_address

if TYPE_CHECKING:
    from ._resources.bulk_orders import AsyncBulkOrdersResource, BulkOrdersResource


class Synctera:
    """A client of the Synctera bulk orders, synchronous.

    Sends its key with every call.

    Args:
        base_url: The vendor's address, with or without `/v1` at its end. Otherwise
            `SYNCTERA_BASE_URL`. There is no default: nothing reaches production by accident.
        api_key: The key that is sent as bearer token. Otherwise `SYNCTERA_API_KEY`.
        timeouts: Time limits in seconds; `Timeouts()` unless given.
        retries: How often a call that can do no harm is tried; `Retries()` unless given.
        on_drift: What to do where an answer differs from the spec: `ignore`, `warn` (once for each
            kind of difference), `raise`, or a function that gets each `Difference`.
        http_client: A client of your own to send with, which stays yours to close.

    Raises:
        ConfigurationError: Something is missing or malformed. Nothing was sent.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeouts: Timeouts | None = None,
        retries: Retries | None = None,
        on_drift: OnDrift = "warn",
        http_client: httpx.Client | None = None,
    ) -> None:
        self._io = BlockingIO(http_client)
        self._core = _core(
            self._io,
            base_url=base_url,
            api_key=api_key,
            timeouts=timeouts,
            retries=retries,
            on_drift=on_drift,
        )

    @cached_property
    def bulk_orders(self) -> BulkOrdersResource:
        """Configurations from which cards are shipped in bulk."""
        from ._resources.bulk_orders import BulkOrdersResource

        return BulkOrdersResource(self._core)

    def close(self) -> None:
        """Close all connections."""
        self._io.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Synctera {self._core.base_url}>"


class AsyncSynctera:
    """A client of the Synctera bulk orders, asynchronous.

    Sends its key with every call.

    Args:
        base_url: The vendor's address, with or without `/v1` at its end. Otherwise
            `SYNCTERA_BASE_URL`. There is no default: nothing reaches production by accident.
        api_key: The key that is sent as bearer token. Otherwise `SYNCTERA_API_KEY`.
        timeouts: Time limits in seconds; `Timeouts()` unless given.
        retries: How often a call that can do no harm is tried; `Retries()` unless given.
        on_drift: What to do where an answer differs from the spec: `ignore`, `warn` (once for each
            kind of difference), `raise`, or a function that gets each `Difference`.
        http_client: A client of your own to send with, which stays yours to close.

    Raises:
        ConfigurationError: Something is missing or malformed. Nothing was sent.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeouts: Timeouts | None = None,
        retries: Retries | None = None,
        on_drift: OnDrift = "warn",
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        self._io = AsyncIO(http_client)
        self._core = _core(
            self._io,
            base_url=base_url,
            api_key=api_key,
            timeouts=timeouts,
            retries=retries,
            on_drift=on_drift,
        )

    @cached_property
    def bulk_orders(self) -> AsyncBulkOrdersResource:
        """Configurations from which cards are shipped in bulk."""
        from ._resources.bulk_orders import AsyncBulkOrdersResource

        return AsyncBulkOrdersResource(self._core)

    async def close(self) -> None:
        """Close all connections."""
        await self._io.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"<AsyncSynctera {self._core.base_url}>"


def _core(
    io: IO,
    *,
    base_url: str | None,
    api_key: str | None,
    timeouts: Timeouts | None,
    retries: Retries | None,
    on_drift: OnDrift,
) -> Core:
    """What both clients are made of, from arguments and environment variables."""
    variable = "base_url" if base_url is not None else "SYNCTERA_BASE_URL"
    address = setting("base_url", base_url, "SYNCTERA_BASE_URL")
    auth: Auth = FixedToken(header_setting("api_key", api_key, "SYNCTERA_API_KEY"))
    return Core(
        io=io,
        base_url=base_address(address, path=BASE_PATH, argument=variable),
        auth=auth,
        timeouts=Timeouts() if timeouts is None else timeouts,
        retries=Retries() if retries is None else retries,
        drift=DriftPolicy(on_drift),
        settings={},
    )
