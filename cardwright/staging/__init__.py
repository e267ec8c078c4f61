"""Local staging: the documented vendor APIs, stateful, on loopback.

Programmatic start::

    from cardwright.staging import serve

    with serve() as staging:
        base_url = staging.environment["INSTANTCARD_BASE_URL"]

From a shell: ``python -m cardwright.staging``. How the package is laid out, and every decision
taken where the vendors' pages are silent, is in ``README.md`` beside this file.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cardwright.staging.clock import Clock, system_clock
    from cardwright.staging.controls.fields import ControlError
    from cardwright.staging.controls.panel import Controls
    from cardwright.staging.db import UnusableDatabaseError
    from cardwright.staging.server import DEFAULT_TOKEN_TTL, Staging, serve

__all__ = [
    "DEFAULT_TOKEN_TTL",
    "Clock",
    "ControlError",
    "Controls",
    "MissingExtraError",
    "Staging",
    "UnusableDatabaseError",
    "serve",
    "system_clock",
]

_HOMES = {
    "Clock": "clock",
    "ControlError": "controls.fields",
    "Controls": "controls.panel",
    "DEFAULT_TOKEN_TTL": "server",
    "Staging": "server",
    "UnusableDatabaseError": "db",
    "serve": "server",
    "system_clock": "clock",
}


class MissingExtraError(ImportError):
    """Staging was asked for, and the packages that it needs are not installed."""


# Loaded when it is asked for, so that a missing package can be told apart from a broken one.
def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"staging needs {error.name}; install the extra: pip install 'cardwright[staging]'"
        ) from error
