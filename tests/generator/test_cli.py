"""The commands: what is written is whole, the same each time, or not written at all."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import __version__, cli, writing
from generator.cli import main
from generator.document import read_document
from tests.generator.support import ROOT, Spec, minimal, put, run_generator, tree

POST = "/paths/~1orders~1{id}/post"


def spec_file(folder: Path, spec: Spec, name: str = "shop.yaml") -> str:
    """A spec's file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(spec))
    return str(folder / name)


@pytest.fixture
def shop(tmp_path: Path) -> str:
    """The file of the small spec."""
    return spec_file(tmp_path, minimal())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where clients are written."""
    return tmp_path / "out"


@pytest.fixture
def formatted() -> None:
    """For tests in which the output is formatted."""


@pytest.fixture(autouse=True)
def _unformatted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """To format takes most of the time, and most tests are about something else."""
    if "formatted" not in request.fixturenames:
        monkeypatch.setattr(writing, "format_client", lambda folder: None)


def generate(output: Path, *specs: str) -> int:
    return main(["generate", "--spec", *specs, "--output", str(output)])


def check(output: Path, *specs: str) -> int:
    return main(["check", "--spec", *specs, "--output", str(output)])


# Written the same each time


def test_each_step_is_said(shop: str, output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(output, shop) == 0
    said = re.sub(r"\d+ files in \d\.\d s", "N files in N s", capsys.readouterr().out)
    assert said.splitlines() == [
        f"shop: read {shop}",
        "shop: rendered N files in N s",
        f"shop: wrote {output / 'shop'}",
    ]
    assert generate(output, shop) == 0
    assert f"shop: unchanged: {output / 'shop'}" in capsys.readouterr().out


def test_nothing_but_the_client_is_left(shop: str, output: Path) -> None:
    generate(output, shop)
    assert [each.name for each in output.iterdir()] == ["shop"]


@pytest.mark.usefixtures("formatted")
def test_the_real_clients_are_made_in_seconds(tmp_path: Path) -> None:
    specs = [str(each) for each in sorted((ROOT / "spec").glob("*.yaml"))]
    begin = time.perf_counter()
    assert generate(tmp_path, *specs) == 0
    assert time.perf_counter() - begin < 10
    assert {each.name for each in tmp_path.iterdir()} == {"instantcard", "synctera"}


@pytest.mark.usefixtures("formatted")
def test_what_is_committed_is_what_the_specs_make(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["check"])
    assert (status, capsys.readouterr().out.count("up to date")) == (0, 2)


@pytest.mark.usefixtures("formatted")
def test_surroundings_change_nothing(shop: str, output: Path, tmp_path: Path) -> None:
    assert generate(output, shop) == 0
    odd = tmp_path / "odd" / "build"
    odd.mkdir(parents=True)
    (odd.parent / "ruff.toml").write_text("line-length = 40\n[format]\nquote-style = 'single'\n")
    (odd / "pyproject.toml").write_text("[tool.ruff]\nline-length = 50\nexclude = ['*']\n")
    (odd.parent / ".gitignore").write_text("*\n")
    subprocess.run(["git", "init", "--quiet", str(odd.parent)], check=True)
    (odd / "httpx").mkdir()
    (odd / "httpx" / "__init__.py").touch()
    for seed in ("0", "4242"):
        target = odd / seed
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "RUFF_NO_FIX": "1",
            "LC_ALL": "C",
        }
        done = run_generator(
            "generate",
            "--spec",
            shop,
            "--output",
            str(target),
            cwd=odd,
            env={**environment, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"},
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert tree(target) == tree(output)


def test_the_output_says_what_it_was_made_from(shop: str, output: Path) -> None:
    generate(output, shop)
    about: dict[str, Any] = {}
    exec((output / "shop" / "_about.py").read_text(), about)
    assert about["SPEC"] == "shop.yaml"
    assert about["SPEC_VERSION"] == "1"
    assert about["SPEC_SHA256"] == read_document(Path(shop)).sha256
    assert about["GENERATOR_VERSION"] == __version__
    assert all(
        file.read_text().startswith(("# Generated from shop.yaml by Card", "# Copied from generat"))
        for file in output.rglob("*.py")
    )


def test_a_changed_spec_changes_the_output(shop: str, output: Path, tmp_path: Path) -> None:
    generate(output, shop)
    before = tree(output)
    spec_file(tmp_path, put(minimal(), f"{POST}/operationId", "orders.renamed"))
    assert generate(output, shop) == 0
    after = tree(output)
    assert {each for each in before if before[each] != after.get(each)} == {
        "shop/_about.py",
        "shop/_commands.py",
        "shop/_resources/orders.py",
    }


# Checked


def _edit(client: Path) -> None:
    file = client / "_client.py"
    file.write_text(file.read_text().replace("class Shop(NotCopied):", "class Shops(NotCopied):"))


def _remove(client: Path) -> None:
    (client / "_models" / "item.py").unlink()


def _add(client: Path) -> None:
    (client / "_models" / "extra.py").write_text("extra = 1\n")


def _add_empty(client: Path) -> None:
    (client / "extra.txt").touch()


def _end_line(client: Path) -> None:
    file = client / "_about.py"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "edited": (_edit, "-class Shops(NotCopied):\n+class Shop(NotCopied):"),
    "missing": (_remove, "+class Item(Read):"),
    "extra": (_add, "-extra = 1"),
    "extra and empty": (_add_empty, "extra.txt should not be there"),
    "ends of lines": (_end_line, '-PACKAGE = "shop"\\r\n'),
    "all missing": (shutil.rmtree, "+class Shop(NotCopied):"),
}


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=CHANGES)
def test_a_difference_is_shown(
    shop: str,
    output: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path], None],
    told: str,
) -> None:
    generate(output, shop)
    assert check(output, shop) == 0
    change(output / "shop")
    before = tree(output)
    capsys.readouterr()
    assert check(output, shop) == 1
    said = capsys.readouterr().out
    assert told in said
    assert "is not what its spec makes; run `make generate`" in said
    assert tree(output) == before
    assert generate(output, shop) == 0
    assert check(output, shop) == 0


def test_a_diff_is_unified(shop: str, output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate(output, shop)
    _edit(output / "shop")
    capsys.readouterr()
    check(output, shop)
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:5] == [
        f"--- {output}/shop/_client.py (committed)",
        "+++ _client.py (generated)",
        lines[4],
    ]
    assert re.fullmatch(r"@@ -\d+,5 \+\d+,5 @@", lines[4])


def test_checking_writes_nothing(shop: str, output: Path) -> None:
    assert check(output, shop) == 1
    assert not output.exists()


def test_a_client_whose_spec_is_gone_is_shown(
    tmp_path: Path,
    output: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    spec_file(tmp_path / "spec", minimal())
    assert main(["generate", "--output", str(output)]) == 0
    assert main(["check", "--output", str(output)]) == 0
    shutil.copytree(output / "shop", output / "gone")
    assert main(["check", "--output", str(output)]) == 1
    assert f"{output / 'gone'} is made by no spec" in capsys.readouterr().out


# Or not at all


def _fails(output: Path, *specs: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a failure says; nothing has changed."""
    before = tree(output.parent)
    capsys.readouterr()
    assert generate(output, *specs) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: ")
    assert told.count("\n") == 1
    assert tree(output.parent) == before
    return told


