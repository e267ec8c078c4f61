"""The type checkers accept the clients and what users write, and refuse what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import instantcard

GENERATED = Path(instantcard.__file__).parent.parent
SCRIPT = Path(__file__).with_name("user_script.py")

WRONG = """\
from instantcard import AsyncInstantCard, InstantCard

api = InstantCard(organization_id="77")
api.cards.get("5")
api.cards.create()
api.cards.create(card_template_id=3, fields={"Photo": b"bytes"})
api.cards.list().first()
api.print_jobs.update(5)
api.print_jobs.create(shipping_provider_id=None)
api.organization.add_funds(amount=17.37)
api.cards.get(5).no_such_field
number: str = api.cards.get(5).id
InstantCard(http_client="client")
api.with_raw_response(api.cards.get)


async def tasks(other: AsyncInstantCard) -> None:
    print(other.cards.get(5).id)
    await other.with_raw_response(other.cards.get, "5")
"""
WRONG_LINES = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 18, 19}


def check(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "MYPYPATH": str(GENERATED), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def mypy(*what: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary")
    return check(*command, *what, folder=folder)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A user's project, as strict as can be."""
    settings = {
        "typeCheckingMode": "strict",
        "extraPaths": [str(GENERATED)],
        "pythonVersion": "3.11",
        "reportUnusedExpression": "none",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    (tmp_path / "script.py").write_text(SCRIPT.read_text())
    return tmp_path


def pyright(folder: Path, file: str) -> tuple[int, list[str], set[int]]:
    """The exit status, the complaints and the lines that have errors."""
    command = (sys.executable, "-m", "basedpyright", "--outputjson", "--project", ".")
    done = check(*command, "--pythonpath", sys.executable, file, folder=folder)
    found = json.loads(done.stdout)["generalDiagnostics"]
    errors = [each for each in found if each["severity"] == "error"]
    return (
        done.returncode,
        [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in errors],
        {each["range"]["start"]["line"] + 1 for each in errors},
    )


def test_mypy_accepts_what_a_user_writes(project: Path) -> None:
    done = mypy("script.py", folder=project)
    assert (done.returncode, done.stdout) == (0, "")


def test_mypy_refuses_what_is_wrong(project: Path) -> None:
    (project / "wrong.py").write_text(WRONG)
    done = mypy("wrong.py", folder=project)
    lines = {int(each.split(":")[1]) for each in done.stdout.splitlines() if ": error:" in each}
    assert done.returncode == 1
    assert lines == WRONG_LINES


def test_basedpyright_accepts_what_a_user_writes(project: Path) -> None:
    status, complaints, _ = pyright(project, "script.py")
    assert (status, complaints) == (0, [])


def test_basedpyright_refuses_what_is_wrong(project: Path) -> None:
    (project / "wrong.py").write_text(WRONG)
    status, _, lines = pyright(project, "wrong.py")
    assert status == 1
    assert lines == WRONG_LINES
