"""A page is untrusted: whatever is in it, it is facts or one error, soon."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages.errors import PageError
from generator.pages.facts import Facts, facts_text, load_facts
from generator.pages.lines import plain
from generator.pages.prose import prose_of, sentences, squeeze
from generator.pages.reading import read_page

from .score import OWN, ROOT

_TYPED = "T\n\nEndpoint: GET /x\n\nParameter Description Parameter Type Data Type\n"
_KEYED = "T\n\nEndpoint: GET /x\n\nkey description\n"
_REFERENCE = "POST /x\nA title\n"

#: What a page may be made of to keep a reader busy. Some of them took minutes once.
HOSTILE = {
    "parentheses": _TYPED + ("(" * 19_000 + "\n") * 20,
    "bars": _TYPED + ("|" * 19_000 + "\n") * 20,
    "hash signs": ("# " * 9_000 + "x\n") * 20 + _TYPED,
    "rows without an end": _TYPED + "a b c d\n" * 20_000,
    "rows on one line": _TYPED + ("a b path string " * 1_200 + "\n") * 5,
    "names without an end": _KEYED + "name\n" + "more words\n" * 20_000,
    "endpoints": "T\nEndpoint: GET /x\n" * 5_000,
    "links": ("[a" * 9_000 + "\n") * 20 + _TYPED,
    "addresses": ("https://" + "a." * 9_000 + "/v\n") * 10 + _TYPED,
    "deep JSON": "T\nEndpoint: GET /x\nSample Response:\n" + ("[" * 19_000 + "\n") * 10,
    "deep elements": "<html><body>" + "<div>" * 300_000,
    "deep emphasis": "<html><body>" + "<b>" * 300_000,
    "deep tables": "<html><body>" + "<table><tr><td>" * 20_000,
    "depth within the limit": "<html><body>" + "<div>" * 2_900 + "x" + "</div>" * 2_900,
    "entries": _REFERENCE + "Headers\n" + "a_b string header required\nd\n" * 5_000,
    "samples": _REFERENCE + '{"a": 1}\n' * 10_000,
    "marks on one letter": "e" + "\u0301" * 19_000 + "\n" + _TYPED,
    "letters that grow": ("\ufdfa" * 9_000 + "\n") * 10 + _TYPED,
    "an alias in a fragment": "```yaml\npaths: &a [*a]\n```\n",
    "one long line": "x" * 3_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_little(name: str) -> None:
    begin, said = time.process_time(), ""
    try:
        read_page(HOSTILE[name].encode(), "page")
    except PageError as error:
        said = str(error)
    assert "\n" not in said
    assert len(said) < 400
    assert time.process_time() - begin < 10


_WORDS = st.sampled_from(
    [
        *("Endpoint: GET /a/{id}", "Endpoint:", "key description", "Title", "", "", "```", "# x"),
        "Parameter Description Parameter Type Data Type",
        *("HTTP Status Code Reason", "401 Unauthorized", "Sample Response:", "{", '{"a": 1}', "}"),
        *("id (Required) text path integer", "name", "(required) text", "a | b | path | string"),
        *("POST", "/", "cards", "POST /cards", "Headers", "Body", "Response", "201", "string"),
        *("Authorization", "curl --url https://a.b/v1/x", "<html>", "<table><tr><td>a", "paths:"),
        *("Available options:", "Example:", "application/json", "required", "“x” a’b", "\u00a0"),
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(_WORDS | st.text(max_size=20), max_size=40).map("\n".join))
def test_any_text_is_facts_or_an_error(text: str) -> None:
    try:
        facts = read_page(text.encode("utf-8", "replace"), "page").facts
    except PageError:
        return
    assert facts.operations
    assert all(each.method and each.path and each.section for each in facts.operations)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_facts_or_an_error(content: bytes) -> None:
    try:
        facts = read_page(content, "page").facts
    except PageError:
        return
    assert facts.operations


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["string", "a_b", "x[y]", "null", "12", "yes", "ñ“", '"', "\\", "#"]))
)
def test_facts_come_back_from_their_file(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    rows = "".join(f"p{i}[{i}] {word} (Required) path integer\n" for i, word in enumerate(words))
    text = f"T {' '.join(words)}\n\nEndpoint: GET /x\n\n" + (
        _TYPED.rpartition("\n\n")[2] + rows if rows else "x.\n"
    )
    facts = read_page(text.encode(), "page").facts
    file: Path = tmp_path_factory.mktemp("facts") / "facts.yaml"
    file.write_text(facts_text(facts), "utf-8")
    assert load_facts(file) == facts
    assert len(facts.operations[0].parameters) == len(words)


@given(st.text(max_size=200))
def test_looks_do_not_change_what_a_text_says(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(squeeze(squeeze(text)))
    wrapped = text.replace(" ", "\n")
    assert squeeze(wrapped) == squeeze(text.replace(" ", "  "))
    assert plain(plain(text)) == plain(plain(plain(text)))
    assert all(map(squeeze, sentences(text)))


@given(st.lists(st.sampled_from(["One. ", "Two! ", "At 4:30. ", "3.50 each; "]), max_size=8))
def test_an_order_of_sentences_is_no_other_text(words: list[str]) -> None:
    assert prose_of(words).same(prose_of(reversed(words)))
    assert not prose_of(words).same(prose_of([*words, "Three."]))


@pytest.mark.parametrize("folder", [ROOT / "spec", OWN])
def test_facts_hold_no_sentence(folder: Path) -> None:
    """A fact is a name, a path, a status or a hash; nothing of it is prose."""

    def texts(facts: Facts) -> list[str]:
        found = [
            each for o in facts.operations for p in o.parameters for each in (p.name, *p.values)
        ]
        for operation in facts.operations:
            found += [operation.path, *operation.statuses, *(operation.request or ())]
            found += [*operation.samples.values(), *(operation.response or ())]
        return found

    files = sorted((folder / "facts").glob("*.yaml"))
    assert files
    for file in files:
        facts = load_facts(file)
        assert all(re.fullmatch(r"\S{1,120}", each) for each in texts(facts)), file
        assert all(len(each.section) < 80 for each in facts.operations)
