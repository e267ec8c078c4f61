"""Small specs, and clients made from them."""

import copy
import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from generator.document import Document, Node
from generator.rendering import render_client
from generator.vendor import Vendor, vendor_of

ROOT = Path(__file__).resolve().parents[2]

Spec = dict[str, Any]

#: One operation with a bit of everything.
MINIMAL: Spec = {
    "openapi": "3.1.0",
    "info": {"title": "Shop API", "version": "1", "description": "A shop."},
    "servers": [{"url": "https://shop.example/v1"}],
    "security": [{"bearer": []}],
    "tags": [{"name": "orders", "description": "Orders."}],
    "paths": {
        "/orders/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
            ],
            "post": {
                "operationId": "orders.change",
                "tags": ["orders"],
                "summary": "Change an order",
                "description": "Changes it.",
                "x-docs": {"page": "shop", "section": "Change"},
                "x-effect": "once",
                "x-idempotency-key": "Key",
                "parameters": [
                    {
                        "name": "note",
                        "in": "query",
                        "description": "A note.",
                        "schema": {"type": "string", "pattern": "^[a-z]+$", "default": "none"},
                    },
                    {"name": "Key", "in": "header", "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        "multipart/form-data": {
                            "schema": {
                                "type": "object",
                                "additionalProperties": False,
                                "required": ["order[size]"],
                                "properties": {
                                    "order[size]": {"$ref": "#/components/schemas/Size"},
                                    "order[to][city]": {
                                        "type": "string",
                                        "description": "Where to.",
                                    },
                                    "order[items]": {
                                        "type": "string",
                                        "contentMediaType": "application/json",
                                        "contentSchema": {
                                            "type": "array",
                                            "items": {"$ref": "#/components/schemas/Item"},
                                        },
                                    },
                                },
                            }
                        }
                    },
                },
                "responses": {
                    "200": {
                        "description": "The order.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Order"}}
                        },
                    },
                    "404": {
                        "description": "There is none.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                        },
                    },
                },
            },
        }
    },
    "components": {
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Order": {
                "type": "object",
                "description": "An order.",
                "required": ["id"],
                "properties": {
                    "id": {"type": "integer", "description": "Its id."},
                    "size": {"$ref": "#/components/schemas/Size"},
                    "items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}},
                },
            },
            "Item": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "count": {"type": "integer"}},
            },
            "Problem": {"type": "object", "properties": {"detail": {"type": "string"}}},
            "Size": {
                "description": "A size.",
                "anyOf": [
                    {"const": "s", "title": "small", "description": "Small."},
                    {"const": "l", "title": "large", "description": "Large."},
                    {"type": "string"},
                ],
            },
        },
    },
}


def minimal() -> Spec:
    """A spec to change at will."""
    return copy.deepcopy(MINIMAL)


def put(spec: Spec, pointer: str, value: Any) -> Spec:
    """The spec with a value in a place; `...` removes what is there."""
    *steps, last = [
        each.replace("~1", "/").replace("~0", "~") for each in pointer.removeprefix("/").split("/")
    ]
    at: Any = spec
    for step in steps:
        at = at[int(step) if isinstance(at, list) else step]
    key: Any = int(last) if isinstance(at, list) else last
    if value is ...:
        del at[key]
    elif isinstance(at, list) and key == len(at):
        at.append(value)
    else:
        at[key] = value
    return spec


def read(spec: Spec, name: str = "shop.yaml") -> tuple[Document, Vendor]:
    """A spec as the generator has it once it is read."""
    root = Node(name, "", spec, spec)
    return Document(name, "0" * 64, root), vendor_of(Path(name), root)


def render(spec: Spec, name: str = "shop.yaml") -> dict[str, str]:
    """The files of a client, before they are formatted."""
    return render_client(*read(spec, name))


def own(files: dict[str, str]) -> dict[str, str]:
    """The files that depend on the spec."""
    return {
        path: text
        for path, text in files.items()
        if path.endswith(".py") and not path.startswith(("_runtime/", "_overrides/"))
    }


@contextmanager
def imported(spec: Spec) -> Iterator[Any]:
    """The package `shop` of a spec, not formatted, for as long as it lasts."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in render(spec).items():
            target = Path(folder, "shop", path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        sys.path.insert(0, folder)
        importlib.invalidate_caches()
        try:
            yield importlib.import_module("shop")
        finally:
            sys.path.remove(folder)
            for name in [each for each in sys.modules if each.partition(".")[0] == "shop"]:
                del sys.modules[name]


class FakeVendor:
    """A vendor that keeps what it is sent and answers what it is told to."""

    def __init__(self, answer: Any = None, status: int = 200) -> None:
        self.answer = answer
        self.status = status
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        self.requests.append(request)
        content = json.dumps(self.answer)
        headers = {"Content-Type": "application/json"}
        return httpx.Response(self.status, headers=headers, content=content)

    @property
    def url(self) -> httpx.URL:
        """Where the last request went."""
        return self.requests[-1].url

    @property
    def form(self) -> list[tuple[str, str]]:
        """The fields of the last request's form."""
        request = self.requests[-1]
        boundary = request.headers["content-type"].partition("boundary=")[2]
        fields = []
        for part in request.read().decode().split(f"--{boundary}")[1:-1]:
            head, _, value = part.removeprefix("\r\n").partition("\r\n\r\n")
            fields.append((head.partition('name="')[2][:-1], value.removesuffix("\r\n")))
        return fields

    @property
    def json(self) -> Any:
        """The JSON of the last request."""
        return json.loads(self.requests[-1].read())


@contextmanager
def client(shop: Any, vendor: FakeVendor, **options: Any) -> Iterator[Any]:
    """A client of a package that talks to a vendor within this process."""
    with httpx.Client(transport=httpx.MockTransport(vendor)) as http:
        yield shop.Shop(base_url="https://shop.example", api_key="key", http_client=http, **options)


def run_generator(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    """The generator's command, as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        **{"cwd": ROOT, **options},
    )


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and "__pycache__" not in each.parts
    }
