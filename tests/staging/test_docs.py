"""Every block of docs/staging.md is run, and answers what stands there."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cardwright.staging.controls.api import CONTROLS
from cardwright.staging.controls.effects import KINDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "staging.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S)
STARTS = ("make staging\n", "python -m cardwright.staging\n")
SEPARATOR = "\x1e"

Step = tuple[str, str | None]


def steps() -> list[Step]:
    """The commands for the second terminal, each with what the page says it prints."""
    found: list[Step] = []
    for (language, text), (following, expected) in zip(
        BLOCKS, [*BLOCKS[1:], ("", "")], strict=True
    ):
        if language == "sh" and text not in STARTS:
            found.append((text, expected if following == "text" else None))
    return found


def matches(expected: str, printed: str) -> bool:
    """Whether it is what the page says, where ``…`` stands for anything."""
    parts = [re.escape(part) for part in expected.strip().split("…")]
    return re.fullmatch(".*".join(parts), printed.strip(), re.S) is not None


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str], Path]:
    """What staging prints at its start, what each step prints, and the folder they ran in."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, *shlex.split(STARTS[1])[1:], "--port", "0"]
    script = "\n".join(f"{text}printf '{SEPARATOR}'" for text, _ in steps())
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as staging:
        try:
            assert staging.stdout is not None
            exports = ""
            while "SYNCTERA_API_KEY" not in exports:
                exports += staging.stdout.readline()
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", exports + script],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
                # What the page needs must be on the page.
                env={"PATH": os.environ["PATH"]},
                timeout=60,
            )
        finally:
            staging.send_signal(signal.SIGINT)
            assert staging.wait(20) == 0
    assert done.returncode == 0, done.stdout + done.stderr
    return exports, done.stdout.split(SEPARATOR)[:-1], folder


def test_all_blocks_are_of_a_kind_that_is_run() -> None:
    assert {language for language, _ in BLOCKS} == {"sh", "text", "python"}
    assert [text for _, text in BLOCKS[:2]] == list(STARTS)
    assert BLOCKS[2][0] == "text"


def test_make_starts_staging() -> None:
    done = subprocess.run(
        ["make", "-n", "staging"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert done.stdout.splitlines()[-1].endswith(STARTS[1].strip())


def test_staging_prints_what_the_page_says(played: tuple[str, list[str], Path]) -> None:
    assert matches(BLOCKS[2][1], played[0]), played[0]


@pytest.mark.parametrize("number", range(len(steps())))
def test_a_step_prints_what_the_page_says(played: tuple[str, list[str], Path], number: int) -> None:
    expected, printed = steps()[number][1], played[1][number]
    assert '"error"' in (expected or "") or '"error"' not in printed
    if expected is not None:
        assert matches(expected, printed), printed


def test_the_picture_is_one(played: tuple[str, list[str], Path]) -> None:
    assert (played[2] / "front.png").read_bytes().startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize("script", [text for language, text in BLOCKS if language == "python"])
def test_a_script_works(script: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1\nsession.login [0, 1, 1]\n"


def test_every_control_and_every_kind_is_on_the_page() -> None:
    rows = set(re.findall(r"^\| `([^`]+)` \|", PAGE, re.M))
    controls = {f"{method} /_staging{path}" for path, found in CONTROLS.items() for method in found}
    assert rows == controls | set(KINDS)
    for name, kind in KINDS.items():
        (row,) = re.findall(rf"^\| `{name}` \|.*$", PAGE, re.M)
        assert row.rpartition("|")[0].endswith(", ".join(f"`{when}`" for when in kind.when) + " ")
