"""What the pages of operations say, and that a spec's text never becomes more than text."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from docsite.errors import SiteError
from docsite.markdown import block, code, line, prose, text
from docsite.reading import described
from docsite.reference import pages as reference_pages
from docsite.reference.errata import errata_page
from docsite.reference.objects import objects_page
from generator.errors import SpecError
from generator.literals import plain

from .conftest import ROOT

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) *a* ![y](//evil.example/z.png) ``` {{ x }}"
)


@settings(max_examples=60)
@given(st.text())
def test_a_text_is_shown_as_it_is_written(words: str) -> None:
    shown = plain(words).replace("\n\n", " ")
    rendered = MARKDOWN.render(f"Said: {text(words)}.")
    assert re.findall(r"<[^>]+>", rendered) == ["<p>", "</p>"]
    assert html.unescape(rendered.strip()[3:-4]) == f"Said: {shown}."


@settings(max_examples=60)
@given(st.text(alphabet="ab`*_<>[]()!#-.|\\\n \t&;:"))
def test_prose_has_paragraphs_and_code_and_nothing_else(words: str) -> None:
    rendered = MARKDOWN.render(f"Said: {prose(words)}")
    assert set(re.findall(r"<[^>]+>", rendered)) <= {"<p>", "</p>", "<code>", "</code>"}
    assert "\n" not in line(words)


@settings(max_examples=60)
@given(st.text(alphabet="`~a \n", max_size=40))
def test_code_cannot_end_its_block(source: str) -> None:
    rendered = MARKDOWN.render(block("text", source) + "\nafter\n")
    assert rendered.endswith("</code></pre>\n<p>after</p>\n")
    assert rendered.count("<pre>") == 1


def test_a_hostile_spec_is_text(tmp_path: Path) -> None:
    source = (ROOT / "spec" / "synctera.yaml").read_text("utf-8")
    said = "'" + HOSTILE + "'"
    changed = source.replace(
        "why: One place for the version, the same as for the other vendor.", f"why: {said}"
    )
    changed = changed.replace("description: Given name.", f"description: {said}")
    assert changed.count("<script>") == 2
    (tmp_path / "synctera.yaml").write_text(changed)
    vendor = described(tmp_path / "synctera.yaml")
    for page in (errata_page(vendor), objects_page(vendor)):
        assert "alert" in page
        rendered = MARKDOWN.render(page)
        assert not re.search(r"<(script|img|em)|href=\"(?!objects|errata)", rendered)


def test_a_name_that_is_no_anchor_is_refused(tmp_path: Path) -> None:
    source = (ROOT / "spec" / "synctera.yaml").read_text("utf-8")
    (tmp_path / "synctera.yaml").write_text(
        source.replace("id: base-path-in-server", "id: 'x}<script>'")
    )
    with pytest.raises(SpecError, match="lower-case words joined by hyphens"):
        errata_page(described(tmp_path / "synctera.yaml"))


def test_an_operation_without_an_example_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reference_pages.EXAMPLES, "instantcard", [])
    with pytest.raises(SiteError, match=r"instantcard\.py: addresses\.create has no example"):
        reference_pages.reference(ROOT / "spec")


def test_an_operation_says_all_that_there_is_to_say(pages: dict[str, str]) -> None:
    page = html.unescape(pages["instantcard/print_jobs.submit.md"])
    for said in (
        "<code>POST /api/v2/organizations/{organization_id}/print_jobs/{id}/print</code>",
        "This call moves money",
        "<code>print_job_id</code> · <code>int</code> · required",
        "[PrintJob](objects.md#printjob)",
        "<code>400</code> <code>BadRequest</code>",
        "<code>OutcomeUnknown</code>",
        "Look with <code>print_jobs.get</code> before you call it again",
        "section “Submit a Print Job”",
        "Where page and specification differ",
    ):
        assert said in page, said
    update = html.unescape(pages["instantcard/print_jobs.update.md"])
    assert "query parameter <code>print_job[shipping_provider_id]</code>" in update
    assert "<code>print_job[address][contact][full_name]</code>" in update
    assert "at most one of these: <code>address_id</code>, <code>address</code>" in update
    bulk = html.unescape(pages["synctera/bulk_orders.create.md"])
    assert "header <code>Idempotency-Key</code>" in bulk
    assert "JSON member <code>name</code>" in bulk


def test_no_secret_is_on_a_page(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        for secret in ("local-staging-only", "4242424242424242"):
            assert secret not in page, path


def test_all_errata_are_on_a_page(pages: dict[str, str]) -> None:
    for package in ("instantcard", "synctera"):
        source = (ROOT / "spec" / f"{package}.yaml").read_text("utf-8")
        names = set(re.findall(r"^ +- id: ([a-z0-9-]+)$", source, re.MULTILINE))
        together = "".join(page for path, page in pages.items() if path.startswith(package))
        assert names
        for name in names:
            assert together.count(f"{{#erratum-{name}}}") == 1, name


def test_code_is_marked_as_code() -> None:
    assert code("a[b]") == "<code>a&#91;b&#93;</code>"
