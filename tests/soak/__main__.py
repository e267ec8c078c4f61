"""The command line: ``python -m tests.soak load|kill|start``."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from . import kill, load, start


class _Run(Protocol):
    @property
    def problems(self) -> Sequence[str]: ...

    def lines(self) -> Sequence[str]: ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a run and print its figures; answers the exit status."""
    chosen = _parser().parse_args(arguments)
    if chosen.db is not None and chosen.db.exists():
        print(f"python -m tests.soak: {chosen.db} is there already", file=sys.stderr)
        return 2
    print(_machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        file: Path = (chosen.db or Path(folder) / "staging.db").absolute()
        run = _run(chosen, file)
    print("\n".join(run.lines()))
    return 1 if run.problems else 0


def _machine() -> str:
    """What else the figures depend on."""
    return (
        f"machine    {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} before the run,"
        f" {platform.python_implementation()} {platform.python_version()}"
    )


def _run(chosen: argparse.Namespace, file: Path) -> _Run:
    if chosen.run == "load":
        return load.run(chosen.clients, chosen.seconds, file, chosen.seed)
    if chosen.run == "kill":
        return kill.run(chosen.kills, chosen.writers, file, chosen.seed)
    return start.run(chosen.starts, chosen.limit, chosen.db)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Soak staging.")
    parser.set_defaults(db=None)
    runs = parser.add_subparsers(dest="run", required=True)
    loads = runs.add_parser("load", help="many clients at once")
    loads.add_argument("--clients", type=int, default=50, help="(%(default)s)")
    loads.add_argument("--seconds", type=float, default=60, help="(%(default)s)")
    kills = runs.add_parser("kill", help="kill -9 in the middle of writes")
    kills.add_argument("--kills", type=int, default=100, help="(%(default)s)")
    kills.add_argument("--writers", type=int, default=4, help="(%(default)s)")
    for each in (loads, kills):
        each.add_argument("--seed", type=int, default=1, help="of what is random (%(default)s)")
        each.add_argument(
            "--db", type=Path, metavar="FILE", help="keep the state in FILE, a new one"
        )
    starts = runs.add_parser("start", help="time to the first answer")
    starts.add_argument("--starts", type=int, default=15, help="(%(default)s)")
    starts.add_argument("--limit", type=float, default=0.5, help="seconds (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
