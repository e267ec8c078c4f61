"""With the operations of a spec: how long a client takes to import, and to generate."""

import functools
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from .. import plain, synthetic
from ..bench import Bench
from ..contestants import OURS
from ..figures import Curve
from ..harness import interleaved, ratio

START_SIZES = (10, 40, 300)
GENERATE_SIZES = (10, 40, 300, 600)

_BASE_URL = "https://api.example.com/v1"


def start_code(operations: int) -> str:
    """What is timed: the import of a client of so many operations, and making it ready."""
    package = synthetic.package(operations)
    client = f"{package}.{package.capitalize()}"
    return f"import {package}\n{client}(base_url={_BASE_URL!r}, api_key='invented')"


def clients(bench: Bench, sizes: Sequence[int]) -> Path:
    """Generate a client for each number of operations; returns the folder to import them from."""
    folder = bench.temporary / "clients"
    for size in sizes:
        if not (folder / synthetic.package(size)).exists():
            bench.generated([_spec(bench, size)], folder)
    return folder


@functools.cache
def generate_seconds(bench: Bench) -> list[tuple[float, float]]:
    """The CPU that it takes to generate a client, by the number of its operations."""

    def seconds(size: int) -> float:
        return bench.generated([_spec(bench, size)], bench.empty_folder()).cpu

    samples = interleaved(
        {str(size): functools.partial(seconds, size) for size in GENERATE_SIZES},
        bench.thoroughness.generate,
    )
    return [(size, median(samples[str(size)])) for size in GENERATE_SIZES]


def curves(bench: Bench) -> list[Curve]:
    """Start and generation."""
    return [
        Curve(
            "Import and a client that is ready",
            "operations in the spec",
            "CPU, times httpx",
            _starts(bench),
            goal=1.15,
        ),
        Curve(
            "Generating a client",
            "operations in the spec",
            "CPU, s",
            {OURS: generate_seconds(bench)},
            log_y=True,
        ),
    ]


def _starts(bench: Bench) -> dict[str, list[tuple[float, float]]]:
    codes = {"httpx": "import httpx\nhttpx.Client()"}
    folders = [clients(bench, START_SIZES)]
    names = {}
    for size in START_SIZES:
        made = [(OURS, start_code(size))]
        for name, code, folder in _peers(bench, size):
            made.append((name, code))
            folders.append(folder)
        for name, code in made:
            codes[f"{name} {size}"] = code
            names[f"{name} {size}"] = (name, size)
    samples = bench.starts(codes, folders, bench.thoroughness.heavy)
    lines: dict[str, list[tuple[float, float]]] = {}
    for key, (name, size) in names.items():
        lines.setdefault(name, []).append((size, ratio(samples[key], samples["httpx"])))
    return lines


def _peers(bench: Bench, size: int) -> list[tuple[str, str, Path]]:
    """The same client by other generators: its name, what is timed, and its folder."""
    spec, folder = _spec(bench, size), bench.temporary / "peers"
    peers = []
    if bench.has("openapi_python_client"):
        package = f"opc{size}"
        code = (
            f"from {package} import AuthenticatedClient\n"
            f"from {package}.api.things01 import things01_get\n"
            f"AuthenticatedClient(base_url={_BASE_URL!r}, token='invented').get_httpx_client()"
        )
        made = plain.openapi_python_client(spec, package, folder)
        peers.append(("openapi-python-client", code, made))
    if bench.has("openapi_generator"):
        package = f"og{size}"
        code = (
            f"import {package}\n"
            f"configuration = {package}.Configuration(host={_BASE_URL!r})\n"
            f"{package}.Things01Api({package}.ApiClient(configuration))"
        )
        made = plain.openapi_generator(spec, package, folder)
        peers.append(("openapi-generator", code, made))
    return peers


def _spec(bench: Bench, size: int) -> Path:
    return synthetic.write(size, bench.temporary / "specs")
