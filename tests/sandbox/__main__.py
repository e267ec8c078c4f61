"""How long a sandbox takes: ``python -m tests.sandbox``."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from cardwright.sandbox import InstantCardSandbox
from instantcard import InstantCard

TIMES = 200


def measure(name: str, work: Callable[[], object], times: int = TIMES) -> None:
    """Print the median of so many runs, and what 95 of 100 took at most."""
    taken: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    print(f"{name:<50} {median(taken):8.2f} {quantiles(taken, n=20)[-1]:8.2f}")


def opened() -> None:
    """A sandbox that nobody uses."""
    with InstantCardSandbox():
        pass


def served() -> None:
    """A port that nobody uses."""
    with InstantCardSandbox() as staging:
        staging.serve()


def used() -> None:
    """What a small test does."""
    with InstantCardSandbox(), InstantCard() as api:
        api.contacts.create(full_name="Ana Example", email="ana@paper.example")


def start(folder: str, *options: str) -> Callable[[], object]:
    """pytest in a folder with one test that asks for no fixture."""
    Path(folder, "test_nothing.py").write_text("def test_nothing(): pass\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:schemathesis", *options]
    return lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True)


if __name__ == "__main__":
    print(f"{'milliseconds':<50} {'median':>8} {'95%':>8}")
    first = time.perf_counter()
    used()
    print(
        f"{'the first one of a process, imports included':<50} "
        f"{(time.perf_counter() - first) * 1000:8.2f}"
    )
    measure("open and close", opened)
    measure("open, serve on a port, close", served)
    measure("open, log in, create a contact, close", used)
    with InstantCardSandbox() as staging:
        measure("one call in process", staging.client.organization.balance)
        staging.serve()
        with InstantCard() as api:
            measure("one call on a port", api.organization.balance)
    with tempfile.TemporaryDirectory() as folder:
        measure("pytest from start to end", start(folder), times=15)
        measure("pytest without the plugin", start(folder, "-p", "no:cardwright"), times=15)
