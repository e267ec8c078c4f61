"""`python -m tests.contract --seconds N`: one seed after the other, for as long as it is given."""

import argparse
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from cardwright.staging import serve

from .document import Spec, load
from .findings import tell
from .profiles import FULL
from .suite import examine
from .target import BadTarget, from_environment, local

_SPECS = Path(__file__).parents[2] / "spec"


def main() -> int:
    """Run seeds until the time is over; 1 if anything failed, 2 if it cannot begin."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="how long (600)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (1)")
    parser.add_argument("--vendor", choices=["instantcard", "synctera"], default="instantcard")
    asked = parser.parse_args()
    try:
        target = from_environment(asked.vendor)
    except BadTarget as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if target is not None and target.remote:
        print("error: long runs are for servers on this machine", file=sys.stderr)
        return 2
    document = load(_SPECS / f"{asked.vendor}.yaml")
    end = time.monotonic() + asked.seconds
    seed, calls, failed = asked.seed, 0, 0
    while True:
        with ExitStack() as stack:
            server = target or local(stack.enter_context(serve()), asked.vendor)
            found = examine(document, server, profile=FULL, seed=seed)
        calls += found.calls
        failed += len(found.failures)
        for failure in found.failures:
            print(tell(failure, Spec(document), seed), end="\n\n")
        print(f"seed {seed}: {found.calls} requests, {len(found.failures)} failures", flush=True)
        seed += 1
        if time.monotonic() >= end:
            break
    print(f"{seed - asked.seed} seeds, {calls} requests, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
