# Copied from generator/runtime/urls.py by Cardwright; not to be edited here.
"""Addresses: the base that is configured, path segments, queries."""

import re
from urllib.parse import quote, unquote, urlsplit

import httpx

from .errors import ConfigurationError, InvalidArgument
from .unset import Unset

_CONTROL = re.compile(r"[\x00-\x20\x7f]")


def base_address(address: str, *, path: str, argument: str) -> str:
    """The address that every request begins with, without a slash at its end.

    Args:
        address: What was configured, with or without `path` at its end.
        path: The path that the API lives under, for example `/api/v2`.
        argument: What to name in an error: the argument or the environment variable.

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


def segment(argument: str, value: str | int | Unset) -> str:
    """One segment of a path, quoted.

    Raises:
        InvalidArgument: It is empty, or a step such as `..`, encoded or not.
    """
    if isinstance(value, Unset):
        raise InvalidArgument(argument, "must be given")
    plain = text = str(value)
    while (decoded := unquote(plain)) != plain:
        plain = decoded
    if plain in ("", ".", ".."):
        raise InvalidArgument(argument, "must not be empty, '.' or '..', encoded or not")
    return _quoted(argument, text)


def query_string(pairs: list[tuple[str, str]]) -> str:
    """A query with its question mark, or nothing if there are no pairs.

    Names and values are UTF-8, percent-encoded throughout (a space is `%20`).
    """
    if not pairs:
        return ""
    return "?" + "&".join(f"{quote(name, safe='')}={_quoted(name, text)}" for name, text in pairs)


def _quoted(argument: str, text: str) -> str:
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise InvalidArgument(argument, "holds a lone surrogate, which UTF-8 cannot say") from None


class Query:
    """The query of one request, in the order in which it was put together."""

    __slots__ = ("_pairs",)

    def __init__(self) -> None:
        self._pairs: list[tuple[str, str]] = []

    def add(self, name: str, value: str | int | bool | Unset) -> None:
        """Add a value; one that is not set is left out."""
        if not isinstance(value, Unset):
            self._pairs.append((name, as_text(value)))

    def __str__(self) -> str:
        return query_string(self._pairs)


def as_text(value: str | int | bool) -> str:
    """A value as the text that stands for it in a form or a query."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return str(value)
