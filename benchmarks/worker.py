"""One client with one task, in a process of its own.

    python -m benchmarks.worker PEER TASK SETTING [BLOCKED ...]

Reads a line `run TIMES` and answers with JSON: the seconds of CPU (`cpu`) and of the clock
(`wall`). `peak TIMES` answers with the memory that it took at its highest, in bytes (`peak`),
beyond what was there before. BLOCKED are modules that are to be treated as not installed.
"""

import gc
import json
import os
import re
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from .setting import Run, Setting


def main() -> None:
    peer, task, setting, *blocked = sys.argv[1:]
    run = prepared(peer, task, Setting(**json.loads(setting)), blocked)
    _say({"ready": True})
    for line in sys.stdin:
        command, times = line.split()
        _say({"run": timed, "peak": peak}[command](run, int(times)))
    # What a client does when it is closed is not measured.
    os._exit(0)


def prepared(peer: str, task: str, setting: Setting, blocked: Sequence[str]) -> Run:
    """What repeats a task, with some modules treated as not installed."""
    for name in blocked:
        # Python's own sign that an import is to fail.
        sys.modules[name] = None  # type: ignore[assignment]
    run: Run = getattr(import_module(f"benchmarks.peers.{peer}"), task)(setting)
    return run


def timed(run: Run, times: int) -> dict[str, float]:
    """The seconds that it takes, of CPU (of all threads) and of the clock."""
    gc.collect()
    wall = time.perf_counter()
    cpu = time.process_time()
    run(times)
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}


def peak(run: Run, times: int) -> dict[str, float]:
    """How much resident memory it takes at its highest, in bytes, beyond what was there before."""
    gc.collect()
    # Linux: sets the highest value to the present one.
    Path("/proc/self/clear_refs").write_text("5")
    before = _resident("VmRSS")
    run(times)
    return {"peak": max(_resident("VmHWM") - before, 0)}


def _resident(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.M)
    assert found is not None
    return int(found[1]) * 1024


def _say(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
