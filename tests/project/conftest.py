"""The project as somebody meets it: its commands, its README, its wheel."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `make dist` does."""
    return build_wheel(root, tmp_path_factory.mktemp("dist"))


def build_wheel(project: Path, folder: Path) -> Path:
    """The wheel of a project, in a folder of its own."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(project)], check=True, capture_output=True
    )
    (found,) = folder.glob("*.whl")
    return found


def new_python(folder: Path, constraints: Path, *packages: str) -> Path:
    """A Python of a new environment with these packages, pinned as in a list of requirements."""
    venv.create(folder / "environment", with_pip=True)
    python = folder / "environment" / "bin" / "python"
    pins = folder / "constraints.txt"
    pins.write_text(_pins(constraints))
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--constraint", str(pins), *packages],
        check=True,
        capture_output=True,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        timeout=110,
    )
    return python


def _pins(requirements: Path) -> str:
    lines = requirements.read_text("utf-8").splitlines()
    return "\n".join(line.removesuffix("\\") for line in lines if line[:1].isalpha())
