# Copied from generator/runtime/incoming.py by Cardwright; not to be edited here.
"""The body of an answer: it grows only so far, and only so long."""

from __future__ import annotations

import zlib
from typing import Any

import httpx

from .exchange import Answer, OutOfTime, Unreadable
from .timeouts import Deadline


class Incoming:
    """A body while it arrives."""

    __slots__ = ("_chunks", "_deadline", "_gzip", "_limit", "_response", "_room")

    def __init__(self, response: httpx.Response, deadline: Deadline, limit: int) -> None:
        """Begin to take in a body, of `limit` bytes at most once it is decompressed."""
        self._response = response
        self._deadline = deadline
        self._limit = limit
        self._room = limit
        self._chunks: list[bytes] = []
        self._gzip: Any = None
        if response.is_stream_consumed:
            # A hook of the caller's own client has read it, and httpx has decompressed it.
            self.add(response.content)
            return
        encoding = response.headers.get("content-encoding")
        if encoding is not None:
            self._gzip = self._decoder(encoding.strip().lower())

    def _decoder(self, encoding: str) -> Any:
        if encoding in ("", "identity"):
            return None
        # One coding multiplies a chunk about a thousandfold; two of them, a millionfold.
        if encoding != "gzip":
            raise Unreadable(
                "the body has a content encoding that was not asked for", self._response.status_code
            )
        return zlib.decompressobj(zlib.MAX_WBITS | 16)

    def add(self, chunk: bytes) -> None:
        """Take in the next chunk.

        Raises:
            OutOfTime: It is too late.
            Unreadable: The body is too large, or its encoding is broken.
        """
        if not chunk:
            return
        if self._gzip is not None:
            chunk = self._expanded(chunk)
        self._room -= len(chunk)
        if self._room < 0:
            raise Unreadable(
                f"the body is larger than {_size(self._limit)}", self._response.status_code
            )
        if self._deadline.remaining() <= 0:
            raise OutOfTime
        self._chunks.append(chunk)

    def _expanded(self, chunk: bytes) -> bytes:
        if self._gzip.eof:
            # What comes behind the end is not kept: zlib would, all of it.
            return b""
        try:
            # One byte more than there is room for tells that it is too large.
            expanded: bytes = self._gzip.decompress(chunk, self._room + 1)
        except zlib.error:
            raise self._broken() from None
        return expanded

    def answer(self) -> Answer:
        """The answer, once all of it is there.

        Raises:
            Unreadable: The encoding is broken off.
        """
        response = self._response
        if self._gzip is not None and self._chunks and not self._gzip.eof:
            raise self._broken()
        chunks = self._chunks
        content = chunks[0] if len(chunks) == 1 else b"".join(chunks)
        return Answer(response.status_code, response.headers, content)

    def _broken(self) -> Unreadable:
        return Unreadable("the body's content encoding is broken", self._response.status_code)


def _size(limit: int) -> str:
    mebibyte = 1024 * 1024
    return f"{limit} bytes" if limit % mebibyte else f"{limit // mebibyte} MiB"
