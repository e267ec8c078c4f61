"""JSON is read alike with orjson, which is fast, and without."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from instantcard._runtime import reading

from .clients import SETTINGS
from .recorder import Recorder, json_reply

numbers = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.integers(0, 40).map(lambda zeros: "1" + "0" * zeros),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.from_regex(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?", fullmatch=True),
)
literals = (
    numbers
    | st.text().map(json.dumps)
    | st.text().map(lambda each: json.dumps(each, ensure_ascii=False))
    | st.sampled_from(["null", "true", "false", "NaN", "-Infinity", "1e999", "01", "1.", "''"])
)
documents = st.recursive(
    literals,
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda parts: f"[{', '.join(parts)}]")
        | st.lists(st.tuples(st.sampled_from(["a", "b", "\\u0061"]), inner), max_size=4).map(
            lambda parts: "{" + ",".join(f'"{name}": {each}' for name, each in parts) + "}"
        )
    ),
    max_leaves=8,
)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])


def shown(read: Any, content: bytes) -> str:
    try:
        return repr(read(content))
    except ValueError:
        return "refused"


def same(content: bytes) -> None:
    assert shown(reading.read_json, content) == shown(reading._read_plainly, content)


often = settings(max_examples=80, deadline=None)


@often
@given(documents, encodings)
@example("18446744073709551616", "utf-8")
@example("-9223372036854775809", "utf-8")
@example('{"id": 99999999999999999999, "id": 5}', "utf-8")
@example('["\\ud800", "\\ud83d\\ude00"]', "utf-8")
@example("9" * 5000, "utf-8")
@example("1" + "0" * 4000, "utf-8")
def test_every_text_is_read_alike(text: str, encoding: str) -> None:
    same(text.encode(encoding, "surrogatepass"))


@often
@given(st.binary(max_size=12) | st.text('[]{}":,0123456789.-+eE \\utrnalse').map(str.encode))
def test_all_bytes_are_read_alike(content: bytes) -> None:
    same(content)


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 50_000 + b"]" * 50_000]
)
def test_what_is_nested_too_deeply_is_told(content: bytes) -> None:
    for read in (reading.read_json, reading._read_plainly):
        with pytest.raises((RecursionError, ValueError)):
            read(content)


SCRIPT = """
import sys
sys.modules["orjson"] = None
from instantcard import InstantCard
from instantcard._runtime import reading
assert reading.read_json is reading._read_plainly
with InstantCard(**{given!r}) as api:
    print(api.cards.get(5).additional_properties)
"""


def test_a_client_works_where_there_is_no_orjson(recorder: Recorder) -> None:
    card = {"id": 5, "card_template_id": 3, "organization_id": 77, "data": [], "long": 10**30}
    recorder.script(json_reply(card))
    given = {**SETTINGS, "base_url": recorder.origin}
    del given["retries"]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT.format(given=given)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": "generated"},
        check=False,
    )
    assert (done.stdout, done.stderr) == (f"{{'long': {10**30}}}\n", "")
