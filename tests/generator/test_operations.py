"""No operation is left out: each has a method, or there is no client."""

import importlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document import Document, read_document
from generator.errors import SpecError
from generator.operations import read_api
from generator.vendor import vendor_of
from tests.generator.support import (
    ROOT,
    FakeVendor,
    Spec,
    client,
    imported,
    minimal,
    put,
    read,
    render,
)

VERBS = ("get", "put", "post", "delete", "patch")
DOCUMENTS = [read_document(each) for each in sorted((ROOT / "spec").glob("*.yaml"))]


def operations(spec: Spec) -> list[tuple[str, str, str]]:
    """Verb, path and id of every operation of a spec, as any reader of OpenAPI finds them."""
    return [
        (verb.upper(), path, operation["operationId"])
        for path, item in spec["paths"].items()
        for verb, operation in item.items()
        if verb in VERBS
    ]


@pytest.mark.parametrize(
    ("document", "operation"),
    [(document, each[2]) for document in DOCUMENTS for each in operations(document.root.value)],
    ids=lambda each: each if isinstance(each, str) else Path(each.file).stem,
)
def test_each_operation_has_a_method(document: Document, operation: str) -> None:
    vendor = vendor_of(Path(document.file), document.root)
    resource, method = operation.split(".")
    module = importlib.import_module(f"{vendor.package}._resources.{resource}")
    assert callable(getattr(module, f"_{method}"))
    if operation != vendor.login_operation:
        name = "".join(word.capitalize() for word in resource.split("_"))
        for prefix in ("", "Async"):
            assert callable(getattr(getattr(module, f"{prefix}{name}Resource"), method))


names = st.from_regex(r"[a-z]{1,3}(_[a-z]{1,3})?", fullmatch=True)


@settings(derandomize=True, max_examples=40, deadline=None, database=None)
@given(
    st.lists(
        st.tuples(st.sampled_from((*VERBS, "head", "options")), names, names),
        min_size=1,
        max_size=8,
    )
)
def test_all_operations_are_read_or_none(wanted: list[tuple[str, str, str]]) -> None:
    spec = minimal()
    spec["paths"] = {}
    for index, (verb, resource, method) in enumerate(wanted):
        spec["paths"].setdefault(f"/{index // 2}", {})[verb] = {
            "operationId": f"{resource}.{method}",
            "responses": {"204": {"description": "Done."}},
        }
    declared = [each["operationId"] for item in spec["paths"].values() for each in item.values()]
    document, vendor = read(spec)
    try:
        api = read_api(document.root, vendor)
    except SpecError as error:
        refused = ("stands here twice", "not supported here", "meaning of its own", "too much like")
        if not any(each in error.reason for each in refused):
            raise
        return
    assert sorted(each.id for each in api.operations) == sorted(declared)
    source = "".join(render(spec)[f"_resources/{name.partition('.')[0]}.py"] for name in declared)
    for each in declared:
        assert f"async def _{each.partition('.')[2]}(" in source
        assert f'id="{each}"' in source


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_goes_out(verb: str) -> None:
    spec = minimal()
    item = spec["paths"]["/orders/{id}"]
    item[verb] = item.pop("post")
    with imported(spec) as shop:
        vendor = FakeVendor({"id": 1})
        with client(shop, vendor) as api:
            assert api.orders.change(7, size="s").id == 1
        assert vendor.requests[0].method == verb.upper()
        assert vendor.url.path == "/v1/orders/7"


@pytest.mark.parametrize(
    ("security", "authenticated"),
    [(None, True), ([], False), ([{}], False), ([{}, {"bearer": []}], True)],
)
def test_a_token_goes_along_where_the_spec_says(security: Any, authenticated: bool) -> None:
    spec = minimal()
    if security is not None:
        put(spec, "/paths/~1orders~1{id}/post/security", security)
    with imported(spec) as shop:
        vendor = FakeVendor({"id": 1})
        with client(shop, vendor) as api:
            api.orders.change(7, size="s")
    assert ("authorization" in vendor.requests[0].headers) is authenticated


