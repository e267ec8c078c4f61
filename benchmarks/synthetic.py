"""Specs of any size, in the dialect of `spec/README.md`, to see how costs grow with operations.

Each resource has ten operations and four models of its own, much like those of the real specs.
"""

import json
from pathlib import Path
from typing import Any

OPERATIONS_OF_A_RESOURCE = 10


def package(operations: int) -> str:
    """The name of the client for so many operations."""
    return f"synthetic{operations}"


def write(operations: int, folder: Path) -> Path:
    """Write the spec for so many operations (a multiple of 10), and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{package(operations)}.json"
    file.write_text(json.dumps(spec(operations), indent=1), "utf-8")
    return file


def spec(operations: int) -> dict[str, Any]:
    """The spec for so many operations, a multiple of 10."""
    resources, rest = divmod(operations, OPERATIONS_OF_A_RESOURCE)
    if rest or not resources:
        raise ValueError(f"{operations} is no multiple of {OPERATIONS_OF_A_RESOURCE}")
    names = [f"things{number:02}" for number in range(1, resources + 1)]
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Error": _error()}
    for name in names:
        paths |= _paths(name)
        schemas |= _schemas(name)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Synthetic API of {operations}", "version": "1.0.0"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "security": [{"bearer": []}],
        "tags": [{"name": name, "description": f"All about {name}."} for name in names],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "A key."}
            },
            "schemas": schemas,
        },
    }


def _paths(name: str) -> dict[str, Any]:
    model = _model(name)
    one, many = _ref(model), {"type": "array", "items": _ref(model)}
    entries = {"type": "array", "items": _ref(f"{model}Entry")}
    settled = {"x-settle": {"nothing": "No read shows it."}}
    repeatable = {"x-effect": "repeatable", **settled}
    once = {"x-effect": "once", **settled}
    read = {"x-effect": "read"}
    term = {
        **_query("term", {"type": "string", "minLength": 1}, "What to search for."),
        "required": True,
    }
    paged = {**read, "x-paging": {"page": "page", "size": "page_size", "first": 1, "item_id": "id"}}
    page = _query("page", {"type": "integer", "minimum": 1, "default": 1}, "Which page.")
    size = _query(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": 100, "default": 25},
        "How many entries a page has.",
    )

    def operation(method: str, summary: str, answer: Any, **words: Any) -> dict[str, Any]:
        return {
            "operationId": f"{name}.{method}",
            "tags": [name],
            "summary": summary,
            "description": f"{summary}. What it does is told in a sentence or two.",
            "x-docs": {"page": "synthetic", "section": f"{summary} of {name}"},
            **words,
            "responses": _responses(answer),
        }

    item = f"/{name}/{{id}}"
    return {
        f"/{name}": {
            "get": operation("list", "List them", many, parameters=[page, size], **paged),
            "post": operation("create", "Create one", one, requestBody=_form(name, True), **once),
        },
        f"/{name}/search": {
            "get": operation("search", "Search", many, parameters=[term, page, size], **paged)
        },
        item: {
            "parameters": [_id()],
            "get": operation("get", "Get one", one, **read),
            "patch": operation(
                "update", "Change one", one, requestBody=_form(name, False), **repeatable
            ),
            "delete": operation("delete", "Delete one", one, **repeatable),
        },
        f"{item}/archive": {
            "parameters": [_id()],
            "patch": operation("archive", "Archive one", one, **repeatable),
        },
        f"{item}/history": {
            "parameters": [_id()],
            "get": operation("history", "Show the history", entries, **read),
        },
        f"{item}/details": {
            "parameters": [_id()],
            "get": operation("details", "Show the details", _ref(f"{model}Details"), **read),
        },
        f"{item}/submit": {
            "parameters": [_id()],
            "post": operation("submit", "Submit one", one, **once),
        },
    }


def _schemas(name: str) -> dict[str, Any]:
    model = _model(name)
    text = {"type": "string", "description": "A text."}
    number = {"type": "integer", "format": "int64", "description": "A number."}
    date = {"type": ["string", "null"], "format": "date-time", "description": "A moment."}
    return {
        model: {
            "type": "object",
            "description": f"One of {name}.",
            "required": ["id", "name", "entries"],
            "properties": {
                "id": number,
                "name": text,
                "owner_id": number,
                "email": {**text, "x-sensitive": True},
                "entries": {
                    "type": "array",
                    "items": _ref(f"{model}Entry"),
                    "description": "Its entries.",
                },
                "active": {"type": "boolean", "description": "Whether it is in use."},
                "labels": {"type": "array", "items": {"type": "string"}, "description": "Labels."},
                "created_at": date,
                "changed_at": date,
            },
        },
        f"{model}Entry": {
            "type": "object",
            "description": f"An entry of one of {name}.",
            "required": ["token", "value"],
            "properties": {"token": text, "value": text, "label": text, "at": date},
        },
        f"{model}Details": {
            "type": "object",
            "description": f"The details of one of {name}.",
            "required": ["id"],
            "properties": {"id": number, "weight": {"type": "number"}, "note": text, "place": text},
        },
    }


def _form(name: str, whole: bool) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, "description": "A text."}
    fields = {f"{name}[{each}]": text for each in ("name", "note", "place", "colour")}
    fields[f"{name}[owner_id]"] = {"type": "integer", "minimum": 1, "description": "A number."}
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": fields,
    }
    if whole:
        schema["required"] = [f"{name}[name]", f"{name}[owner_id]"]
    return {
        "required": whole,
        "description": "The fields.",
        "content": {"multipart/form-data": {"schema": schema}},
    }


def _responses(answer: Any) -> dict[str, Any]:
    errors = {"400": "A field is malformed.", "401": "No token.", "404": "There is no such thing."}
    return {
        "200": _response("What was asked for.", answer),
        **{status: _response(said, _ref("Error")) for status, said in errors.items()},
    }


def _response(description: str, schema: Any) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _error() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "What is wrong.",
        "properties": {"error": {"type": "string", "description": "The vendor's words."}},
    }


def _id() -> dict[str, Any]:
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "Which one.",
        "schema": {"type": "integer", "format": "int64", "minimum": 1},
    }


def _query(name: str, schema: Any, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
    }


def _ref(model: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model}"}


def _model(name: str) -> str:
    return name.capitalize()
