"""The fields of a request, wherever they travel."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from .messages import Request

_PART = re.compile(rb'name="((?:[^"\\]|\\.)*)"')


def values(request: Request) -> dict[str, str]:
    """The fields of the query string and of the form."""
    found = dict(_form(request))
    found.update(request.query)
    return found


def without(request: Request, name: str) -> Request:
    """The same request without a field."""
    kept = [each for each in request.query if each[0] != name]
    if len(kept) < len(request.query):
        request = request.with_query(kept)
    body = request.body
    if (boundary := _boundary(request)) is not None:
        parts = body.split(b"--" + boundary)
        body = (b"--" + boundary).join(each for each in parts if _name(each) != name)
    elif "urlencoded" in _type(request):
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        body = urlencode([each for each in pairs if each[0] != name]).encode()
    elif "json" in _type(request) and isinstance(found := _json(body), dict) and name in found:
        body = json.dumps({key: each for key, each in found.items() if key != name}).encode()
    return Request(request.method, request.target, request.headers, body)


def plus(request: Request, name: str, value: str) -> Request:
    """The same request with one more field, in the query string."""
    return request.with_query([*request.query, (name, value)])


def _form(request: Request) -> list[tuple[str, str]]:
    if (boundary := _boundary(request)) is not None:
        found = []
        for part in request.body.split(b"--" + boundary):
            name = _name(part)
            if name is not None:
                value = part.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")
                found.append((name, value.decode("utf-8", "replace")))
        return found
    if "urlencoded" in _type(request):
        return parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    members = _json(request.body) if "json" in _type(request) else None
    if not isinstance(members, dict):
        return []
    return [(key, str(each)) for key, each in members.items()]


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _type(request: Request) -> str:
    return (request.header("Content-Type") or "").lower()


def _boundary(request: Request) -> bytes | None:
    header = request.header("Content-Type") or ""
    match = re.search(r'boundary="?([^";]+)"?', header)
    return match[1].encode("latin-1") if match and "multipart" in header.lower() else None


def _name(part: bytes) -> str | None:
    match = _PART.search(part.partition(b"\r\n\r\n")[0])
    return (
        match[1].decode("utf-8", "replace").replace("%5B", "[").replace("%5D", "]")
        if match
        else None
    )
