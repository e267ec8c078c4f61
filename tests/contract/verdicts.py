"""What is wrong with a request that was taken, or with an answer, by the spec."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from .document import Operation, Spec, plain

#: What HTTP says of any request, on whichever operation.
ANYWHERE = frozenset({405, 413, 415})

#: With what the content of a kind of image begins.
_BEGINNINGS = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
    "application/pdf": b"%PDF-",
}

_BITS = {"int32": 32, "int64": 64}


@attrs.frozen
class Wrong:
    """One thing that is wrong: the check's name, in words, and the claim's place in the spec."""

    check: str
    says: str
    claim: str = ""


def wrong_text(spec: Spec, schema: Any, text: str) -> str | None:
    """What is wrong with a parameter or field as it goes out; None if nothing is."""
    value = _read(spec, schema, text)
    problem = spec.problem(schema, value)
    found = spec.resolve(schema)
    if problem is None:
        problem = _too_wide(spec, found, value)
    if problem is None and "contentSchema" in found:
        try:
            content = json.loads(text)
        except ValueError:
            return "it is no JSON"
        problem = spec.problem(found["contentSchema"], content)
        items = spec.resolve(spec.resolve(found["contentSchema"]).get("items", {}))
        for one in content if isinstance(content, list) else ():
            problem = problem or _too_wide(spec, items, one)
    return problem


def wrong_form(spec: Spec, operation: Operation, given: Mapping[str, str]) -> str | None:
    """What is wrong with a form as a whole; None if nothing is."""
    if operation.body is None:
        return None
    whole = {}
    for name, text in given.items():
        parameter = operation.find(name)
        if parameter is None:
            whole[name] = text
        elif parameter.place == "form":
            whole[name] = _read(spec, parameter.schema, text)
    return spec.problem(operation.body, whole)


def of_request(
    spec: Spec, operation: Operation, given: Mapping[str, str], body: Any, *, has_body: bool
) -> Iterator[Wrong]:
    """What the spec has against a request that the server took."""
    check = "accepted against the spec"
    whole = f"{operation.pointer}/requestBody"
    for name, value in given.items():
        parameter = operation.find(name)
        if parameter is None:
            says = f"the server has a use for {name}, which the spec does not have"
            yield Wrong("undocumented parameter", says)
            continue
        problem = wrong_text(spec, parameter.schema, value)
        if problem is not None:
            says = f"the server took a {name} that the spec forbids: {problem}"
            yield Wrong(check, says, parameter.pointer)
    for parameter in operation.parameters:
        known = parameter.name in given or parameter.name == "organization_id"
        if parameter.required and parameter.place in ("query", "header") and not known:
            says = f"the server did without {parameter.name}, which the spec requires"
            yield Wrong(check, says, parameter.pointer)
    if operation.body is None:
        return
    if not has_body and not operation.needs_body:
        return
    if not has_body:
        yield Wrong(check, "the server did without a body, which the spec requires", whole)
    elif body is None:
        missing = [one for one in operation.body.get("required", ()) if given.get(one) is None]
        if missing:
            says = f"the server did without {missing[0]}, which the spec requires"
            yield Wrong(check, says, whole)
        elif (problem := wrong_form(spec, operation, given)) is not None:
            yield Wrong(check, f"the server took a form that the spec forbids: {problem}", whole)
    elif (problem := spec.problem(operation.body, body)) is not None:
        yield Wrong(check, f"the server took a body that the spec forbids: {problem}", whole)


def of_answer(
    spec: Spec,
    operation: Operation,
    status: int,
    kind: str,
    value: Any,
    *,
    excerpt: str,
    strict: bool,
) -> Iterator[Wrong]:
    """What the spec has against an answer.

    Args:
        kind: Its media type.
        excerpt: Its beginning, to be quoted; empty if it has no content.
        strict: Whether members that the spec does not have are wrong.
    """
    if status in ANYWHERE:
        return
    raw = operation.raw.get("responses", {}).get(str(status))
    if raw is None:
        says = f"it answered {status}, which the spec does not have{excerpt}"
        yield Wrong("undocumented status", says)
        return
    claim = f"{operation.pointer}/responses/{status}"
    content = spec.resolve(raw).get("content", {})
    if not content and excerpt:
        yield Wrong(
            "undocumented content",
            f"{status} has content, which the spec does not have{excerpt}",
            claim,
        )
    if not content:
        return
    if kind not in content:
        says = f"{status} came as {kind or 'nothing'}, not as {', '.join(content)}"
        yield Wrong("undocumented media type", says, claim)
        return
    schema = content[kind].get("schema", {})
    problem = spec.problem(schema, value)
    if problem is not None:
        says = f"the {status} answer is not what the spec says: {problem}"
        yield Wrong("answer against its schema", says, claim)
        return
    for problem in _wrong_content(spec, schema, value):
        says = f"the {status} answer is not what the spec says: {problem}"
        yield Wrong("encoded content", says, claim)
        return
    for pointer in spec.undocumented(schema, value) if strict else ():
        says = f"the {status} answer has {pointer}, which the spec does not have"
        yield Wrong("undocumented field", says, claim)
        return


def _read(spec: Spec, schema: Any, text: str) -> Any:
    """A text as its schema reads it: as a text, or as the number that it stands for."""
    return text if spec.problem(schema, text) is None else plain(text)


def _too_wide(spec: Spec, schema: Any, value: Any) -> str | None:
    found = spec.resolve(schema)
    if not isinstance(value, int) or isinstance(value, bool) or not isinstance(found, Mapping):
        return None
    choices = [one for word in ("anyOf", "oneOf") for one in found.get(word, ())]
    if choices:
        problems = [spec.problem(one, value) or _too_wide(spec, one, value) for one in choices]
        return None if None in problems else problems[0]
    bits = _BITS.get(found.get("format", ""))
    if bits is not None and not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
        return f"it is wider than {bits} bits"
    return None


def _wrong_content(spec: Spec, schema: Any, value: Any, place: str = "") -> Iterator[str]:
    """What is wrong with texts that stand for bytes."""
    schema = spec.resolve(schema)
    if not isinstance(schema, Mapping):
        return
    for word in ("anyOf", "oneOf"):
        choices = [one for one in schema.get(word, ()) if spec.problem(one, value) is None]
        found = [next(_wrong_content(spec, one, value, place), None) for one in choices]
        if found and None not in found:
            yield str(found[0])
    if isinstance(value, str) and value and schema.get("contentEncoding") == "base64":
        try:
            content = base64.b64decode(value, validate=True)
        except binascii.Error:
            yield f"at {place or 'its top'}: it is no Base64"
            return
        kind = str(schema.get("contentMediaType", ""))
        if not content.startswith(_BEGINNINGS.get(kind, b"")):
            yield f"at {place or 'its top'}: its bytes are no {kind}"
    elif isinstance(value, Mapping):
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from _wrong_content(spec, inner, value[name], f"{place}/{name}")
    elif isinstance(value, list) and "items" in schema:
        for index, inner in enumerate(value):
            yield from _wrong_content(spec, schema["items"], inner, f"{place}/{index}")
