"""The command line: ``python -m tests.issuing.soak``."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.issuing.soak.report import told, write
from tests.issuing.soak.run import Plan, kills_for, play


def main() -> int:
    """Play a run, print its figures, and with ``--write`` put them into the docs."""
    parser = argparse.ArgumentParser(prog="python -m tests.issuing.soak")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--sample", type=int, default=300, help="cards on the contact sheet")
    parser.add_argument("--fault-every", type=float, default=0.2, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write docs/bulk-issuing.md")
    chosen = parser.parse_args()
    plan = Plan(
        rows=chosen.rows,
        kills=kills_for(chosen.kills, chosen.seed),
        sample=chosen.sample,
        fault_every=chosen.fault_every,
        seed=chosen.seed,
    )
    with tempfile.TemporaryDirectory() as folder:
        figures = play(Path(folder), plan, lambda text: print(text, flush=True))
    text = told(plan, figures)
    print(text)
    if not figures.held:
        print(figures.output[-3000:], file=sys.stderr)
        return 1
    if chosen.write:
        write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
