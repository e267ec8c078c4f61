"""How a client's own connections are made: whom they trust, and by which way they go."""

from __future__ import annotations

import os
import ssl
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import httpx

from .errors import ConfigurationError
from .outgoing import OwnAsyncClient, OwnClient
from .pool import EXPIRY, SIZE, put_in
from .sockets import heed_deadlines
from .urls import is_loopback

#: A file of certificate authorities, or a folder of them as OpenSSL has it.
CABundle = str | os.PathLike[str]

_LIMITS: Final = httpx.Limits(
    max_connections=SIZE, max_keepalive_connections=SIZE, keepalive_expiry=EXPIRY
)


class Network(NamedTuple):
    """What a client's own connections are made with.

    Attributes:
        base_url: The vendor's address.
        ca_bundle: The certificate authorities to trust, unless it is those of the system.
    """

    base_url: str
    ca_bundle: CABundle | None

    def client(self) -> httpx.Client:
        """A blocking client.

        Raises:
            ConfigurationError: The authorities or the environment's proxy cannot be used.
        """
        from .blocking_pool import BlockingPool

        context = self._context()
        try:
            client = OwnClient(verify=context, trust_env=self._may_be_indirect(), limits=_LIMITS)
        except (ValueError, ImportError, httpx.InvalidURL):
            raise _wrong_proxy() from None
        put_in(client, BlockingPool(context))
        heed_deadlines(client)
        return client

    def async_client(self) -> httpx.AsyncClient:
        """The same for tasks."""
        from .task_pool import TaskPool

        context = self._context()
        indirect = self._may_be_indirect()
        try:
            client = OwnAsyncClient(verify=context, trust_env=indirect, limits=_LIMITS)
        except (ValueError, ImportError, httpx.InvalidURL):
            raise _wrong_proxy() from None
        put_in(client, TaskPool(context))
        return client

    def _context(self) -> ssl.SSLContext:
        return _context(urlsplit(self.base_url).scheme, self.ca_bundle)

    def _may_be_indirect(self) -> bool:
        # A proxy would get in the clear what is meant for this machine.
        return not is_loopback(urlsplit(self.base_url).hostname or "")


def network(base_url: str, ca_bundle: CABundle | None, http_client: object) -> Network:
    """How to reach an address.

    Raises:
        ConfigurationError: A client of the caller's own has its own authorities.
    """
    if ca_bundle is not None and http_client is not None:
        raise ConfigurationError("give ca_bundle or http_client, not both")
    return Network(base_url, ca_bundle)


def _context(scheme: str, ca_bundle: CABundle | None) -> ssl.SSLContext:
    if scheme == "http" and ca_bundle is None:
        # To load authorities takes longer than all the rest; nothing here is to be trusted.
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    source, place = "ca_bundle", ca_bundle
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        if place is None and os.environ.get(variable):
            source, place = variable, os.environ[variable]
    if place is not None and not isinstance(place, str | os.PathLike):
        raise ConfigurationError(f"ca_bundle must be a path, not {type(place).__name__}")
    try:
        context = _loaded(place, folders=source == "SSL_CERT_DIR")
    except (OSError, ValueError):
        # An SSLError is an OSError.
        raise ConfigurationError(
            f"{source} must be a file or a folder of certificate authorities in PEM format, "
            "and cannot be read as one"
        ) from None
    # A variable makes Python write the keys of each connection to a file.
    context.keylog_filename = None  # type: ignore[assignment]
    return context


def _loaded(place: CABundle | None, *, folders: bool) -> ssl.SSLContext:
    if place is None:
        return httpx.create_ssl_context(trust_env=False)
    # The variable may list several; one that is missing or empty makes nobody trusted.
    if folders or os.path.isdir(place):
        return ssl.create_default_context(capath=place)
    return ssl.create_default_context(cafile=place)


def _wrong_proxy() -> ConfigurationError:
    # Without the address: it may hold a password.
    return ConfigurationError(
        "the proxy in HTTP_PROXY, HTTPS_PROXY or ALL_PROXY, or the list in NO_PROXY, cannot be used"
    )
