"""Who may import whom."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

#: For each folder, the packages of this project that it may not import.
FORBIDDEN = {
    "cardwright": {"generator", "spec", "demo", "docsite", "tests", "benchmarks"},
    "cardwright/staging": {"instantcard", "synctera"},
    "generator": {
        "cardwright",
        "instantcard",
        "synctera",
        "demo",
        "docsite",
        "tests",
        "benchmarks",
    },
    "generated": {"cardwright", "generator", "demo", "docsite", "tests", "benchmarks"},
    "demo": {"generator", "docsite", "tests", "benchmarks"},
    "benchmarks": {"cardwright", "generator", "demo", "docsite", "tests"},
    "docsite": {"demo", "tests", "benchmarks"},
}

#: What the clients may need at run time beside the standard library and themselves: httpx and
#: attrs, and of what httpx itself stands on the two that it names in its own interface.
RUNTIME = {"attrs", "httpx", "anyio", "httpcore"}


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_folder_imports_only_what_it_may(root: Path, folder: str) -> None:
    files = sorted((root / folder).rglob("*.py"))
    assert files
    for file in files:
        assert not set(_imports(file)) & FORBIDDEN[folder], file


def test_staging_reads_no_spec(root: Path) -> None:
    for file in sorted((root / "cardwright" / "staging").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "spec/" not in node.value, file
                assert "generated/" not in node.value, file


def test_a_client_needs_only_what_the_wheel_declares(root: Path) -> None:
    for package in ("instantcard", "synctera"):
        for file in sorted((root / "generated" / package).rglob("*.py")):
            known = RUNTIME | set(sys.stdlib_module_names) | {package}
            if file.name == "reading.py":
                # The extra `fast`, used where it is installed.
                known |= {"orjson"}
            strangers = set(_imports(file)) - known
            assert not strangers, file
