"""Addresses: the base that is configured, path segments, queries."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

import httpx

from .errors import ConfigurationError, InvalidArgument
from .unset import Unset

if TYPE_CHECKING:
    from .texts import Text

_CONTROL = re.compile(r"[\x00-\x20\x7f]")

# A server should take 8,000 bytes (RFC 9110, section 4.1), and many take hardly more. One that
# gets more answers as it likes, or cuts off what is too much.
MAXIMUM_URL: Final = 8000


def base_address(address: str, *, path: str, argument: str, allow_http: bool = False) -> str:
    """The address that every request begins with, without a slash at its end.

    Args:
        address: What was configured, with or without `path` at its end.
        path: The path that the API lives under, for example `/api/v2`.
        argument: What to name in an error: the argument or the environment variable.
        allow_http: Whether credentials may travel unencrypted beyond this machine.

    Raises:
        ConfigurationError: It is no http or https address, or has a query or credentials in it.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except (ValueError, TypeError, AttributeError):
        raise ConfigurationError(f"{argument} is not a valid address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or _CONTROL.search(address):
        raise ConfigurationError(
            f"{argument} must be an address such as https://host{path}, and is not"
        )
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError(f"{argument} must not hold a user name or password")
    if parts.query or parts.fragment:
        raise ConfigurationError(f"{argument} must end with its path: no query, no fragment")
    if not isinstance(allow_http, bool):
        raise ConfigurationError("allow_http must be True or False")
    if parts.scheme == "http" and not allow_http and not is_loopback(parts.hostname):
        raise ConfigurationError(
            f"{argument} must begin with https://, for credentials and personal data would travel "
            "readable by others; allow_http=True allows that"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    authority = host if port is None else f"{host}:{port}"
    prefix = parts.path.rstrip("/")
    if not prefix.endswith(path):
        prefix += path
    whole = f"{parts.scheme}://{authority}{prefix}"
    try:
        httpx.URL(whole)
    except httpx.InvalidURL:
        raise ConfigurationError(f"{argument} is not a valid address") from None
    return whole


def is_loopback(host: str) -> bool:
    """Whether a host's name stands for this machine, whatever a name server says."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address(base_url: str, path: str, query: Query | None) -> str:
    """The whole address of a request.

    Raises:
        InvalidArgument: It is longer than servers take. Names the arguments that make it so.
    """
    url = f"{base_url}{path}{'' if query is None else query}"
    if query is not None and len(url) > MAXIMUM_URL:
        raise query.too_long(len(url))
    return url


def segment(argument: str, value: str | int | Unset) -> str:
    """One segment of a path, quoted.

    Raises:
        InvalidArgument: It is empty, or a step such as `..`, encoded or not.
    """
    if type(value) is int:
        return str(value)
    if isinstance(value, Unset):
        raise InvalidArgument(argument, "must be given")
    plain = text = str(value)
    while (decoded := unquote(plain)) != plain:
        plain = decoded
    if plain in ("", ".", ".."):
        raise InvalidArgument(argument, "must not be empty, '.' or '..', encoded or not")
    return _quoted(argument, text)


def _quoted(argument: str, text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    if not is_encodable(text):
        raise InvalidArgument(argument, "holds a lone surrogate, which UTF-8 cannot say")
    return quote(text, safe="")


def is_encodable(text: str) -> bool:
    """Whether UTF-8 can say a text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Query:
    """The query of one request, in the order in which it was put together."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: list[tuple[str, str, str]] = []

    def __repr__(self) -> str:
        return f"<Query of {len(self._entries)} parameters>"

    def add(self, name: str, argument: str, value: str | int | bool | Text | Unset) -> None:
        """Add a value; one that is not set is left out.

        Args:
            name: The name on the wire.
            argument: What a user calls it.
            value: The value, checked.
        """
        if not isinstance(value, Unset):
            self._entries.append((name, argument, as_text(value)))

    def document(self) -> dict[str, str]:
        """The values by their names on the wire."""
        return {name: text for name, _, text in self._entries}

    def too_long(self, length: int) -> InvalidArgument:
        """An error that names the arguments which take most of a URL."""
        sizes = [(len(_quoted(each, text)), each) for _, each, text in self._entries]
        sizes.sort(key=lambda each: -each[0])
        largest = [f"{each} ({size})" for size, each in sizes[:3] if size > 100]
        return InvalidArgument(
            sizes[0][1],
            f"the URL would have {length} bytes, and servers take {MAXIMUM_URL}; "
            f"shorten {', '.join(largest)}",
        )

    def __str__(self) -> str:
        if not self._entries:
            return ""
        pairs = (
            f"{quote(name, safe='')}={_quoted(argument, text)}"
            for name, argument, text in self._entries
        )
        # UTF-8, percent-encoded throughout: a space is `%20`.
        return "?" + "&".join(pairs)


def as_text(value: str | int | bool | Text) -> str:
    """A value as the text that stands for it in a form or a query."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return str(value)
