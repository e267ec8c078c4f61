# Generated from instantcard.yaml by Cardwright; not to be edited.
"""The clients."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property, partial
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

import httpx

from ._about import BASE_PATH, SENSITIVE
from ._runtime.auth import LoginToken
from ._runtime.connecting import CABundle, network
from ._runtime.core import Core
from ._runtime.drift import DriftPolicy, OnDrift
from ._runtime.io import run
from ._runtime.observing import Observer, WrapAttempt
from ._runtime.raw import Keeping, RawResponse
from ._runtime.redaction import NotCopied, Redactor, Secret
from ._runtime.retries import Retries
from ._runtime.settings import integer_setting, setting, size_setting
from ._runtime.timeouts import Timeouts
from ._runtime.urls import base_address, segment

if TYPE_CHECKING:
    from ._resources.addresses import AddressesResource, AsyncAddressesResource
    from ._resources.card_templates import AsyncCardTemplatesResource, CardTemplatesResource
    from ._resources.cards import AsyncCardsResource, CardsResource
    from ._resources.contacts import AsyncContactsResource, ContactsResource
    from ._resources.organization import AsyncOrganizationResource, OrganizationResource
    from ._resources.print_jobs import AsyncPrintJobsResource, PrintJobsResource
    from ._resources.profile import AsyncProfileResource, ProfileResource
    from ._runtime.protocols import IO


P = ParamSpec("P")
T = TypeVar("T")


class InstantCard(NotCopied):
    """A client of the InstantCard API, synchronous.

    Logs in at the first call, and again when the token has expired.

    Args:
        base_url: The vendor's address, with or without `/api/v2` at its end. Otherwise
            `INSTANTCARD_BASE_URL`. There is no default: nothing reaches production by accident.
        email: For the login. Otherwise `INSTANTCARD_EMAIL`.
        password: For the login. Otherwise `INSTANTCARD_PASSWORD`.
        organization_id: Goes into every call that needs it. Otherwise `INSTANTCARD_ORGANIZATION_ID`.
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
        email: str | None = None,
        password: str | None = None,
        organization_id: int | None = None,
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
            email=email,
            password=password,
            organization_id=organization_id,
            timeouts=timeouts,
            retries=retries,
            on_drift=on_drift,
            max_response_bytes=max_response_bytes,
            wrap_attempt=wrap_attempt,
        )

    @cached_property
    def profile(self) -> ProfileResource:
        """The user to whom the token belongs."""
        from ._resources.profile import ProfileResource

        return ProfileResource(self._core)

    @cached_property
    def cards(self) -> CardsResource:
        """Cards, made as drafts and finalized before they are ordered."""
        from ._resources.cards import CardsResource

        return CardsResource(self._core)

    @cached_property
    def print_jobs(self) -> PrintJobsResource:
        """Orders, open to changes until they are submitted."""
        from ._resources.print_jobs import PrintJobsResource

        return PrintJobsResource(self._core)

    @cached_property
    def organization(self) -> OrganizationResource:
        """The organization, its money and its shipping providers."""
        from ._resources.organization import OrganizationResource

        return OrganizationResource(self._core)

    @cached_property
    def card_templates(self) -> CardTemplatesResource:
        """Card designs, and the fields each of them needs."""
        from ._resources.card_templates import CardTemplatesResource

        return CardTemplatesResource(self._core)

    @cached_property
    def addresses(self) -> AddressesResource:
        """Addresses that parcels go to."""
        from ._resources.addresses import AddressesResource

        return AddressesResource(self._core)

    @cached_property
    def contacts(self) -> ContactsResource:
        """The people at the addresses."""
        from ._resources.contacts import ContactsResource

        return ContactsResource(self._core)

    def login(self) -> None:
        """Get a token now; otherwise the first call does.

        Raises:
            Unauthorized: The credentials are wrong.
            ClientError: Anything else that can go wrong; see `errors`.
        """
        run(self._core.login())

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
        return f"<InstantCard {self._core.base_url}>"


