"""Whether a mutant can be told: by its text, and by exchanges."""

from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cardwright.staging import Staging, serve

from . import demonstration
from .documents import SpecMutant, specification
from .judge import Exchange, Judge, tells, undocumented
from .life import walk
from .looseness import accepts
from .servers.messages import Request, Response
from .servers.proxy import Connection, Proxy
from .servers.routes import Call
from .specs import spec_mutants

MUTANTS = {each.id: each for each in spec_mutants()}


def _of(kind: str) -> SpecMutant:
    """A mutant of a kind; a schema with one member says nothing when that one is gone."""
    return next(
        each
        for each in MUTANTS.values()
        if each.kind == kind and each.place[2] not in ("Error", "Deleted", "Session")
    )


@pytest.mark.parametrize(
    "kind",
    [
        "response member required off",
        "response nullable on",
        "response member add",
        "status 409 add",
        "link drop",
        "operation id rename",
        "response enum drop",
        "operation drop with path",
        "query parameter drop",
    ],
)
def test_what_only_says_less_cannot_be_told(kind: str) -> None:
    assert demonstration.by_text(_of(kind))


@pytest.mark.parametrize(
    "kind",
    [
        "response member required on",
        "response member drop",
        "response member add required",
        "response type",
        "status 4xx drop",
        "operation drop",
        "operation rename",
        "operation security off",
        "link expression",
        "link target",
        "request type",
        "request minLength looser",
        "query parameter required on",
        "query parameter required off",
        "word reset drop",
        "request default change",
        "both default change",
        "answer header add",
    ],
)
def test_what_says_something_else_can(kind: str) -> None:
    assert demonstration.by_text(_of(kind)) is None


NAMES = st.sampled_from("ab")
LEAVES = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("integer")},
        optional={"minimum": st.integers(-3, 3), "maximum": st.integers(-3, 3)},
    ),
    st.fixed_dictionaries(
        {"type": st.sampled_from(["string", ["string", "null"]])},
        optional={
            "minLength": st.integers(0, 2),
            "maxLength": st.integers(0, 2),
            "pattern": st.sampled_from(["^a", "b$"]),
        },
    ),
    st.builds(lambda value: {"const": value}, st.sampled_from(["a", "ab", 0, 1])),
    st.just({"type": "null"}),
)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(lambda each: {"anyOf": each}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda each: {"type": "array", "items": each}, inner),
        st.fixed_dictionaries(
            {"type": st.just("object"), "properties": st.dictionaries(NAMES, inner, max_size=2)},
            optional={
                "required": st.lists(NAMES, unique=True),
                "additionalProperties": st.just(False),
            },
        ),
    )


SCHEMAS = st.recursive(LEAVES, _nested, max_leaves=4)
ATOMS: list[Any] = [None, True, -2, 0, 1, 2, "", "a", "b", "ab", "aab"]
VALUES = [
    *ATOMS,
    *([each] for each in ATOMS),
    *({name: each} for name in "ab" for each in (*ATOMS, ["a"], {"a": 1}, {"b": "a"})),
    *({"a": one, "b": other} for one in ATOMS for other in ATOMS),
    {},
    [],
    {"c": 1},
    {"a": "a", "c": 1},
]


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    """A schema, and one that is often looser: a word less, a form more, or any other schema."""
    strict = draw(SCHEMAS)
    other = draw(SCHEMAS)
    edits: list[Any] = [strict, other, {"anyOf": [strict, other]}, {"anyOf": [other, strict]}]
    edits += [{key: each for key, each in strict.items() if key != word} for word in strict]
    if "properties" in strict:
        edits.append(strict | {"properties": strict["properties"] | {"c": other}})
    if "minimum" in strict:
        edits += [strict | {"minimum": strict["minimum"] + by} for by in (-1, 1)]
    return draw(st.sampled_from(edits)), strict


@given(_pairs())
@settings(max_examples=300)
def test_a_looser_schema_accepts_whatever_the_stricter_one_does(pair: tuple[Any, Any]) -> None:
    loose, strict = pair
    assume(accepts(loose, strict))
    for value in VALUES:
        if jsonschema_rs.is_valid(strict, value) and not undocumented(strict, value):
            assert jsonschema_rs.is_valid(loose, value), value
            assert not undocumented(loose, value), value


@pytest.fixture(scope="module")
def exchanges() -> Iterator[list[tuple[Exchange, str]]]:
    """Everything that a walk past the correct server exchanges."""
    found: list[tuple[Exchange, str]] = []

    def keep(request: Request, call: Call | None, response: Response) -> None:
        found.append((Exchange(request, response), call.operation if call else ""))

    with serve() as staging, Proxy(staging.environment["INSTANTCARD_BASE_URL"]) as proxy:
        proxy.watch = keep
        walk(staging, proxy.addressed(staging.environment))
        yield found


def test_the_correct_spec_contradicts_no_answer(exchanges: list[tuple[Exchange, str]]) -> None:
    judge = Judge(specification("instantcard"), "instantcard")
    for exchange, operation in exchanges:
        wrong = judge.opinion(exchange).wrong
        # A server may take more than the page says, and refuse for what a spec cannot say.
        excused = {"request not allowed and taken", "allowed request refused"}
        if operation == "session.login":
            excused.add("token wanted")
        assert wrong <= excused, exchange


@pytest.mark.parametrize(
    "kind",
    [
        "response type",
        "response member add required",
        "response member drop",
        "operation security off",
        "operation security optional",
        "security scheme basic",
        "security scheme header",
        "status 2xx drop",
        "answer media",
        "answer header add",
        "request pattern change",
        "request member required on",
    ],
)
def test_exchanges_tell_what_can_be_told(kind: str, exchanges: list[tuple[Exchange, str]]) -> None:
    mutant = _of(kind)
    shown = demonstration.by_exchanges(mutant, exchanges)
    assert shown.telling
    assert shown.cannot is None


@pytest.mark.parametrize(
    "kind", ["link target", "link expression", "word reset add", "request default change"]
)
def test_what_the_judge_has_no_opinion_of_is_never_shown_by_exchanges(
    kind: str, exchanges: list[tuple[Exchange, str]]
) -> None:
    shown = demonstration.by_exchanges(_of(kind), exchanges)
    assert shown == demonstration.Shown(None, None)


def test_without_a_request_that_differs_nothing_is_shown(
    exchanges: list[tuple[Exchange, str]],
) -> None:
    mutant = _of("request minimum tighter")
    logins = [each for each in exchanges if each[1] == "session.login"]
    assert demonstration.by_exchanges(mutant, logins).cannot is None


def test_both_sides_of_a_comparison_are_the_judge_s(staging: Staging) -> None:
    base = staging.environment["SYNCTERA_BASE_URL"]
    with Connection(httpx.URL(base).port or 0) as connection:
        request = Request("POST", "/v1/cards/bulk_issuance", (("Host", "localhost"),), b"")
        exchange = Exchange(request, connection.send(request))
    document = specification("synctera")
    opinion = Judge(document, "synctera").opinion(exchange)
    assert exchange.response.status == 401
    assert tells(opinion, opinion) is None


@pytest.fixture(scope="module")
def staging() -> Iterator[Staging]:
    """A staging of this module's own."""
    with serve() as running:
        yield running
