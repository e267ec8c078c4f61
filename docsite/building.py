"""The pages become a site: written into one folder, made HTML by Zensical, and looked through."""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import tomlkit

from .errors import SiteError
from .guides import guides, mirrored
from .links import problems
from .reference.pages import reference

_HERE: Final = Path(__file__).parent
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")


def build(root: Path, output: Path) -> int:
    """Build the site into ``output/site``; what it is made from is beside it.

    Args:
        root: The repository.
        output: A folder for what is built.

    Returns:
        How many pages it has.

    Raises:
        SiteError: It cannot be built, or a link is broken; then there is no ``site``.
    """
    if find_spec("zensical") is None:
        raise SiteError("Zensical is not installed here: run `make docs`, which brings it")
    pages, site = output / "pages", output / "site"
    for folder in (pages, site):
        shutil.rmtree(folder, ignore_errors=True)
    navigation = _written(root, pages)
    config = output / "zensical.toml"
    config.write_text(_configuration(navigation), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", config],
        cwd=output,
        capture_output=True,
        text=True,
        check=False,
    )
    said, _, _ = (done.stdout + done.stderr).partition("Traceback (most recent call last)")
    said = _COLOUR.sub("", said).removeprefix("Build started")
    found = [said.strip()] if done.returncode != 0 else problems(site)
    if found:
        shutil.rmtree(site, ignore_errors=True)
        raise SiteError("\n".join(found))
    return sum(1 for _ in site.rglob("*.html"))


def _written(root: Path, folder: Path) -> list[Any]:
    """Write all pages; answers the navigation."""
    written = guides(root, _HERE / "pages")
    operations, vendors = reference(root / "spec")
    written |= {f"reference/{name}": page for name, page in operations.items()}
    for name, page in written.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, "utf-8")
    for picture in mirrored(root):
        if picture.suffix != ".md":
            (folder / picture).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / picture, folder / picture)
    shutil.copytree(_HERE / "assets", folder / "assets")
    return _navigation(vendors)


def _navigation(vendors: list[dict[str, Any]]) -> list[Any]:
    return [
        {"Home": "index.md"},
        {
            "Guides": [
                {"Import the package": "start.md"},
                {"Money": "docs/money.md"},
                {"Failures": "failures.md"},
                {"What holds when the vendor fails": "docs/reliability.md"},
                {"Logs, hooks and networks": "calls.md"},
                {"The command line": "docs/command-line.md"},
                {"From a spreadsheet to a print job": "docs/bulk-issuing.md"},
            ]
        },
        {
            "Testing": [
                {"Testing your code": "docs/testing-with-the-sandbox.md"},
                {"Local staging": "docs/staging.md"},
                {"Contract tests": "docs/contract-tests.md"},
            ]
        },
        {"Operations": ["reference/index.md", *vendors]},
        {
            "Project": [
                {"When the docs change": "docs/when-the-docs-change.md"},
                {"The specs": "spec/README.md"},
                {"Architecture": "ARCHITECTURE.md"},
                {"This site": "docs/documentation.md"},
                {
                    "Speed": [
                        "speed.md",
                        {"Results": "benchmarks/results.md"},
                        {"How it is measured": "benchmarks/README.md"},
                    ]
                },
                {"Changes": "CHANGELOG.md"},
            ]
        },
    ]


def _configuration(navigation: list[Any]) -> str:
    config = tomlkit.parse((_HERE / "zensical.toml").read_text("utf-8")).unwrap()
    config["project"] |= {"docs_dir": "pages", "site_dir": "site", "nav": navigation}
    return tomlkit.dumps(config)
