"""What kinds of values mean: clients of small specs read and write them so."""

import ast
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from generator.kinds import (
    AnyObject,
    Anything,
    Boolean,
    Clearable,
    Enumeration,
    Flag,
    Integer,
    JsonText,
    Kind,
    ListOf,
    Model,
    Money,
    Nullable,
    Number,
    OneOf,
    PhotoOrText,
    Picture,
    Text,
    Time,
    Unsupported,
    Uuid,
    json_pointer_step,
)
from tests.generator.support import FakeVendor, Spec, client, imported, minimal, put

POST = "/paths/~1orders~1{id}/post"
FORM = f"{POST}/requestBody/content/multipart~1form-data/schema"
ORDER = "/components/schemas/Order"
TEXT = {"type": "string"}
INTEGER = {"type": "integer"}
NULL = {"type": "null"}
KEY = "11111111-2222-4333-8444-555555555555"
PNG = "iVBORw0KGgo="

BASIC = [
    Text(),
    Text(1, 5, "^a|b$"),
    Text(pattern='^"[\\]"]\\d{1,2}$'),
    Integer(0, 9),
    Number(),
    Boolean(),
    Flag(),
    Money(),
    Time(),
    Uuid(),
    Picture(),
    PhotoOrText(),
    AnyObject(),
    Anything(),
    Model("Item"),
    Enumeration("Size", "str", open=True, digits=True),
    Enumeration("Level", "int", open=False),
]
WITHIN: list[Kind] = [
    *(ListOf(each) for each in BASIC),
    *(ListOf(ListOf(Nullable(each))) for each in BASIC),
    *(Nullable(each) for each in BASIC),
    *(Clearable(each) for each in BASIC),
    *(JsonText(ListOf(each)) for each in BASIC),
    OneOf((Text(), Integer())),
    OneOf((Money(), Model("Item"), ListOf(Uuid()))),
    Nullable(OneOf((Text(), ListOf(Time())))),
]


@pytest.mark.parametrize("kind", [*BASIC, *WITHIN], ids=repr)
def test_code_is_one_expression(kind: Kind) -> None:
    ast.parse(f"x: {kind.annotation}\ny: {kind.argument_annotation}")
    at = "{at}/" + json_pointer_step('a"{b}\\')
    codes = [
        *_code_or_nothing(lambda: kind.check('"a"', "self.a")),
        *_code_or_nothing(lambda: kind.decode("value", at)),
        *_code_or_nothing(lambda: kind.decode("value", at, absent="None")),
    ]
    assert codes or isinstance(kind, JsonText)
    for code in codes:
        assert isinstance(ast.parse(code, mode="eval"), ast.Expression)


def _code_or_nothing(make: Callable[[], str]) -> list[str]:
    try:
        return [make()]
    except Unsupported:
        return []


def reading(properties: dict[str, Any], required: list[str] | None = None) -> Spec:
    """A spec whose answer has these properties."""
    schema = {"type": "object", "required": required or [], "properties": properties}
    return put(minimal(), ORDER, schema)


def read(spec: Spec, answer: Any) -> tuple[Any, list[str]]:
    """What a client makes of an answer, and how the answer differs from the spec."""
    told: list[str] = []
    with imported(spec) as shop:
        with client(shop, FakeVendor(answer), on_drift=lambda each: told.append(str(each))) as api:
            found = api.orders.change(1, size="s")
        shown = {name: getattr(found, name) for name in type(found).__slots__ if name[0] != "_"}
    return shown, [each.removeprefix("orders.change: ") for each in told]


