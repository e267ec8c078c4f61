"""A client's files, on disk: whole or not at all."""

import ctypes
import difflib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ruff import find_ruff_bin  # type: ignore[import-untyped]

#: So that the output is the same wherever it is made, whatever lies around it.
_RUFF_OPTIONS = (
    "--isolated",
    "--no-cache",
    "--quiet",
    "--no-respect-gitignore",
    "--config=src=[]",
    "--config=line-length=100",
    "--target-version=py311",
)

#: What the name of a folder begins with in which clients are laid out.
_TEMPORARY = ".cardwright-"


class WriteError(Exception):
    """A client could not be written. What was there before is still there."""


def format_client(folder: Path) -> None:
    """Remove unused imports, sort the rest, and format.

    Raises:
        WriteError: ruff is missing or refuses the files.
    """
    _ruff(
        "check",
        "--fix",
        "--exit-zero",
        "--select=F401,I,RUF022,RUF100",
        "--config=lint.isort.split-on-trailing-comma=false",
        folder=folder,
    )
    _ruff("format", "--config=format.skip-magic-trailing-comma=true", folder=folder)


def _ruff(*arguments: str, folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUFF")}
    try:
        done = subprocess.run(
            [find_ruff_bin(), *arguments, *_RUFF_OPTIONS, "."],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            cwd=folder,
            env=environment,
        )
    except FileNotFoundError:
        raise WriteError("ruff is not installed beside Python; run `make setup`") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WriteError(f"ruff could not be run: {error}") from None
    if done.returncode != 0:
        raise WriteError(f"ruff failed: {(done.stderr or done.stdout).strip()[:2000]}")


@contextmanager
def laid_out(clients: dict[str, dict[str, str]], parent: Path | None = None) -> Iterator[Path]:
    """A temporary folder that holds clients, formatted.

    Args:
        clients: For each package, its files by their paths within it.
        parent: Where to make the folder, if its clients are to be moved from there.
    """
    with tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=parent) as temporary:
        folder = Path(temporary)
        # Should a run be killed: what it leaves behind is nobody's work.
        (folder / ".gitignore").write_text("*\n")
        for package, files in clients.items():
            for path, text in files.items():
                target = folder / package / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="\n")
        format_client(folder)
        yield folder


@contextmanager
def alone(output: Path) -> Iterator[None]:
    """The right to write into a folder, which is made; others wait for their turn.

    What a run left behind that was killed is removed.
    """
    output.mkdir(parents=True, exist_ok=True)
    lock = os.open(output, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for stale in output.glob(f"{_TEMPORARY}*"):
            _recover(stale, output)
            shutil.rmtree(stale, ignore_errors=True)
        yield
    finally:
        os.close(lock)


def _recover(stale: Path, output: Path) -> None:
    """Put back what was moved out of the way, if nothing has taken its place."""
    for old in stale.glob("*.old"):
        target = output / old.stem
        if not target.exists():
            old.rename(target)


def replace_clients(folder: Path, output: Path, packages: list[str]) -> None:
    """Put clients that are laid out where they belong: all of them, or none.

    Raises:
        WriteError: One of them cannot be replaced.
    """
    for package in packages:
        _require_replaceable(output / package)
    done: list[str] = []
    try:
        for package in packages:
            _exchange(folder / package, output / package)
            done.append(package)
    except OSError as error:
        for package in reversed(done):
            _exchange(folder / package, output / package)
        raise WriteError(f"{output / package} cannot be replaced: {error.strerror}") from None


def _require_replaceable(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise WriteError(f"{target} is not a folder")
    if target.is_dir() and any(target.iterdir()) and not (target / "_about.py").is_file():
        raise WriteError(f"{target} holds something that is no generated client; it stays as it is")


def _exchange(folder: Path, target: Path) -> None:
    """Let two folders change places; `target` need not be there before, or after."""
    old = folder.with_name(f"{folder.name}.old")
    if not target.exists():
        folder.rename(target)
    elif not folder.exists():
        target.rename(folder)
    elif not _exchange_at_once(folder, target):
        target.rename(old)
        try:
            folder.rename(target)
        except OSError:
            old.rename(target)
            raise
        old.rename(folder)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, so that no moment has neither, where the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2
    failed: int = rename(here, os.fsencode(one), here, os.fsencode(other), exchange)
    return failed == 0


def differences(expected: Path, actual: Path) -> list[str]:
    """How a folder differs from what it should be, as lines of a unified diff."""
    lines: list[str] = []
    for path in sorted(_files(expected) | _files(actual)):
        wanted, found = _content(expected / path), _content(actual / path)
        if wanted == found:
            continue
        names = (f"{actual / path} (committed)", f"{path} (generated)")
        shown = difflib.unified_diff(_lines(found), _lines(wanted), *names, n=2, lineterm="")
        told = "is missing" if found is None else "should not be there"
        if found is not None and wanted is not None:
            told = "differs in bytes that do not show"
        lines += list(shown) or [f"{actual / path} {told}"]
    return lines


def _files(folder: Path) -> set[Path]:
    return {
        each.relative_to(folder)
        for each in folder.rglob("*")
        if each.is_file() and "__pycache__" not in each.parts
    }


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode("utf-8", "backslashreplace").split("\n")


def say(text: str) -> None:
    """One line for a person."""
    print(text, file=sys.stdout, flush=True)
