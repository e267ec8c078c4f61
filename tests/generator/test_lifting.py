"""Brackets become objects, and go out as they came."""

import json
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.document import parse_document
from generator.errors import SpecError
from generator.lifting import Group, Lifted, Slot, argument_field, lift
from generator.schemas import Field, ModelSchema, Schemas
from generator.vendor import Vendor
from tests.generator.support import FakeVendor, Spec, client, imported, minimal, put, render

VENDOR = Vendor("shop", "Shop", "Shop")
TEXT = {"type": "string"}
POST = "/paths/~1orders~1{id}/post"
FORM = f"{POST}/requestBody/content/multipart~1form-data/schema"


def fields(names: list[str], schemas: Schemas, **changes: Any) -> list[Field]:
    document = {"fields": {name: {**TEXT, **changes} for name in names}}
    root = parse_document(json.dumps(document).encode(), "a.yaml").root
    return [
        schemas.field(name, node, False, "Owner") for name, node in root.need("fields").entries()
    ]


def lifted(*names: str, operation: str = "orders.make", schemas: Schemas | None = None) -> Any:
    schemas = schemas or Schemas()
    return lift(fields(list(names), schemas), schemas, VENDOR, operation)


Path = tuple[str, ...]


def flat(found: tuple[Lifted, ...], above: Path = ()) -> list[tuple[Path, str]]:
    """Each value's path in Python, and its name on the wire."""
    paths: list[tuple[Path, str]] = []
    for each in found:
        if isinstance(each, Slot):
            paths.append(((*above, each.field.wire), each.wire))
        else:
            paths += flat(each.children, (*above, each.step))
    return paths


steps = st.lists(st.sampled_from(["a", "b", "c_d", "e-1", "f.g"]), min_size=1, max_size=4)
names = st.lists(
    steps.map(lambda parts: parts[0] + "".join(f"[{each}]" for each in parts[1:])),
    min_size=1,
    max_size=8,
    unique=True,
)


@settings(derandomize=True, max_examples=300, deadline=None, database=None)
@given(names)
def test_nothing_is_lost_between_nesting_and_flattening(wires: list[str]) -> None:
    try:
        found = flat(lifted(*wires))
    except SpecError as error:
        clash = "is a value here and an object elsewhere" in error.reason
        assume(not clash)
        raise
    assert sorted(wire for _, wire in found) == sorted(wires)
    roots = {wire.partition("[")[0] for wire in wires}
    dropped = len(roots) == 1 and all("[" in wire for wire in wires)
    for path, wire in found:
        whole = (*roots, *path) if dropped else path
        assert whole[0] + "".join(f"[{each}]" for each in whole[1:]) == wire
    assert len({path for path, _ in found}) == len(wires)


def test_a_shared_first_step_is_left_out() -> None:
    assert [path for path, _ in flat(lifted("card[data]", "card[size]"))] == [("data",), ("size",)]


def test_a_first_step_that_is_not_shared_stays() -> None:
    assert [path for path, _ in flat(lifted("card[data]", "size"))] == [("card", "data"), ("size",)]


def test_a_group_is_required_if_something_in_it_is() -> None:
    schemas = Schemas()
    first, second = fields(["a[b][c]", "a[d]"], schemas)
    group, slot = lift([attrs.evolve(first, required=True), second], schemas, VENDOR, "orders.make")
    assert isinstance(group, Group)
    assert group.required
    assert argument_field(group).required
    assert not argument_field(slot).required


def test_classes_are_shared_where_they_are_the_same() -> None:
    schemas = Schemas()
    for operation in ("orders.make", "orders.change"):
        lifted("order[to][city]", "order[size]", operation=operation, schemas=schemas)
    assert list(schemas.models) == ["OrderTo"]


def test_classes_that_differ_get_names_of_their_own() -> None:
    schemas = Schemas()
    lifted("order[to][city]", "order[size]", operation="orders.make", schemas=schemas)
    lifted("order[to][zip]", "order[size]", operation="orders.change_it", schemas=schemas)
    lifted("order[to][name]", "order[size]", operation="carts.change_it", schemas=schemas)
    assert list(schemas.models) == ["OrderTo", "ChangeItOrderTo", "CartsChangeItOrderTo"]
    wires = {name: model.fields[0].wire for name, model in schemas.models.items()}
    assert wires == {"OrderTo": "city", "ChangeItOrderTo": "zip", "CartsChangeItOrderTo": "name"}


def test_what_one_operation_hides_is_hidden_in_the_class_that_two_share() -> None:
    schemas = Schemas()
    for index, sensitive in enumerate((False, True, False)):
        found = fields(["order[to][pin]", "order[size]"], schemas, **{"x-sensitive": sensitive})
        lift(found, schemas, VENDOR, f"orders.make{index}")
    assert schemas.models["OrderTo"].fields[0].sensitive


def _with_fields(wires: list[str], answer: dict[str, Any]) -> Spec:
    spec = put(minimal(), f"{FORM}/properties", dict.fromkeys(wires, TEXT))
    put(spec, f"{FORM}/required", ...)
    put(spec, "/components/schemas/Order", answer)
    return spec


def test_a_class_of_arguments_is_never_taken_for_an_answer() -> None:
    contact = {"type": "object", "properties": {"city": TEXT}}
    answer = {
        "type": "object",
        "properties": {"to": {"$ref": "#/components/schemas/To"}},
    }
    spec = _with_fields(["to[city]", "size"], answer)
    put(spec, "/components/schemas/To", contact)
    with pytest.raises(SpecError, match="two objects would become the class 'To'"):
        render(spec)


def test_values_go_out_under_their_wire_names() -> None:
    wires = ["a[b][c]", "a[b][d-e]", "a[f]", "g"]
    spec = _with_fields(wires, {"type": "object"})
    with imported(spec) as shop:
        vendor = FakeVendor({})
        with client(shop, vendor) as api:
            inner = shop.AB(c="1", d_e="2")
            api.orders.change(3, a=shop.A(b=inner, f="3"), g="4")
            assert vendor.form == list(zip(wires, "1234", strict=True))
            api.orders.change(3, a=shop.A(f="3"))
            assert vendor.form == [("a[f]", "3")]


def test_a_class_name_that_is_taken_in_every_form_is_refused() -> None:
    schemas = Schemas()
    (field,) = fields(["a"], schemas)
    for name in ("OrderTo", "MakeOrderTo", "OrdersMakeOrderTo"):
        schemas.add(ModelSchema(name, [field], "", field.node))
    with pytest.raises(SpecError, match="the class name 'OrderTo' is taken"):
        lifted("order[to][city]", "order[size]", schemas=schemas)


def test_a_class_of_answers_is_never_taken_for_arguments() -> None:
    schemas = Schemas()
    (field,) = fields(["city"], schemas)
    schemas.add(ModelSchema("OrderTo", [field], "", field.node))
    lifted("order[to][city]", "order[size]", schemas=schemas)
    assert list(schemas.models) == ["OrderTo", "MakeOrderTo"]
    assert not schemas.models["OrderTo"].arguments
