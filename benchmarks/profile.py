"""Where the time of a call goes.

    .venv-bench/bin/python -m benchmarks.profile get [--fast] [--of httpx] [--sort cumulative]

For `start` it lists what is imported, slowest first; otherwise functions, by cProfile.
"""

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .contestants import httpx_async, httpx_sync, ours, ours_fast
from .rows.start import OURS_CODE
from .serving import Serving
from .setting import Run, Setting
from .worker import prepared
from .workers import ROOT, environment

_MEBIBYTE = 1024 * 1024

# The task of our client, that of httpx, how large, and how often.
_TASKS = {
    "get": ("get", "get", 1, 2000),
    "get-async": ("get_async", "get", 1, 2000),
    "mock": ("mock", "mock", 1, 4000),
    "list": ("list_cards", "list_cards", 100, 300),
    "list-async": ("list_async", "list_cards", 100, 300),
    "decode": ("decode", "decode", 1000, 50),
    "photo": ("photo", "photo", 8 * _MEBIBYTE, 5),
    "preview": ("preview", "preview", 2 * _MEBIBYTE, 20),
}


def main(arguments: Sequence[str] | None = None) -> Run | None:
    """Print a profile; returns what was profiled."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profile", description=__doc__)
    parser.add_argument("row", choices=[*_TASKS, "start"])
    parser.add_argument("--of", choices=("cardwright", "httpx"), default="cardwright")
    parser.add_argument("--fast", action="store_true", help="with the extra `fast`")
    parser.add_argument("--sort", choices=("tottime", "cumulative"), default="tottime")
    parser.add_argument("--lines", type=int, default=25, help="how many (default: 25)")
    parser.add_argument("--checkout", type=Path, default=ROOT, metavar="FOLDER")
    options = parser.parse_args(arguments)
    generated = options.checkout.resolve() / "generated"
    if options.row == "start":
        _imports(generated, options.lines)
        return None
    sys.path.insert(0, str(generated))
    with Serving() as server:
        return _calls(options, server.base_url)


def _calls(options: argparse.Namespace, base_url: str) -> Run:
    task, task_of_httpx, size, times = _TASKS[options.row]
    setting = Setting(base_url, size)
    if options.of == "httpx":
        make = httpx_async if options.row.endswith("-async") else httpx_sync
        contestant = make(task_of_httpx, setting)
    else:
        contestant = (ours_fast if options.fast else ours)(task, setting)
    run = prepared(contestant.peer, contestant.task, contestant.setting, contestant.blocked)
    run(max(times // 10, 1))
    # CPU, so that waiting for the server is not counted.
    profiler = cProfile.Profile(time.process_time)
    profiler.runcall(run, times)
    print(f"{contestant.name}: {contestant.task}, {times} times")
    pstats.Stats(profiler).strip_dirs().sort_stats(options.sort).print_stats(options.lines)
    return run


def _imports(generated: Path, lines: int) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", OURS_CODE],
        env=environment([generated]),
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    shown = [line for line in done.stderr.splitlines() if "|" in line]
    head, *modules = shown
    print(head)
    print("\n".join(sorted(modules, key=_own_microseconds, reverse=True)[:lines]))


def _own_microseconds(line: str) -> int:
    return int(line.removeprefix("import time:").partition("|")[0])


if __name__ == "__main__":
    kept = main()
    sys.stdout.flush()
    # Clients that nobody closed would say so.
    os._exit(0)
