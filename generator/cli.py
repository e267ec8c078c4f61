"""The command line of the generator."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from openapi_spec_validator import OpenAPIV31SpecValidator

from .document import Document, Node, read_document
from .errors import SpecError, one_line
from .pages.commands import add_commands
from .pages.errors import PageError
from .reading import step
from .rendering import render_client
from .vendor import package_name, vendor_of
from .writing import WriteError, alone, differences, laid_out, replace_clients, say

ROOT = Path(__file__).parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. 0: done; 1: something differs; 2: it cannot be done, and nothing changed."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (SpecError, WriteError, PageError) as error:
        reason = str(error)
    except OSError as error:
        reason = f"{error.filename or 'file'}: {error.strerror}"
    except KeyboardInterrupt:
        reason = "interrupted"
    print(f"error: {one_line(reason)}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description="Specs to clients.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run, said in (
        ("generate", _generate, "write the clients"),
        ("check", _check, "tell whether the clients are what the specs make them"),
    ):
        command = commands.add_parser(name, help=said, description=said.capitalize() + ".")
        command.set_defaults(run=run)
        command.add_argument(
            "--spec",
            type=Path,
            nargs="+",
            metavar="FILE",
            help="the specs (default: spec/*.yaml)",
        )
        command.add_argument(
            "--output",
            type=Path,
            metavar="FOLDER",
            default=ROOT / "generated",
            help="where the clients are (default: generated/)",
        )
    add_commands(commands, ROOT / "spec")
    return parser


def _specs(options: argparse.Namespace) -> list[Path]:
    specs: list[Path] = options.spec or sorted((ROOT / "spec").glob("*.yaml"))
    if not specs:
        raise SpecError(str(ROOT / "spec"), "", "holds no spec")
    packages: dict[str, Path] = {}
    for spec in specs:
        package = package_name(spec)
        if package in packages:
            raise SpecError(str(spec), "", f"makes the same package as {packages[package]}")
        packages[package] = spec
    return specs


def _rendered(specs: list[Path]) -> dict[str, dict[str, str]]:
    """The files of all clients, by package."""
    clients = {}
    for spec in specs:
        begin = time.perf_counter()
        package = package_name(spec)
        document = read_document(spec)
        say(f"{package}: read {spec}")
        clients[package] = client_of(document)
        seconds = time.perf_counter() - begin
        say(f"{package}: rendered {len(clients[package])} files in {seconds:.1f} s")
    return clients


def client_of(document: Document) -> dict[str, str]:
    """The files of a spec's client, by their paths within the package.

    Raises:
        SpecError: The spec is not valid, or uses something that is not supported.
    """
    vendor = vendor_of(Path(document.file), document.root)
    # The generator's own errors come first: they name the place more closely.
    files = render_client(document, vendor)
    _require_valid(document)
    return files


def _require_valid(document: Document) -> None:
    """Raise `SpecError` for the first place that is not valid OpenAPI 3.1."""
    _require_within(document.root)
    try:
        error = next(iter(OpenAPIV31SpecValidator(document.root.value).iter_errors()), None)
    except RecursionError:
        raise document.root.refuse("refers to itself without end") from None
    except Exception as problem:
        # The validator resolves references as it goes, and each way to break one is another type.
        reason = f"is not valid OpenAPI: {type(problem).__name__}: {problem}"
        raise document.root.refuse(reason) from None
    if error is not None:
        pointer = "".join(map(step, error.absolute_path))
        reason, _, _ = error.message.partition("\n")
        raise SpecError(document.file, pointer, f"is not valid OpenAPI: {reason}")


def _require_within(node: Node) -> None:
    """Refuse what leads out of the document: the validator would fetch it."""
    if isinstance(node.value, dict):
        for key, value in node.entries():
            if key == "$ref" and isinstance(value.value, str) and not value.value.startswith("#/"):
                raise value.refuse("only references to '#/components/...' are supported")
            if key in ("$id", "$schema", "$dynamicRef") and isinstance(value.value, str):
                raise value.refuse(f"{key!r} is not supported")
            _require_within(value)
    elif isinstance(node.value, list):
        for item in node.items():
            _require_within(item)


def _generate(options: argparse.Namespace) -> int:
    # All clients are made before any is replaced: one broken spec changes nothing.
    clients = _rendered(_specs(options))
    output: Path = options.output
    with alone(output), laid_out(clients, output) as folder:
        changed = [each for each in clients if _differs(folder / each, output / each)]
        replace_clients(folder, output, changed)
    for package in clients:
        say(f"{package}: {'wrote' if package in changed else 'unchanged:'} {output / package}")
    return 0


def _differs(made: Path, target: Path) -> bool:
    return target.is_symlink() or not target.is_dir() or bool(differences(made, target))


def _check(options: argparse.Namespace) -> int:
    clients = _rendered(_specs(options))
    output: Path = options.output
    status = 0
    with laid_out(clients) as folder:
        for package in clients:
            lines = differences(folder / package, output / package)
            if lines:
                status = 1
                print("\n".join(map(_printable, lines)))
                say(
                    f"{package}: {output / package} is not what its spec makes; run `make generate`"
                )
            else:
                say(f"{package}: up to date")
    for stray in [] if options.spec else _strays(output, clients):
        status = 1
        say(f"{stray} is made by no spec")
    return status


def _strays(output: Path, clients: dict[str, dict[str, str]]) -> list[Path]:
    """Clients whose spec is gone."""
    return sorted(
        about.parent for about in output.glob("[!.]*/_about.py") if about.parent.name not in clients
    )


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() or c == "\t" else ascii(c)[1:-1] for c in line)
