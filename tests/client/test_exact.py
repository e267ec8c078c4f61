"""Answers are read in two ways, a fast one for what is as the spec says: both read the same."""

import copy
import importlib
import pickle
import pkgutil
import warnings
import weakref
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import instantcard
import synctera
from instantcard import Card, CardDatum, DriftWarning, InstantCard
from instantcard._runtime.drift import Difference
from instantcard._runtime.operation import Operation

from .clients import SETTINGS
from .recorder import Recorder, json_reply
from .shapes import Form, Spec

FORMS: tuple[Form, ...] = ("exact", "more", "astray")
SPECS = {"instantcard": Spec("instantcard"), "synctera": Spec("synctera")}


def runtime(package: Any, module: str) -> Any:
    return importlib.import_module(f"{package.__name__}._runtime.{module}")


def models(package: Any) -> list[type[Any]]:
    """The classes of what is read."""
    folder = importlib.import_module(f"{package.__name__}._models")
    found = []
    for each in pkgutil.iter_modules(folder.__path__):
        module = importlib.import_module(f"{folder.__name__}.{each.name}")
        found += [
            thing
            for thing in vars(module).values()
            if hasattr(thing, "_exact") and thing.__module__ == module.__name__
        ]
    return found


def operations(package: Any) -> list[Any]:
    folder = importlib.import_module(f"{package.__name__}._resources")
    kind = runtime(package, "operation").Operation
    return [
        thing
        for each in pkgutil.iter_modules(folder.__path__)
        for thing in vars(importlib.import_module(f"{folder.__name__}.{each.name}")).values()
        if isinstance(thing, kind)
    ]


PACKAGES = [instantcard, synctera]
MODELS = [(package, each) for package in PACKAGES for each in models(package)]
OPERATIONS = [(package, each) for package in PACKAGES for each in operations(package)]


def refuse(_: Any) -> Any:
    raise ValueError


def dump(value: Any) -> Any:
    """A value with all its types: 1, 1.0 and True are equal otherwise."""
    if attrs.has(type(value)):
        parts = [(each.name, dump(getattr(value, each.name))) for each in attrs.fields(type(value))]
        return (type(value), parts)
    if isinstance(value, list):
        return [dump(each) for each in value]
    if isinstance(value, dict):
        return [(name, dump(each)) for name, each in value.items()]
    return (type(value), repr(value), getattr(value, "data", None))


def read(
    package: Any, decode: Callable[..., Any], source: Any
) -> tuple[Any, list[tuple[str, ...]]]:
    """What is read, and what is said of it."""
    told: list[tuple[str, ...]] = []

    def tell(difference: Difference) -> None:
        told.append((difference.pointer, difference.expected, difference.found))

    drift = runtime(package, "drift")
    found = decode(source, drift.Drift("x", drift.DriftPolicy(tell)), "/at")
    return dump(found), told


def read_in_both_ways(package: Any, decode: Callable[..., Any], source: Any) -> Any:
    before = copy.deepcopy(source)
    fast = read(package, decode, source)
    with pytest.MonkeyPatch.context() as patch:
        for each in models(package):
            patch.setattr(each, "_exact", staticmethod(refuse))
        slow = read(package, decode, source)
    assert fast == slow
    assert dump(source) == dump(before)
    return fast[1]


some = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@pytest.mark.parametrize(("package", "model"), MODELS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("form", FORMS)
def test_a_class_is_read_alike_in_both_ways(package: Any, model: Any, form: Form) -> None:
    spec = SPECS[package.__name__]

    @some
    @given(st.data())
    def check(data: st.DataObject) -> None:
        source = data.draw(spec.objects(spec.schemas[model.__name__], form))
        told = read_in_both_ways(package, model.from_dict, source)
        assert form == "astray" or told == []
        if form == "exact":
            # It raises what would lead to the slow way.
            model._exact([source])

    check()


@pytest.mark.parametrize(
    ("package", "operation"), OPERATIONS, ids=lambda each: getattr(each, "id", "")
)
def test_an_answer_is_read_alike_in_both_ways(package: Any, operation: Operation[Any]) -> None:
    spec = SPECS[package.__name__]
    schemas = spec.successes(operation)

    @some
    @given(st.data())
    def check(data: st.DataObject) -> None:
        for form in FORMS:
            source = data.draw(spec.values(data.draw(st.sampled_from(schemas)), form))
            if type(source) in operation.answer:
                told = read_in_both_ways(package, operation.decode, source)
                assert form == "astray" or told == []

    if operation.answer:
        check()


def test_a_reader_of_the_callers_own_reads_the_same() -> None:
    class Mine(Card):
        __slots__ = ()

    source = {"id": 1, "card_template_id": 2, "organization_id": 3, "data": [], "new": [5]}
    mine = Mine.from_dict(source)
    assert type(mine) is Mine
    assert attrs.asdict(mine) == attrs.asdict(Card.from_dict(source))


SOURCE: dict[str, Any] = {
    "id": 1,
    "card_template_id": 2,
    "organization_id": 3,
    "data": [{"token": "t", "label": "l", "type": "text", "value": "v"}],
    "images": [],
    "last_submitted_at": None,
    "last_printed_at": "2026-01-02T03:04:05Z",
}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"images": ["image", None]}, ("/at/images/1", "text", "null")),
        ({"images": "image"}, ("/at/images", "an array", "text")),
        ({"id": True}, ("/at/id", "an integer", "a boolean")),
        ({"id": 1.0}, ("/at/id", "an integer", "a number")),
        ({"data": [{"token": "t", "value": "v"}, 5]}, ("/at/data/1", "an object", "an integer")),
        ({"data": [{"token": "t", "value": 5}]}, ("/at/data/0/value", "text", "an integer")),
        ({"last_printed_at": "soon"}, ("/at/last_printed_at", "a date and time", "text")),
        ({"last_printed_at": 5}, ("/at/last_printed_at", "a date and time", "an integer")),
    ],
    ids=str,
)
def test_one_thing_that_differs_is_told(wrong: dict[str, Any], told: tuple[str, ...]) -> None:
    found = read_in_both_ways(instantcard, Card.from_dict, {**SOURCE, **wrong})
    assert found == [told]


