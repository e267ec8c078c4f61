"""Every example of docs/command-line.md and of the README is run, and prints what stands there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner

from cardwright.cli.app import cli
from cardwright.cli.exits import MEANINGS
from cardwright.staging import Staging

from .test_calls import CARD

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "command-line.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


@attrs.frozen
class Step:
    """A command, and what the page says it prints, where `…` stands for anything."""

    command: str
    printed: str

    def matches(self, printed: str) -> bool:
        lines = (line.rstrip() for line in printed.splitlines())
        parts = [re.escape(part) for part in self.printed.strip().split("…")]
        return re.fullmatch(".*".join(parts), "\n".join(lines).strip(), re.S) is not None


def _steps(page: str) -> Iterator[Step]:
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.M | re.S):
        for text in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command = re.match(r"(?:[^\n]*\\\n)*[^\n]*\n", text)
            assert command is not None
            yield Step(command[0].replace("\\\n", " ").strip(), text[command.end() :])


@pytest.mark.parametrize("page", [PAGE, README], ids=["command-line", "README"])
def test_the_examples_print_what_the_page_says(
    page: str, staging: Staging, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(photo.parent)
    Path("card.txt").write_text(CARD)
    env = {**staging.environment, "CARDWRIGHT_OUTPUT": "table", "COLUMNS": "100"}
    code = 0
    steps = list(_steps(page))
    assert len(steps) > 2
    for step in steps:
        if step.command == "echo $?":
            printed = str(code)
        else:
            program, *words = shlex.split(step.command)
            assert program == "cardwright"
            result = CliRunner(env=env).invoke(cli, words)
            code, printed = result.exit_code, result.output
        assert step.matches(printed), (step.command, printed)


def test_every_exit_code_is_on_the_page() -> None:
    rows = dict(re.findall(r"^\| (\d+) \| (.*) \|$", PAGE, re.M))
    assert {int(each) for each in rows} == {int(each) for each in MEANINGS}
    for code in (0, 2, 3, 4, 5, 6, 7, 130, 141):
        (said,) = (said for each, said in MEANINGS.items() if int(each) == code)
        assert rows[str(code)] == said
