"""Local staging: the documented vendor APIs, stateful, on loopback.

Programmatic start::

    from cardwright.staging import serve

    with serve() as staging:
        base_url = staging.environment["INSTANTCARD_BASE_URL"]

From a shell: ``python -m cardwright.staging``. How the package is laid out, and every decision
taken where the vendors' pages are silent, is in ``README.md`` beside this file.
"""

from cardwright.staging.clock import Clock, system_clock
from cardwright.staging.db import UnusableDatabaseError
from cardwright.staging.server import Staging, serve

__all__ = ["Clock", "Staging", "UnusableDatabaseError", "serve", "system_clock"]
