"""The one way out: whatever a run sends goes through here."""

import email.utils
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from .document import Operation, Spec
from .guard import Guard
from .target import Target

#: In seconds. A server that asks for more is left in peace.
_LONGEST_WAIT = 120.0
_TIMEOUT = 30.0


class NotAllowed(requests.exceptions.InvalidURL):
    """A request was held back before it left."""


class Exhausted(NotAllowed):
    """The run has sent as many requests as it said it would."""


class Wire:
    """Sends requests, as many and as fast as the target lets.

    Attributes:
        session: What requests are sent with. Nothing else may send them.
        sent: How many requests left.
        held_back: How many did not.
    """

    def __init__(self, spec: Spec, target: Target) -> None:
        self.guard = Guard(spec, target)
        self.target = target
        self.sent = 0
        self.held_back = 0
        self.heard: Callable[[Operation, int], None] = lambda operation, status: None
        self._next = 0.0
        self._logins = 0
        self.session = requests.Session()
        # Neither proxies nor a netrc of this machine's user.
        self.session.trust_env = False
        gate = _Gate(self)
        self.session.mount("http://", gate)
        self.session.mount("https://", gate)

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    def allow(self, request: requests.PreparedRequest) -> Operation | None:
        """Count a request and wait for its turn.

        Raises:
            NotAllowed: The request may not be sent.
        """
        method, url = str(request.method), str(request.url)
        body = request.body
        content = body.encode() if isinstance(body, str) else body
        reason = self.guard.refusal(method, url, _text(request.headers), _bytes(content))
        if reason is not None:
            self.held_back += 1
            raise NotAllowed(f"not sent: {reason}", request=request)
        operation = self.guard.operation(method, url)
        if self.target.remote and operation is not None and not operation.secured:
            self._logins += 1
            if self._logins > 1:
                self.held_back += 1
                raise NotAllowed("not sent: one login is enough", request=request)
        if self.target.most_calls and self.sent >= self.target.most_calls:
            self.held_back += 1
            raise Exhausted(
                f"not sent: {self.target.most_calls} requests were sent, as many as were told",
                request=request,
            )
        if self.target.rate:
            now = time.monotonic()
            if self._next > now:
                time.sleep(self._next - now)
            self._next = max(self._next, now) + 1 / self.target.rate
        self.sent += 1
        return operation

    def wait(self, answer: requests.Response) -> bool:
        """Wait as long as an answer asks for; whether the request may then go out again."""
        asked = answer.headers.get("Retry-After")
        if not self.target.remote or answer.status_code not in (429, 503) or asked is None:
            return False
        seconds = _seconds(asked)
        if seconds is None or seconds > _LONGEST_WAIT:
            return False
        self._next = max(self._next, time.monotonic() + seconds)
        return answer.status_code == 429


class _Gate(HTTPAdapter):
    """The last step before the socket."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def send(self, request: requests.PreparedRequest, **how: Any) -> requests.Response:  # type: ignore[override]
        how["timeout"] = how.get("timeout") or _TIMEOUT
        operation = self._wire.allow(request)
        answer = super().send(request, **how)
        if self._wire.wait(answer):
            answer.close()
            self._wire.allow(request)
            answer = super().send(request, **how)
        if operation is not None:
            self._wire.heard(operation, answer.status_code)
        return answer


def _text(headers: Mapping[str, Any]) -> dict[str, str]:
    return {
        str(name): value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for name, value in headers.items()
    }


def _bytes(content: Any) -> bytes | None:
    return content if isinstance(content, bytes) else None


def _seconds(text: str) -> float | None:
    try:
        return max(float(text), 0.0)
    except ValueError:
        pass
    try:
        then = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max((then - datetime.now(UTC)).total_seconds(), 0.0)
