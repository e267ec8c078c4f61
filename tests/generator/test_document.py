"""Reading: plain documents come through as they are, everything else is one error."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.document import parse_document, read_document
from generator.errors import SpecError
from generator.reading import MAXIMUM_BYTES, MAXIMUM_DEPTH

quick = settings(derandomize=True, max_examples=100, deadline=None, database=None)

#: All that JSON can say, down to halves of characters.
plain = st.dictionaries(
    st.text(st.characters(exclude_categories=()), max_size=8),
    st.recursive(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(-(10**16), 10**16),
            st.decimals(-1000, 1000, places=3).map(float),
            st.text(st.characters(exclude_categories=())),
        ),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
        max_leaves=12,
    ),
    max_size=6,
)


def parsed(text: str | bytes) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_document(data, "a.yaml").root.value


@quick
@given(plain)
def test_json_comes_through(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    # Compared in words, for 1 and 1.0 are equal.
    assert repr(parsed(text)) == repr(json.loads(text))


printable = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=12)
yaml_documents = st.dictionaries(
    printable,
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), printable),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(printable, inner, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@quick
@given(yaml_documents)
def test_yaml_comes_through_or_is_ambiguous(document: dict[str, Any]) -> None:
    stream = StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.dump(document, stream)
    try:
        assert parsed(stream.getvalue()) == document
    except SpecError as error:
        if "quote it" not in error.reason:
            raise


@quick
@given(st.binary())
def test_bytes_are_a_document_or_an_error(data: bytes) -> None:
    try:
        parsed(data)
    except SpecError as error:
        told = str(error)
        assert told.startswith("a.yaml: #")
        assert told.isprintable()


ODDITIES = st.lists(
    st.sampled_from(
        [
            *"&*!|>%@`'\"{}[],:?-#~<=\n\t \\",
            "!!int ",
            "!!float ",
            "!!binary ",
            "!!set ",
            "!!timestamp ",
            "%YAML 1.1\n---\n",
            "---\n",
            "...\n",
            "- ",
            "a: ",
            "? ",
            "<<: ",
            "0x1",
            "1_0",
            "\\u12",
            "\\ud800",
            "\ufeff",
        ]
    ),
    max_size=12,
).map("".join)


@settings(quick, max_examples=300)
@given(ODDITIES)
def test_odd_yaml_is_a_document_or_an_error(text: str) -> None:
    try:
        parsed(text)
    except SpecError as error:
        told = str(error)
        assert told.isprintable()


REFUSED = {
    "empty": ("", "empty"),
    "comment": ("# nothing", "empty"),
    "no mapping": ("- a", "must be a mapping, not a list"),
    "alias": ("a: &x 1\nb: *x", "line 1: anchors and aliases are not allowed"),
    "merge key": ("a: {<<: {b: c}}", "YAML readers disagree about <<"),
    "key twice": ("a: 1\na: 2", "line 2: the key stands twice"),
    "key twice by escape": ('{"a": 1, "\\u0061": 2}', "the key stands twice"),
    "integer key": ("200: a", "line 1: the key 200 is not a string"),
    "boolean key": ("true: a", "line 1: the key true is not a string"),
    "list key": ("? [a]\n: b", "line 1: a key that is a collection"),
    "two documents": ("a: b\n---\nc: d", "more than one document"),
    "tab": ("a:\n\tb: c", "not YAML"),
    "tag": ("a: !!python/object:os.system b", "line 1: tags are not allowed"),
    "binary": ("a: !!binary aGk=", "line 1: tags are not allowed"),
    "date": ("a: 2024-01-01", "YAML readers disagree about 2024-01-01"),
    "no": ("a: no", "YAML readers disagree about no"),
    "Yes": ("a: Yes", "YAML readers disagree about Yes"),
    "y": ("a: y", "YAML readers disagree about y"),
    "octal": ("a: 0o17", "YAML readers disagree about 0o17"),
    "leading zero": ("a: 007", "YAML readers disagree about 007"),
    "hexadecimal": ("a: 0x1F", "YAML readers disagree about 0x1F"),
    "underscore": ("a: 1_000", "YAML readers disagree about 1_000"),
    "sexagesimal": ("a: 12:30", "YAML readers disagree about 12:30"),
    "plus": ("a: +1", "YAML readers disagree about +1"),
    "infinity": ("a: .inf", "YAML readers disagree about .inf"),
    "exponent": ("a: 1e9", "YAML readers disagree about 1e9"),
    "huge integer": ("a: " + "9" * 5000, "YAML readers disagree"),
    "nothing": ("a:", "an empty value"),
    "YAML 1.1": ("%YAML 1.1\n---\na: yes", "a % directive"),
    "beyond Unicode": ('a: "\\U00110000"', "not YAML"),
    "deep": ("[" * (MAXIMUM_DEPTH + 2), f"nested deeper than {MAXIMUM_DEPTH}"),
    "very deep": ("{a: " * 100_000, f"nested deeper than {MAXIMUM_DEPTH}"),
    "large": ("#" * (MAXIMUM_BYTES + 1), "larger than 4 MiB"),
    "control": ("a: \x01", "not YAML"),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_suspicious_document_is_refused(text: str, reason: str) -> None:
    with pytest.raises(SpecError) as caught:
        parsed(text)
    assert reason in str(caught.value)
    assert str(caught.value).isprintable()


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SpecError, match="not UTF-8: byte 3"):
        parsed(b"a: \xff")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="no such file"):
        read_document(tmp_path / "none.yaml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="not a file"):
        read_document(tmp_path)


def test_the_place_of_a_scalar_is_named() -> None:
    with pytest.raises(SpecError) as caught:
        parsed("a: {b/c: [x, no]}")
    assert caught.value.pointer == "/a/b~1c/1"


def test_the_deepest_document_is_read() -> None:
    depth = MAXIMUM_DEPTH - 2
    value = parsed("a: " + "[" * depth + "]" * depth)
    assert value["a"] != []


def test_halves_of_a_character_are_joined() -> None:
    assert parsed(r'{"\ud83d\ude00": "\ud83d\ude00 \ude00"}') == {"😀": "😀 \ude00"}


REFERENCES = {
    "loop": ({"A": {"$ref": "#/components/A"}}, "leads back to itself"),
    "nowhere": ({"A": {"$ref": "#/components/B"}}, "there is no '#/components/B'"),
    "elsewhere": ({"A": {"$ref": "other.yaml#/A"}}, "only references to"),
    "into text": ({"A": {"$ref": "#/components/B/c"}, "B": "text"}, "there is no"),
    "no text": ({"A": {"$ref": 1}}, "must be text, not an integer"),
}


@pytest.mark.parametrize(("components", "reason"), REFERENCES.values(), ids=REFERENCES)
def test_a_broken_reference_is_refused(components: dict[str, Any], reason: str) -> None:
    root = parse_document(json.dumps({"components": components}).encode(), "a.yaml").root
    with pytest.raises(SpecError, match=reason) as caught:
        root.need("components").need("A").resolved()
    assert caught.value.pointer == "/components/A/$ref"


def test_an_escaped_reference_is_followed() -> None:
    document = {"components": {"a/b~c": {"type": "string"}, "A": {"$ref": "#/components/a~1b~0c"}}}
    root = parse_document(json.dumps(document).encode(), "a.yaml").root
    assert root.need("components").need("A").resolved().pointer == "/components/a~1b~0c"
