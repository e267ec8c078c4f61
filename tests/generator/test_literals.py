"""Text of a spec is a literal or a docstring, whatever it is."""

import ast
import warnings
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.errors import SpecError, one_line
from generator.kinds import json_pointer_step
from generator.literals import entry, literal, prose, summary

quick = settings(derandomize=True, max_examples=300, deadline=None, database=None)

#: Any text, halves of characters included, with much of what strings are made of.
texts = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\"'\\\n\r\t {}#\0\x85\u2028\ud800Nxu8"),
    ),
    max_size=40,
)


def _parsed(source: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        module = ast.parse(source)
        compile(module, "module", "exec")
    return module


@quick
@given(texts)
@example("'\"\\")
@example("\ud800")
def test_a_literal_says_its_text(text: str) -> None:
    code = literal(text)
    assert ast.literal_eval(code) == text
    assert code.isascii()
    assert code.startswith('"')
    assert code.isprintable()


@quick
@given(texts)
def test_a_pointer_step_stands_in_an_f_string(text: str) -> None:
    code = f'at = "x"\nvalue = f"{{at}}/{json_pointer_step(text)}"'
    found: dict[str, str] = {}
    exec(compile(_parsed(code), "module", "exec"), {}, found)
    assert found["value"] == "x/" + text.replace("~", "~0").replace("/", "~1")


def _paragraphs(text: str) -> str:
    return f'"""Begin.\n\n    {prose(text, 4)}\n    """'


def _entries(text: str) -> str:
    return f'"""Begin.\n\n{entry("name", text, 4)}\n    """'


def _only(text: str) -> str:
    return f'"""{summary(text)}"""'


MAKERS: list[Callable[[str], str]] = [_paragraphs, _entries, _only]


@pytest.mark.parametrize("maker", MAKERS, ids=["prose", "entry", "summary"])
def test_a_docstring_is_all_there_is(maker: Callable[[str], str]) -> None:
    @quick
    @given(texts)
    @example('"""')
    @example('""""')
    @example('a"')
    @example("\\")
    @example('\\"""\\')
    @example("\\N{x} \\x \\u1 \\8")
    def only_a_docstring(text: str) -> None:
        source = maker(text)
        module = _parsed(source)
        assert len(module.body) == 1
        assert ast.get_docstring(module) is not None
        source.encode()
        assert not set(source) & set("\0\r\x0b\x0c\x85\u2028\u202e\ud800")

    only_a_docstring()


@quick
@given(st.text(st.sampled_from("abc \n."), max_size=60))
def test_prose_keeps_its_words(text: str) -> None:
    assert prose(text, 4).split() == text.split()
    assert entry("name", text, 4).split() == ["name:", *text.split()]


def test_prose_keeps_its_paragraphs() -> None:
    assert prose("one\ntwo\n\nthree\r\n \r\nfour", 2) == "one two\n\n  three\n\n  four"


def test_lines_are_filled() -> None:
    lines = prose("word " * 60, 8).split("\n")
    assert max(map(len, lines)) <= 100
    assert all(line.startswith("        word") for line in lines[1:])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "No description."),
        (" \n ", "No description."),
        ("A card", "A card."),
        ("A card!", "A card!"),
        ("of\ntwo  lines", "of two lines."),
        ('say "yes"', 'say "yes".'),
        ("a\u202eb\u200bc\ttab", "abc tab."),
    ],
)
def test_a_summary_is_a_sentence(text: str, wanted: str) -> None:
    assert summary(text) == wanted


@quick
@given(texts, texts, texts)
def test_an_error_is_one_line(file: str, pointer: str, reason: str) -> None:
    told = str(SpecError(file, pointer, reason))
    assert told.isprintable()
    told.encode("utf-8")
    assert one_line(told) == told


def test_an_error_is_not_endless() -> None:
    assert str(SpecError("a", "", "b" * 600)) == f"a: #: {'b' * 500}…"