def test_an_operations_own_parameter_stands_before_the_paths() -> None:
    spec = minimal()
    item = spec["paths"]["/orders/{id}"]
    shared = {
        "name": "note",
        "in": "query",
        "description": "Shared.",
        "schema": {"type": "integer"},
    }
    item["parameters"].append(shared)
    source = render(spec)["_resources/orders.py"]
    assert "note: str | Unset" in source
    assert "Shared." not in source


def test_a_refusal_may_have_no_body() -> None:
    spec = put(minimal(), "/paths/~1orders~1{id}/post/responses/404", {"description": "None."})
    with imported(spec) as shop, client(shop, FakeVendor(status=404)) as api:
        with pytest.raises(shop.NotFound) as caught:
            api.orders.change(7, size="s")
        assert caught.value.documented


def test_a_required_object_is_asked_for() -> None:
    form = "/paths/~1orders~1{id}/post/requestBody/content/multipart~1form-data/schema"
    spec = put(minimal(), f"{form}/required", ["order[to][city]", "order[size]"])
    with imported(spec) as shop:
        vendor = FakeVendor({"id": 1})
        with client(shop, vendor) as api:
            api.orders.change(7, size="s", to=shop.OrderTo(city="x"))
            with pytest.raises(TypeError, match="to"):
                api.orders.change(7, size="s")
            with pytest.raises(shop.InvalidArgument, match=r"^to: must be an OrderTo, not dict"):
                api.orders.change(7, size="s", to={"city": "x"})
        assert ("order[to][city]", "x") in vendor.form


def test_what_excludes_each_other_is_not_sent_together() -> None:
    post = "/paths/~1orders~1{id}/post"
    spec = put(minimal(), f"{post}/x-exclusive", [["order[size]", "order[to]"]])
    put(spec, f"{post}/requestBody/content/multipart~1form-data/schema/required", ...)
    with imported(spec) as shop:
        vendor = FakeVendor({"id": 1})
        with client(shop, vendor) as api:
            api.orders.change(7, to=shop.OrderTo(city="x"))
            with pytest.raises(shop.InvalidArgument, match=r"^size: give either this or to, not"):
                api.orders.change(7, size="s", to=shop.OrderTo(city="x"))
        assert len(vendor.requests) == 1


@pytest.mark.parametrize(("word", "sent"), [("oneOf", 2), ("anyOf", 3)])
def test_one_of_two_is_one_and_any_may_be_both(word: str, sent: int) -> None:
    form = "/paths/~1orders~1{id}/post/requestBody/content/multipart~1form-data/schema"
    ways = [{"required": ["order[size]"]}, {"required": ["order[to][city]"]}]
    spec = put(put(minimal(), f"{form}/{word}", ways), f"{form}/required", ...)
    with imported(spec) as shop:
        vendor = FakeVendor({"id": 1})
        with client(shop, vendor) as api:
            api.orders.change(7, size="s")
            api.orders.change(7, to=shop.OrderTo(city="x"))
            with pytest.raises(shop.InvalidArgument, match=r"^size: must be given"):
                api.orders.change(7)
            if word == "anyOf":
                api.orders.change(7, size="s", to=shop.OrderTo(city="x"))
            else:
                with pytest.raises(shop.InvalidArgument, match=r"^size: give either .* to\.city"):
                    api.orders.change(7, size="s", to=shop.OrderTo(city="x"))
        assert len(vendor.requests) == sent


@pytest.mark.parametrize(
    ("place", "hidden"),
    [
        ("/components/schemas/Order/properties/id", "id"),
        ("/components/schemas/Item", "items"),
        ("/components/schemas/Item", "name"),
        ("/components/schemas/Size", "size"),
        ("/components/schemas/Problem/properties/detail", "detail"),
    ],
)
def test_what_is_sensitive_is_known_by_its_name_and_hidden(place: str, hidden: str) -> None:
    spec = put(minimal(), f"{place}/x-sensitive", True)
    answer = {"id": 5, "size": "planted", "items": [{"name": "planted", "count": 5}]}
    with imported(spec) as shop:
        assert hidden in importlib.import_module("shop._about").SENSITIVE
        with client(shop, FakeVendor(answer)) as api:
            order = api.orders.change(7, size="s")
        item = shop.Item(name="planted")
        shown = repr(item if hidden == "name" else order)
        assert (f"{hidden}=<hidden>" in shown) is (hidden != "detail")
