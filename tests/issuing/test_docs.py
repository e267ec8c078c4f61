"""Every block of docs/bulk-issuing.md is run, in its order."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from cardwright.issuing.command import issue
from cardwright.issuing.ends import End
from cardwright.staging import Staging

from .people import write_photos

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "bulk-issuing.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S)


def test_the_examples_work_as_they_stand(staging: Staging, tmp_path: Path) -> None:
    (sheet,) = [text for language, text in BLOCKS if language == "csv"]
    (tmp_path / "people.csv").write_text(sheet)
    write_photos(tmp_path / "photos", 2)
    for number, name in enumerate(("ana", "bruno")):
        (tmp_path / "photos" / f"p{number}.jpg").rename(tmp_path / "photos" / f"{name}.jpg")
    program = f'cardwright() {{ "{sys.executable}" -W error -m cardwright.cli "$@"; }}'
    steps = [text for language, text in BLOCKS if language == "sh"]
    script = "\n".join(["set -euo pipefail", program, *steps])
    environment = {**os.environ, **staging.environment, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 rows: 2 ordered" in done.stdout
    assert "print job 1614262 is submitted" in done.stdout
    assert (tmp_path / "people.csv.cards" / "sheet.pdf").exists()
    assert (tmp_path / "report.csv").read_text().count("ordered") == 2
    (python,) = [text for language, text in BLOCKS if language == "python"]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", python],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "1614263"


def test_the_page_has_every_option_it_needs_and_every_code() -> None:
    codes = {int(each) for each in re.findall(r"^\| (\d+) \|", PAGE, re.M)}
    assert codes == {each.value for each in End}
    known = {option for each in issue.params for option in each.opts}
    told = set(re.findall(r"(?<=`)--[a-z-]+", PAGE))
    assert told <= known
    assert {language for language, _ in BLOCKS} == {"csv", "sh", "python"}


def test_the_picture_is_small_enough_for_a_page() -> None:
    picture = ROOT / "docs" / "images" / "contact-sheet.png"
    assert picture.stat().st_size < 300_000
    with Image.open(picture) as shown:
        assert shown.width >= 1000


@pytest.mark.parametrize("target", ["issue-soak", "contact-sheet"])
def test_the_targets_are_what_the_page_says(target: str) -> None:
    done = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert "python -m tests.issuing." in done.stdout
