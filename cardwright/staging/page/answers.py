"""What calls were answered, with secrets blotted out as in the calls themselves."""

import json
import threading
from collections import OrderedDict
from typing import Final

from starlette.types import Message

from cardwright.staging.controls.blots import blot_json, blot_text
from cardwright.staging.http import Json

LARGEST_BODY: Final = 2 * 1024 * 1024
"""The largest answer that is looked into, in bytes; of a larger one only the size is kept."""
LONGEST_KEPT: Final = 128 * 1024
"""The same, once blotted out and shortened."""
MOST_KEPT: Final = 8 * 1024 * 1024
"""How much is kept of all answers together, in bytes; the oldest are forgotten first."""


class Heard:
    """An answer while it is being sent."""

    def __init__(self) -> None:
        self.began = False
        self.media_type = ""
        self.size = 0
        self._body = bytearray()

    def take(self, message: Message) -> None:
        """Hear one message of the answer."""
        if message["type"] == "http.response.start":
            self.began = True
            headers = dict(message["headers"])
            self.media_type = headers.get(b"content-type", b"").decode("latin-1")[:200]
        else:
            body: bytes = message.get("body", b"")
            self.size += len(body)
            if self.size <= LARGEST_BODY:
                self._body.extend(body)
            else:
                self._body.clear()

    def to_json(self) -> dict[str, Json]:
        """The answer as it may be kept; exactly one of ``json``, ``text`` and ``left_out``."""
        told: dict[str, Json] = {"media_type": self.media_type, "size": self.size}
        if len(self._body) != self.size:
            return told | {"left_out": f"more than {LARGEST_BODY} bytes"}
        text = bytes(self._body).decode(errors="replace")
        try:
            return told | {"json": blot_json(json.loads(text))}
        except (ValueError, RecursionError):
            return told | {"text": blot_text(text)}


class Answers:
    """The last answers, by the number of the call. Can be read from any thread."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        self._size = 0

    def keep(self, number: int, heard: Heard) -> None:
        """Keep what was heard."""
        told = heard.to_json()
        text = json.dumps(told, ensure_ascii=False).encode(errors="replace")
        if len(text) > LONGEST_KEPT:
            left_out: Json = f"more than {LONGEST_KEPT} bytes"
            told = {"media_type": heard.media_type, "size": heard.size, "left_out": left_out}
            text = json.dumps(told).encode()
        with self._turn:
            self._kept[number] = text
            self._size += len(text)
            while self._size > MOST_KEPT:
                self._size -= len(self._kept.popitem(last=False)[1])

    def of(self, number: int) -> Json:
        """The answer to a call; None when it is not, or no longer, kept."""
        with self._turn:
            text = self._kept.get(number)
        answer: Json = None if text is None else json.loads(text)
        return answer

    def forget_before(self, number: int) -> None:
        """Forget the answers to calls that are older than this one."""
        with self._turn:
            while self._kept and next(iter(self._kept)) < number:
                self._size -= len(self._kept.popitem(last=False)[1])
