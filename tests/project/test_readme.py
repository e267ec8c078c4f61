"""Every code block of the README is run."""

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from instantcard import InstantCard
from synctera import Synctera

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
SHELL = [text for language, text in BLOCKS if language == "sh"]
SCRIPTS = [text for language, text in BLOCKS if language == "python"]
VARIABLES = [text for text in SHELL if text.startswith("export ")]
COMMANDS = [line for text in SHELL if text not in VARIABLES for line in text.splitlines()]

#: Commands that another test of this suite runs, or that would run this very test.
ELSEWHERE = {
    f"make {target}": f"make -n {target}" for target in ("demo", "test", "dist", "generate")
}


def test_all_blocks_are_of_a_kind_that_is_run() -> None:
    # Those of the command line are run by tests/cli/test_docs.py.
    assert {language for language, _ in BLOCKS} == {"sh", "python", "console"}
    assert SCRIPTS
    assert "make staging" in COMMANDS


def _free_of_make() -> dict[str, str]:
    """The environment without what a make above this test would hand down."""
    return {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """What a user gets who starts staging and pastes the lines that it prints."""
    with subprocess.Popen(
        [sys.executable, "-m", "cardwright.staging", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            pasted: dict[str, str] = {}
            while "SYNCTERA_API_KEY" not in pasted or "INSTANTCARD_PASSWORD" not in pasted:
                export, assignment = shlex.split(process.stdout.readline())
                assert export == "export"
                name, _, value = assignment.partition("=")
                pasted[name] = value
            # The rest of the lines is in the pipe already or comes at once.
            yield {**os.environ, **pasted, **_rest(process)}
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0


def _rest(process: "subprocess.Popen[str]") -> dict[str, str]:
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    found: dict[str, str] = {}
    while line := process.stdout.readline():
        name, _, value = shlex.split(line)[1].partition("=")
        found[name] = value
    return found


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != "make staging"])
def test_a_command_works(command: str) -> None:
    done = subprocess.run(
        ["bash", "-euc", ELSEWHERE.get(command, command)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=_free_of_make(),
        timeout=110,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_make_staging_is_what_the_fixture_runs() -> None:
    done = subprocess.run(
        ["make", "-n", "staging"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=_free_of_make(),
    )
    assert done.stdout.splitlines()[-1].endswith("python -m cardwright.staging")


@pytest.mark.parametrize("script", SCRIPTS, ids=[f"script {n + 1}" for n in range(len(SCRIPTS))])
def test_a_script_works(script: str, environment: dict[str, str], tmp_path: Path) -> None:
    stream = BytesIO()
    Image.new("RGB", (300, 360), "#668").save(stream, "JPEG")
    (tmp_path / "ana.jpg").write_bytes(stream.getvalue())
    program = [sys.executable, "-W", "error", "-c", script]
    if "def test_" in script:
        (tmp_path / "test_script.py").write_text(script)
        program[3:] = ["-m", "pytest", "-p", "no:schemathesis", "-p", "no:hypothesispytest"]
    done = subprocess.run(
        program,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.strip()
    if "front.png" in script:
        with Image.open(tmp_path / "front.png") as picture:
            assert picture.format == "PNG"


def test_the_variables_lead_to_the_vendors(monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = VARIABLES
    for line in block.splitlines():
        name, _, value = shlex.split(line)[1].partition("=")
        monkeypatch.setenv(name, value)
    with InstantCard() as instantcard, Synctera() as synctera:
        assert "https://staging.core.instantcard.net/api/v2" in repr(instantcard)
        assert "https://api-sandbox.synctera.com/v1" in repr(synctera)
