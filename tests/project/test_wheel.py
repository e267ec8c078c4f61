"""The wheel, installed where nothing else is."""

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from .conftest import new_python

#: httpx, attrs, and what they need on the Pythons that are supported.
EXPECTED = {
    "anyio",
    "attrs",
    "cardwright",
    "certifi",
    "h11",
    "httpcore",
    "httpx",
    "idna",
    "pip",
    "setuptools",
    "typing-extensions",
}


@pytest.fixture(scope="module")
def python(wheel: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python of an environment with the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("empty")
    return new_python(folder, root / "requirements" / "run.txt", str(wheel))


def test_it_holds_the_clients_and_staging_and_nothing_of_the_repository(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {each.partition("/")[0] for each in names}
    assert tops == {"instantcard", "synctera", "cardwright", "cardwright-0.1.0.dist-info"}
    for needed in (
        "instantcard/py.typed",
        "synctera/py.typed",
        "cardwright/py.typed",
        "cardwright/staging/page/static/index.html",
        "cardwright/staging/page/static/main.js",
        "cardwright/staging/page/static/style.css",
        "cardwright-0.1.0.dist-info/licenses/LICENSE",
        "cardwright-0.1.0.dist-info/entry_points.txt",
    ):
        assert needed in names
    assert not [each for each in names if "__pycache__" in each]


def test_it_brings_httpx_and_attrs_and_nothing_else(python: Path) -> None:
    listed = subprocess.run(
        [str(python), "-m", "pip", "list", "--format=freeze"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    installed = {line.partition("==")[0].lower().replace("_", "-") for line in listed.split()}
    assert {"attrs", "cardwright", "httpx"} <= installed
    assert installed <= EXPECTED


def test_the_clients_work_there(python: Path, tmp_path: Path) -> None:
    script = (
        "import instantcard, synctera\n"
        "for name in instantcard.__all__: getattr(instantcard, name)\n"
        "for name in synctera.__all__: getattr(synctera, name)\n"
        "try:\n"
        "    instantcard.InstantCard()\n"
        "except instantcard.ConfigurationError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [str(python), "-I", "-W", "error", "-c", script],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"]},
    )
    assert "INSTANTCARD_BASE_URL" in done.stdout


def test_staging_says_which_extra_it_needs(python: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(python), "-m", "cardwright.staging"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "cardwright[staging]" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_says_which_extra_it_needs(python: Path, tmp_path: Path) -> None:
    for words in ([str(python.parent / "cardwright")], [str(python), "-m", "cardwright.cli"]):
        done = subprocess.run(
            [*words, "--help"], check=False, capture_output=True, text=True, cwd=tmp_path
        )
        assert done.returncode == 3
        assert done.stderr.splitlines() == [
            "cardwright: the command line needs an extra: pip install 'cardwright[cli]'"
        ]
        assert done.stdout == ""
