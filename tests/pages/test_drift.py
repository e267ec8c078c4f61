"""`python -m generator drift` and `facts`, as they are called."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main

from .score import OWN, ROOT, VENDORS, Source

PAGE = OWN / "parcels.txt"
LIST = "GET /lockers/{locker_id}/parcels"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A copy of our own vendor's spec, with the facts beside it."""
    (tmp_path / "facts").mkdir()
    shutil.copy(OWN / "parcels.yaml", tmp_path)
    shutil.copy(OWN / "facts" / "parcels.yaml", tmp_path / "facts")
    return tmp_path / "parcels.yaml"


def page(folder: Path, old: str = "", new: str = "", name: str = "page.txt") -> str:
    """A copy of our own page with one edit."""
    text = PAGE.read_text("utf-8")
    assert not old or old in text
    (folder / name).write_text(text.replace(old, new, 1) if old else text, "utf-8")
    return str(folder / name)


def drift(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code and what was written to the two outputs."""
    code = main(["drift", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("source", VENDORS, ids=lambda source: source.page.name)
def test_a_vendors_page_says_what_its_spec_says(
    source: Source, capsys: pytest.CaptureFixture[str]
) -> None:
    if not source.page.exists():
        pytest.skip("the vendors' pages are not of the repository")
    code, out, _ = drift(capsys, str(source.page), "--format", "json")
    said = json.loads(out)
    assert (code, said["vendor"], said["changes"]) == (0, source.spec.stem, [])


def test_no_drift_is_0(spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = drift(capsys, page(tmp_path), "--spec", str(spec))
    assert code == 0
    assert out.startswith("no drift: ")


def test_drift_is_1_and_names_the_place_to_edit(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = page(tmp_path, "state only parcels", "phase only parcels")
    code, out, _ = drift(capsys, edited, "--spec", str(spec))
    assert code == 1
    assert "\x1b" not in out
    block = out.split(f"{LIST}\n")[1]
    assert "parameter-renamed state, breaking" in block
    assert "the page says: phase" in block
    place = re.search(r"parcels\.yaml:(\d+): #(\S+)", block)
    assert place
    line = spec.read_text("utf-8").splitlines()[int(place[1]) - 1]
    assert "name: state" in line
    assert place[2] == "/paths/~1lockers~1{locker_id}~1parcels/get/parameters/2"


def test_json_has_the_shape_that_is_documented(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = page(tmp_path, "404 Not Found", "404 Not Found\n429 Too Many Requests")
    code, out, _ = drift(capsys, edited, "--spec", str(spec), "--format", "json")
    said: dict[str, Any] = json.loads(out)
    assert code == 1
    assert said == {
        "page": edited,
        "vendor": "parcels",
        "changes": [
            {
                "kind": "status-added",
                "operation": "GET /lockers/{locker_id}/parcels/{id}",
                "name": "429",
                "before": None,
                "after": "429",
                "breaking": False,
                "pointer": "/paths/~1lockers~1{locker_id}~1parcels~1{id}/get/responses",
            }
        ],
    }


def test_prose_alone_is_0_and_is_shown(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = page(tmp_path, "kept for nine days", "kept for three days")
    code, out, _ = drift(capsys, edited, "--spec", str(spec))
    assert code == 0
    assert "read this section again" in out
    assert "A parcel is kept for three days." in out


def test_the_page_may_come_by_the_standard_input(spec: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "drift", "-", "--spec", str(spec)],
        cwd=ROOT,
        input=PAGE.read_bytes().replace(b"Abrir una", b"Abra una"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "heading" in done.stdout.decode()


def test_a_terminal_gets_colours(spec: Path, tmp_path: Path) -> None:
    edited = page(tmp_path, "410 Gone\n", "")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "generator", "drift", edited, "--spec", str(spec)]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    done = subprocess.run(command, cwd=ROOT, stdout=slave, env=environment, check=False)
    os.close(slave)
    out = os.read(master, 65536).decode()
    os.close(master)
    assert done.returncode == 1
    assert "\x1b[32mstatus-removed\x1b[0m" in out


def test_a_page_cannot_speak_to_the_terminal(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = page(tmp_path, "nine days", "nine\x1b[2J\x07\u202e days or more")
    _, out, _ = drift(capsys, edited, "--spec", str(spec))
    assert "or more" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("body form-data array", "body form-data", "does not end with a place and a type"),
        (
            "parcel[label] New label of the parcel URL parameter string",
            "parcel[label] New",
            "does not end",
        ),
        ("Endpoint: DELETE api", "Endpoint: api", "an endpoint without a method and a path"),
        (
            "HTTP Status Code Reason\n401 Unauthorized\n400",
            "What can go wrong\n401 Unauthorized\n400",
            "a row without the header",
        ),
        (
            "Parameter Description Parameter Type Data Type",
            "Here is what it takes",
            "a row without the header",
        ),
        ("Copy to Clipboard", '{"token": }', "a sample that is no JSON"),
    ],
)
def test_what_cannot_be_read_is_2_and_shows_the_line(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    edited = page(tmp_path, old, new)
    code, out, err = drift(capsys, edited, "--spec", str(spec))
    assert (code, out) == (2, "")
    found = re.match(rf"error: {re.escape(edited)}:(\d+): (.*)", err)
    assert found, err
    assert said in found[2]
    shown = (tmp_path / "page.txt").read_text("utf-8").splitlines()[int(found[1]) - 1]
    assert shown.split()[0] in found[2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not UTF-16"),
        (b"caf\xe9 Endpoint", "save the page again as UTF-8"),
        (b"<html><body><h1>Sign in</h1>", "no operation found"),
        (b"An article about cards.", "no operation found"),
        (b"x" * (4 * 1024 * 1024 + 1), "larger than 4 MiB"),
    ],
)
def test_what_is_no_page_is_2(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    (tmp_path / "page").write_bytes(content)
    code, out, err = drift(capsys, str(tmp_path / "page"), "--spec", str(spec))
    assert (code, out) == (2, "")
    assert said in err


def test_what_is_not_there_is_2(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no such file" in drift(capsys, str(tmp_path / "none"))[2]
    assert "not a file" in drift(capsys, str(tmp_path))[2]
    (tmp_path / "facts" / "parcels.yaml").unlink()
    code, _, err = drift(capsys, page(tmp_path), "--spec", str(spec))
    assert code == 2
    assert f"python -m generator facts PAGE --spec {spec}" in err


def test_a_stranger_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = drift(capsys, page(tmp_path))
    assert code == 2
    assert "name one with --spec" in err


def test_facts_are_taken_over(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = page(tmp_path, "kept for nine days", "kept for three days")
    assert main(["facts", edited, "--spec", str(spec)]) == 0
    capsys.readouterr()
    code, out, _ = drift(capsys, edited, "--spec", str(spec))
    assert (code, out[:8]) == (0, "no drift")


def test_an_erratum_that_excuses_nothing_is_obsolete(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("          excuses: required-changed\n", ""), "utf-8")
    _, out, _ = drift(capsys, page(tmp_path), "--spec", str(spec), "--format", "json")
    kinds = [(each["kind"], each["name"]) for each in json.loads(out)["changes"]]
    assert kinds == [("required-changed", "locker_id")]
    spec.write_text(text.replace("excuses: status-removed", "excuses: status-added"), "utf-8")
    _, out, _ = drift(capsys, page(tmp_path), "--spec", str(spec), "--format", "json")
    kinds = [(each["kind"], each["name"]) for each in json.loads(out)["changes"]]
    assert sorted(kinds) == [("erratum-obsolete", "unknown-locker"), ("status-removed", "404")]


def test_a_spec_that_is_ahead_of_the_facts_needs_no_new_erratum(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A parameter that page and spec both gained is excused as its neighbours are."""
    row = "since (Required) the first day"
    edited = page(tmp_path, row, f"size how large URL parameter string\n{row}")
    since = "        - {name: since, in: query"
    text = spec.read_text("utf-8")
    added = "        - {name: size, in: query, schema: {type: string}}\n"
    spec.write_text(text.replace(since, added + since), "utf-8")
    code, out, _ = drift(capsys, edited, "--spec", str(spec))
    assert code == 0, out
