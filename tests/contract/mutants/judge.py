"""What of a document an exchange contradicts.

Not the suite: it looks at one exchange alone, and needs no server. It is there to show that two
documents say the same of everything that was exchanged, or which exchange tells them apart.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import jsonschema_rs

from .documents import Document
from .expanded import Answer, Claims, Input, Schema, claims
from .servers.forms import values
from .servers.messages import Request, Response, header
from .servers.routes import PREFIX

FORMS: Final = {"multipart/form-data", "application/x-www-form-urlencoded"}
ANYWHERE: Final = {413}
MALFORMED: Final = {400, 406, 415, 422}
INTEGER: Final = re.compile(r"-?[0-9]{1,40}")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what came back."""

    request: Request
    response: Response


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a document says of an exchange: whether the request is allowed, what is wrong.

    `allowed` is None where the document does not know the operation or a parameter.
    """

    allowed: bool | None
    wrong: frozenset[str]


class Judge:
    """Holds exchanges against one document."""

    def __init__(self, document: Document, vendor: str) -> None:
        self._prefix = PREFIX[vendor]
        self._claims = claims(document)
        self._paths = sorted(
            ((re.compile(_pattern(path)), path) for path in {path for _, path in self._claims}),
            key=lambda each: each[1].count("{"),
        )
        self._checks: dict[int, tuple[Schema, jsonschema_rs.Draft202012Validator]] = {}

    def opinion(self, exchange: Exchange) -> Opinion:
        """What the document says of an exchange."""
        request, status = exchange.request, exchange.response.status
        found = self._find(request)
        if found is None:
            return Opinion(None, frozenset())
        path, ids = found
        said = self._claims.get((request.method, path))
        if said is None:
            strange = request.method not in ("HEAD", "OPTIONS") and status not in (405, 501)
            return Opinion(None, frozenset({"method"} if strange else ()))
        allowed = self._allowed(said, request, ids)
        wrong = set(self._answer(said, exchange))
        named = any(
            all(_has_right(scheme, request) for scheme in each.values())
            for each in said.security
            if each
        )
        if not named and not said.open and status != 401:
            wrong.add("no token")
        if said.open and status == 401 and not named:
            wrong.add("token wanted")
        if allowed and status in MALFORMED:
            wrong.add("allowed request refused")
        if allowed is False and 200 <= status < 300:
            wrong.add("request not allowed and taken")
        return Opinion(allowed, frozenset(wrong))

    def _find(self, request: Request) -> tuple[str, dict[str, str]] | None:
        if not request.path.startswith(self._prefix):
            return None
        rest = request.path[len(self._prefix) :]
        for pattern, path in self._paths:
            if (match := pattern.fullmatch(rest)) is not None:
                return path, match.groupdict()
        return None

    def _allowed(self, said: Claims, request: Request, ids: dict[str, str]) -> bool | None:
        """Whether a request is allowed; None where it has a parameter that nothing is said of."""
        query = dict(request.query)
        if any(("query", name) not in said.parameters for name in query):
            return None
        for (location, name), each in said.parameters.items():
            sent = (
                ids.get(name)
                if location == "path"
                else query.get(name)
                if location == "query"
                else request.header(name)
            )
            if not self._input(each, sent):
                return False
        media = media_type(request)
        if not request.body and not media:
            return not said.body_required
        if not said.bodies:
            return True
        known_media = next((each for each in said.bodies if _alike(each, media)), None)
        if known_media is None:
            return False
        schema = said.bodies[known_media]
        if media == "application/json":
            try:
                return self._valid(schema, json.loads(request.body))
            except ValueError:
                return False
        sent_fields = values(request.with_query([]))
        known = schema.get("properties", {})
        typed = {name: _typed(known.get(name, {}), text) for name, text in sent_fields.items()}
        return self._valid(schema, typed) and all(
            self._text(known[name], text) for name, text in sent_fields.items() if name in known
        )

    def _input(self, said: Input, sent: str | None) -> bool:
        if sent is None:
            return not said.required
        if sent == "" and said.empty:
            return True
        return self._valid(said.schema, _typed(said.schema, sent)) and self._text(said.schema, sent)

    def _text(self, schema: Schema, text: str) -> bool:
        if "contentSchema" not in schema:
            return True
        try:
            return self._valid(schema["contentSchema"], json.loads(text))
        except (ValueError, RecursionError):
            return False

    def _answer(self, said: Claims, exchange: Exchange) -> Iterator[str]:
        response = exchange.response
        answer = said.answers.get(str(response.status))
        if answer is None:
            if response.status not in ANYWHERE and response.status != 401:
                yield "status"
            return
        yield from (
            f"header {name}" for name in answer.headers if header(response.headers, name) is None
        )
        media = (header(response.headers, "Content-Type") or "").partition(";")[0].strip().lower()
        if exchange.request.method == "HEAD" or not response.body:
            return
        if not answer.content:
            yield "undocumented content"
            return
        if media not in answer.content:
            yield "media type"
            return
        yield from self._body(answer, media, response)

    def _body(self, answer: Answer, media: str, response: Response) -> Iterator[str]:
        schema = answer.content[media]
        try:
            value = response.json()
        except ValueError:
            yield "no JSON"
            return
        if not self._valid(schema, value):
            yield "schema"
        if undocumented(schema, value):
            yield "undocumented member"

    def _valid(self, schema: Schema, value: Any) -> bool:
        known = self._checks.get(id(schema))
        if known is None:
            check = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
            known = self._checks[id(schema)] = (schema, check)
        try:
            return known[1].is_valid(value) and _decodes(schema, value)
        except (ValueError, OverflowError):
            return False


def media_type(request: Request) -> str:
    """The media type of a request's body."""
    return (request.header("Content-Type") or "").partition(";")[0].strip().lower()


