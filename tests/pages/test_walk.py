"""`docs/when-the-docs-change.md`, walked: every command, and what it prints."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .score import OWN, ROOT

GUIDE = ROOT / "docs" / "when-the-docs-change.md"


def blocks(text: str) -> list[tuple[str, str]]:
    """The commands of the guide, each with what it is said to print."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"(?ms)^```console\n(.*?)^```$", text):
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def walked(folder: Path, command: str) -> str:
    """What a command prints in a folder."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout.decode()
    return settled(done.stdout.decode())


def settled(output: str) -> str:
    """What is printed, without times, and without the number of modules that clients carry."""
    return re.sub(r"rendered \d+ files in \d+\.\d s", "rendered", output)


def test_the_guide_says_what_happens(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(OWN, folder)
    commands = blocks(GUIDE.read_text("utf-8"))
    assert len(commands) > 8
    for command, said in commands:
        assert walked(folder, command) == settled(said), command
