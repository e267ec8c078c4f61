"""The pages of the reference, made once."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from cardwright.sandbox import InstantCardSandbox, SyncteraSandbox
from docsite.examples.recording import PAYMENT, photos
from docsite.reference.pages import reference
from tests.cli.keys import Memory

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """All pages of the reference, by their paths."""
    return reference(ROOT / "spec")[0]


@pytest.fixture
def sandboxes() -> Iterator[dict[str, InstantCardSandbox | SyncteraSandbox]]:
    """A staging of each vendor that just started."""
    with InstantCardSandbox() as instantcard, SyncteraSandbox() as synctera:
        yield {"instantcard": instantcard, "synctera": synctera}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the examples take from it, and the variables beside staging's."""
    for name, value in PAYMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CARDWRIGHT_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.chdir(tmp_path)
    photos(tmp_path)
    return tmp_path


@pytest.fixture
def keys() -> Iterator[Memory]:
    """A keyring that forgets."""
    before = keyring.get_keyring()
    kept = Memory()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)
