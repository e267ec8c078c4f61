"""`--suggest`: a patch that makes the spec say what the page says."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.document import read_document
from generator.pages.differences import Difference
from generator.pages.suggest import suggested

from .score import OURS, OWN, VENDORS

#: Kinds of which one edit of the spec is all that there is to do.
_DONE = (
    *("operation-added", "operation-removed", "parameter-added", "parameter-removed"),
    *("parameter-renamed", "required-changed", "type-changed", "status-added", "server-changed"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our own vendors' specs and facts."""
    shutil.copytree(OWN, tmp_path / "own")
    return tmp_path / "own"


Drift = Callable[..., tuple[str, str]]


@pytest.fixture
def drift(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Drift:
    """What the command writes to its two outputs, in the folder of the copy."""
    monkeypatch.chdir(folder)

    def run(content: bytes, spec: str, *more: str) -> tuple[str, str]:
        (folder / "page.txt").write_bytes(content)
        assert main(["drift", "page.txt", "--spec", spec, *more]) in (0, 1)
        said = capsys.readouterr()
        return said.out, said.err

    return run


@pytest.mark.parametrize("kind", _DONE)
def test_the_spec_says_what_the_page_says_once_the_patch_is_applied(
    folder: Path, drift: Drift, kind: str
) -> None:
    source = OURS[kind == "server-changed"]
    chosen = next(
        each
        for each in list(source.mutations(0.3))[::-1]
        if each.group == kind and "typed after POST /sessions" not in each.name
    )
    before = (folder / source.spec.name).read_text("utf-8")
    patch, said = drift(chosen.content, source.spec.name, "--suggest")
    assert (folder / source.spec.name).read_text("utf-8") == before
    assert f"+++ b/{source.spec.name}" in patch
    assert kind in said
    subprocess.run(
        ["patch", "-p1", "--fuzz=0", "--silent"], cwd=folder, input=patch.encode(), check=True
    )
    out, _ = drift(chosen.content, source.spec.name, "--format", "json")
    left = {each["kind"] for each in json.loads(out)["changes"]}
    # Errata are for a person: one whose operation went goes too, a new one may be needed.
    assert left <= {"prose-changed", "erratum-obsolete"}, out
    after = (folder / source.spec.name).read_text("utf-8")
    assert after.startswith("# An invented vendor's API")
    # Those of an operation that went go with it.
    assert [each for each in _errata(before) if each in _errata(after)] == _errata(after)
    assert kind == "operation-removed" or _errata(before) == _errata(after)


def _errata(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith(("- id:", "says:"))]


@pytest.mark.parametrize("source", VENDORS, ids=lambda source: source.spec.stem)
def test_a_patch_touches_nothing_but_what_changed(source: object, tmp_path: Path) -> None:
    spec: Path = source.spec  # type: ignore[attr-defined]
    place = next(
        pointer
        for path, item in read_document(spec).root.need("paths").entries()
        if (post := item.get("post")) is not None
        for pointer in [f"{post.pointer}/responses"]
    )
    change = Difference("status-added", "POST /x", "429", None, "429", (place,), False)
    patch, left = suggested("spec.yaml", spec.read_text("utf-8"), [change])
    lines = [line for line in patch.splitlines()[2:] if line.startswith(("+", "-"))]
    assert not left
    assert not [line for line in lines if line.startswith("-")]
    assert lines[0] == '+        "429":'


def test_what_is_not_suggested_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (OWN / "parcels.txt").read_text("utf-8")
    (folder / "page.txt").write_text(
        text.replace("“bearer” and the token", "the token", 1), "utf-8"
    )
    spec = str(folder / "parcels.yaml")
    assert main(["drift", str(folder / "page.txt"), "--spec", spec, "--suggest"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "left to you: security-changed GET /lockers/{locker_id}/parcels/{id}" in said.err
