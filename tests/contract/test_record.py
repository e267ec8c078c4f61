"""What is recorded of a vendor: shapes and names, the same each time, and never a value."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from .conftest import specs
from .record import main, record, text_of
from .recording import Arrived, Reply, recording
from .shapes import Shape
from .target import Account, Target

_SPEC = specs()["instantcard"]
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def _contact(**more: Any) -> dict[str, Any]:
    told = {"id": 5, "full_name": "Zq7planted", "email": "zq7@planted.example", "alt_email": None}
    return {**told, "organization_id": 77, **more}


def _answer(request: Arrived) -> Reply:
    path = request.path.partition("?")[0]
    headers = {"X-Request-Id": "zq7planted"}
    if path.endswith("/authenticate"):
        return Reply(body=b'{"auth_token": "zq7planted-token"}', headers=headers)
    if "token" not in request.headers.get("Authorization", "") or "page=0" in request.path:
        return Reply(401, b'{"error": "zq7planted"}', headers)
    if "/contacts" in path:
        one = _contact(nickname="zq7planted", **{"zq7planted@x.example": 1})
        return Reply(body=json.dumps([one] if path.endswith("contacts") else one).encode())
    return Reply(418, b"zq7planted", headers, kind="text/zq7planted; charset=zq7planted")


def _target(url: str) -> Target:
    account = Account("77", "zq7@planted.example", "zq7planted")
    return Target("instantcard", f"{url}/api/v2", account, remote=True, allow="read")


def test_shapes_are_told_and_values_are_not() -> None:
    """Statuses, types, nulls and names are there, as is what differs from the spec."""
    with recording(_answer) as recorder:
        told, _ = record(_target(recorder.url), _SPEC)
    text = text_of(told)
    assert "planted" not in text.lower()
    read = YAML(typ="safe").load(text)
    contact = read["operations"]["contacts.get"]["200"]
    assert contact["media_types"] == ["application/json"]
    assert contact["body"]["other_members"] is True
    members = contact["body"]["properties"]
    assert members["nickname"] == {"always": True, "types": ["string"], "looks_like": ["text"]}
    assert members["alt_email"] == {"always": True, "types": ["null"]}
    assert "x-request-id" in read["operations"]["cards.list"]["418"]["headers"]
    assert any("418" in one and "cards.list" in one for one in read["disagreements"])
    pointer = "/paths/~1organizations~1{organization_id}~1contacts~1{id}/get/responses/200"
    assert pointer in read["assumed_and_observed"]


@given(_VALUES, _VALUES)
def test_any_answer_has_a_shape_without_its_values(one: Any, other: Any) -> None:
    """No text of an answer that no schema describes is in its shape."""
    shape = Shape()
    for value in (one, other):
        shape.add(value, _SPEC, {})
    words = {"types", "items", "looks_like", "other_members", "null", "boolean", "integer"}
    words |= {"number", "string", "array", "object", "nothing", "text", "money", "digits", "date"}
    words |= {"uuid", "date-time"}
    told = set(_words(shape.told()))
    assert told <= words
    assert shape.types


def _words(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(word for inner in value.values() for word in _words(inner))]
    if isinstance(value, list):
        return [word for inner in value for word in _words(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "set INSTANTCARD_STAGING_URL or SYNCTERA_STAGING_URL, or say --local"),
        (["--local", "synctera"], "--local needs --output"),
        (["--local", "synctera", "--output", "spec/observed/synctera.yaml"], "--output: what"),
    ],
)
def test_our_own_staging_is_no_evidence(
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a vendor there is one line that says what to do, and nothing in spec/."""
    for name in ("INSTANTCARD_STAGING_URL", "SYNCTERA_STAGING_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(Path(__file__).parents[2])
    monkeypatch.setattr("logging.disable", lambda level: None)
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("record: ")
    assert told in printed.err
    assert len(printed.err.splitlines()) == 1


def test_it_can_be_tried_locally(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --local and a file, our staging is recorded."""
    monkeypatch.setenv("STAGING_ALLOW", "write")
    monkeypatch.setattr("logging.disable", lambda level: None)
    file = tmp_path / "observed.yaml"
    assert main(["--local", "synctera", "--output", str(file)]) == 0
    text = file.read_text()
    assert main(["--local", "synctera", "--output", str(file)]) == 0
    assert file.read_text() == text
    read = YAML(typ="safe").load(text)
    assert set(read["operations"]["bulk_orders.create"]) >= {"201", "401", "422"}
    assert read["disagreements"] == []
    assert "written: " in capsys.readouterr().out
