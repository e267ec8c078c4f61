"""Each page with code has a test that runs it, and the guide on money says what is printed."""

import re
import subprocess
from pathlib import Path

import pytest

from cardwright.sandbox import InstantCardSandbox
from docsite.errors import SiteError
from docsite.guides import guides

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docsite" / "pages"

#: The test that runs the code of each page.
RUN_BY = {
    "docs/bulk-issuing.md": "tests/issuing/test_docs.py",
    "docs/command-line.md": "tests/cli/test_docs.py",
    "docs/money.md": "tests/documentation/test_guides.py",
    "docs/staging.md": "tests/staging/test_docs.py",
    "docs/testing-with-the-sandbox.md": "tests/sandbox/test_docs.py",
    "docs/when-the-docs-change.md": "tests/pages/test_walk.py",
    "docsite/pages/reference/index.md": "tests/documentation/test_examples.py",
}
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})", re.MULTILINE)


def test_each_page_with_code_has_a_test_that_runs_it() -> None:
    written = [*(ROOT / "docs").rglob("*.md"), *PAGES.rglob("*.md")]
    with_code = {
        str(each.relative_to(ROOT)) for each in written if _FENCE.search(each.read_text("utf-8"))
    }
    assert with_code == RUN_BY.keys()
    for page, test in RUN_BY.items():
        # By its name alone: tests put the path together.
        assert Path(page).name in (ROOT / test).read_text("utf-8"), test


def test_the_guide_on_money(
    instantcard_staging: InstantCardSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "money.md").read_text("utf-8")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert [language for language, _ in blocks] == ["python", "text"] * 3
    for number in range(0, len(blocks), 2):
        instantcard_staging.reset()
        instantcard_staging.seed(cards=1)
        assert instantcard_staging.client.organization.balance().balance == 5.5
        if "match lost.resolve()" in blocks[number][1]:
            (fault,) = re.findall(r"`(fail_next\(.*\))`", page)
            assert fault == 'fail_next("print_jobs.submit", after_commit=True)'
            instantcard_staging.fail_next("print_jobs.submit", after_commit=True)
        exec(compile(blocks[number][1], f"example {number}", "exec"), {"__name__": "__main__"})
        expected = ".*".join(map(re.escape, blocks[number + 1][1].split("…")))
        printed = capsys.readouterr().out
        assert re.fullmatch(expected, printed, re.DOTALL), printed


def test_the_commands_are_targets_of_make() -> None:
    page = (ROOT / "docs" / "documentation.md").read_text("utf-8")
    targets = set(re.findall(r"make ([a-z-]+)", page))
    assert targets == {"docs", "docs-check", "docs-pictures", "docs-serve"}
    for target in targets:
        done = subprocess.run(
            ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert "python -m docsite" in done.stdout


def test_sections_of_the_readme_stand_where_they_are_asked_for() -> None:
    pages = guides(ROOT, PAGES)
    assert "## When something goes wrong" in pages["failures.md"]
    assert "`OutcomeUnknown` | `unknown`" in pages["failures.md"]
    assert "with InstantCard() as api:" in pages["index.md"]
    assert not any("{{ README" in page for name, page in pages.items() if "/" not in name)
    # As in the repository, but for sections of the README.
    assert "(../failures.md#when-something-goes-wrong)" in pages["docs/reliability.md"]
    assert pages["docs/staging.md"] == (ROOT / "docs" / "staging.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("{{ README.md: Nothing of the kind }}\n", "no section 'Nothing of the kind'"),
        ("{{ README.md: A first script: python 9 }}\n", "has no python 9"),
        ("[there](README.md#speed)\n", "README's #speed, which no page shows"),
    ],
)
def test_a_section_that_is_not_there_is_an_error(tmp_path: Path, page: str, said: str) -> None:
    for each in PAGES.rglob("*.md"):
        if each.name != "speed.md":
            copy = tmp_path / each.relative_to(PAGES)
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(each.read_text("utf-8"))
    (tmp_path / "broken.md").write_text(page)
    with pytest.raises(SiteError, match=said) as caught:
        guides(ROOT, tmp_path)
    assert "broken.md" in str(caught.value)
