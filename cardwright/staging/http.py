"""What every vendor's operations answer with, and how a refusal is told."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, Union

from starlette.requests import Request
from starlette.responses import Response

Json: TypeAlias = Union[Mapping[str, "Json"], Sequence["Json"], str, int, float, bool, None]  # noqa: UP007 - a recursive alias of strings cannot be written with |
"""Any value that JSON can write."""

BODY_LIMIT: Final = 16 * 1024 * 1024
"""The largest request body that is read, in bytes: a large photo in Base64 and some room."""
MAX_JSON_VALUES: Final = 100_000
"""About how many values a JSON text may have; each takes far more memory than its text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as a value."""

    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"

    def response(self) -> Response:
        """The response on the wire."""
        content = json.dumps(self.body, ensure_ascii=False, allow_nan=False).encode()
        return Response(content, self.status, dict(self.headers), self.media_type)


class RefusalError(Exception):
    """A request that is refused. Each vendor writes it in its own error format."""

    def __init__(
        self, status: int, message: str, *, headers: Mapping[str, str] | None = None
    ) -> None:
        """`message` is for the caller: it names the field and never repeats a secret."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers: Mapping[str, str] = headers or {}


Handler = Callable[[Request], Awaitable[Answer]]
"""Answers one operation's requests; raises `RefusalError`."""


def unauthorized(message: str) -> RefusalError:
    """401 with the challenge that RFC 9110, section 15.5.2, demands."""
    return RefusalError(401, message, headers={"WWW-Authenticate": "Bearer"})


def parse_json(text: str) -> Json:
    """Strict JSON that can be kept and written again; raises ValueError with the reason.

    Refuses what Python's parser lets through: NaN and infinities, lone surrogates, numbers,
    nesting and `MAX_JSON_VALUES` of absurd size.
    """
    # Counted before it is parsed, so a comma within a string is taken for a value as well.
    if sum(map(text.count, ",[{")) > MAX_JSON_VALUES:
        raise ValueError(f"has more than {MAX_JSON_VALUES} values")
    try:
        value: Json = json.loads(text, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except UnicodeError:
        raise ValueError("is not valid Unicode") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is not valid JSON ({error.msg} at {error.pos})") from None
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"is not valid JSON ({name})")
