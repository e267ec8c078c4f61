"""Every example of the guide is run."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

from cardwright.sandbox import FaultKind, InstantCardSandbox

PAGE = (Path(__file__).parents[2] / "docs" / "testing-with-the-sandbox.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S)
SCRIPTS = [text for language, text in BLOCKS if language == "python"]

#: Without plugins of ours that take long to load.
PYTEST = [sys.executable, "-W", "error", "-m", "pytest"]
PYTEST += ["-p", "no:schemathesis", "-p", "no:hypothesispytest"]


def test_all_blocks_are_of_a_kind_that_is_run() -> None:
    assert {language for language, _ in BLOCKS} == {"sh", "python"}
    assert [text for language, text in BLOCKS if language == "sh"] == [
        "pip install 'cardwright[staging]'\n"
    ]


def test_the_examples_pass(tmp_path: Path) -> None:
    tests = 0
    for number, text in enumerate(SCRIPTS):
        module = re.match(r"# (\w+)\.py\n", text)
        (tmp_path / f"{module[1] if module else f'test_{number}'}.py").write_text(text)
        tests += len(re.findall(r"^ *(?:async )?def test_", text, re.M))
    done = subprocess.run(
        [*PYTEST, "-q", "-s"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        # What the page needs must be on the page.
        env={"PATH": os.environ["PATH"]},
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # One of them has two cases, another runs on asyncio and on trio.
    assert f"{tests + 2} passed" in done.stdout
    assert "['session.login', 'organization.get']" in done.stdout


def test_every_member_and_every_kind_is_in_the_guide() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.M)
    named = set(re.findall(r"`(\w+)", " ".join(rows)))
    members = {
        name for name, _ in inspect.getmembers(InstantCardSandbox) if not name.startswith("_")
    }
    assert named == members | set(get_args(FaultKind))