VALUES: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "text": (TEXT, "a", "a"),
    "integer": (INTEGER, 3, 3),
    "number": ({"type": "number"}, 1.5, 1.5),
    "number, whole": ({"type": "number"}, 2, 2),
    "boolean": ({"type": "boolean"}, False, False),
    "flag": ({**TEXT, "enum": ["true", "false"]}, "false", False),
    "money": ({**TEXT, "format": "money"}, "($1,234.50)", Decimal("-1234.50")),
    "time": (
        {**TEXT, "format": "date-time"},
        "2024-05-06T07:08:09Z",
        datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC),
    ),
    "uuid": ({**TEXT, "format": "uuid"}, KEY, UUID(KEY)),
    "null": ({"type": ["string", "null"]}, None, None),
    "not null": ({"type": ["integer", "null"]}, 3, 3),
    "null of money": ({"anyOf": [{**TEXT, "format": "money"}, NULL]}, None, None),
    "not null of money": ({"anyOf": [NULL, {**TEXT, "format": "money"}]}, "$1", Decimal(1)),
    "anything": ({}, [1, {"a": None}], [1, {"a": None}]),
    "object": ({"type": "object"}, {"a": 1}, {"a": 1}),
    "list": ({"type": "array", "items": INTEGER}, [1, 2], [1, 2]),
    "list of lists": (
        {"type": "array", "items": {"type": "array", "items": {**TEXT, "format": "money"}}},
        [["$1"], []],
        [[Decimal(1)], []],
    ),
    "one of one": ({"anyOf": [TEXT]}, "a", "a"),
    "text of two": ({"anyOf": [TEXT, {"type": "array", "items": INTEGER}]}, "a", "a"),
    "list of two": ({"anyOf": [TEXT, {"type": "array", "items": INTEGER}]}, [1], [1]),
    "one of three": ({"type": ["string", "integer", "null"]}, None, None),
    "known value": ({"$ref": "#/components/schemas/Size"}, "l", "l"),
    "unknown value": ({"$ref": "#/components/schemas/Size"}, "xl", "xl"),
}


@pytest.mark.parametrize(("schema", "wire", "wanted"), VALUES.values(), ids=VALUES)
def test_a_value_is_read(schema: dict[str, Any], wire: Any, wanted: Any) -> None:
    found, told = read(reading({"a": schema}, ["a"]), {"a": wire})
    assert found == {"a": wanted, "additional_properties": {}}
    assert type(found["a"]) is type(wanted) or isinstance(found["a"], str)
    assert told == []


WRONG: dict[str, tuple[dict[str, Any], Any, str]] = {
    "text": (TEXT, 1, "/a should be text, and is an integer"),
    "integer": (INTEGER, "1", "/a should be an integer, and is text"),
    "integer, true": (INTEGER, True, "/a should be an integer, and is a boolean"),
    "integer, half": (INTEGER, 1.0, "/a should be an integer, and is a number"),
    "boolean": ({"type": "boolean"}, "true", "/a should be a boolean, and is text"),
    "flag": (
        {**TEXT, "enum": ["true", "false"]},
        "yes",
        "/a should be the text true or false, and is text",
    ),
    "money": (
        {**TEXT, "format": "money"},
        "a lot",
        "/a should be an amount of money, and is text",
    ),
    "time": ({**TEXT, "format": "date-time"}, "now", "/a should be a date and time, and is text"),
    "uuid": ({**TEXT, "format": "uuid"}, "1", "/a should be a UUID, and is text"),
    "null": (TEXT, None, "/a should be text, and is null"),
    "two": ({"anyOf": [TEXT, INTEGER]}, [], "/a should be text or an integer, and is an array"),
    "list": ({"type": "array", "items": TEXT}, {}, "/a should be an array, and is an object"),
    "object": ({"type": "object"}, [], "/a should be an object, and is an array"),
    "model": ({"$ref": "#/components/schemas/Item"}, "x", "/a should be an object, and is text"),
    "value": ({"$ref": "#/components/schemas/Size"}, 1, "/a should be text, and is an integer"),
}


