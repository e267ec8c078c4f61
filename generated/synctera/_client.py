# Generated from synctera.yaml by Cardwright; not to be edited.
"""The clients."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

import httpx

from ._about import BASE_PATH, SENSITIVE
from ._runtime.auth import FixedToken
from ._runtime.connecting import CABundle, network
from ._runtime.core import Core
from ._runtime.drift import DriftPolicy, OnDrift
from ._runtime.observing import Observer, WrapAttempt
from ._runtime.raw import Keeping, RawResponse
from ._runtime.redaction import NotCopied, Redactor, Secret
from ._runtime.retries import Retries
from ._runtime.settings import header_setting, setting, size_setting
from ._runtime.timeouts import Timeouts
from ._runtime.urls import base_address

if TYPE_CHECKING:
    from ._resources.bulk_orders import AsyncBulkOrdersResource, BulkOrdersResource
    from ._runtime.protocols import IO


P = ParamSpec("P")
T = TypeVar("T")


class Synctera(NotCopied):
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
        ca_bundle: A file of the certificate authorities to trust, or a folder of them. Otherwise
            `SSL_CERT_FILE` or `SSL_CERT_DIR`, or those that come with httpx.
        allow_http: Whether an address with `http://` is taken for another machine than this one.
            Credentials and personal data then travel readable by others.
        max_response_bytes: The largest body of an answer that is read.
        wrap_attempt: A function that gets each `Attempt` and gives the context manager to make it
            in: for spans, metrics, and headers such as `traceparent`.

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
        ca_bundle: CABundle | None = None,
        allow_http: bool = False,
        max_response_bytes: int = 64 * 1024 * 1024,
        wrap_attempt: WrapAttempt | None = None,
    ) -> None:
        from ._runtime.blocking import BlockingIO

        address = _address(base_url, allow_http)
        self._io = BlockingIO(http_client, network(address, ca_bundle, http_client))
        self._core = _core(
            self._io,
            address,
            api_key=api_key,
            timeouts=timeouts,
            retries=retries,
            on_drift=on_drift,
            max_response_bytes=max_response_bytes,
            wrap_attempt=wrap_attempt,
        )

    @cached_property
    def bulk_orders(self) -> BulkOrdersResource:
        """Configurations from which cards are shipped in bulk."""
        from ._resources.bulk_orders import BulkOrdersResource

        return BulkOrdersResource(self._core)

    def with_raw_response(
        self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[T]:
        """Call a method and give what it returns together with the HTTP answer behind it.

        Args:
            call: A method of a resource, itself and not yet called.
            args: Its arguments.
            kwargs: Its arguments by name.

        Raises:
            TypeError: The method made no call, as a list does before it is read.
            ClientError: Whatever the method raises.
        """
        with Keeping() as kept:
            return kept.response(call(*args, **kwargs))

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


class AsyncSynctera(NotCopied):
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
        ca_bundle: A file of the certificate authorities to trust, or a folder of them. Otherwise
            `SSL_CERT_FILE` or `SSL_CERT_DIR`, or those that come with httpx.
        allow_http: Whether an address with `http://` is taken for another machine than this one.
            Credentials and personal data then travel readable by others.
        max_response_bytes: The largest body of an answer that is read.
        wrap_attempt: A function that gets each `Attempt` and gives the context manager to make it
            in: for spans, metrics, and headers such as `traceparent`.

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
        ca_bundle: CABundle | None = None,
        allow_http: bool = False,
        max_response_bytes: int = 64 * 1024 * 1024,
        wrap_attempt: WrapAttempt | None = None,
    ) -> None:
        from ._runtime.tasks import TaskIO

        address = _address(base_url, allow_http)
        self._io = TaskIO(http_client, network(address, ca_bundle, http_client))
        self._core = _core(
            self._io,
            address,
            api_key=api_key,
            timeouts=timeouts,
            retries=retries,
            on_drift=on_drift,
            max_response_bytes=max_response_bytes,
            wrap_attempt=wrap_attempt,
        )

    @cached_property
    def bulk_orders(self) -> AsyncBulkOrdersResource:
        """Configurations from which cards are shipped in bulk."""
        from ._resources.bulk_orders import AsyncBulkOrdersResource

        return AsyncBulkOrdersResource(self._core)

    async def with_raw_response(
        self, call: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[T]:
        """Call a method and give what it returns together with the HTTP answer behind it.

        Args:
            call: A method of a resource, itself and not yet called.
            args: Its arguments.
            kwargs: Its arguments by name.

        Raises:
            TypeError: The method made no call, as a list does before it is read.
            ClientError: Whatever the method raises.
        """
        with Keeping() as kept:
            return kept.response(await call(*args, **kwargs))

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


def _address(base_url: str | None, allow_http: bool) -> str:
    """The vendor's address, from the argument or the environment variable."""
    variable = "base_url" if base_url is not None else "SYNCTERA_BASE_URL"
    found = setting("base_url", base_url, "SYNCTERA_BASE_URL")
    return base_address(found, path=BASE_PATH, argument=variable, allow_http=allow_http)


def _core(
    io: IO,
    address: str,
    *,
    api_key: str | None,
    timeouts: Timeouts | None,
    retries: Retries | None,
    on_drift: OnDrift,
    max_response_bytes: int,
    wrap_attempt: WrapAttempt | None,
) -> Core:
    """What both clients are made of, from arguments and environment variables."""
    key = Secret(header_setting("api_key", api_key, "SYNCTERA_API_KEY"))
    auth = FixedToken(key.value)
    credentials = {"api_key": key}
    return Core(
        io=io,
        base_url=address,
        auth=auth,
        timeouts=Timeouts() if timeouts is None else timeouts,
        retries=Retries() if retries is None else retries,
        drift=DriftPolicy(on_drift),
        settings={},
        redactor=Redactor(SENSITIVE, [each.value for each in credentials.values()]),
        observer=Observer(wrap_attempt),
        max_response_bytes=size_setting("max_response_bytes", max_response_bytes),
    )
