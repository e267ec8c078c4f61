"""`python -m generator release-notes`: what users are told between two specs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.releases.commands import next_version
from tests.generator.support import ROOT, Spec, minimal, put

POST = "/paths/~1orders~1{id}/post"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Where the old spec and the new one are."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    return tmp_path / "old" / "shop.yaml", tmp_path / "new" / "shop.yaml"


def notes(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], old: Spec, new: Spec
) -> dict[str, list[str]]:
    """The lines of each part of the notes."""
    for file, spec in zip(files, (old, new), strict=True):
        file.write_text(json.dumps(spec), "utf-8")
    assert main(["release-notes", *map(str, files)]) == 0
    parts: dict[str, list[str]] = {"": []}
    part = ""
    for line in capsys.readouterr().out.splitlines():
        if line.startswith("## "):
            part = line[3:]
            parts[part] = []
        elif line.startswith("- "):
            parts[part].append(line[2:])
        elif line.startswith("Suggested"):
            parts["step"] = [line]
    return parts


def query(name: str, required: bool, type_: str = "string") -> Spec:
    """A parameter."""
    said = {"description": "A note.", "schema": {"type": type_}}
    return {"name": name, "in": "query", "required": required, **said}


def test_nothing_changes(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = notes(files, capsys, minimal(), minimal())
    assert found.keys() == {"", "step"}
    assert "patch" in found["step"][0]


@pytest.mark.parametrize(
    ("before", "after", "said", "api", "part", "step"),
    [
        (
            None,
            query("hint", False),
            "`orders.change` takes a new optional `hint`",
            "`hint` is new: `str | Unset`",
            "New",
            "minor",
        ),
        (
            None,
            query("hint", True),
            "`orders.change` needs a new required `hint`",
            "`hint` is new and required: `str`",
            "Breaking",
            "major",
        ),
        (
            query("hint", False),
            None,
            "`orders.change` takes no `hint` any more",
            "`hint` is gone",
            "Breaking",
            "major",
        ),
        (
            query("hint", True),
            query("hint", False),
            "`hint` of `orders.change` is optional now",
            "`hint` is optional now",
            "New",
            "minor",
        ),
        (
            query("hint", False),
            query("hint", True),
            "`hint` of `orders.change` is required now",
            "`hint` is required now",
            "Breaking",
            "major",
        ),
        (
            query("hint", True),
            query("hint", True, "integer"),
            "`hint` of `orders.change` is of type integer, before string",
            "`hint` is `int`, before `str`",
            "Breaking",
            "major",
        ),
    ],
)
def test_a_parameter_changes(
    files: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    before: Spec | None,
    after: Spec | None,
    said: str,
    api: str,
    part: str,
    step: str,
) -> None:
    specs = [
        minimal() if one is None else put(minimal(), f"{POST}/parameters/2", one)
        for one in (before, after)
    ]
    found = notes(files, capsys, *specs)
    assert said in found[part]
    assert [line for line in found[part] if line.endswith(api) and "`orders.change`" in line]
    assert {part, "", "step"} == found.keys()
    assert f"Suggested step: {step}" in found["step"][0]


def test_an_operation_comes_and_goes(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    more = minimal()
    item = more["paths"]["/orders/{id}"]
    item["get"] = {**json.loads(json.dumps(item["post"])), "operationId": "orders.look"}
    item["get"].pop("requestBody", None)
    found = notes(files, capsys, minimal(), more)
    assert "`orders.look` is new: `GET /orders/{id}`" in found["New"]
    assert "client: `orders.look` is new" in found["New"]
    found = notes(files, capsys, more, minimal())
    assert "`orders.look` is gone (`GET /orders/{id}`)" in found["Breaking"]


def test_revisions_are_compared(tmp_path: Path) -> None:
    """What git has, against what git has: the same revision has no news."""
    done = subprocess.run(
        ["git", "rev-parse", "--verify", "HEAD"], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    command = [sys.executable, "-m", "generator", "release-notes", "HEAD", "HEAD"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Nothing that a user would see." in said.stdout


@pytest.mark.parametrize("name", ["--output=/tmp/x", "no-such-revision", "a b", "$(id)"])
def test_what_is_no_revision_is_2(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["release-notes", "--", name]) == 2
    assert "neither a file nor a git revision" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "step", "after"),
    [
        ("0.1.0", "major", "0.2.0"),
        ("0.1.4", "minor", "0.2.0"),
        ("0.1.4", "patch", "0.1.5"),
        ("2.3.4", "major", "3.0.0"),
        ("2.3.4", "minor", "2.4.0"),
    ],
)
def test_the_next_version(version: str, step: str, after: str) -> None:
    assert next_version(version, step) == after
