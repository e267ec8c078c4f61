"""The command `release-notes`."""

import argparse
import io
import re
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from ..document import Document, parse_document, read_document
from ..errors import SpecError
from ..pages.expected import expected_page
from ..vendor import package_name
from .changes import Change, api_changes, wire_changes
from .surface import surface_of

_REVISION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./~^@{}-]{0,200}")
_WORKING_TREE = "."


@attrs.frozen
class State:
    """One state of the specs and of the clients made from them.

    Attributes:
        name: What to call it.
        specs: The specs, by the name of their package.
        clients: The folder of the clients.
    """

    name: str
    specs: dict[str, Document]
    clients: Path


def add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    root: Path,
    render: Callable[[Document], dict[str, str]],
) -> None:
    """Add the command to the generator's.

    Args:
        commands: Where to add it.
        root: The project's folder.
        render: Makes the files of a client from a spec.
    """
    said = "tell users what changed between two states of the specs"
    command = commands.add_parser(
        "release-notes", help=said, description=f"{said.capitalize()}, for CHANGELOG.md."
    )
    command.add_argument("old", metavar="OLD", help="a git revision, or the file of a spec")
    command.add_argument(
        "new",
        metavar="NEW",
        nargs="?",
        default=_WORKING_TREE,
        help="the same; default: the files as they are",
    )
    command.set_defaults(run=lambda options: _notes(options, root, render))


def _notes(
    options: argparse.Namespace, root: Path, render: Callable[[Document], dict[str, str]]
) -> int:
    with _state(options.old, root, render) as old, _state(options.new, root, render) as new:
        changes = list(_changes(old, new))
        print(_text(old.name, new.name, changes, _version(root)))
    return 0


@contextmanager
def _state(name: str, root: Path, render: Callable[[Document], dict[str, str]]) -> Iterator[State]:
    if name == _WORKING_TREE:
        specs = {package_name(f): read_document(f) for f in sorted((root / "spec").glob("*.yaml"))}
        yield State("now", specs, root / "generated")
        return
    with tempfile.TemporaryDirectory(prefix="cardwright-") as folder:
        path = Path(folder)
        if Path(name).is_file():
            document = read_document(Path(name))
            # Both states may be files, of any names: one package stands for both.
            for file, text in render(document).items():
                target = path / "client" / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")
            yield State(name, {"client": document}, path)
        else:
            yield _revision(name, root, path)


def _revision(name: str, root: Path, folder: Path) -> State:
    """A git revision, unpacked into a folder; tarfile's filter lets nothing out of it."""
    if not _REVISION.fullmatch(name):
        raise SpecError(name, "", "is neither a file nor a git revision")
    done = subprocess.run(
        ["git", "archive", "--format=tar", name, "--", "spec", "generated"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        said = lines[0] if lines else "git says nothing"
        raise SpecError(name, "", f"is neither a file nor a git revision: {said}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    specs = {
        package_name(file): parse_document(file.read_bytes(), f"{name}:spec/{file.name}")
        for file in sorted((folder / "spec").glob("*.yaml"))
    }
    return State(name, specs, folder / "generated")


def _changes(old: State, new: State) -> Iterator[Change]:
    for package in sorted({*old.specs, *new.specs}):
        if package not in old.specs:
            yield Change(f"`{package}`: a new client")
        elif package not in new.specs:
            yield Change(f"`{package}`: the client is gone", True)
        else:
            before, after = expected_page(old.specs[package]), expected_page(new.specs[package])
            yield from wire_changes(before, after)
            surfaces = surface_of(old.clients / package), surface_of(new.clients / package)
            yield from api_changes(package, *surfaces)


def _version(root: Path) -> str:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def _text(old: str, new: str, changes: list[Change], version: str) -> str:
    lines = [f"# From {old} to {new}", ""]
    for title, breaking in (("Breaking", True), ("New", False)):
        texts = dict.fromkeys(each.text for each in changes if each.breaking is breaking)
        if texts:
            lines += [f"## {title}", "", *(f"- {text}" for text in texts), ""]
    if not changes:
        lines += ["Nothing that a user would see.", ""]
    step = "major" if any(c.breaking for c in changes) else "minor" if changes else "patch"
    lines.append(f"Suggested step: {step}, {version} to {next_version(version, step)}.")
    if step == "major" and version.startswith("0."):
        lines.append("(Below 1.0.0 a breaking change is a minor step.)")
    return "\n".join(lines)


def next_version(version: str, step: str) -> str:
    """The version after a step of semantic versioning; below 1.0.0 a major step is a minor one."""
    major, minor, patch = (int(each) for each in version.split(".")[:3])
    if step == "major" and major:
        return f"{major + 1}.0.0"
    if step in ("major", "minor"):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"
