"""What a fault asks of staging besides what the client sent."""

from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

from cardwright.staging import serve

from .messages import Request, Response
from .mutant import SUCCESS
from .proxy import Send
from .routes import PREFIX, Call, path_of

FORM: Final = "application/x-www-form-urlencoded"


@cache
def accounts() -> tuple[dict[str, str], ...]:
    """The credentials of staging's accounts: the same on every start."""
    staging = serve(controls=False)
    with staging:
        return staging.accounts


def ask(
    send: Send, like: Request, method: str, path: str, fields: dict[str, str] | None = None
) -> Response:
    """Send another request with the rights of this one."""
    headers = tuple(
        each for each in like.headers if each[0].lower() in ("host", "authorization", "accept")
    )
    body = urlencode(fields).encode() if fields else b""
    if fields:
        headers = (*headers, ("Content-Type", FORM))
    return send(Request(method, path, headers, body))


def token(send: Send, like: Request, account: int = 0) -> str:
    """A fresh token of an account's."""
    credentials = accounts()[account]
    fields = {
        "email": credentials["INSTANTCARD_EMAIL"],
        "password": credentials["INSTANTCARD_PASSWORD"],
    }
    path = f"{PREFIX['instantcard']}/authenticate"
    answer = ask(send, like, "POST", path, fields)
    return str(answer.json()["auth_token"])


def with_right(send: Send, request: Request, call: Call) -> Request:
    """The request with rights that suffice: those of the organization it is about."""
    if call.vendor == "synctera":
        key = accounts()[0]["SYNCTERA_API_KEY"]
    else:
        ids = [each["INSTANTCARD_ORGANIZATION_ID"] for each in accounts()]
        known = call.organization in ids
        key = token(send, request, ids.index(call.organization) if known else 0)
    return request.with_header("Authorization", f"Bearer {key}")


def path(operation: str, ids: dict[str, str]) -> tuple[str, str]:
    """Method and path of an operation with these ids."""
    method, template = path_of(operation)
    return method, template.format(**ids)


def get(send: Send, like: Request, operation: str, ids: dict[str, str]) -> Any:
    """What an operation answers in success, or None."""
    method, target = path(operation, ids)
    answer = ask(send, like, method, target)
    return answer.json() if answer.status in SUCCESS else None


def again(request: Request) -> Request:
    """The request without a key that would make a repeat safe."""
    return request.with_header("Idempotency-Key", None)