class AsyncInstantCard(NotCopied):
    """A client of the InstantCard API, asynchronous.

    Logs in at the first call, and again when the token has expired.

    Args:
        base_url: The vendor's address, with or without `/api/v2` at its end. Otherwise
            `INSTANTCARD_BASE_URL`. There is no default: nothing reaches production by accident.
        email: For the login. Otherwise `INSTANTCARD_EMAIL`.
        password: For the login. Otherwise `INSTANTCARD_PASSWORD`.
        organization_id: Goes into every call that needs it. Otherwise `INSTANTCARD_ORGANIZATION_ID`.
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
        email: str | None = None,
        password: str | None = None,
        organization_id: int | None = None,
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
            email=email,
            password=password,
            organization_id=organization_id,
            timeouts=timeouts,
            retries=retries,
            on_drift=on_drift,
            max_response_bytes=max_response_bytes,
            wrap_attempt=wrap_attempt,
        )

    @cached_property
    def profile(self) -> AsyncProfileResource:
        """The user to whom the token belongs."""
        from ._resources.profile import AsyncProfileResource

        return AsyncProfileResource(self._core)

    @cached_property
    def cards(self) -> AsyncCardsResource:
        """Cards, made as drafts and finalized before they are ordered."""
        from ._resources.cards import AsyncCardsResource

        return AsyncCardsResource(self._core)

    @cached_property
    def print_jobs(self) -> AsyncPrintJobsResource:
        """Orders, open to changes until they are submitted."""
        from ._resources.print_jobs import AsyncPrintJobsResource

        return AsyncPrintJobsResource(self._core)

    @cached_property
    def organization(self) -> AsyncOrganizationResource:
        """The organization, its money and its shipping providers."""
        from ._resources.organization import AsyncOrganizationResource

        return AsyncOrganizationResource(self._core)

    @cached_property
    def card_templates(self) -> AsyncCardTemplatesResource:
        """Card designs, and the fields each of them needs."""
        from ._resources.card_templates import AsyncCardTemplatesResource

        return AsyncCardTemplatesResource(self._core)

    @cached_property
    def addresses(self) -> AsyncAddressesResource:
        """Addresses that parcels go to."""
        from ._resources.addresses import AsyncAddressesResource

        return AsyncAddressesResource(self._core)

    @cached_property
    def contacts(self) -> AsyncContactsResource:
        """The people at the addresses."""
        from ._resources.contacts import AsyncContactsResource

        return AsyncContactsResource(self._core)

    async def login(self) -> None:
        """Get a token now; otherwise the first call does.

        Raises:
            Unauthorized: The credentials are wrong.
            ClientError: Anything else that can go wrong; see `errors`.
        """
        await self._core.login()

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
        return f"<AsyncInstantCard {self._core.base_url}>"


def _address(base_url: str | None, allow_http: bool) -> str:
    """The vendor's address, from the argument or the environment variable."""
    variable = "base_url" if base_url is not None else "INSTANTCARD_BASE_URL"
    found = setting("base_url", base_url, "INSTANTCARD_BASE_URL")
    return base_address(found, path=BASE_PATH, argument=variable, allow_http=allow_http)


def _core(
    io: IO,
    address: str,
    *,
    email: str | None,
    password: str | None,
    organization_id: int | None,
    timeouts: Timeouts | None,
    retries: Retries | None,
    on_drift: OnDrift,
    max_response_bytes: int,
    wrap_attempt: WrapAttempt | None,
) -> Core:
    """What both clients are made of, from arguments and environment variables."""
    auth = LoginToken(io)
    credentials = {
        "email": Secret(setting("email", email, "INSTANTCARD_EMAIL")),
        "password": Secret(setting("password", password, "INSTANTCARD_PASSWORD")),
    }
    return Core(
        io=io,
        base_url=address,
        auth=auth,
        login=partial(_new_token, credentials),
        timeouts=Timeouts() if timeouts is None else timeouts,
        retries=Retries() if retries is None else retries,
        drift=DriftPolicy(on_drift),
        settings={
            "organization_id": segment(
                "organization_id",
                integer_setting("organization_id", organization_id, "INSTANTCARD_ORGANIZATION_ID"),
            )
        },
        redactor=Redactor(SENSITIVE, [each.value for each in credentials.values()]),
        observer=Observer(wrap_attempt),
        max_response_bytes=size_setting("max_response_bytes", max_response_bytes),
    )


async def _new_token(credentials: Mapping[str, Secret], core: Core) -> str:
    from ._resources.session import _login

    answer = await _login(
        core, email=credentials["email"].value, password=credentials["password"].value
    )
    return answer.auth_token
