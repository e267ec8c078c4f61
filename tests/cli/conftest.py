"""The command line against a real staging on loopback."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import keyring
import pytest
from PIL import Image

from cardwright.staging import Staging, serve

from .keys import Memory
from .running import Run


@pytest.fixture(scope="session")
def _served() -> Iterator[Staging]:
    with serve() as running:
        yield running


@pytest.fixture
def staging(_served: Staging) -> Staging:
    """A staging as new."""
    _served.controls.reset()
    return _served


@pytest.fixture(autouse=True)
def keys() -> Iterator[Memory]:
    """A keyring of this test's own."""
    before = keyring.get_keyring()
    kept = Memory()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Where the profiles are."""
    return tmp_path / "config" / "config.toml"


@pytest.fixture(autouse=True)
def environment(config: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says nothing but where the profiles are."""
    for name in list(os.environ):
        if name.startswith(("INSTANTCARD_", "SYNCTERA_", "CARDWRIGHT_")) or name in (
            "NO_COLOR",
            "FORCE_COLOR",
            "COLUMNS",
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CARDWRIGHT_CONFIG", str(config))
    return monkeypatch


@pytest.fixture
def alone() -> Run:
    """Runs commands that have nothing to connect to."""
    return Run({})


@pytest.fixture
def run(staging: Staging) -> Run:
    """Runs commands with the environment that staging prints."""
    return Run(dict(staging.environment))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A small picture."""
    stream = BytesIO()
    Image.new("RGB", (30, 39), "#668").save(stream, "JPEG")
    file = tmp_path / "ana.jpg"
    file.write_bytes(stream.getvalue())
    return file