def _alike(one: str, other: str) -> bool:
    """Whether two media types carry the same fields; whoever reads one form may read both."""
    return one == other or {one, other} <= FORMS


def _has_right(scheme: Mapping[str, Any], request: Request) -> bool:
    """Whether a request brings what a security scheme asks for."""
    if scheme.get("type") == "http":
        sent = (request.header("Authorization") or "").lower()
        return sent.startswith(f"{scheme.get('scheme', '')} ".lower())
    if scheme.get("in") == "header":
        return request.header(scheme["name"]) is not None
    return scheme.get("name") in dict(request.query)


def tells(correct: Opinion, mutant: Opinion) -> str | None:
    """Why an exchange with a correct server tells a mutant from the correct document."""
    more = mutant.wrong - correct.wrong
    return ", ".join(sorted(more)) or None


def _pattern(path: str) -> str:
    parts = re.split(r"\{(\w+)\}", path)
    return "".join(
        f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )


def _typed(schema: Schema, text: str) -> Any:
    """A text as the value that a schema means by it."""
    types = [schema.get("type"), *(each.get("type") for each in schema.get("anyOf", ()))]
    flat = [name for each in types for name in (each if isinstance(each, list) else [each])]
    if "integer" in flat and INTEGER.fullmatch(text):
        return int(text)
    if "boolean" in flat and text in ("true", "false"):
        return text == "true"
    return text


def _decodes(schema: Schema, value: Any) -> bool:
    """What the validator leaves aside: the width of integers, and Base64."""
    if isinstance(value, int) and not isinstance(value, bool):
        width = {"int32": 31, "int64": 63}.get(schema.get("format", ""))
        return width is None or -(2**width) <= value < 2**width
    if isinstance(value, str) and schema.get("contentEncoding") == "base64":
        try:
            raw = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            return False
        wanted = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8"}
        return raw.startswith(wanted.get(schema.get("contentMediaType", ""), b""))
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return all(_decodes(known[name], each) for name, each in value.items() if name in known)
    if isinstance(value, list):
        return all(_decodes(schema.get("items", {}), each) for each in value)
    return True


def undocumented(schema: Schema, value: Any) -> bool:
    """Whether a value has a member that its schema does not list, where it lists any."""
    if isinstance(value, list):
        return any(undocumented(schema.get("items", {}), each) for each in value)
    if not isinstance(value, dict):
        return False
    for word in ("anyOf", "oneOf"):
        if word in schema:
            objects = [
                each
                for each in schema[word]
                if each.get("type") == "object" or each.keys() & {"anyOf", "oneOf"}
            ]
            return bool(objects) and all(undocumented(each, value) for each in objects)
    known = schema.get("properties")
    if not known:
        return False
    return any(name not in known or undocumented(known[name], each) for name, each in value.items())
