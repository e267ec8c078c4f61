"""On what it was measured."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path


def machine() -> dict[str, str]:
    """The processor, its cores, the system, Python, the load and the day."""
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "System": f"{platform.system()} {platform.release()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Load average": ", ".join(f"{each:.2f}" for each in os.getloadavg()),
        "Date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }


def busy() -> str | None:
    """A warning, where something else keeps the machine busy."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load <= cores / 2:
        return None
    return (
        f"The machine was busy when this began: a load average of {load:.1f} on {cores} cores. "
        "What depends on the clock (`flight`, `generate`) says little then."
    )


def packages() -> list[str]:
    """The packages of this environment, with their versions."""
    found = {each.metadata["Name"].lower(): each.version for each in distributions()}
    return [f"{name} {version}" for name, version in sorted(found.items())]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.M) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()
