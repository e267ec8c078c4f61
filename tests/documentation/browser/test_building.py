"""A site that is not as it has to be is not built, and it is said why."""

import shutil
from pathlib import Path

import pytest

from docsite.building import build
from docsite.errors import SiteError

ROOT = Path(__file__).parents[3]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """What the site is made from, to be changed."""
    for name in ("docs", "spec", "benchmarks"):
        shutil.copytree(ROOT / name, tmp_path / "repository" / name)
    for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path / "repository" / name)
    (tmp_path / "build" / "site").mkdir(parents=True)
    (tmp_path / "build" / "site" / "old.html").write_text("")
    return tmp_path / "repository"


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("\n[there](nothing.md)\n", "page does not exist"),
        ("\n[there](staging.md#nothing)\n", "anchor does not exist"),
        ('\n<a href="nothing.html">there</a>\n', "nothing.html leads to no file"),
        ('\n<a href="staging.html#nothing">there</a>\n', "leads to no place on that page"),
        ("\n![a picture](https://pictures.example/x.png)\n", "<img> fetches https://pictures"),
        ("\n[there](../README.md#nothing)\n", "README's #nothing, which no page shows"),
    ],
)
def test_what_leads_nowhere_fails_the_build(repository: Path, added: str, said: str) -> None:
    output = repository.parent / "build"
    with (repository / "docs" / "money.md").open("a") as page:
        page.write(added)
    with pytest.raises(SiteError) as caught:
        build(repository, output)
    assert said in str(caught.value)
    assert "money" in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert not (output / "site").exists()
