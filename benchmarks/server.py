"""A server that answers prepared bytes, in a process of its own.

    python -m benchmarks.server [LOW HIGH]

Prints its port. With LOW and HIGH it answers cards after so many seconds, drawn evenly in between.

The number of the organization says how large an answer is: how many cards a list has, how many
bytes each image of a preview. `GET /counts` tells what came in, and checks the last photo.
"""

import asyncio
import base64
import hashlib
import json
import random
import re
import sys
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qs

from . import payloads

_ROUTE = re.compile(
    rf"{payloads.BASE_PATH}/organizations/(\d+)/cards(?:/(\d+)(/preview)?)?(?:\?.*)?$"
)
_AUTHORIZATION = f"Bearer {payloads.TOKEN}".encode()


class Counts:
    """What came in since the server began."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests = 0
        self.refused: list[str] = []
        self.delay = 0.0
        self.upload: tuple[str, bytes] = ("", b"")

    def told(self) -> bytes:
        told = {
            "connections": self.connections,
            "requests": self.requests,
            "refused": self.refused,
            "delay": self.delay,
            "photo": _photo_digest(*self.upload),
        }
        return json.dumps(told).encode()


class Connection(asyncio.Protocol):
    """Reads requests one after the other, as HTTP/1.1 has them."""

    def __init__(self, counts: Counts, delays: "Delays | None") -> None:
        self._counts = counts
        self._delays = delays
        self._head: bytearray | None = bytearray()
        self._request: tuple[bytes, str, dict[bytes, bytes]] = (b"", "", {})
        self._body: list[bytes] = []
        self._missing = 0
        self._counted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        while data and not self._transport.is_closing():
            data = self._read_head(data) if self._head is not None else self._read_body(data)

    def _read_head(self, data: bytes) -> bytes:
        assert self._head is not None
        self._head += data
        end = self._head.find(b"\r\n\r\n")
        if end < 0:
            return b""
        lines = bytes(self._head[:end]).split(b"\r\n")
        rest = bytes(self._head[end + 4 :])
        method, target, _ = lines[0].split(b" ", 2)
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            headers[name.strip().lower()] = value.strip()
        self._request = (method, target.decode("ascii"), headers)
        self._body = []
        self._missing = int(headers.get(b"content-length", b"0"))
        self._head = None
        if not self._missing:
            self._whole()
        return rest

    def _read_body(self, data: bytes) -> bytes:
        part, rest = data[: self._missing], data[self._missing :]
        self._body.append(part)
        self._missing -= len(part)
        if not self._missing:
            self._whole()
        return rest

    def _whole(self) -> None:
        self._head = bytearray()
        method, target, headers = self._request
        if target == "/counts":
            self._answer(200, self._counts.told())
            return
        if not self._counted:
            self._counted = True
            self._counts.connections += 1
        self._counts.requests += 1
        if b"transfer-encoding" in headers:
            # Where its body ends is not known here.
            self._refuse(target, 411, b'{"error":"send a Content-Length"}')
            self._transport.close()
            return
        status, answer = self._answer_to(method, target, headers)
        if status >= 400:
            self._refuse(target, status, answer)
        elif self._delays is None or method != b"GET":
            self._answer(status, answer)
        else:
            delay = self._delays.draw()
            self._counts.delay += delay
            asyncio.get_running_loop().call_later(delay, self._answer, status, answer)

    def _answer_to(
        self, method: bytes, target: str, headers: dict[bytes, bytes]
    ) -> tuple[int, bytes]:
        if (method, target) == (b"POST", f"{payloads.BASE_PATH}/authenticate"):
            return 200, payloads.session_bytes()
        if headers.get(b"authorization") != _AUTHORIZATION:
            return 401, b'{"error":"the token is missing or wrong"}'
        found = _ROUTE.match(target)
        if found is None:
            return 404, b'{"error":"there is no such page"}'
        organization, card, preview = found.groups()
        if (method, card) == (b"POST", None):
            media_type = headers.get(b"content-type", b"").decode("ascii")
            self._counts.upload = (media_type, b"".join(self._body))
            return 201, payloads.card_bytes()
        if method != b"GET":
            return 405, b'{"error":"the method is not allowed"}'
        if preview:
            return 200, payloads.preview_bytes(int(organization))
        if card:
            return 200, payloads.card_bytes()
        return 200, payloads.list_bytes(int(organization))

    def _refuse(self, target: str, status: int, answer: bytes) -> None:
        self._counts.refused.append(f"{target}: {answer.decode()}")
        self._answer(status, answer)

    def _answer(self, status: int, body: bytes) -> None:
        head = (
            f"HTTP/1.1 {status} Answer\r\nContent-Type: application/json; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)


class Delays:
    """How long each answer takes, the same in every run."""

    def __init__(self, low: float, high: float) -> None:
        self._low = low
        self._high = high
        self._random = random.Random(20_26)

    def draw(self) -> float:
        return self._random.uniform(self._low, self._high)


def _photo_digest(media_type: str, body: bytes) -> str | None:
    """The SHA-256 of the photo in a form, however the form is encoded."""
    if not body:
        return None
    if media_type.startswith("application/x-www-form-urlencoded"):
        text = parse_qs(body.decode("ascii"))["card[data]"][0]
    else:
        head = f"Content-Type: {media_type}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + body)
        texts = [
            part.get_payload()
            for part in message.iter_parts()
            if part.get_param("name", header="content-disposition") == "card[data]"
        ]
        text = str(texts[0])
    photo = json.loads(text)[-1]["value"]
    return hashlib.sha256(base64.b64decode(photo, validate=True)).hexdigest()


async def _serve(delays: Delays | None) -> None:
    counts = Counts()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(counts, delays), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Whoever started it closes the pipe to end it.
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    limits = [float(each) for each in sys.argv[1:3]]
    asyncio.run(_serve(Delays(*limits) if limits else None))
