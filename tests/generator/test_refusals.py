"""What is not supported is refused with its place, and nothing else comes of it."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from generator import vendor as vendor_module
from generator.cli import client_of
from generator.errors import SpecError
from generator.rendering import render_client
from generator.vendor import Completion, package_name
from tests.generator.support import Spec, minimal, put, read, render

PATH = "/paths/~1orders~1{id}"
POST = f"{PATH}/post"
ID = f"{PATH}/parameters/0"
NOTE = f"{POST}/parameters/0"
KEY = f"{POST}/parameters/1"
CONTENT = f"{POST}/requestBody/content"
FORM = f"{CONTENT}/multipart~1form-data/schema"
FIELDS = f"{FORM}/properties"
OK = f"{POST}/responses/200"
ANSWER = f"{OK}/content/application~1json/schema"
SCHEMAS = "/components/schemas"
ITEM = f"{SCHEMAS}/Item"
COUNT = f"{ITEM}/properties/count"
SIZE = f"{SCHEMAS}/Size"

TEXT = {"type": "string"}
INTEGER = {"type": "integer"}
JSON = "application/json"
OTHER = {"operationId": "orders.other", "responses": {"204": {"description": "Done."}}}
LIST = {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}


def listing(**changes: Any) -> dict[str, Any]:
    """An operation that pages."""
    return {
        "operationId": "orders.list",
        "x-paging": {"page": "page", "size": "size", "item_id": "name", **changes},
        "parameters": [
            {"name": "page", "in": "query", "schema": INTEGER},
            {"name": "size", "in": "query", "schema": {**INTEGER, "default": 10}},
            {"name": "word", "in": "query", "schema": TEXT},
        ],
        "responses": {"200": {"description": "Items.", "content": {JSON: {"schema": LIST}}}},
    }


GET = f"{PATH}/get"
SETTLE = f"{POST}/x-settle"


def settling(settle: Any, get: dict[str, Any] | None = None) -> dict[str, Any]:
    """A write that is settled by a read beside it."""
    keyless = {f"{POST}/x-idempotency-key": ..., SETTLE: settle}
    return {**keyless, GET: {**(get or listing()), "x-effect": "read"}}


PAGING = f"{GET}/x-paging"

#: What is changed in the small spec, where the error is to point, and a part of what it says.
REFUSALS: dict[str, tuple[dict[str, Any], str, str]] = {
    # The document
    "no version": ({"/openapi": ...}, "", "'openapi' is missing"),
    "OpenAPI 3.0": ({"/openapi": "3.0.3"}, "/openapi", "only OpenAPI 3.1 is supported"),
    "OpenAPI 3.1, nearly": ({"/openapi": "3.1.x"}, "/openapi", "only OpenAPI 3.1 is supported"),
    "no title": ({"/info/title": ...}, "/info", "'title' is missing"),
    "webhooks": ({"/webhooks": {}}, "/webhooks", "'webhooks' is not supported here"),
    "no paths": ({"/paths": {}}, "/paths", "has no operation"),
    "foreign reference": ({ANSWER: {"$ref": "o.yaml#/a"}}, f"{ANSWER}/$ref", "only references"),
    "web reference": ({ANSWER: {"$ref": "http://a/"}}, f"{ANSWER}/$ref", "only references"),
    "base": ({f"{ITEM}/$id": "http://a/"}, f"{ITEM}/$id", "'$id' is not supported"),
    "dialect": ({f"{ITEM}/$schema": "http://a/"}, f"{ITEM}/$schema", "is not supported"),
    "broken reference": (
        {ANSWER: {"$ref": "#/components/schemas/No"}},
        f"{ANSWER}/$ref",
        "there is no",
    ),
    "reference loop": (
        {f"{SCHEMAS}/Loop": {"$ref": "#/components/schemas/Loop"}}
        | {COUNT: {"$ref": "#/components/schemas/Loop"}},
        f"{SCHEMAS}/Loop/$ref",
        "the reference leads back to itself",
    ),
    "foreign reference, unused": (
        {f"{SCHEMAS}/Unused": {"$ref": "http://127.0.0.1:9/a"}},
        f"{SCHEMAS}/Unused/$ref",
        "only references to",
    ),
    "foreign base, unused": (
        {f"{SCHEMAS}/Unused": {"type": "object", "$id": "file:///etc/hosts"}},
        f"{SCHEMAS}/Unused/$id",
        "'$id' is not supported",
    ),
    "broken reference, unused": (
        {f"{SCHEMAS}/Unused": {"$ref": "#/components/schemas/No"}},
        "",
        "is not valid OpenAPI: PointerToNowhere",
    ),
    "broken, unused": (
        {f"{SCHEMAS}/Unused": {"type": "nothing"}},
        "/type",
        "is not valid OpenAPI: 'nothing' is not valid under any of the given schemas",
    ),
    "broken example": (
        {f"{NOTE}/schema/default": "A"},
        "",
        "is not valid OpenAPI: 'A' does not match",
    ),
    # Servers and security
    "no server": ({"/servers": ...}, "", "'servers' is missing"),
    "server variable": ({"/servers/0/url": "https://{a}/"}, "/servers/0/url", "must be an http"),
    "file server": ({"/servers/0/url": "file:///etc"}, "/servers/0/url", "must be an http"),
    "two base paths": ({"/servers/1": {"url": "https://b/v2"}}, "/servers", "one path in common"),
    "API key": (
        {"/components/securitySchemes/bearer": {"type": "apiKey", "in": "query", "name": "k"}},
        "/components/securitySchemes/bearer",
        "only 'type: http' with 'scheme: bearer'",
    ),
    # Paths
    "odd path": ({"/paths/~1a b": {"get": OTHER}}, "/paths/~1a b", "a path must be segments"),
    "step up": ({"/paths/~1a~1..": {"get": OTHER}}, "/paths/~1a~1..", "must not hold '.' or '..'"),
    "query in a path": ({"/paths/~1a?b": {"get": OTHER}}, "/paths/~1a?b", "must be segments"),
    "head": ({f"{PATH}/head": OTHER}, f"{PATH}/head", "'head' is not supported here"),
    "path reference": ({f"{PATH}/$ref": "#/a"}, f"{PATH}/$ref", "is not supported here"),
    "path servers": ({f"{PATH}/servers": []}, f"{PATH}/servers", "is not supported here"),
    "path without parameter": ({ID: ...}, PATH, "no path parameter does"),
    "parameter without path": (
        {
            f"{PATH}/parameters/1": {
                "name": "no",
                "in": "path",
                "required": True,
                "schema": TEXT,
            }
        },
        f"{PATH}/parameters/1/schema",
        "does not name the parameter 'no'",
    ),
    "optional path": ({f"{ID}/required": False}, f"{ID}/schema", "must be required"),
    "path of money": (
        {f"{ID}/schema": {**TEXT, "format": "money"}},
        f"{ID}/schema",
        "a path parameter must be text or an integer",
    ),
    # Operations
    "no operationId": ({f"{POST}/operationId": ...}, POST, "'operationId' is missing"),
    "plain operationId": ({f"{POST}/operationId": "change"}, f"{POST}/operationId", "resource.met"),
    "capitals": ({f"{POST}/operationId": "orders.Change"}, f"{POST}/operationId", "lower-case"),
    "two underscores": ({f"{POST}/operationId": "a.b__c"}, f"{POST}/operationId", "resource.meth"),
    "keyword": ({f"{POST}/operationId": "orders.import"}, f"{POST}/operationId", "meaning of its"),
    "resource keyword": ({f"{POST}/operationId": "class.a"}, f"{POST}/operationId", "meaning of"),
    "client's method": ({f"{POST}/operationId": "close.a"}, f"{POST}/operationId", "meaning of"),
    "client's import": ({f"{POST}/operationId": "httpx.a"}, f"{POST}/operationId", "meaning of"),
    "type as method": ({f"{POST}/operationId": "orders.str"}, f"{POST}/operationId", "meaning of"),
    "long operationId": ({f"{POST}/operationId": "a." + "b" * 90}, f"{POST}/operationId", "must"),
    "operation twice": (
        {GET: {**OTHER, "operationId": "orders.change"}},
        f"{POST}/operationId",
        "'orders.change' stands here twice",
    ),
    "resources alike": (
        {
            "/paths/~1a": {"get": {**OTHER, "operationId": "card_s.a"}},
            "/paths/~1b": {"get": {**OTHER, "operationId": "cardS.a"}},
        },
        "/paths/~1b/get/operationId",
        "lower-case",
    ),
    "resources of one class": (
        {
            "/paths/~1a": {"get": {**OTHER, "operationId": "a_1.a"}},
            "/paths/~1b": {"get": {**OTHER, "operationId": "a1.a"}},
        },
        "/paths/~1b/get/operationId",
        "'a1' is too much like 'a_1'",
    ),
    "callbacks": ({f"{POST}/callbacks": {}}, f"{POST}/callbacks", "is not supported here"),
    "operation servers": ({f"{POST}/servers": []}, f"{POST}/servers", "is not supported here"),
    "unknown effect": ({f"{POST}/x-effect": "never"}, f"{POST}/x-effect", "must be one of read"),
    "moves what": ({f"{POST}/x-moves-money": 1}, f"{POST}/x-moves-money", "must be true or false"),
    "no such key": ({f"{POST}/x-idempotency-key": "No"}, f"{POST}/x-idempotency-key", "no header"),
    "summary": ({f"{POST}/summary": 1}, f"{POST}/summary", "must be text, not an integer"),
    # Settling
    "settled by no mapping": (settling(5), SETTLE, "must be a mapping"),
    "settled by nothing": (settling({}), SETTLE, "must have one of entry, object, gone"),
    "settled twice": (
        settling({"entry": "orders.list", "gone": "orders.list"}),
        SETTLE,
        "must have one of entry, object, gone",
    ),
    "settled nowhere": (settling({"gone": "orders.no"}), f"{SETTLE}/gone", "is no operation"),
    "settled by itself": (settling({"gone": "orders.change"}), f"{SETTLE}/gone", "that reads"),
    "settled by an object of a list": (
        settling({"object": "orders.list"}),
        f"{SETTLE}/object",
        "an entry is shown by a list",
    ),
    "settled by what is not sent": (
        settling({"entry": "orders.list", "same": {"order[no]": "/name"}}),
        f"{SETTLE}/same/order[no]",
        "is neither a parameter nor a field",
    ),
    "settled by what is not shown": (
        settling({"entry": "orders.list", "same": {"note": "/no"}}),
        f"{SETTLE}/same/note",
        "has no property 'no'",
    ),
    "settled by no pointer": (
        settling({"entry": "orders.list", "same": {"note": "name"}}),
        f"{SETTLE}/same/note",
        "is no JSON pointer",
    ),
    "settled by no constant": (
        settling({"entry": "orders.list", "result": 1.5}),
        f"{SETTLE}/result",
        "must be text, an integer or a boolean",
    ),
    # Parameters
    "cookie": ({f"{NOTE}/in": "cookie"}, f"{NOTE}/in", "parameters in 'cookie'"),
    "style": ({f"{NOTE}/style": "form"}, f"{NOTE}/style", "'style' is not supported here"),
    "explode": ({f"{NOTE}/explode": True}, f"{NOTE}/explode", "is not supported here"),
    "parameter content": (
        {f"{NOTE}/schema": ..., f"{NOTE}/content": {JSON: {}}},
        f"{NOTE}/content",
        "is not supported here",
    ),
    "parameter twice": (
        {f"{POST}/parameters/2": {"name": "Key", "in": "header", "schema": TEXT}},
        f"{POST}/parameters/2",
        "the parameter 'Key' stands here twice",
    ),
    "list in a query": (
        {f"{NOTE}/schema": {"type": "array", "items": TEXT}},
        f"{NOTE}/schema",
        "an array has no form of its own in a query",
    ),
    "object in a query": (
        {f"{NOTE}/schema": {"$ref": "#/components/schemas/Item"}},
        f"{NOTE}/schema",
        "an object has no form of its own in a query",
    ),
    "null in a query": (
        {f"{NOTE}/schema": {"type": ["string", "null"]}},
        f"{NOTE}/schema",
        "has no form of its own in a query",
    ),
    "number in a query": (
        {f"{NOTE}/schema": {"type": "number"}},
        f"{NOTE}/schema",
        "a number cannot be an argument",
    ),
    "time in a query": (
        {f"{NOTE}/schema": {**TEXT, "format": "date-time"}},
        f"{NOTE}/schema",
        "a date and time cannot be an argument",
    ),
    "header name": ({f"{KEY}/name": "a b"}, f"{KEY}/name", "'a b' is no header's name"),
    "own header": ({f"{KEY}/name": "AUTHORIZATION"}, f"{KEY}/name", "is the client's own"),
    "integer header": ({f"{KEY}/schema": INTEGER}, f"{KEY}/schema", "must be text or a UUID"),
    "odd name": ({f"{NOTE}/name": "a[b"}, f"{NOTE}/schema", "is not of the form a[b][c]"),
    "name of a line": ({f"{NOTE}/name": "a\nb"}, f"{NOTE}/schema", "is not of the form"),
    "names too alike": (
        {
            f"{POST}/parameters/2": {"name": "note_", "in": "query", "schema": TEXT},
            f"{POST}/parameters/3": {"name": "note-", "in": "query", "schema": TEXT},
        },
        f"{POST}/parameters/3/schema",
        "the name 'note-' is taken, or too much like another",
    ),
    "name in path and query": (
        {f"{NOTE}/name": "id"},
        f"{NOTE}/schema",
        "the name 'id' is taken",
    ),
    # Bodies
    "two bodies": ({f"{CONTENT}/{JSON.replace('/', '~1')}": {}}, CONTENT, "exactly one media type"),
    "no content": ({CONTENT: {}}, CONTENT, "exactly one media type"),
    "other body": (
        {CONTENT: {"text/plain": {"schema": LIST}}},
        f"{CONTENT}/text~1plain/schema",
        "b",
    ),
    "URL-encoded": (
        {CONTENT: {"application/x-www-form-urlencoded": {"schema": {"$ref": f"#{ITEM}"}}}},
        f"{CONTENT}/application~1x-www-form-urlencoded",
        "only multipart/form-data and application/json",
    ),
    "encoding": (
        {f"{CONTENT}/multipart~1form-data/encoding": {}},
        f"{CONTENT}/multipart~1form-data/encoding",
        "is not supported here",
    ),
    "body of text": ({FORM: TEXT}, FORM, "a body must be an object with properties"),
    "body of all": ({f"{FORM}/allOf": []}, f"{FORM}/allOf", "'allOf' is not supported here"),
    "required nothing": ({f"{FORM}/required/1": "no"}, f"{FORM}/required/1", "is no property"),
    "two alternatives": (
        {f"{FORM}/anyOf": [{"required": []}], f"{FORM}/oneOf": [{"required": []}]},
        f"{FORM}/oneOf",
        "beside each other",
    ),
    "unknown alternative": (
        {f"{FORM}/anyOf": [{"required": ["no"]}]},
        f"{FORM}/anyOf/0/required/0",
        "'no' is required, and is no property",
    ),
    "odd alternative": (
        {f"{FORM}/anyOf": [{"minProperties": 1}]},
        f"{FORM}/anyOf/0/minProperties",
        "is not supported here",
    ),
    "alternatives in JSON": (
        {
            CONTENT: {
                JSON: {
                    "schema": {
                        "type": "object",
                        "properties": {"a": TEXT},
                        "anyOf": [{"required": ["a"]}],
                    }
                }
            }
        },
        f"{CONTENT}/application~1json/schema/anyOf",
        "in a multipart/form-data body only",
    ),
    "list in a form": (
        {f"{FIELDS}/order[size]": LIST},
        f"{FIELDS}/order[size]",
        "an array has no form of its own",
    ),
    "value and object": (
        {f"{FIELDS}/order[to]": TEXT},
        f"{FIELDS}/order[to][city]",
        "is a value here and an object elsewhere",
    ),
    "class of a digit": (
        {f"{FIELDS}/1st[a]": TEXT},
        f"{FIELDS}/1st[a]",
        "'1st' cannot be a class name",
    ),
    "lifted class is taken": (
        {f"{FIELDS}/item[a]": TEXT, f"{FIELDS}/form[a]": TEXT},
        f"{FIELDS}/form[a]",
        "the class name 'Form' is taken by the client itself",
    ),
    # Answers
    "no success": ({OK: ...}, f"{POST}/responses", "has no success"),
    "default": (
        {f"{POST}/responses/default": {"description": "a"}},
        f"{POST}/responses/default",
        "w",
    ),
    "2XX": ({f"{POST}/responses/2XX": {"description": "a"}}, f"{POST}/responses/2XX", "write each"),
    "success and success": (
        {f"{POST}/responses/201": {"description": "Done."}},
        f"{POST}/responses",
        "successes that differ",
    ),
    "text answer": ({f"{OK}/content": {"text/plain": {}}}, f"{OK}/content", "one JSON media type"),
    "two answers": ({f"{OK}/content/text~1plain": {}}, f"{OK}/content", "one JSON media type"),
    "refusal is a list": (
        {f"{POST}/responses/404/content/application~1json/schema": LIST},
        f"{POST}/responses/404",
        "the body of a refusal must be an object",
    ),
    "JSON text in an answer": (
        {COUNT: {**TEXT, "contentMediaType": JSON, "contentSchema": TEXT}},
        COUNT,
        "a JSON text cannot stand in an answer",
    ),
    "photo in an answer": (
        {COUNT: {"anyOf": [TEXT, {**TEXT, "contentEncoding": "base64"}]}},
        COUNT,
        "text or a photo cannot stand in an answer",
    ),
    # Pages
    "paging nowhere": ({GET: listing(page="no")}, f"{PAGING}/page", "is no integer parameter"),
    "paging by a word": ({GET: listing(size="word")}, f"{PAGING}/size", "is no integer parameter"),
    "paging by one": ({GET: listing(page="size")}, PAGING, "must be two parameters"),
    "paging without id": ({GET: listing(item_id="no")}, f"{PAGING}/item_id", "has no property"),
    "paging of an object": (
        {f"{POST}/x-paging": {"page": "size", "size": "size2", "item_id": "name"}}
        | {
            f"{POST}/parameters/2": {"name": "size", "in": "query", "schema": INTEGER},
            f"{POST}/parameters/3": {"name": "size2", "in": "query", "schema": INTEGER},
        },
        f"{POST}/x-paging",
        "must be an array of objects",
    ),
    "paging without default": (
        {GET: listing(), f"{GET}/parameters/1/schema": INTEGER},
        f"{GET}/parameters/1/schema",
        "a page size needs a 'default'",
    ),
    # Schemas
    "no type": ({COUNT: {"description": "a"}}, COUNT, "'type' is missing"),
    "no type of object": ({f"{ITEM}/type": ...}, ITEM, "'type: object' is missing"),
    "only null": ({COUNT: {"type": "null"}}, COUNT, "allows only null"),
    "no types": ({COUNT: {"type": []}}, f"{COUNT}/type", "names no type"),
    "type twice": (
        {COUNT: {"type": ["string", "string"]}},
        f"{COUNT}/type/1",
        "'string' stands here twice",
    ),
    "tags": ({"/tags": {}}, "/tags", "must be a list, not a mapping"),
    "odd type": ({COUNT: {"type": "file"}}, f"{COUNT}/type", "'file' is no JSON type"),
    "never": ({COUNT: False}, COUNT, "must be a mapping, not a boolean"),
    "all of": ({COUNT: {"allOf": [TEXT]}}, f"{COUNT}/allOf", "is not supported here"),
    "not": ({COUNT: {"not": TEXT}}, f"{COUNT}/not", "is not supported here"),
    "if": ({f"{ITEM}/if": TEXT}, f"{ITEM}/if", "'if' is not supported here"),
    "multiple": ({f"{COUNT}/multipleOf": 2}, f"{COUNT}/multipleOf", "is not supported here"),
    "half": ({f"{COUNT}/minimum": 0.5}, f"{COUNT}/minimum", "must be an integer, not a number"),
    "pattern properties": (
        {f"{ITEM}/patternProperties": {}},
        f"{ITEM}/patternProperties",
        "is not supported here",
    ),
    "other properties": (
        {f"{ITEM}/additionalProperties": TEXT},
        f"{ITEM}/additionalProperties",
        "only true or false",
    ),
    "required, not there": ({f"{ITEM}/required/1": "no"}, f"{ITEM}/required/1", "is no property"),
    "odd format": ({COUNT: {**TEXT, "format": "iri"}}, f"{COUNT}/format", "'iri' is not supported"),
    "odd encoding": (
        {COUNT: {**TEXT, "contentEncoding": "gzip"}},
        f"{COUNT}/contentEncoding",
        "the encoding 'gzip'",
    ),
    "odd content": (
        {COUNT: {**TEXT, "contentMediaType": "a/b", "contentSchema": TEXT}},
        COUNT,
        "needs 'contentMediaType: application/json'",
    ),
    "enum": ({COUNT: {**TEXT, "enum": ["a"]}}, f"{COUNT}/enum", "titled 'const's"),
    "broken pattern": ({f"{NOTE}/schema/pattern": "("}, f"{NOTE}/schema/pattern", "regular expr"),
    "doubtful pattern": (
        {f"{NOTE}/schema": {**TEXT, "pattern": "[[a]"}},
        f"{NOTE}/schema/pattern",
        "is not a regular expression: Possible nested set",
    ),
    "long pattern": (
        {f"{NOTE}/schema": {**TEXT, "pattern": "a" * 501}},
        f"{NOTE}/schema/pattern",
        "longer than 500",
    ),
    "nameless object": (
        {ANSWER: {"type": "object", "properties": {"a": TEXT}}},
        ANSWER,
        "a class needs a name",
    ),
    "more beside a reference": (
        {COUNT: {"$ref": f"#{SIZE}", "maxLength": 1}},
        f"{COUNT}/maxLength",
        "is not supported here",
    ),
    "reference to a parameter": (
        {"/components/parameters": {"A": {"name": "a", "in": "query", "schema": TEXT}}}
        | {COUNT: {"$ref": "#/components/parameters/A"}},
        f"{COUNT}/$ref",
        "a schema must refer to '#/components/schemas/...'",
    ),
    "list of itself": (
        {COUNT: {"$ref": "#/components/schemas/Turn"}}
        | {f"{SCHEMAS}/Turn": {"type": "array", "items": {"$ref": "#/components/schemas/Turn"}}},
        f"{SCHEMAS}/Turn/items/$ref",
        "refers to itself without an object between",
    ),
    # Unions and enumerations
    "same alternatives": (
        {COUNT: {"anyOf": [TEXT, INTEGER, TEXT]}},
        f"{COUNT}/anyOf/2",
        "alternatives must differ",
    ),
    "alternative of anything": ({COUNT: {"oneOf": [TEXT, {}]}}, f"{COUNT}/oneOf/1", "must differ"),
    "mixed values": (
        {f"{SIZE}/anyOf/1/const": 1},
        SIZE,
        "must be all text or all integers",
    ),
    "value twice": ({f"{SIZE}/anyOf/1/const": "s"}, SIZE, "a value stands here twice"),
    "odd value": ({f"{SIZE}/anyOf/1/const": 1.5}, f"{SIZE}/anyOf/1/const", "text or an integer"),
    "true as value": ({f"{SIZE}/anyOf/1/const": True}, f"{SIZE}/anyOf/1/const", "text or an int"),
    "no title of a value": (
        {f"{SIZE}/anyOf/1/title": ...},
        f"{SIZE}/anyOf/1",
        "'title' is missing",
    ),
    "odd title": ({f"{SIZE}/anyOf/1/title": "a\nb"}, f"{SIZE}/anyOf/1/title", "becomes a name"),
    "same titles": ({f"{SIZE}/anyOf/1/title": "Small"}, f"{SIZE}/anyOf/1/title", "different names"),
    "open to numbers": ({f"{SIZE}/anyOf/2/type": "number"}, SIZE, "ends with 'type: string'"),
    "closed and open": (
        {f"{SIZE}/oneOf": [{"const": "a", "title": "a"}, TEXT], f"{SIZE}/anyOf": ...},
        SIZE,
        "'oneOf' is for a closed enumeration",
    ),
    "two enumerations": (
        {
            f"{ITEM}/properties/a_b": {"oneOf": [{"const": "a", "title": "a"}]},
            f"{ITEM}/properties/aB": {"oneOf": [{"const": "b", "title": "b"}]},
        },
        f"{ITEM}/properties/aB",
        "two enumerations would become the class 'ItemAB'",
    ),
    # Names of classes
    "lower-case class": (
        {f"{SCHEMAS}/thing": {"type": "object", "properties": {"a": TEXT}}}
        | {COUNT: {"$ref": "#/components/schemas/thing"}},
        f"{SCHEMAS}/thing",
        "'thing' cannot be a class name",
    ),
    "class in two cases": (
        {f"{SCHEMAS}/ITEM": {"type": "object", "properties": {"a": TEXT}}}
        | {COUNT: {"$ref": "#/components/schemas/ITEM"}},
        f"{SCHEMAS}/ITEM",
        "the class name 'ITEM' is taken",
    ),
    **{
        f"class {name}": (
            {f"{SCHEMAS}/{name}": {"type": "object", "properties": {"a": TEXT}}}
            | {COUNT: {"$ref": f"#/components/schemas/{name}"}},
            f"{SCHEMAS}/{name}",
            reason,
        )
        for name, reason in {
            "Form": "taken by the client itself",
            "Any": "taken by the client itself",
            "Core": "taken by the client itself",
            "Photo": "taken by the client itself",
            "Drift": "taken by the client itself",
            "UUID": "taken by the client itself",
            "Operation": "taken by the client itself",
            "None": "taken by the client itself",
            "BadRequest": "taken by the client itself",
            "Timeouts": "taken by the client itself",
            "Shop": "taken by the client itself",
            "AsyncShop": "taken by the client itself",
            "OrdersResource": "taken by the client itself",
            "AsyncOrdersResource": "taken by the client itself",
            "Exception": "has a meaning of its own in Python",
            "A1b": "would become 'A1B'",
        }.items()
    },
    "classes of one module": (
        {
            f"{SCHEMAS}/ABc": {"type": "object", "properties": {"a": TEXT}},
            f"{SCHEMAS}/ABC": {"type": "object", "properties": {"a": TEXT}},
            COUNT: {"$ref": "#/components/schemas/ABc"},
            f"{ITEM}/properties/x": {"$ref": "#/components/schemas/ABC"},
        },
        f"{SCHEMAS}/ABC",
        "is taken",
    ),
    # Names of properties
    "homoglyph": (
        {f"{ITEM}/properties/ｎame": TEXT},
        f"{ITEM}/properties/ｎame",
        "'ｎame' would become 'name', which is taken",
    ),
    "names of one attribute": (
        {f"{ITEM}/properties/a b": TEXT, f"{ITEM}/properties/a  b": TEXT},
        f"{ITEM}/properties/a  b",
        "too much like another",
    ),
}


@pytest.mark.parametrize(("edits", "pointer", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused_with_its_place(edits: dict[str, Any], pointer: str, reason: str) -> None:
    spec = minimal()
    for place, value in edits.items():
        put(spec, place, json.loads(json.dumps(value)) if value is not ... else ...)
    with pytest.raises(SpecError) as caught:
        client_of(read(spec)[0])
    assert reason in caught.value.reason
    assert caught.value.pointer == pointer
    assert str(caught.value).startswith(f"shop.yaml: #{pointer}: ")


def test_the_small_spec_is_not_refused() -> None:
    assert client_of(read(minimal())[0]) == render(minimal())


def test_a_chain_of_models_may_be_long_but_not_without_end() -> None:
    def chain(length: int) -> Spec:
        spec = minimal()
        for index in range(length):
            following = {"$ref": f"#/components/schemas/Link{index + 1}"}
            spec["components"]["schemas"][f"Link{index}"] = {
                "type": "object",
                "properties": {"next": following},
            }
        spec["components"]["schemas"][f"Link{length}"] = {"type": "object"}
        return put(spec, f"{SCHEMAS}/Order/properties/link", {"$ref": "#/components/schemas/Link0"})

    assert "_models/link_39.py" in render(chain(40))
    with pytest.raises(SpecError, match="is nested too deeply"):
        render(chain(2000))


@pytest.mark.parametrize(
    "name",
    ["Shop.yaml", "my-shop.yaml", "1.yaml", "shop.txt", "shop.ya\nml", "shop", "shóp.yaml"],
)
def test_a_file_name_that_is_no_package_is_refused(name: str) -> None:
    with pytest.raises(SpecError, match="the file name must be"):
        package_name(Path(name))


@pytest.mark.parametrize("name", ["class", "json", "httpx", "attrs", "cardwright", "anyio"])
def test_a_package_that_would_hide_another_is_refused(name: str) -> None:
    with pytest.raises(SpecError, match="would hide another"):
        package_name(Path(f"{name}.yaml"))


LOGIN = {
    "operationId": "session.login",
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "required": ["mail"], "properties": {"mail": TEXT}}
            }
        }
    },
    "responses": {
        "200": {
            "description": "A token.",
            "content": {JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    },
}


@pytest.mark.parametrize(
    ("name", "token", "pointer", "reason"),
    [
        ("mail", "no", "/login/token", "is no text in the login's answer"),
        ("timeouts", "detail", "timeouts", "the client has an argument 'timeouts' of its own"),
    ],
    ids=["token", "argument"],
)
def test_a_login_must_fit(name: str, token: str, pointer: str, reason: str) -> None:
    login = json.loads(json.dumps(LOGIN).replace("mail", name))
    document, vendor = read(put(minimal(), "/paths/~1login", {"post": login}))
    vendor = attrs.evolve(
        vendor, file="client.toml", login_operation="session.login", login_token=token
    )
    with pytest.raises(SpecError) as caught:
        render_client(document, vendor)
    assert reason in caught.value.reason
    assert caught.value.pointer.endswith(pointer)


def test_a_setting_must_be_an_integer() -> None:
    document, vendor = read(put(minimal(), f"{ID}/schema", TEXT))
    with pytest.raises(SpecError, match="that is given once must be an integer"):
        render_client(document, attrs.evolve(vendor, settings=frozenset({"id"})))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("client =", "cannot be read: Invalid"),
        ("client = 'Shop'\nsettings = 1", "cannot be read"),
        ("", "'client' is missing"),
        ("client = 'Shop'\n[[completions]]\noperation = 'a'", "'argument' is missing"),
    ],
)
def test_what_is_special_must_be_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    monkeypatch.setattr(vendor_module, "OVERRIDES", tmp_path)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "client.toml").write_text(text)
    with pytest.raises(SpecError) as caught:
        render(minimal())
    assert reason in caught.value.reason
    assert caught.value.file == str(tmp_path / "shop" / "client.toml")


COMPLETION = Completion("fields", "str", "items", ("note",), "shop.fill", "Fields.")

#: What the vendor's file says, where the error is to point, and a part of what it says.
MISFITS: dict[str, tuple[dict[str, Any], str, str]] = {
    "login": ({"login_operation": "a.b"}, "/login/operation", "is no operation"),
    "login's arguments": ({"login_operation": "orders.change"}, f"{ID}/schema", "must be text"),
    "setting": ({"settings": frozenset({"no"})}, "/settings", "is no path parameter"),
    "name": ({"names": {"orders.no": "a"}}, "/names/orders.no", "is no path parameter"),
    "class": ({"classes": {"A": "B"}}, "/classes/A", "is no class"),
    "required": (
        {"required": {"orders.change": frozenset({"no"})}},
        "/required/orders.change",
        "no",
    ),
    "required of none": ({"required": {"a.b": frozenset({"no"})}}, "/required/a.b", "no argument"),
    "completion": (
        {"completions": {"orders.change": attrs.evolve(COMPLETION, fills="no")}},
        "/completions/orders.change",
        "has no argument 'no'",
    ),
    "use": (
        {"completions": {"orders.change": attrs.evolve(COMPLETION, uses=("no",))}},
        "/completions/orders.change",
        "has no argument 'no'",
    ),
}


@pytest.mark.parametrize(("changes", "pointer", "reason"), MISFITS.values(), ids=MISFITS)
def test_what_is_special_must_fit(changes: dict[str, Any], pointer: str, reason: str) -> None:
    document, vendor = read(minimal())
    with pytest.raises(SpecError) as caught:
        render_client(document, attrs.evolve(vendor, file="client.toml", **changes))
    assert reason in caught.value.reason
    assert caught.value.pointer == pointer