@pytest.mark.parametrize(("schema", "wire", "difference"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("required", [True, False], ids=["required", "optional"])
def test_a_wrong_value_is_kept_and_told(
    schema: dict[str, Any], wire: Any, difference: str, required: bool
) -> None:
    found, told = read(reading({"a": schema}, ["a"] if required else []), {"a": wire})
    assert found["a"] == wire
    assert type(found["a"]) is type(wire)
    assert told == [difference]


def test_a_wrong_value_deep_inside_is_told_with_its_place() -> None:
    item = {"type": "array", "items": {"type": "array", "items": INTEGER}}
    found, told = read(reading({"a/b": item}), {"a/b": [[1], [2, "3"]]})
    assert found["ab"] == [[1], [2, "3"]]
    assert told == ["/a~1b/1/1 should be an integer, and is text"]


def test_what_is_missing_is_none_and_told_if_required() -> None:
    found, told = read(reading({"a": TEXT, "b": TEXT}, ["a"]), {})
    assert found == {"a": None, "b": None, "additional_properties": {}}
    assert told == ["/a should be text, and is nothing"]


def test_what_is_unknown_is_kept() -> None:
    found, told = read(reading({"a": TEXT}), {"a": "x", "more": [1], "": None})
    assert found == {"a": "x", "additional_properties": {"more": [1], "": None}}
    assert told == []


def test_an_image_is_read() -> None:
    found, told = read(reading({"a": {**TEXT, "contentEncoding": "base64"}}), {"a": PNG})
    assert found["a"].data == b"\x89PNG\r\n\x1a\n"
    assert told == []


def test_an_object_that_holds_itself_is_read() -> None:
    order = {"$ref": "#/components/schemas/Order"}
    node = {"$ref": "#/components/schemas/Node"}
    spec = reading({"a": node, "b": {"type": "array", "items": order}})
    put(
        spec, "/components/schemas/Node", {"type": "object", "properties": {"up": order, "n": node}}
    )
    found, told = read(spec, {"a": {"up": {"b": [{}]}, "n": {}}, "b": []})
    assert type(found["a"].up).__name__ == "Order"
    assert type(found["a"].up.b[0]).__name__ == "Order"
    assert found["a"].n.up is None
    assert told == []


def test_an_enumeration_may_be_open_to_digits() -> None:
    schema = {"anyOf": [{"$ref": "#/components/schemas/Mark"}, TEXT, INTEGER]}
    spec = reading({"a": schema, "b": schema, "c": schema})
    put(spec, "/components/schemas/Mark", {"oneOf": [{"const": "1", "title": "one"}]})
    found, told = read(spec, {"a": "1", "b": 1, "c": 7})
    assert [repr(each) for each in found.values()] == [
        "<Mark.ONE: '1'>",
        "<Mark.ONE: '1'>",
        "'7'",
        "{}",
    ]
    assert told == []


def test_answers_may_be_other_than_objects() -> None:
    answers = {
        "text": (TEXT, "a", "a"),
        "list": (
            {"type": "array", "items": {"$ref": "#/components/schemas/Item"}},
            [{"name": "x"}],
            None,
        ),
        "true": ({"type": "boolean"}, True, True),
        "null": ({"anyOf": [{"$ref": "#/components/schemas/Item"}, NULL]}, None, None),
        "anything": ({}, {"a": 1}, {"a": 1}),
    }
    for schema, wire, wanted in answers.values():
        spec = put(minimal(), f"{POST}/responses/200/content/application~1json/schema", schema)
        with imported(spec) as shop, client(shop, FakeVendor(wire)) as api:
            found = api.orders.change(1, size="s")
            if isinstance(wire, list):
                assert found == [shop.Item(name="x")]
            else:
                assert found == wanted


def sending(properties: dict[str, Any], *, json: bool = False) -> Spec:
    """A spec whose body has these properties."""
    schema = {"type": "object", "properties": properties}
    spec = put(minimal(), FORM, schema)
    content = f"{POST}/requestBody/content"
    return put(spec, content, {"application/json": {"schema": schema}}) if json else spec


def sent(spec: Spec, **arguments: Any) -> Any:
    """What goes out for arguments: a form's fields, or JSON."""
    with imported(spec) as shop:
        vendor = FakeVendor({})
        given = {
            name: value(shop) if callable(value) else value for name, value in arguments.items()
        }
        with client(shop, vendor, on_drift="ignore") as api:
            api.orders.change(1, **given)
    kind = vendor.requests[-1].headers["content-type"]
    return vendor.json if kind == "application/json" else dict(vendor.form)


ITEM = {"$ref": "#/components/schemas/Item"}
NESTED = {
    **TEXT,
    "contentMediaType": "application/json",
    "contentSchema": {"type": "array", "items": ITEM},
}

#: A schema, what a user gives, and what goes out in a form.
SENT: dict[str, tuple[dict[str, Any], Any, str]] = {
    "text": (TEXT, "a\r\nb", "a\r\nb"),
    "empty": (TEXT, "", ""),
    "integer": (INTEGER, -3, "-3"),
    "boolean": ({"type": "boolean"}, True, "true"),
    "flag": ({**TEXT, "enum": ["true", "false"]}, False, "false"),
    "money": ({**TEXT, "format": "money"}, Decimal("1234.5"), "1,234.50"),
    "money, whole": ({**TEXT, "format": "money"}, 7, "7.00"),
    "uuid": ({**TEXT, "format": "uuid"}, UUID(KEY), KEY),
    "uuid as text": ({**TEXT, "format": "uuid"}, KEY.upper(), KEY),
    "cleared": ({"anyOf": [INTEGER, {**TEXT, "maxLength": 0}]}, None, ""),
    "not cleared": ({"anyOf": [INTEGER, {**TEXT, "maxLength": 0}]}, 3, "3"),
    "value": ({"$ref": "#/components/schemas/Size"}, "l", "l"),
    "member": ({"$ref": "#/components/schemas/Size"}, lambda shop: shop.Size.LARGE, "l"),
    "other value": ({"$ref": "#/components/schemas/Size"}, "xl", "xl"),
    "text of JSON": (
        NESTED,
        lambda shop: [shop.Item(name="ä", count=2)],
        '[{"name":"ä","count":2}]',
    ),
    "part left out": (NESTED, lambda shop: [shop.Item(name="a")], '[{"name":"a"}]'),
    "iterator": (NESTED, lambda shop: iter([shop.Item(name="a")]), '[{"name":"a"}]'),
    "empty list": (NESTED, [], "[]"),
    "photo or text": ({"anyOf": [TEXT, {**TEXT, "contentEncoding": "base64"}]}, "a", "a"),
    "photo": (
        {"anyOf": [TEXT, {**TEXT, "contentEncoding": "base64"}]},
        lambda shop: shop.Photo.from_bytes(b"\x89PNG\r\n\x1a\n"),
        PNG,
    ),
}


@pytest.mark.parametrize(("schema", "given", "wanted"), SENT.values(), ids=SENT)
def test_a_value_goes_out_in_a_form(schema: dict[str, Any], given: Any, wanted: str) -> None:
    assert sent(sending({"a": schema, "b": TEXT}), a=given) == {"a": wanted}


#: The same for JSON, and with what JSON alone can say.
SENT_AS_JSON: dict[str, tuple[dict[str, Any], Any, Any]] = {
    **{
        name: (schema, given, {"integer": -3, "boolean": True, "not cleared": 3}.get(name, wanted))
        for name, (schema, given, wanted) in SENT.items()
    },
    "null": ({"type": ["string", "null"]}, None, None),
    "not null": ({"type": ["string", "null"]}, "a", "a"),
    "list": ({"type": "array", "items": INTEGER}, (1, 2), [1, 2]),
    "list of nulls": (
        {"type": "array", "items": {"type": ["integer", "null"]}},
        [1, None],
        [1, None],
    ),
    "list of money": ({"type": "array", "items": {**TEXT, "format": "money"}}, [1], ["1.00"]),
    "object": (ITEM, lambda shop: shop.Item(name="a"), {"name": "a"}),
}


@pytest.mark.parametrize(("schema", "given", "wanted"), SENT_AS_JSON.values(), ids=SENT_AS_JSON)
def test_a_value_goes_out_in_json(schema: dict[str, Any], given: Any, wanted: Any) -> None:
    assert sent(sending({"a": schema, "b": TEXT}, json=True), a=given) == {"a": wanted}


REFUSED: dict[str, tuple[dict[str, Any], Any, str]] = {
    "text": (TEXT, 1, "a: must be text, not int"),
    "none": (TEXT, None, "a: must be text; None has no form"),
    "long": ({**TEXT, "maxLength": 2}, "abc", "a: must have at most 2 characters"),
    "short": ({**TEXT, "minLength": 1}, "", "a: must not be empty"),
    "pattern": ({**TEXT, "pattern": "^[a-c]+$"}, "abd", "a: must match ^[a-c]+$"),
    "pattern and a line": ({**TEXT, "pattern": "^a$"}, "a\n", "a: must match ^a$"),
    "pattern within": ({**TEXT, "pattern": "b"}, "ac", "a: must match b"),
    "low": ({**INTEGER, "minimum": 1}, 0, "a: must be at least 1"),
    "high": ({**INTEGER, "maximum": 5}, 6, "a: must be at most 5"),
    "bool": (INTEGER, True, "a: must be an integer, not bool"),
    "cents": ({**TEXT, "format": "money"}, Decimal("0.001"), "a: must have at most two decimals"),
    "float": ({**TEXT, "format": "money"}, 1.5, "a: must be a Decimal or an int, not float"),
    "uuid": ({**TEXT, "format": "uuid"}, "1", "a: must be a UUID, and is not"),
    "closed": (
        {"oneOf": [{"const": "x", "title": "x"}]},
        "y",
        "a: must be one of 'x'",
    ),
    "inside": (NESTED, lambda shop: [shop.Item(name=1)], "a[0].name: must be text, not int"),
    "no list": (NESTED, 1, "a: must be a list, not int"),
    "no item": (NESTED, [1], "a[0]: must be an Item, not int"),
}


@pytest.mark.parametrize(("schema", "given", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_go_out_is_refused(schema: dict[str, Any], given: Any, told: str) -> None:
    spec = sending({"a": schema})
    put(spec, f"{FORM}/additionalProperties", False)
    with pytest.raises(ValueError) as caught:
        sent(spec, a=given)
    assert str(caught.value).startswith(told)


def test_alternatives_are_asked_for_by_the_names_that_a_user_knows() -> None:
    spec = sending({"a[key_id]": INTEGER, "a[to][name]": TEXT, "a[to][mail]": TEXT})
    wanted = [{"required": ["a[key_id]"]}, {"required": ["a[to][name]", "a[to][mail]"]}]
    put(spec, f"{FORM}/oneOf", wanted)
    assert sent(spec, key_id=1) == {"a[key_id]": "1"}
    with pytest.raises(
        ValueError, match=r"^key_id: must be given: key_id, or to\.name and to\.mail$"
    ):
        sent(spec)
    with pytest.raises(ValueError, match=r"^to\.mail: must be given: to\.mail$"):
        sent(spec, to=lambda shop: shop.ATo(name="x"))


def test_a_key_is_made_unless_it_is_given() -> None:
    with imported(minimal()) as shop:
        vendor = FakeVendor({"id": 1})
        with client(shop, vendor) as api:
            for given in ({}, {}, {"key": "mine"}):
                api.orders.change(1, size="s", **given)
    keys = [each.headers["key"] for each in vendor.requests]
    assert UUID(keys[0]) != UUID(keys[1])
    assert keys[2] == "mine"


def test_a_header_is_held_to_its_pattern() -> None:
    spec = put(minimal(), f"{POST}/parameters/1/schema/pattern", "^[a-z]+$")
    with (
        imported(spec) as shop,
        client(shop, FakeVendor({"id": 1})) as api,
        pytest.raises(shop.InvalidArgument, match=r"^key: must match"),
    ):
        api.orders.change(1, size="s", key="NO")


def test_a_list_comes_in_pages_whatever_its_parameters_are_called() -> None:
    spec = minimal()
    rows = {"type": "array", "items": {"$ref": "#/components/schemas/Row"}}
    spec["paths"]["/orders"] = {
        "get": {
            "operationId": "orders.list",
            "x-paging": {"page": "Page-No", "size": "query", "item_id": "First name"},
            "parameters": [
                {"name": "Page-No", "in": "query", "schema": {**INTEGER, "minimum": 1}},
                {"name": "query", "in": "query", "schema": {**INTEGER, "default": 2}},
            ],
            "responses": {
                "200": {
                    "description": "Orders.",
                    "content": {"application/json": {"schema": rows}},
                }
            },
        }
    }
    row = {"type": "object", "required": ["First name"], "properties": {"First name": TEXT}}
    put(spec, "/components/schemas/Row", row)
    with imported(spec) as shop:
        vendor = FakeVendor([{"First name": "a"}, {"First name": "b"}])
        with client(shop, vendor) as api:
            assert [each.first_name for each in api.orders.list()] == ["a", "b"]
            assert dict(vendor.url.params) == {"Page-No": "2", "query": "2"}
            api.orders.list(query_=9).page(4)
            assert dict(vendor.url.params) == {"Page-No": "4", "query": "9"}
