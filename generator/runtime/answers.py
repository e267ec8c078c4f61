"""From an answer to a result, or to the exception that says why there is none."""

import json
from typing import Any, NoReturn, TypeVar

import httpx

from .drift import Drift, DriftError, DriftPolicy
from .errors import InvalidResponse, StatusError, status_error_type
from .io import Answer
from .operation import Operation

T = TypeVar("T")

_TYPE_NAMES: dict[type, str] = {
    dict: "an object",
    list: "an array",
    str: "text",
    int: "an integer",
    float: "a number",
    bool: "a boolean",
    type(None): "null",
}


def result(operation: Operation[T], answer: Answer, policy: DriftPolicy) -> T:
    """What a successful answer says.

    Raises:
        InvalidResponse: It is no JSON, or JSON of another type than the spec says.
        DriftError: It differs from the spec, and the policy is to raise.
    """
    drift = Drift(operation.id, policy)
    if not operation.answer:
        return operation.decode(None, drift, "")
    document = _document(operation, answer)
    if type(document) not in operation.answer:
        expected = " or ".join(_TYPE_NAMES[kind] for kind in operation.answer)
        found = _TYPE_NAMES[type(document)]
        raise InvalidResponse(
            operation.id, answer.status, f"the body is {found} and not {expected}"
        )
    return operation.decode(document, drift, "")


def refusal(operation: Operation[Any], answer: Answer, policy: DriftPolicy) -> StatusError:
    """What to raise for an answer that is no success.

    A drift of its body must not hide the refusal: it becomes its cause.
    """
    body: Any
    try:
        body = _document(operation, answer)
    except InvalidResponse:
        body = answer.content[:2000].decode("utf-8", "replace")
    message = _message(body) or _redirect_target(answer)
    decode = operation.errors.get(answer.status)
    drifted: DriftError | None = None
    if decode is not None and isinstance(body, dict):
        try:
            body = decode(body, Drift(operation.id, policy), "")
        except DriftError as difference:
            drifted = difference
    error = status_error_type(answer.status)(
        operation.id,
        answer.status,
        documented=answer.status in operation.errors,
        body=body,
        headers=answer.headers,
        message=message,
    )
    error.__cause__ = drifted
    return error


def _document(operation: Operation[Any], answer: Answer) -> Any:
    """The answer's JSON."""
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        found = f"of type {media_type[:60]!r}" if media_type else "of no declared type"
        raise InvalidResponse(operation.id, answer.status, f"the body is {found} and not JSON")
    try:
        return json.loads(answer.content, parse_constant=_no_json)
    except (ValueError, RecursionError):
        size = len(answer.content)
        raise InvalidResponse(
            operation.id, answer.status, f"the body of {size} bytes is not valid JSON"
        ) from None


def _no_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _message(body: Any) -> str:
    """What the vendor says of a refusal, shortened."""
    if isinstance(body, dict):
        for name in ("error", "detail", "message", "title", "errors"):
            if body.get(name):
                return _shortened(body[name])
    return ""


def _shortened(value: Any) -> str:
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return ""
    # Messages end up in logs and terminals, where control characters would act.
    text = "".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split()))
    return text if len(text) <= 200 else text[:199] + "…"


def _redirect_target(answer: Answer) -> str:
    if not 300 <= answer.status < 400 or "location" not in answer.headers:
        return ""
    try:
        host = httpx.URL(answer.headers["location"]).host or "a path on the same host"
    except httpx.InvalidURL:
        host = "an address that is not valid"
    return f"redirects are not followed; this one leads to {host}"
