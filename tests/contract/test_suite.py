"""The suite itself: same seed, same cases; a failure tells what one needs to know."""

import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging import Staging, serve

from .document import Spec, is_money, load
from .findings import Findings, tell
from .journeys.comparing import cents
from .profiles import QUICK
from .suite import Suite, examine
from .target import local
from .wire import Wire

SPECS = Path(__file__).parents[2] / "spec"
_SMALL = attrs.evolve(QUICK, examples=5, chains=3)


@pytest.fixture
def staging() -> Iterator[Staging]:
    """A staging that nobody else talks to."""
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """InstantCard's spec."""
    return load(SPECS / "instantcard.yaml")


def _sent(
    document: dict[str, Any], seed: int, monkeypatch: pytest.MonkeyPatch, operations: list[str]
) -> list[tuple[str, str, str]]:
    """What a run sends to a fresh staging, without what is random by design."""
    seen: list[tuple[str, str, str]] = []
    allow = Wire.allow

    def noting(wire: Wire, request: requests.PreparedRequest) -> Any:
        body = request.body or b""
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
        text = re.sub(r"--[0-9a-f]{32}", "--boundary", text)
        below = str(request.url).partition("/api/v2")[2]
        seen.append((str(request.method), below, text))
        return allow(wire, request)

    with monkeypatch.context() as patch, serve() as staging:
        patch.setattr(Wire, "allow", noting)
        found = examine(
            document,
            local(staging, "instantcard"),
            operations=operations,
            profile=_SMALL,
            seed=seed,
        )
    assert found.calls == len(seen)
    return seen


def test_the_same_seed_makes_the_same_requests(
    document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    operations = ["cards.update"]
    first = _sent(document, 7, monkeypatch, operations)
    assert first == _sent(document, 7, monkeypatch, operations)
    assert first != _sent(document, 8, monkeypatch, operations)


@pytest.mark.parametrize(
    ("change", "operation", "expected"),
    [
        (
            lambda spec: _answer(spec, "Contact")["properties"].pop("email"),
            "contacts.get",
            ("undocumented field", "/email", "Fetch a Single Contact", "rests on"),
        ),
        (
            lambda spec: _form(spec, "contacts", "contact[email]").pop("format"),
            "contacts.create",
            ("contact[email]", "assumed", "erratum", "email-format"),
        ),
        (
            lambda spec: spec["components"]["parameters"]["PageSize"]["schema"].pop("maximum"),
            "contacts.list",
            ("positive_data_acceptance", "page_size=", "assumed", "page-size-limits"),
        ),
    ],
)
def test_a_failure_tells_where_from(
    staging: Staging,
    document: dict[str, Any],
    change: Callable[[dict[str, Any]], object],
    operation: str,
    expected: tuple[str, ...],
) -> None:
    """Operation, check, section, basis, erratum, a command without secrets, and the seed."""
    spec = copy.deepcopy(document)
    change(spec)
    target = local(staging, "instantcard")
    found = examine(spec, target, operations=[operation], profile=QUICK, seed=5)
    text = "\n\n".join(tell(one, Spec(spec), found.seed) for one in found.failures)
    for part in (*expected, operation, "curl -X ", "Bearer *****", "CONTRACT_SEED=5"):
        assert part in text, f"{part!r} is not in:\n{text}"
    for secret in target.account.secrets:
        assert secret not in text


def test_a_wrong_path_is_not_passed(staging: Staging, document: dict[str, Any]) -> None:
    """A server that only answers 404 shows nothing."""
    spec = copy.deepcopy(document)
    paths = spec["paths"]
    paths["/organizations/{organization_id}/wallet"] = paths.pop(
        "/organizations/{organization_id}/balance"
    )
    target = local(staging, "instantcard")
    found = examine(
        spec,
        target,
        operations=["organization.balance"],
        profile=_SMALL,
        seed=1,
        parts=["requests"],
    )
    assert [one.check for one in found.failures]
    assert found.not_reached(["organization.balance"]) == ["organization.balance"]


def test_an_operation_that_was_never_answered_is_named() -> None:
    found = Findings(seed=1)
    found.answered("a", 404)
    found.answered("b", 501)
    found.answered("c", 201)
    assert found.not_reached(["a", "b", "c", "d"]) == ["a", "b", "d"]


def test_a_server_that_is_gone_is_a_failure(document: dict[str, Any]) -> None:
    with serve() as staging:
        made = Suite(Spec(document), local(staging, "instantcard"), 1)
    made.requests(["organization.balance"], _SMALL)
    made.close()
    assert [one.check for one in made.findings.failures] == ["no answer"]


def test_an_answer_that_cannot_be_used_is_a_failure(
    staging: Staging, document: dict[str, Any]
) -> None:
    """The failure names the operation that answered, the error and the place in the journey."""
    staging.controls.arm("organization.balance", "malformed", times=100)
    found = examine(
        document,
        local(staging, "instantcard"),
        operations=["organization.add_funds"],
        profile=_SMALL,
        seed=1,
        parts=["journeys"],
    )
    told = [one for one in found.failures if one.check == "unusable answer"]
    assert {one.operation for one in told} == {"organization.balance"}
    assert all("TypeError in money." in one.says for one in told)


def test_an_error_before_any_answer_is_no_failure_of_the_server(
    staging: Staging, document: dict[str, Any]
) -> None:
    made = Suite(Spec(document), local(staging, "instantcard"), 1)
    with pytest.raises(KeyError), made.api.usable():
        raise KeyError
    assert made.findings.failures == []


@pytest.mark.parametrize(
    ("change", "operation", "check"),
    [
        ({"x-effect": "read"}, "contacts.create", "effect"),
        ({"x-effect": "repeatable"}, "contacts.create", "effect"),
        ({"x-moves-money": True}, "contacts.create", "money"),
        ({"security": [{"bearer": []}, {}]}, "contacts.get", "token needed"),
        ({"x-reset": ["contact[alt_email]"]}, "contacts.update", "reset"),
        ({"x-paging": None}, "contacts.list", "paging"),
    ],
)
def test_a_claim_that_does_not_hold_is_a_failure(
    staging: Staging,
    document: dict[str, Any],
    change: dict[str, Any],
    operation: str,
    check: str,
) -> None:
    spec = copy.deepcopy(document)
    Spec(spec).operations[operation].raw.update(change)  # type: ignore[attr-defined]
    found = examine(
        spec,
        local(staging, "instantcard"),
        operations=[operation],
        profile=_SMALL,
        seed=1,
        parts=["claims"],
    )
    assert check in [one.check for one in found.failures]


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_money_is_read_back(amount: int) -> None:
    text = f"{abs(amount) // 100:,}.{abs(amount) % 100:02d}"
    for form in (f"${text}", text):
        shown = f"({form})" if amount < 0 else form
        assert is_money(shown)
        assert cents(shown) == amount


@given(st.text(alphabet="0123456789$(),.- a", max_size=12))
def test_what_is_no_money_is_not_taken_for_it(text: str) -> None:
    if is_money(text):
        cents(text)
    assert not is_money(text + "x")


def _answer(spec: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = spec["components"]["schemas"][name]
    return found


def _form(spec: dict[str, Any], resource: str, name: str) -> dict[str, Any]:
    operation = spec["paths"][f"/organizations/{{organization_id}}/{resource}"]["post"]
    schema = operation["requestBody"]["content"]["multipart/form-data"]["schema"]
    found: dict[str, Any] = schema["properties"][name]
    return found
