"""Who may import whom."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cardwright.staging

ROOT = Path(cardwright.staging.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
OTHER_READING = {"spec", "generator", "generated", "instantcard", "synctera"}


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_staging_knows_nothing_of_the_other_reading(file: Path) -> None:
    for name in imports(file):
        first, *rest = name.split(".")
        assert first not in OTHER_READING, name
        if first == "cardwright" and rest:
            assert rest[0] == "staging", name


def below(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize(
    ("folder", "unwanted"),
    [
        ("instantcard/rules", ("starlette", "sqlite3", "cardwright.staging.db")),
        ("instantcard/storage", ("starlette", "cardwright.staging.instantcard.rules")),
        ("instantcard/pictures", ("starlette", "sqlite3")),
        ("instantcard", ("cardwright.staging.synctera",)),
        ("synctera", ("cardwright.staging.instantcard",)),
    ],
)
def test_layers(folder: str, unwanted: tuple[str, ...]) -> None:
    assert below(folder)
    for file in below(folder):
        for name in imports(file):
            assert not name.startswith(unwanted), f"{file}: {name}"


def test_sql_is_in_storage_alone() -> None:
    for file in below("instantcard/operations") + below("instantcard/rules"):
        assert ".execute(" not in file.read_text("utf-8"), file


def test_pictures_are_loaded_when_they_are_wanted() -> None:
    program = "import sys, cardwright.staging; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT.parents[1]).returncode == 0
