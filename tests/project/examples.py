"""Somebody else's project, with the wheel in an empty environment; run by `make test-examples`."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import build_wheel, new_python

EXAMPLE = "badge_desk"

#: Environments are made and filled here.
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def python(wheel: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the wheel and its extra, pytest, and the example: nothing of the checkout."""
    example = build_wheel(root / "examples" / EXAMPLE, tmp_path_factory.mktemp("example"))
    packages = (f"cardwright[staging] @ {wheel.as_uri()}", str(example), "pytest", "pytest-xdist")
    pins = root / "requirements" / "dev.txt"
    return new_python(tmp_path_factory.mktemp("empty"), pins, *packages)


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["alone", "in parallel"])
def test_its_own_tests_pass(python: Path, root: Path, tmp_path: Path, options: list[str]) -> None:
    shutil.copytree(root / "examples" / EXAMPLE / "tests", tmp_path / "tests")
    shutil.copy(root / "examples" / EXAMPLE / "pyproject.toml", tmp_path)
    done = subprocess.run(
        [str(python), "-I", "-m", "pytest", "-q", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 passed" in done.stdout


def test_without_the_extra_pytest_starts_and_the_fixture_says_what_is_missing(
    wheel: Path, root: Path, tmp_path: Path
) -> None:
    bare = new_python(tmp_path / "bare", root / "requirements" / "dev.txt", str(wheel), "pytest")
    (tmp_path / "test_cards.py").write_text(
        "def test_other(): pass\ndef test_cards(instantcard_staging): pass\n"
    )
    done = subprocess.run(
        [str(bare), "-I", "-W", "error", "-m", "pytest", "-q"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
        timeout=100,
    )
    assert "1 passed, 1 error" in done.stdout, done.stdout + done.stderr
    assert "pip install 'cardwright[staging]'" in done.stdout


def test_its_tests_find_what_they_look_for(python: Path, root: Path, tmp_path: Path) -> None:
    """A desk that submits anew after every lost answer fails its tests."""
    shutil.copytree(root / "examples" / EXAMPLE, tmp_path, dirs_exist_ok=True)
    desk = tmp_path / "src" / EXAMPLE / "desk.py"
    right = desk.read_text("utf-8")
    wrong = right.replace("match lost.resolve():", "match DidNotHappen():")
    assert wrong != right
    desk.write_text(wrong, "utf-8")
    done = subprocess.run(
        [str(python), "-m", "pytest", "-q", "tests/test_desk.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path / "src")},
        timeout=100,
    )
    assert done.returncode == 1
    assert "FAILED tests/test_desk.py::test_a_lost_answer_is_not_paid_twice" in done.stdout
    assert "1 failed, 7 passed" in done.stdout
