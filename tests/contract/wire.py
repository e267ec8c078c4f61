"""The one way out: whatever a run sends goes through here."""

import email.utils
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import unquote_plus

import requests
from requests.adapters import HTTPAdapter

from .belongings import Belongings, resource_of
from .document import Operation, Spec
from .guard import Guard
from .target import Target

#: In seconds. A server that asks for more is left in peace.
_LONGEST_WAIT = 120.0
_TIMEOUT = 30.0

#: How often a request goes out again that came too early.
_RETRIES = 3

#: Operations that take back what others made.
_DELETABLE = ("addresses", "contacts", "cards")

#: Requests that finding and emptying what was made can take, besides deleting it.
_TO_FIND = 40


class NotAllowed(requests.exceptions.InvalidURL):
    """A request was held back before it left."""


class Exhausted(NotAllowed):
    """The run may not send any more."""


class Absent(NotAllowed):
    """A request needs something that the server does not have, and that may not be made."""


class Wire:
    """Sends requests, as many and as fast as the target lets.

    Attributes:
        session: What requests are sent with. Nothing else may send them.
        guard: Says what may be sent.
        belongings: What was made at the server, and is there still.
        sent: How many requests left.
        held_back: How many did not, by the reason.
        tidying: Whether what is sent takes back what was made, for which calls are kept.
        heard: Is told each operation's status.
        watched: Is told each operation's request and answer.
    """

    def __init__(self, spec: Spec, target: Target) -> None:
        self.belongings = Belongings()
        self.guard = Guard(spec, target, self.belongings)
        self.target = target
        self.sent = 0
        self.held_back: Counter[str] = Counter()
        self.tidying = False
        self.heard: Callable[[Operation, int], None] = lambda operation, status: None
        self.watched: Callable[[Operation, requests.Response], None] = lambda operation, answer: (
            None
        )
        self._next = 0.0
        self._logins = 0
        self._closed = ""
        self.session = requests.Session()
        # Neither proxies nor a netrc of this machine's user, and nothing that the server sets.
        self.session.trust_env = False
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
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
        reason = self.guard.refusal(method, url, _text(request.headers), _bytes(request.body))
        if reason is not None:
            raise self._held(NotAllowed, reason)
        operation = self.guard.operation(method, url)
        if self.target.remote and operation is not None and not operation.secured:
            if self._logins:
                raise self._held(NotAllowed, "one login is enough")
            self._logins += 1
        if self._closed:
            raise self._held(Exhausted, self._closed)
        if self.target.most_calls and self.sent >= self.target.most_calls - self._kept():
            told = f"{self.target.most_calls} requests were told"
            raise self._held(Exhausted, f"no more than {told} beforehand (STAGING_MOST_CALLS)")
        now = time.monotonic()
        if self._next > now:
            time.sleep(self._next - now)
        if self.target.rate:
            self._next = max(self._next, now) + 1 / self.target.rate
        self.sent += 1
        return operation

    def wait(self, answer: requests.Response) -> bool:
        """Let the next request wait as long as an answer asks for.

        Returns:
            Whether the request came too early and may go out again.
        """
        asked = answer.headers.get("Retry-After")
        if not self.target.remote or answer.status_code not in (429, 503) or asked is None:
            return False
        seconds = _seconds(asked)
        if seconds is None:
            return False
        if seconds > _LONGEST_WAIT:
            self._closed = f"the server asked for {seconds:.0f} seconds of peace"
            return False
        self._next = max(self._next, time.monotonic() + seconds)
        return answer.status_code == 429

    def learn(self, operation: Operation, answer: requests.Response) -> None:
        """Note what was made or deleted."""
        self.heard(operation, answer.status_code)
        self.watched(operation, answer)
        if operation.effect == "read" or not 200 <= answer.status_code < 300:
            return
        resource, value = resource_of(operation), _value(answer)
        url = str(answer.request.url)
        if operation.method == "delete" and operation.path.endswith("/{id}"):
            self.belongings.lose(resource, url.partition("?")[0].rpartition("/")[2])
        if not isinstance(value, Mapping):
            return
        if operation.method == "post" and "{id}" not in operation.path:
            self.belongings.add(resource, value.get("id"))
        told = unquote_plus(url).encode() + (_bytes(answer.request.body) or b"")
        if b"address[contact][" in told:
            self.belongings.add("contacts", value.get("contact_id"))

    def _kept(self) -> int:
        """Requests that are kept for taking back what was made."""
        if self.tidying or not self.target.may("write"):
            return 0
        return self.belongings.count(_DELETABLE) + _TO_FIND

    def _held(self, kind: type[NotAllowed], reason: str) -> NotAllowed:
        self.held_back[reason] += 1
        return kind(f"not sent: {reason}")


class _Gate(HTTPAdapter):
    """The last step before the socket."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def send(self, request: requests.PreparedRequest, **how: Any) -> requests.Response:  # type: ignore[override]
        how["timeout"] = how.get("timeout") or _TIMEOUT
        for _ in range(_RETRIES):
            operation = self._wire.allow(request)
            answer = super().send(request, **how)
            if not self._wire.wait(answer):
                break
            # Read, so that the connection can be used again.
            _ = answer.content
        if operation is not None:
            self._wire.learn(operation, answer)
        return answer


def _text(headers: Mapping[str, Any]) -> dict[str, str]:
    return {
        str(name): value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for name, value in headers.items()
    }


def _bytes(body: Any) -> bytes | None:
    return body.encode() if isinstance(body, str) else body if isinstance(body, bytes) else None


def _value(answer: requests.Response) -> Any:
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        return None


def _seconds(text: str) -> float | None:
    if text.isascii() and text.isdecimal():
        return float(text[:10])
    try:
        then = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max((then - datetime.now(UTC)).total_seconds(), 0.0)