def test_a_broken_spec_leaves_the_old_output(
    shop: str, output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generate(output, shop)
    spec_file(tmp_path, put(minimal(), f"{POST}/operationId", "x"))
    told = _fails(output, shop, capsys=capsys)
    assert told == (
        f"error: {shop}: #/paths/~1orders~1{{id}}/post/operationId: "
        "an operationId must be resource.method, in lower-case letters\n"
    )


def test_the_second_of_two_specs_may_be_the_broken_one(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (spec_file(tmp_path, minimal(), name) for name in ("shop.yaml", "other.yaml"))
    generate(output, first, second)
    spec_file(tmp_path, put(minimal(), "/info/version", "2"))
    spec_file(tmp_path, put(minimal(), "/paths", {}), "other.yaml")
    assert "other.yaml: #/paths: has no operation" in _fails(output, first, second, capsys=capsys)


def _make_file(target: Path) -> None:
    target.write_text("mine")


def _make_link(target: Path) -> None:
    (target.parent / "elsewhere").mkdir()
    target.symlink_to("elsewhere")


def _make_dangling_link(target: Path) -> None:
    target.symlink_to("nowhere")


def _make_foreign(target: Path) -> None:
    target.mkdir()
    (target / "mine.txt").write_text("mine")


TARGETS = {
    "file": (_make_file, "is not a folder"),
    "link": (_make_link, "is not a folder"),
    "dangling link": (_make_dangling_link, "is not a folder"),
    "foreign folder": (_make_foreign, "holds something that is no generated client"),
}


@pytest.mark.parametrize(("make", "told"), TARGETS.values(), ids=TARGETS)
def test_what_is_no_client_stays(
    output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
    told: str,
) -> None:
    first, second = (spec_file(tmp_path, minimal(), name) for name in ("a.yaml", "shop.yaml"))
    generate(output, first)
    spec_file(tmp_path, put(minimal(), "/info/version", "2"), "a.yaml")
    make(output / "shop")
    assert told in _fails(output, first, second, capsys=capsys)


def test_an_empty_folder_is_filled(shop: str, output: Path) -> None:
    (output / "shop").mkdir(parents=True)
    assert generate(output, shop) == 0


@pytest.mark.parametrize("place", ["/dev/null/out", "/proc/out", "spec.txt"])
def test_an_output_that_cannot_be_written(
    shop: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    (tmp_path / "spec.txt").write_text("text")
    told = _fails(tmp_path / place, shop, capsys=capsys) if place[0] != "/" else ""
    if place[0] == "/":
        assert generate(Path(place), shop) == 2
        told = capsys.readouterr().err
    assert place in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "in steps"])
def test_all_clients_are_replaced_or_none(
    output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    at_once: bool,
) -> None:
    specs = [spec_file(tmp_path, minimal(), name) for name in ("a.yaml", "b.yaml")]
    generate(output, *specs)
    for name in ("a.yaml", "b.yaml"):
        spec_file(tmp_path, put(minimal(), "/info/version", "2"), name)
    exchange = writing._exchange

    def failing(folder: Path, target: Path) -> None:
        if target.name == "b":
            raise PermissionError(13, "Permission denied", str(target))
        exchange(folder, target)

    monkeypatch.setattr(writing, "_exchange", failing)
    if not at_once:
        monkeypatch.setattr(writing, "_exchange_at_once", lambda one, other: False)
    assert "cannot be replaced: Permission denied" in _fails(output, *specs, capsys=capsys)
    monkeypatch.setattr(writing, "_exchange", exchange)
    assert generate(output, *specs) == 0
    assert b'SPEC_VERSION = "2"' in tree(output)["a/_about.py"]
    assert sorted(each.name for each in output.iterdir()) == ["a", "b"]


def test_a_step_that_fails_is_taken_back(
    shop: str,
    output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    generate(output, shop)
    spec_file(tmp_path, put(minimal(), "/info/version", "2"))
    monkeypatch.setattr(writing, "_exchange_at_once", lambda one, other: False)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "shop" and self.parent.name.startswith(".cardwright-"):
            raise OSError(28, "No space left on device", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    assert "No space left" in _fails(output, shop, capsys=capsys)


@pytest.mark.usefixtures("formatted")
def test_ruff_that_fails_changes_nothing(
    shop: str,
    output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    generate(output, shop)
    spec_file(tmp_path, put(minimal(), "/info/version", "2"))
    monkeypatch.setattr(writing, "find_ruff_bin", lambda: "/bin/false")
    assert "ruff failed" in _fails(output, shop, capsys=capsys)
    monkeypatch.setattr(writing, "find_ruff_bin", lambda: "/no/ruff")
    assert "ruff is not installed" in _fails(output, shop, capsys=capsys)


def test_two_specs_of_one_package(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs = [spec_file(tmp_path / each, minimal()) for each in ("a", "b")]
    output.mkdir()
    assert "makes the same package as" in _fails(output, *specs, capsys=capsys)


def test_no_spec_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    assert main(["generate"]) == 2
    assert capsys.readouterr().err == f"error: {tmp_path / 'spec'}: #: holds no spec\n"


def test_an_error_has_no_traceback_and_no_line_break(tmp_path: Path) -> None:
    spec = put(minimal(), "/paths/~1a\n\x1b[31m\ud800", {"get": {}})
    done = run_generator("generate", "--spec", spec_file(tmp_path, spec), "--output", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert r"#/paths/~1a\n\x1b[31m\ud800" in done.stderr


def test_an_interruption_is_one_line(
    shop: str, output: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "client_of", interrupted)
    output.mkdir()
    assert _fails(output, shop, capsys=capsys) == "error: interrupted\n"


# Killed


@pytest.mark.usefixtures("formatted")
def test_a_killed_run_leaves_the_old_output_or_the_new(output: Path, tmp_path: Path) -> None:
    specs = {}
    for version in ("1", "2"):
        spec = put(minimal(), "/info/version", version)
        specs[version] = spec_file(tmp_path / version, spec)
    generate(output, specs["1"])
    wanted = {"1": tree(output)}
    generate(tmp_path / "new", specs["2"])
    wanted["2"] = tree(tmp_path / "new")
    dice = random.Random(1)
    run = [sys.executable, "-m", "generator", "generate", "--output", str(output), "--spec"]
    begin = time.perf_counter()
    subprocess.run([*run, specs["2"]], check=True, capture_output=True, cwd=ROOT)
    whole = time.perf_counter() - begin
    for round_ in range(6):
        process = subprocess.Popen(
            [*run, specs[str(round_ % 2 + 1)]], stdout=subprocess.DEVNULL, cwd=ROOT
        )
        time.sleep(whole * (0.75 + dice.random() * 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = {each: text for each, text in tree(output).items() if not each.startswith(".")}
        assert found in wanted.values()
    assert generate(output, specs["1"]) == 0
    assert tree(output) == wanted["1"]


def test_leftovers_are_removed_and_what_was_moved_away_comes_back(
    shop: str, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generate(output, shop)
    before = tree(output)
    stale = output / ".cardwright-killed"
    (stale / "shop").mkdir(parents=True)
    (output / "shop").rename(stale / "shop.old")
    capsys.readouterr()
    assert generate(output, shop) == 0
    assert "unchanged" in capsys.readouterr().out
    assert tree(output) == before
    assert not stale.exists()


def test_a_leftover_does_not_disturb_a_check(shop: str, output: Path) -> None:
    generate(output, shop)
    shutil.copytree(output / "shop", output / ".cardwright-killed" / "shop")
    assert check(output, shop) == 0


def test_what_is_laid_out_is_ignored_by_git(tmp_path: Path) -> None:
    with writing.laid_out({"shop": {"a.py": ""}}, tmp_path) as folder:
        assert folder.name.startswith(".")
        assert (folder / ".gitignore").read_text() == "*\n"


@pytest.mark.usefixtures("formatted")
def test_two_runs_at_once_take_turns(output: Path, tmp_path: Path) -> None:
    specs = [
        spec_file(tmp_path / each, put(minimal(), "/info/version", each)) for each in ("1", "2")
    ]
    run = [sys.executable, "-m", "generator", "generate", "--output", str(output), "--spec"]
    processes = [
        subprocess.Popen([*run, specs[i % 2]], stdout=subprocess.DEVNULL, cwd=ROOT)
        for i in range(3)
    ]
    assert [each.wait(60) for each in processes] == [0] * 3
    assert [each.name for each in output.iterdir()] == ["shop"]
    assert check(output, specs[0]) + check(output, specs[1]) == 1


def test_a_new_client_is_taken_back_with_the_rest(
    output: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = (spec_file(tmp_path, minimal(), name) for name in ("a.yaml", "b.yaml"))
    generate(output, second)
    spec_file(tmp_path, put(minimal(), "/info/version", "2"), "b.yaml")
    exchange = writing._exchange

    def failing(folder: Path, target: Path) -> None:
        if target.name == "b":
            raise PermissionError(13, "Permission denied", str(target))
        exchange(folder, target)

    monkeypatch.setattr(writing, "_exchange", failing)
    assert "cannot be replaced" in _fails(output, first, second, capsys=capsys)
    assert [each.name for each in output.iterdir()] == ["b"]


def test_a_system_that_cannot_exchange_folders_takes_steps(
    shop: str, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(output, shop)
    spec_file(tmp_path, put(minimal(), "/info/version", "2"))
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    assert generate(output, shop) == 0
    assert check(output, shop) == 0
    assert [each.name for each in output.iterdir()] == ["shop"]
