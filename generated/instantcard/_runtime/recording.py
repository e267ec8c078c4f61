# Copied from generator/runtime/recording.py by Cardwright; not to be edited here.
"""Requests and answers for a fixture: what the spec marks as sensitive is blotted out.

For tests that record what a vendor says and play it back. Names stay and values go, so that what
was recorded is still an answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from typing import Any, Final
from urllib.parse import quote

import httpx

from .redaction import HIDDEN, Scrubber

_CREDENTIALS: Final = ("authorization", "proxy-authorization", "cookie", "set-cookie", "location")

# What is said of bytes that are no longer those.
_OF_THE_BYTES: Final = ("content-encoding", "content-length", "transfer-encoding")

_PART = re.compile(
    rb'\r?\nContent-Disposition: form-data; name="([^"]*)"[^\r\n]*\r\n\r\n(.*)\r\n', re.DOTALL
)


def blotted_request(names: Set[str], request: httpx.Request) -> httpx.Request:
    """A request without credentials and sensitive values."""
    scrubber = Scrubber(names, ())
    pairs = "&".join(
        f"{quote(name, safe='')}={quote(_value(scrubber, name, text), safe='')}"
        for name, text in request.url.params.multi_items()
    )
    url = request.url.copy_with(query=pairs.encode() or None)
    body = _body(scrubber, request.read(), request.headers.get("content-type", ""))
    return httpx.Request(
        request.method, url, headers=_headers(scrubber, request.headers), content=body
    )


def blotted_response(names: Set[str], response: httpx.Response) -> httpx.Response:
    """An answer without credentials and sensitive values."""
    scrubber = Scrubber(names, ())
    body = _body(scrubber, response.content, response.headers.get("content-type", ""))
    return httpx.Response(
        response.status_code, headers=_headers(scrubber, response.headers), content=body
    )


def _value(scrubber: Scrubber, name: str, value: Any) -> str:
    text: str = scrubber.document({name: value})[name]
    return text


def _headers(scrubber: Scrubber, headers: httpx.Headers) -> httpx.Headers:
    kept = [
        (name, HIDDEN if name in _CREDENTIALS else scrubber.text(value))
        for name, value in headers.multi_items()
        if name not in _OF_THE_BYTES
    ]
    return httpx.Headers(kept, encoding="utf-8")


def _body(scrubber: Scrubber, body: bytes, content_type: str) -> bytes:
    if not body:
        return body
    media_type, _, options = content_type.partition(";")
    if media_type.strip().lower() == "multipart/form-data":
        return _form(scrubber, body, options.partition("boundary=")[2].strip(' "').encode())
    try:
        return json.dumps(scrubber.document(json.loads(body))).encode()
    except (ValueError, RecursionError):
        # Nobody knows what is in it.
        return HIDDEN.encode()


def _form(scrubber: Scrubber, body: bytes, boundary: bytes) -> bytes:
    dash = b"--" + boundary
    if not boundary or not body.startswith(dash):
        return HIDDEN.encode()
    kept = []
    for part in body.split(dash)[1:-1]:
        found = _PART.fullmatch(part)
        if found is None:
            return HIDDEN.encode()
        name = found[1].decode("utf-8", "replace")
        value = _value(scrubber, name, found[2].decode("utf-8", "replace"))
        head = b'\r\nContent-Disposition: form-data; name="' + found[1] + b'"\r\n\r\n'
        kept.append(dash + head + value.encode() + b"\r\n")
    return b"".join([*kept, dash, b"--\r\n"])
