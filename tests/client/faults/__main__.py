"""The command line: ``python -m tests.client.faults``."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ..clients import one_authority
from .matrix import WORKERS, every, play_at_once, play_storms, sample, use_no_proxies
from .report import breaches, figures, table, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the matrix, print it, and write it into its page; answers the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.client.faults",
        description="Every operation of both clients meets every fault. Exits with 1 on a breach.",
    )
    parser.add_argument("--only", default="", help="faults or operations with this text in them")
    parser.add_argument("--sample", action="store_true", help="some cells of each fault, no storm")
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes (%(default)s)")
    chosen = parser.parse_args(arguments)
    places = [
        each
        for each in (sample() if chosen.sample else every())
        if chosen.only in each.fault or chosen.only in each.operation.id
    ]
    if not places:
        print(f"no fault or operation has {chosen.only!r} in its name", file=sys.stderr)
        return 2
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SSL_CERT_FILE"] = str(one_authority(Path(folder)))
        use_no_proxies()
        storms = [] if chosen.sample else play_storms()
        cells = play_at_once(places, chosen.workers)
    print("\n".join([*table(cells), "", *figures(cells, storms), ""]))
    found = breaches(cells, storms)
    print("\n".join([f"breach: {each}" for each in found] or ["no breach"]))
    print(f"{time.monotonic() - begun:.0f} s, load average {os.getloadavg()[0]:.1f}")
    if not found and not chosen.only and not chosen.sample:
        write(cells, storms)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
