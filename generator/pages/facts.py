"""What a page says, as facts: `spec/facts/<vendor>.yaml`.

A fact is what the page says, also where the page is known to be wrong. The facts of InstantCard's
page have a `Fetch All Contacts` at the addresses' path, zip codes that are integers, and a second
`organization_id` where a print job's id is meant. That the spec says otherwise, and why, is told by
the erratum of the spec that has an `excuses`: it names the kinds of difference between page and
spec (`operation-moved`, `type-changed`, ...) that are known at the places in its `where`.
`python -m generator drift` compares the two.

Nothing is left out and nothing is filled in: a type or a place that the page does not give is
`None`. A parameter that the path shows and the table does not list is not among the parameters.
Sentences are kept as hashes only (see `prose`).
"""

import json
from pathlib import Path
from typing import Any, Literal, TypeAlias

import attrs

from ..document import Node, read_document
from .prose import EMPTY, Prose

Required: TypeAlias = bool | Literal["either"]


@attrs.frozen
class Parameter:
    """Something that an operation takes, as the page lists it.

    Attributes:
        name: The name on the wire, brackets included; of a JSON body's field the names on the
            way to it, joined by dots.
        where: `path`, `query`, `header`, `cookie`, `form` (form-data in the body), `body` (JSON),
            `url` (what the page calls a "URL parameter"), or `None` where the page does not say.
        type: The page's word in lower case (`integer`, `float`, `array`), or `None`.
        required: Whether it is marked so; `"either"` for an asterisk, one of several.
        description: The hash of its description; empty if it has none.
        values: What the description lists as its values, sorted.
    """

    name: str
    where: str | None = None
    type: str | None = None
    required: Required = False
    description: str = ""
    values: tuple[str, ...] = ()


@attrs.frozen
class Operation:
    """One operation of a page.

    Attributes:
        section: The heading above it, as printed.
        occurrence: Which of the headings of that text it is, from 1.
        method: `GET`, `POST`, ...
        path: The path as printed.
        parameters: What its table lists, in order, the authorization aside.
        security: How it is authorized, as `scheme place name`, or `None` if the page does not say.
        statuses: The statuses of its table, with the hash of the reason; the one statuses that
            a page has in a sentence only are not among them.
        media: The media type of the body, or `None`.
        request: The fields that a sample of the request shows, or `None` without a sample.
        response: The fields that a sample of the answer shows, or `None` without a sample.
        samples: The values in capital letters that the samples show, by field.
        values: Numbers and words that the prose has in quotation marks, sorted.
        prose: The hashes of the section's text, descriptions of parameters left out.
        whole: The hashes of all of its text.
    """

    section: str
    method: str
    path: str
    occurrence: int = 1
    parameters: tuple[Parameter, ...] = ()
    security: str | None = None
    statuses: dict[str, str] = attrs.Factory(dict)
    media: str | None = None
    request: tuple[str, ...] | None = None
    response: tuple[str, ...] | None = None
    samples: dict[str, str] = attrs.Factory(dict)
    values: tuple[str, ...] = ()
    prose: Prose = EMPTY
    whole: Prose = EMPTY


@attrs.frozen
class Section:
    """A part of a page that has no operation of its own."""

    heading: str
    prose: Prose


@attrs.frozen
class Facts:
    """All that a page says.

    Attributes:
        layout: `tables` (one table an operation) or `reference` (one operation a page).
        servers: The addresses below which the paths are.
        sections: The parts without an operation.
        operations: The operations, in the page's order.
    """

    layout: str
    servers: tuple[str, ...]
    sections: tuple[Section, ...]
    operations: tuple[Operation, ...]


def load_facts(path: Path) -> Facts:
    """Read a file of facts.

    Raises:
        SpecError: It is not there, or does not hold facts; the message names the place.
    """
    root = read_document(path).root
    return Facts(
        root.need("layout").text(),
        _texts(root.need("servers")),
        tuple(
            Section(each.need("heading").text(), _prose(each.need("prose")))
            for each in root.need("sections").items()
        ),
        tuple(map(_operation, root.need("operations").items())),
    )


def _operation(node: Node) -> Operation:
    return Operation(
        section=node.need("section").text(),
        occurrence=node.need("occurrence").integer(),
        method=node.need("method").text(),
        path=node.need("path").text(),
        security=_optional(node, "security"),
        parameters=tuple(map(_parameter, node.need("parameters").items())),
        statuses={key: value.text() for key, value in node.need("statuses").entries()},
        media=_optional(node, "media"),
        request=_fields(node, "request"),
        response=_fields(node, "response"),
        samples={key: value.text() for key, value in node.need("samples").entries()},
        values=_texts(node.need("values")),
        prose=_prose(node.need("prose")),
        whole=_prose(node.need("whole")),
    )


def _parameter(node: Node) -> Parameter:
    required = node.need("required")
    return Parameter(
        name=node.need("name").text(),
        where=_optional(node, "where"),
        type=_optional(node, "type"),
        required="either" if required.value == "either" else required.flag(),
        description=node.need("description").text(),
        values=_texts(node.need("values")),
    )


def _optional(node: Node, key: str) -> str | None:
    found = node.need(key)
    return None if found.value is None else found.text()


def _fields(node: Node, key: str) -> tuple[str, ...] | None:
    found = node.need(key)
    return None if found.value is None else _texts(found)


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(each.text() for each in node.items())


def _prose(node: Node) -> Prose:
    return Prose(node.need("text").text(), _texts(node.need("sentences")))


def facts_text(facts: Facts) -> str:
    """Facts as the text of their file, every value quoted: about that all readers agree."""
    lines = [
        "# What the vendor's page says. Written by `python -m generator facts`, never by hand.",
        f"layout: {_flow(facts.layout)}",
        f"servers: {_flow(facts.servers)}",
        "sections:" if facts.sections else "sections: []",
    ]
    for section in facts.sections:
        lines += [f"  - heading: {_flow(section.heading)}", f"    prose: {_flow(section.prose)}"]
    lines.append("operations:" if facts.operations else "operations: []")
    for operation in facts.operations:
        lines.append(f"  - section: {_flow(operation.section)}")
        for key in ("occurrence", "method", "path", "security"):
            lines.append(f"    {key}: {_flow(getattr(operation, key))}")
        lines.append("    parameters:" if operation.parameters else "    parameters: []")
        lines += [f"      - {_flow(each)}" for each in operation.parameters]
        for key in (
            *("statuses", "media", "request", "response", "samples", "values", "prose", "whole"),
        ):
            lines.append(f"    {key}: {_flow(getattr(operation, key))}")
    return "\n".join(lines) + "\n"


def _flow(value: Any) -> str:
    """A value in YAML's flow style, the part of it that is JSON."""
    plain = attrs.asdict(value) if attrs.has(type(value)) else value
    return json.dumps(plain, ensure_ascii=False)
