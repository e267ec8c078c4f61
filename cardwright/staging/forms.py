"""Request parameters, merged and nested as Rails does it.

The query string and a form body become one tree; bracketed keys nest. The trees are merged at
the top level only and the query string wins, as ``ActionDispatch::Http::Parameters#parameters``
has it (``request_parameters.merge(query_parameters)``).
"""

import logging
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl

import qs_codec
from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from cardwright.staging.http import BODY_LIMIT, RefusalError

# Whoever sends a malformed form is told so by the answer; the terminal is for other things.
logging.getLogger("python_multipart").setLevel(logging.ERROR)

MAX_PARAMETERS: Final = 1000
"""The most parameters one request may carry in its query string, and again in its body."""
MAX_DEPTH: Final = 8
"""The deepest nesting of bracketed keys."""

MULTIPART: Final = b"multipart/form-data"
FORM_TYPES: Final = (MULTIPART.decode(), "application/x-www-form-urlencoded")

_NESTING: Final = qs_codec.DecodeOptions(
    depth=MAX_DEPTH,
    strict_depth=True,
    list_limit=MAX_PARAMETERS,
    parameter_limit=MAX_PARAMETERS,
    raise_on_limit_exceeded=True,
    duplicates=qs_codec.Duplicates.LAST,
)


async def read_parameters(request: Request) -> dict[str, object]:
    """The tree of all parameters: leaves are text, nodes are dicts and lists.

    The form's fields as they were sent stay in ``request.state.form``. Raises `RefusalError`: 400
    for what cannot be parsed, 413 for a body that is too large, 415 for a body that is no form.
    """
    return await _body_parameters(request) | _query_parameters(request)


def nest(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Nest bracketed keys: ``a[b]=1`` is ``{"a": {"b": "1"}}``, ``a[]=1`` is ``{"a": ["1"]}``.

    Of a plain key sent twice the last counts, as in Rack. Raises ValueError for too many or too
    deeply nested keys.
    """
    flat: dict[str, str | list[str]] = {}
    for key, value in pairs:
        kept = flat.get(key)
        if key.endswith("[]") and isinstance(kept, list):
            kept.append(value)
        else:
            flat[key] = [value] if key.endswith("[]") else value
    try:
        return qs_codec.decode(flat, _NESTING)
    except IndexError as error:
        raise ValueError(str(error)) from error


def _query_parameters(request: Request) -> dict[str, object]:
    raw: bytes = request.scope["query_string"]
    try:
        return nest(_urlencoded_pairs(raw))
    except UnicodeError:
        raise RefusalError(400, "the query string is not valid UTF-8") from None
    except ValueError as error:
        raise RefusalError(400, f"the query string cannot be parsed: {error}") from None


async def _body_parameters(request: Request) -> dict[str, object]:
    body = await request.body()
    if not body:
        return {}
    media_type, options = parse_options_header(request.headers.get("content-type"))
    if media_type.decode("latin-1") not in FORM_TYPES:
        raise RefusalError(
            415,
            f"the body must be form-data ({' or '.join(FORM_TYPES)})",
            headers={"Accept": ", ".join(FORM_TYPES)},
        )
    try:
        if media_type == MULTIPART:
            pairs = await _multipart_pairs(request, body, options.get(b"boundary"))
        else:
            # A large body of nothing but escapes takes seconds: other requests go on meanwhile.
            pairs = await run_in_threadpool(_urlencoded_pairs, body)
        request.state.form = pairs
        return await run_in_threadpool(nest, pairs)
    except UnicodeError:
        raise RefusalError(400, "the body is not valid UTF-8") from None
    except ValueError as error:
        raise RefusalError(400, f"the body cannot be parsed: {error}") from None


def _urlencoded_pairs(text: bytes) -> list[tuple[str, str]]:
    return parse_qsl(
        text.decode(), keep_blank_values=True, max_num_fields=MAX_PARAMETERS, errors="strict"
    )


async def _multipart_pairs(
    request: Request, body: bytes, boundary: bytes | None
) -> list[tuple[str, str]]:
    # The parser takes a body that stops in the middle of a part; Rack answers it with 400.
    if boundary is not None and b"--" + boundary + b"--" not in body:
        raise ValueError("its closing boundary is missing")
    try:
        form = await request.form(
            max_files=MAX_PARAMETERS, max_fields=MAX_PARAMETERS, max_part_size=BODY_LIMIT
        )
    except MultiPartException as error:
        raise ValueError(error.message) from None
    pairs = []
    try:
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                raise RefusalError(400, f"{key} must be text, not a file")
            pairs.append((key, value))
    finally:
        await form.close()
    # Every part is text by now, so the whole body must be: the parser would fall back to Latin-1.
    body.decode()
    return pairs
