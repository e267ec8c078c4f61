"""The command, as a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from cardwright.sandbox import InstantCardSandbox

VISITORS = "name,company,host,until\nAna Example,Paper & Sons,Front desk,2031-01-31\n"


@pytest.mark.parametrize(("balance", "status"), [("100.00", 0), ("0.00", 1)])
def test_the_command(
    instantcard_staging_server: InstantCardSandbox, tmp_path: Path, balance: str, status: int
) -> None:
    instantcard_staging_server.balance = balance
    (tmp_path / "visitors.csv").write_text(VISITORS)
    # The process inherits the variables that lead to the sandbox.
    done = subprocess.run(
        [sys.executable, "-m", "badge_desk", "visitors.csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    assert "print job 1614262" in (done.stderr if status else done.stdout)
