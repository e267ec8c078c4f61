"""The fixtures, as pytest hands them to somebody else's tests."""

import subprocess
import sys
import unittest
from pathlib import Path

import pytest

from cardwright.sandbox import InstantCardSandbox
from instantcard import InstantCard

SUITE = """
import os
import pytest
from instantcard import AsyncInstantCard, InstantCard, OutcomeUnknown


@pytest.mark.parametrize("number", range(8))
def test_own_data(instantcard_staging, number):
    with InstantCard() as api:
        assert list(api.cards.list()) == []
        instantcard_staging.seed(cards=number + 1)
        assert len(list(api.cards.list())) == number + 1
    assert len(instantcard_staging.calls_of("session.login")) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_async(instantcard_staging):
    instantcard_staging.fail_next("contacts.create", after_commit=True)
    async with AsyncInstantCard() as api:
        with pytest.raises(OutcomeUnknown):
            await api.contacts.create(full_name="Ana Example", email="ana@paper.example")
    await instantcard_staging.async_client.organization.balance()


def test_server(instantcard_staging_server, synctera_staging_server):
    assert "127.0.0.1" in os.environ["INSTANTCARD_BASE_URL"]
    assert "127.0.0.1" in os.environ["SYNCTERA_BASE_URL"]


def test_the_variables_are_gone():
    assert not [name for name in os.environ if name.startswith(("INSTANTCARD_", "SYNCTERA_"))]
"""

WITHOUT_EXTRA = """
import sys
for package in ("starlette", "uvicorn", "PIL", "qs_codec", "python_multipart", "segno", "pystrich"):
    sys.modules[package] = None


def pytest_collection_finish(session):
    # Before any test, and after every plugin.
    heavy = {"httpx", "instantcard", "synctera", "cardwright.staging"}
    assert "cardwright.sandbox.plugin" in sys.modules
    assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""


def run(folder: Path, *arguments: str, **files: str) -> "subprocess.CompletedProcess[str]":
    """pytest in a folder of its own, every warning an error."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error"]
    # Plugins of ours that take seconds to load, and one that leaves a folder.
    for plugin in ("schemathesis", "hypothesispytest", "cacheprovider"):
        command += ["-p", f"no:{plugin}"]
    return subprocess.run(
        [*command, *arguments], cwd=folder, capture_output=True, text=True, timeout=100
    )


def test_parallel_tests_see_their_own_data(tmp_path: Path) -> None:
    done = run(tmp_path, "-n", "2", test_suite=SUITE)
    assert done.returncode == 0, done.stdout
    assert "12 passed" in done.stdout
    assert sorted(each.name for each in tmp_path.iterdir()) in (
        ["__pycache__", "test_suite.py"],
        ["test_suite.py"],
    )


def test_without_the_extra_nothing_is_loaded_and_the_fixtures_say_so(tmp_path: Path) -> None:
    tests = (
        "def test_other(): pass\n"
        "def test_cards(instantcard_staging): pass\n"
        "def test_orders(synctera_staging_server): pass\n"
    )
    done = run(tmp_path, conftest=WITHOUT_EXTRA, test_suite=tests)
    assert "1 passed, 2 errors" in done.stdout, done.stdout + done.stderr
    assert "Traceback" not in done.stdout
    assert "exception" not in done.stdout
    for fixture in ("instantcard_staging", "synctera_staging"):
        (line,) = [each for each in done.stdout.splitlines() if each.startswith(f"{fixture}: ")]
        assert line.endswith("install the extra: pip install 'cardwright[staging]'")


def test_the_fixtures_are_listed_with_what_they_do(pytestconfig: pytest.Config) -> None:
    plugin = pytestconfig.pluginmanager.get_plugin("cardwright")
    for name in ("instantcard_staging", "synctera_staging"):
        for each in (name, f"{name}_server"):
            assert getattr(plugin, each).__doc__


class UnitTest(unittest.TestCase):
    """How it is used from unittest."""

    def setUp(self) -> None:
        self.staging = self.enterContext(InstantCardSandbox())

    def test_a_card(self) -> None:
        with InstantCard() as api:
            self.assertEqual(str(api.organization.balance().balance), "5.50")  # noqa: PT009
        self.assertEqual(len(self.staging.calls), 2)  # noqa: PT009


def test_what_is_exported_is_there() -> None:
    import cardwright.sandbox

    for name in cardwright.sandbox.__all__:
        assert getattr(cardwright.sandbox, name).__module__ if name != "FaultKind" else True
    with pytest.raises(AttributeError, match="nothing"):
        _ = cardwright.sandbox.nothing
