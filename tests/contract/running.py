"""The suite as a process of its own, as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cardwright.staging import Staging

ROOT = Path(__file__).parents[2]

_SUITE = ROOT / "tests" / "contract" / "test_contract.py"


def variables(staging: Staging, **more: str) -> dict[str, str]:
    """The variables that name a staging, and others."""
    told = staging.environment
    return {
        "INSTANTCARD_STAGING_URL": told["INSTANTCARD_BASE_URL"],
        "INSTANTCARD_STAGING_EMAIL": told["INSTANTCARD_EMAIL"],
        "INSTANTCARD_STAGING_PASSWORD": told["INSTANTCARD_PASSWORD"],
        "INSTANTCARD_STAGING_ORGANIZATION_ID": told["INSTANTCARD_ORGANIZATION_ID"],
        "SYNCTERA_STAGING_URL": told["SYNCTERA_BASE_URL"],
        "SYNCTERA_STAGING_API_KEY": told["SYNCTERA_API_KEY"],
        **more,
    }


def start(
    named: Mapping[str, str], folder: Path, *arguments: str, command: str = "pytest"
) -> "subprocess.Popen[str]":
    """Start the suite with these variables and no others, in a folder of its own."""
    own = ("_STAGING_", "STAGING_", "CONTRACT_", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not _any(name, own)}
    suite = [str(_SUITE), "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml")]
    cache = ["-o", f"cache_dir={folder / 'cache'}"]
    told = [*suite, *cache, *arguments] if command == "pytest" else list(arguments)
    return subprocess.Popen(
        [sys.executable, "-m", command, *told],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **named},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(
    named: Mapping[str, str], folder: Path, *arguments: str, command: str = "pytest"
) -> tuple[int, str]:
    """Run it to its end; its status and what it printed."""
    process = start(named, folder, *arguments, command=command)
    try:
        printed, _ = process.communicate()
    except BaseException:
        process.kill()
        process.communicate()
        raise
    return process.returncode, printed


def _any(name: str, parts: tuple[str, ...]) -> bool:
    return any(part in name for part in parts)