@pytest.mark.parametrize("more", [{}, {"new": [1]}], ids=["exact", "more"])
def test_what_is_read_is_as_what_is_made(more: dict[str, Any]) -> None:
    def one() -> Card:
        return Card.from_dict({**SOURCE, **more})

    made = Card(
        **{each.name: getattr(one(), each.name) for each in attrs.fields(Card)},
    )
    assert one() == made
    assert repr(one()) == repr(made)
    assert one() != Card.from_dict({**SOURCE, "id": 9, **more})
    assert one() != Card.from_dict({**SOURCE, "newer": 1, **more})
    for again in (copy.copy(one()), copy.deepcopy(one()), pickle.loads(pickle.dumps(one()))):
        assert again == made
        assert again.additional_properties == more
    assert attrs.asdict(one()) == attrs.asdict(made)
    changed = attrs.evolve(one(), id=7)
    assert (changed.id, changed.data, changed.additional_properties) == (7, made.data, more)
    assert weakref.ref(card := one())() is card
    with pytest.raises(TypeError, match="unhashable"):
        hash(one())
    match one():
        case Card(id=number, additional_properties=beside):
            assert (number, beside) == (1, more)


def test_what_came_beside_can_be_changed_and_is_nobody_elses() -> None:
    first, second = (Card.from_dict(SOURCE) for _ in range(2))
    first.additional_properties["mine"] = 1
    assert first.additional_properties == {"mine": 1}
    assert second.additional_properties == {}
    assert first != second
    second.additional_properties = {"mine": 1}
    assert first == second
    with pytest.raises(AttributeError, match=r"'Card' object has no attribute 'nothing'"):
        first.nothing  # type: ignore[attr-defined]  # noqa: B018
    assert not hasattr(first, "__dict__")
    assert isinstance(first.data[0], CardDatum)


@pytest.mark.parametrize("many", [True, False], ids=["list", "one"])
def test_a_difference_that_is_raised_does_not_quote_the_value(
    recorder: Recorder, many: bool
) -> None:
    card = {**SOURCE, "last_printed_at": "PLANTED"}
    recorder.script(json_reply([card] if many else card))
    with (
        InstantCard(**SETTINGS, base_url=recorder.origin) as api,
        pytest.raises(instantcard.DriftError) as caught,
    ):
        api.cards.list().page(1) if many else api.cards.get(1)
    error: BaseException | None = caught.value
    while error is not None:
        assert "PLANTED" not in repr(error)
        error = error.__cause__ or error.__context__


def test_a_difference_is_warned_of_once_and_named_by_its_place(recorder: Recorder) -> None:
    recorder.script(json_reply([SOURCE, {**SOURCE, "data": [{"token": 5}]}]))
    with (
        InstantCard(**{**SETTINGS, "on_drift": "warn"}, base_url=recorder.origin) as api,
        warnings.catch_warnings(record=True) as told,
    ):
        warnings.simplefilter("always", DriftWarning)
        first, second = api.cards.list().page(1)
        api.cards.list().page(1)
    assert [str(each.message).partition(",")[0] for each in told] == [
        "cards.list: /1/data/0/token should be text",
        "cards.list: /1/data/0/value should be text",
    ]
    assert first == Card.from_dict(SOURCE)
    assert second.data[0].token == 5  # type: ignore[comparison-overlap]
