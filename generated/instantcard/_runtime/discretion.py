# Copied from generator/runtime/discretion.py by Cardwright; not to be edited here.
"""What httpx and the libraries below it may tell of a request while it is on its way.

httpx logs each URL, and here a URL can hold names and addresses; at DEBUG httpcore logs the
headers of answers, and HTTP/2 those of requests. Filters on their loggers cut that down, for our
own requests alone: what else uses httpx in the same process is logged as ever.
"""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar
from types import TracebackType
from typing import Final
from urllib.parse import urlsplit

import httpx

_LOGGERS: Final = tuple(
    logging.getLogger(name)
    for name in (
        "httpx",
        "httpcore.connection",
        "httpcore.http11",
        "httpcore.http2",
        "httpcore.proxy",
        "httpcore.socks",
        "hpack.hpack",
        "hpack.huffman",
        "hpack.table",
    )
)

# What a protocol error quotes of what was received or sent.
_QUOTED: Final = re.compile(r":|\bb['\"]|\bbytearray\(")


class Discreet:
    """While it is entered, nothing below tells more of a request than its method and its route."""

    __slots__ = ("_before", "_method", "_route", "_url")

    def __init__(self, method: str, url: str, route: str) -> None:
        self._method = method
        self._url = url
        self._route = route

    @property
    def url(self) -> str:
        """The URL as it may be shown."""
        parts = urlsplit(self._url)
        # What stands before the route is the base address, which is no secret.
        before = "/".join(parts.path.split("/")[: -self._route.count("/") or None])
        return f"{parts.scheme}://{parts.netloc}{before}{self._route}"

    def __enter__(self) -> None:
        # Each time, for a program may configure its logging after the client is made.
        for logger in _LOGGERS:
            if _FILTER not in logger.filters:
                logger.addFilter(_FILTER)
        self._before = _current.set(self)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _current.reset(self._before)
        while error is not None:
            self._clean(error)
            error = error.__cause__ or error.__context__

    def _clean(self, error: BaseException) -> None:
        """Take the request, and what is quoted of it, out of an error."""
        if isinstance(error, httpx.HTTPError):
            error.request = httpx.Request(self._method, self.url)
        if type(error).__name__.endswith("ProtocolError"):
            error.args = (_QUOTED.split(str(error))[0].strip(),)


_current: ContextVar[Discreet | None] = ContextVar("current", default=None)


class _Filter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        request = _current.get()
        if request is None:
            return True
        if record.name.startswith("hpack"):
            # It tells of nothing but headers, the authorization among them.
            return False
        if record.name == "httpx":
            _cut_url(record, request.url)
        else:
            # The name of the event. What follows may be a header.
            record.msg = str(record.msg).partition(" ")[0]
            record.args = ()
        return True


def _cut_url(record: logging.LogRecord, url: str) -> None:
    given = record.args if isinstance(record.args, tuple) else ()
    if len(given) == 5 and isinstance(given[1], httpx.URL):
        # The last one, the reason, is what the server likes to say.
        record.args = (given[0], url, *given[2:4], "")
    else:
        record.msg, record.args = "HTTP Request", ()


_FILTER: Final = _Filter()
