# Copied from generator/runtime/answers.py by Cardwright; not to be edited here.
"""From an answer to a result, or to the exception that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from .drift import Drift, DriftError, DriftPolicy
from .errors import InvalidResponse, StatusError, status_error_type
from .excerpts import excerpt, outline, shortened
from .exchange import Answer
from .operation import Operation
from .reading import read_json
from .redaction import HIDDEN, Scrubber

T = TypeVar("T")

_KEPT_TEXT = 2000

# To hide what must not be shown takes time. A vendor's words on a refusal are far shorter.
_KEPT_DOCUMENT = 256 * 1024

_TYPE_NAMES: dict[type, str] = {
    dict: "an object",
    list: "an array",
    str: "text",
    int: "an integer",
    float: "a number",
    bool: "a boolean",
    type(None): "null",
}


def result(
    operation: Operation[T], answer: Answer, policy: DriftPolicy, scrubber: Callable[[], Scrubber]
) -> T:
    """What a successful answer says; the scrubber is made only where something is wrong.

    Raises:
        InvalidResponse: It is no JSON, or JSON of another type than the spec says, or an error.
        DriftError: It differs from the spec, and the policy is to raise.
    """
    drift = Drift(operation.id, policy)
    if not operation.answer:
        return operation.decode(None, drift, "")
    document, flaw = _document(answer)
    if flaw is None and _is_refusal(operation, document):
        said = _message(document, scrubber()) if len(answer.content) <= _KEPT_DOCUMENT else ""
        raise InvalidResponse(operation.id, answer.status, "the body is an error", said)
    if flaw is None and type(document) not in operation.answer:
        expected = " or ".join(_TYPE_NAMES[kind] for kind in operation.answer)
        flaw = f"the body is {_TYPE_NAMES[type(document)]} and not {expected}"
    if flaw is not None:
        shown = excerpt(answer.content, scrubber(), data=True)
        raise InvalidResponse(operation.id, answer.status, flaw, shown)
    return operation.decode(document, drift, "")


def refusal(
    operation: Operation[Any], answer: Answer, policy: DriftPolicy, scrubber: Scrubber
) -> StatusError:
    """What to raise for an answer that is no success.

    A drift of its body must not hide the refusal: it becomes its cause.
    """
    large = len(answer.content) > _KEPT_DOCUMENT
    body, flaw = (None, "the body is large") if large else _document(answer)
    message = ""
    if flaw is None:
        try:
            body = scrubber.document(body)
        except RecursionError:
            body = HIDDEN
        message = _message(body, scrubber)
    else:
        body = _text(answer.content, scrubber)
    message = _redirect_target(answer) or message or excerpt(answer.content, scrubber, data=False)
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
        headers=_told(answer.headers, scrubber),
        message=message,
    )
    error.__cause__ = drifted
    return error


def _document(answer: Answer) -> tuple[Any, str | None]:
    """The answer's JSON, or what is wrong with it."""
    declared = answer.headers.get("content-type", "")
    media_type = declared.partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        found = f"of type {media_type[:60]!r}" if media_type else "of no declared type"
        return None, f"the body is {found} and not JSON"
    try:
        return read_json(answer.content), None
    except (ValueError, RecursionError):
        # Told by the caller, for the exception here holds the whole body.
        return None, f"the body of {len(answer.content)} bytes is not valid JSON"


def _is_refusal(operation: Operation[Any], document: Any) -> bool:
    """Whether what came with a success is what comes with a refusal."""
    return (
        isinstance(document, dict)
        and not document.keys() & operation.required
        and any(document.get(name) for name in operation.refusal_names)
    )


def _message(body: Any, scrubber: Scrubber) -> str:
    """What the vendor says of a refusal, shortened."""
    if isinstance(body, dict):
        for name in ("error", "detail", "message", "title", "errors"):
            if body.get(name):
                said = body[name]
                try:
                    return shortened(
                        scrubber.text(said)
                        if isinstance(said, str)
                        else scrubber.document(said, False)
                    )
                except RecursionError:
                    return ""
    return ""


def _text(content: bytes, scrubber: Scrubber) -> str:
    """The beginning of a body that is no JSON."""
    # What is cut off must not keep the beginning of a text from being known and hidden.
    text = scrubber.text(content[: 32 * _KEPT_TEXT].decode("utf-8", "replace"))
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", '"'):
        text = outline(text)
    return text[:_KEPT_TEXT]


def _redirect_target(answer: Answer) -> str:
    if not 300 <= answer.status < 400 or "location" not in answer.headers:
        return ""
    return f"redirects are not followed; this one leads to {_host(answer)}"


def _host(answer: Answer) -> str:
    try:
        return httpx.URL(answer.headers["location"]).host or "a path on the same host"
    except httpx.InvalidURL:
        return "an address that is not valid"


def _told(headers: httpx.Headers, scrubber: Scrubber) -> httpx.Headers:
    """Headers without what a cookie or the target of a redirect gives away."""
    return httpx.Headers(
        [
            (name, HIDDEN if name in ("set-cookie", "location") else scrubber.text(value))
            for name, value in headers.multi_items()
        ],
        encoding="utf-8",
    )
