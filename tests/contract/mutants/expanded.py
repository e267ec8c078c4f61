"""What a document says about exchanges, without names, references and remarks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import jsonschema_rs

from .documents import Document, at, resolved
from .places import operations

REMARKS: Final = {"description", "title", "summary", "example", "examples"}
WORDS: Final = ("x-paging", "x-reset", "x-effect", "x-moves-money", "x-idempotency-key")

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Input:
    """A parameter: whether it must be sent, and what it may be."""

    required: bool
    empty: bool
    schema: Schema
    default: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What a status comes with: schemas by media type, the headers that must be there, links."""

    content: dict[str, Schema]
    headers: frozenset[str]
    links: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Claims:
    """What is said of one operation's exchanges."""

    open: bool
    security: list[dict[str, Any]]
    parameters: dict[tuple[str, str], Input]
    body_required: bool
    bodies: dict[str, Schema]
    answers: dict[str, Answer]
    words: dict[str, Any]


def claims(document: Document) -> dict[tuple[str, str], Claims]:
    """What is said of every operation, by method and path."""
    found = {}
    for operation in operations(document):
        value = operation.value
        security = _list(value.get("security", document.get("security")))
        schemes = document["components"].get("securitySchemes", {})
        named = [{name: schemes.get(name) for name in each} for each in security]
        body = value.get("requestBody", {})
        found[operation.method.upper(), operation.path] = Claims(
            open=not security or {} in security,
            security=[
                {name: {**(scheme or {}), "description": ""} for name, scheme in each.items()}
                for each in named
            ],
            parameters={
                (each.location, each.name): _input(document, at(document, each.place))
                for each in operation.parameters
            },
            body_required=body.get("required", False),
            bodies={
                media: expanded(document, content.get("schema", {}))
                for media, content in body.get("content", {}).items()
            },
            answers={
                status: _answer(document, answer) for status, answer in value["responses"].items()
            },
            words={word: value[word] for word in WORDS if word in value},
        )
    return found


def _list(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []


def _input(document: Document, value: Mapping[str, Any]) -> Input:
    schema = expanded(document, value["schema"])
    return Input(
        value.get("required", False),
        # Where the schema takes an empty text, the word adds nothing.
        value.get("allowEmptyValue", False) or jsonschema_rs.is_valid(schema, ""),
        schema,
        value["schema"].get("default"),
    )


def _answer(document: Document, value: Mapping[str, Any]) -> Answer:
    return Answer(
        {
            media: expanded(document, content.get("schema", {}))
            for media, content in value.get("content", {}).items()
        },
        frozenset(name for name, each in value.get("headers", {}).items() if each.get("required")),
        {name: _link(document, link) for name, link in value.get("links", {}).items()},
    )


def _link(document: Document, link: Mapping[str, Any]) -> Any:
    if "$ref" in link:
        name = link["$ref"].rsplit("/", 1)[1]
        link = document["components"]["links"][name]
    target = next(
        (
            (each.method, each.path)
            for each in operations(document)
            if each.id == link["operationId"]
        ),
        None,
    )
    return target, link.get("parameters", {}), link.get("requestBody")


def expanded(document: Document, schema: Any) -> Any:
    """A schema with its references written out and its remarks left out."""
    if isinstance(schema, list):
        return [expanded(document, each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        from_here = {key: value for key, value in schema.items() if key != "$ref"}
        target = schema["$ref"][2:].split("/")
        found = expanded(document, at(document, resolved(document, tuple(target))))
        return found | expanded(document, from_here)
    found = {
        key: (
            {name: expanded(document, each) for name, each in value.items()}
            if key == "properties"
            else value
            if key in ("required", "enum", "const", "default")
            else expanded(document, value)
        )
        for key, value in schema.items()
        if key not in REMARKS and not key.startswith("x-")
    }
    return _plain(found)


def _plain(schema: Schema) -> Schema:
    """A schema without the words that its pattern makes idle."""
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        # Money is a format of ours, which says no more than the pattern beside it.
        idle = {"format"} if schema.get("format") == "money" else set()
        if schema.get("minLength", 2) <= 1 and re.search(pattern, "") is None:
            idle.add("minLength")
        return {key: value for key, value in schema.items() if key not in idle}
    return schema
