"""The commands `drift` and `facts`."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from ..document import read_document
from ..errors import SpecError
from ..lint import read as read_lines
from ..reading import Unreadable
from ..writing import say
from .drift import Vendor, compared, facts_file, is_drift, read_vendor
from .errors import PageError
from .expected import expected_page
from .facts import facts_text
from .lines import MAXIMUM_BYTES
from .matching import matched
from .reading import Page, read_page
from .report import as_json, as_text


def add_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", specs: Path
) -> None:
    """Add the commands to the generator's.

    Args:
        commands: Where to add them.
        specs: The folder of the specs.
    """
    said = "tell what a vendor's page says that the spec does not"
    drift = commands.add_parser(
        "drift",
        help=said,
        description=f"{said.capitalize()}. 0: no drift; 1: drift; 2: the page cannot be read.",
    )
    _add_page(drift)
    drift.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    drift.set_defaults(run=lambda options: _drift(options, specs))
    said = "take over what a vendor's page says, into the folder facts/ beside the spec"
    facts = commands.add_parser("facts", help=said, description=said.capitalize() + ".")
    _add_page(facts)
    facts.set_defaults(run=lambda options: _facts(options, specs))


def _add_page(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "page", metavar="PAGE", help="a saved page, Markdown or text; - for the standard input"
    )
    command.add_argument(
        "--spec",
        type=Path,
        metavar="FILE",
        help="the spec (default: the one in spec/ that has most of the page's operations)",
    )


def _read(name: str) -> Page:
    """Read the page of a command line."""
    if name == "-":
        return read_page(sys.stdin.buffer.read(MAXIMUM_BYTES + 1), name)
    path = Path(name)
    if not path.is_file():
        raise PageError(name, 0, "not a file" if path.exists() else "no such file")
    with path.open("rb") as file:
        return read_page(file.read(MAXIMUM_BYTES + 1), name)


def _spec_of(page: Page, options: argparse.Namespace, folder: Path) -> Path:
    """The spec of a page: the one that is named, or the one that knows most of it."""
    if options.spec is not None:
        spec: Path = options.spec
        return spec
    known = {}
    for spec in sorted(folder.glob("*.yaml")):
        expected = expected_page(read_document(spec))
        found, _ = matched(page.facts.operations, expected, {})
        known[spec] = (len(found), len(set(page.facts.servers) & set(expected.servers)))
    best = max(known, key=lambda spec: known[spec], default=None)
    if best is None or not any(known[best]):
        raise PageError(page.name, 0, f"of no vendor with a spec in {folder}; name one with --spec")
    return best


def _drift(options: argparse.Namespace, folder: Path) -> int:
    page = _read(options.page)
    vendor = read_vendor(_spec_of(page, options, folder))
    changes = compared(page, vendor)
    if options.format == "json":
        print(as_json(page.name, vendor.name, changes))
    else:
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        file = str(vendor.file)
        print(as_text(page.name, file, changes, _lines(vendor), colour))
    return int(is_drift(changes))


def _lines(vendor: Vendor) -> Callable[[str], int]:
    """The line of each place in the spec."""
    try:
        return read_lines(vendor.file).line
    except Unreadable as error:
        raise SpecError(str(vendor.file), "", str(error)) from None


def _facts(options: argparse.Namespace, folder: Path) -> int:
    page = _read(options.page)
    target = facts_file(_spec_of(page, options, folder))
    target.parent.mkdir(exist_ok=True)
    target.write_text(facts_text(page.facts), "utf-8")
    say(f"wrote {target}: {len(page.facts.operations)} operations of {page.name}")
    return 0
