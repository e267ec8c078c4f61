# Copied from generator/runtime/outgoing.py by Cardwright; not to be edited here.
"""A request as httpx sends it.

`httpx.Client.build_request` looks up and merges anew what is the same for every call of a client.
Here that is done once, and again when the client's own headers or the token have changed.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import httpx

from .exchange import Request
from .timeouts import Deadline

if TYPE_CHECKING:
    from .bodies import Content

_OURS: Final = {"Accept": "application/json", "Accept-Encoding": "gzip"}

_NOTHING: Final = httpx.ByteStream(b"")


class Alone(httpx.Auth):
    """No authentication by httpx: a token is in the headers, and nothing else says who it is."""

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        yield request

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        yield request


ALONE: Final = Alone()


class Messages:
    """Makes the requests of one client of httpx."""

    def __init__(self, client: httpx.Client | httpx.AsyncClient) -> None:
        self._client = client
        # A class of the caller's own may build requests in a way of its own.
        self._builds = type(client).build_request is not httpx.Client.build_request
        self._kept: tuple[tuple[Any, ...], httpx.Headers] | None = None

    def message(self, request: Request, deadline: Deadline) -> httpx.Request:
        """The request, with what the client adds to each, to be answered in time."""
        client = self._client
        if self._builds or client.params or client.cookies:
            return self._built(request, deadline)
        url = httpx.URL(request.url)
        message = httpx.Request(
            request.method,
            url,
            headers=self._headers(url.netloc, request.token),
            stream=_stream(request.content),
            extensions=deadline.for_httpx(),
        )
        if not isinstance(message.stream, _Pieces):
            # For hooks that look at it.
            message.read()
        if request.headers:
            message.headers.update(request.headers)
        if request.content is not None:
            message.headers["Content-Length"] = str(request.content.length)
        elif request.method in ("POST", "PUT", "PATCH"):
            message.headers["Content-Length"] = "0"
        return message

    def _built(self, request: Request, deadline: Deadline) -> httpx.Request:
        """The same by the client, which may add to it what is not looked up here."""
        headers = {**_OURS, **request.headers}
        if request.token is not None:
            headers["Authorization"] = f"Bearer {request.token}"
        content = request.content
        build = partial(
            self._client.build_request, request.method, request.url, extensions=deadline.for_httpx()
        )
        if content is None or content.whole is not None:
            return build(headers=headers, content=None if content is None else content.whole)
        headers["Content-Length"] = str(content.length)
        message = build(headers=headers, content=content.pieces())
        # Unlike that of httpx, it can be sent again, and by tasks.
        message.stream = _Pieces(content)
        return message

    def _headers(self, host: bytes, token: str | None) -> httpx.Headers:
        given = self._client.headers.raw
        known = (host, token, given)
        kept = self._kept
        if kept is not None and kept[0] == known:
            return kept[1]
        merged = httpx.Headers(given)
        merged.update(_OURS)
        if token is not None:
            merged["Authorization"] = f"Bearer {token}"
        if "Host" not in merged:
            # First, as servers expect it and httpx has it.
            merged = httpx.Headers([(b"Host", host), *merged.raw])
        self._kept = (known, merged)
        return merged


def _stream(content: Content | None) -> httpx.ByteStream | _Pieces:
    if content is None:
        return _NOTHING
    if content.whole is not None:
        return httpx.ByteStream(content.whole)
    return _Pieces(content)


class _Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that is encoded while it is sent, each time anew."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return self._content.pieces()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._content.pieces():
            yield piece


class NoCookies(httpx.Cookies):
    """A jar that takes nothing: a token says who a call is from, and nothing else may."""

    def extract_cookies(self, response: httpx.Response) -> None:
        pass

    def __bool__(self) -> bool:
        return False


NO_COOKIES: Final = NoCookies()


class OwnClient(httpx.Client):
    """A blocking client that keeps no cookies, and does not look for any."""

    @property
    def cookies(self) -> httpx.Cookies:
        return NO_COOKIES

    @cookies.setter
    def cookies(self, cookies: Any) -> None:
        """There are none."""


class OwnAsyncClient(httpx.AsyncClient):
    """The same for tasks."""

    @property
    def cookies(self) -> httpx.Cookies:
        return NO_COOKIES

    @cookies.setter
    def cookies(self, cookies: Any) -> None:
        """There are none."""
