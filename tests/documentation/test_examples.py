"""Every example of every operation is run, in each of its four forms."""

import json
import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from cardwright.cli.app import cli
from cardwright.sandbox import Call, InstantCardSandbox, SyncteraSandbox
from docsite.reference.pages import EXAMPLES
from generator.document import read_document
from tests.cli.keys import Memory

from .conftest import ROOT
from .reading import FORMS, Found, examples

Sandboxes = dict[str, InstantCardSandbox | SyncteraSandbox]

SETUP = [
    block
    for block in re.findall(
        r"^```sh\n(.*?)^```$",
        (ROOT / "docsite" / "pages" / "reference" / "index.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    if block != "make staging\n"
]


def documented(package: str) -> dict[str, set[int]]:
    """The statuses of success that the spec has for each operation."""
    paths = read_document(ROOT / "spec" / f"{package}.yaml").root.need("paths")
    return {
        operation.need("operationId").text(): {
            int(status) for status, _ in operation.need("responses").entries() if status[0] == "2"
        }
        for _, path in paths.entries()
        for verb, operation in path.entries()
        if verb in ("get", "post", "patch", "delete")
    }


def played(
    pages: dict[str, str], sandboxes: Sandboxes, form: str, run: Callable[[str, str], None]
) -> dict[str, Call]:
    """Run one form of all examples in their order; answers the call that each of them made."""
    calls = {}
    for package, ordered in EXAMPLES.items():
        found, statuses = examples(pages, package), documented(package)
        assert found.keys() == statuses.keys()
        for example in ordered:
            before = len(sandboxes[package].calls)
            run(found[example.operation].forms[form], package)
            made = sandboxes[package].calls[before:]
            assert made[-1].operation == example.operation, example.operation
            assert made[-1].status in statuses[example.operation], example.operation
            assert all(each.status in (200, 201) for each in made), example.operation
            # A list asks for more pages until one is empty; curl asks for the first.
            calls[example.operation] = next(
                each for each in made if each.operation == example.operation
            )
    return calls


def run_python(source: str, _: str = "") -> None:
    exec(compile(source, "example", "exec"), {"__name__": "__main__"})


def test_all_operations_have_all_forms(pages: dict[str, str]) -> None:
    found = {**examples(pages, "instantcard"), **examples(pages, "synctera")}
    assert len(found) == 38
    for each in found.values():
        assert tuple(each.forms) == FORMS, each.operation
        assert all(text.strip() for text in each.forms.values()), each.operation


@pytest.mark.parametrize("form", ["Python", "Async Python"])
def test_python(pages: dict[str, str], sandboxes: Sandboxes, desk: Path, form: str) -> None:
    played(pages, sandboxes, form, run_python)
    with Image.open(desk / "front.png") as front:
        assert front.format == "PNG"


def test_what_a_page_says_to_run_first_is_enough(
    pages: dict[str, str], sandboxes: Sandboxes, desk: Path
) -> None:
    found = examples(pages, "instantcard")
    assert any(each.first for each in found.values())
    for each in found.values():
        sandboxes["instantcard"].reset()
        for operation in [*each.first, each.operation]:
            run_python(found[operation].forms["Python"])


def test_the_command_line(
    pages: dict[str, str], sandboxes: Sandboxes, desk: Path, keys: Memory
) -> None:
    environment = sandboxes["instantcard"].environment
    (desk / "password.txt").write_text(environment["INSTANTCARD_PASSWORD"])

    def run(source: str, _: str) -> None:
        program, *words = shlex.split(source.replace("\\\n", " "))
        assert program == "cardwright"
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, (source, result.output)

    played(pages, sandboxes, "Command line", run)
    assert list(keys.kept.values()) == [environment["INSTANTCARD_PASSWORD"]]


def test_curl_sends_what_the_client_sends(
    pages: dict[str, str], sandboxes: Sandboxes, desk: Path
) -> None:
    by_client = played(pages, sandboxes, "Python", run_python)
    for each in sandboxes.values():
        each.reset()
        each.serve()
    by_curl = in_one_shell(pages, sandboxes, desk)
    for operation, call in by_client.items():
        curl = by_curl[operation]
        assert (curl.method, curl.path) == (call.method, call.path)
        assert curl.query == call.query, operation
        assert meant(curl.form) == meant(call.form), operation
        assert curl.json == call.json, operation


def meant(value: object) -> object:
    """A form with the JSON in its fields as what it says, whatever its spaces."""
    if isinstance(value, dict):
        return {name: meant(each) for name, each in value.items()}
    if isinstance(value, str) and value.startswith("["):
        return json.loads(value)
    return value


def in_one_shell(pages: dict[str, str], sandboxes: Sandboxes, folder: Path) -> dict[str, Call]:
    """The examples with curl as a reader types them: one after the other, in one shell."""
    found: dict[str, Found] = {}
    steps = list(SETUP)
    for package, ordered in EXAMPLES.items():
        found |= examples(pages, package)
        steps += [found[each.operation].forms["curl"] for each in ordered]
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(steps)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        # What the pages need must be on the pages.
        env={
            "PATH": os.environ["PATH"],
            **sandboxes["instantcard"].environment,
            **sandboxes["synctera"].environment,
        },
        timeout=100,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    calls: dict[str, Call] = {}
    for package in EXAMPLES:
        statuses = documented(package)
        for call in sandboxes[package].calls:
            assert call.operation is not None
            assert call.status in statuses[call.operation], call
            calls[call.operation] = call
    assert calls.keys() == found.keys()
    return calls
