"""A sandbox for the tests of programs that use the clients: an API of one's own for each test.

With pytest, the fixtures `instantcard_staging` and `synctera_staging` are there once the extra
``cardwright[staging]`` is installed. Without it::

    from cardwright.sandbox import InstantCardSandbox

    with InstantCardSandbox() as staging:
        staging.fail_next("print_jobs.submit", after_commit=True)
        program_under_test()  # its InstantCard() reaches the sandbox
        print([call.operation for call in staging.calls])

Each sandbox is a staging of its own, in this process and in memory, made within milliseconds;
`Sandbox.serve` opens a port for other processes. The guide is
``docs/testing-with-the-sandbox.md`` in the repository.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cardwright.sandbox.arguments import InstantCardArguments, SyncteraArguments
    from cardwright.sandbox.instantcard import InstantCardSandbox
    from cardwright.sandbox.kinds import FaultKind
    from cardwright.sandbox.sandbox import Sandbox
    from cardwright.sandbox.synctera import SyncteraSandbox
    from cardwright.staging import MissingExtraError
    from cardwright.staging.controls.calls import Call
    from cardwright.staging.controls.clock import ControlledClock
    from cardwright.staging.controls.faults import Fault
    from cardwright.staging.controls.fields import ControlError
    from cardwright.staging.controls.planting import Account, Planted

__all__ = [
    "Account",
    "Call",
    "ControlError",
    "ControlledClock",
    "Fault",
    "FaultKind",
    "InstantCardArguments",
    "InstantCardSandbox",
    "MissingExtraError",
    "Planted",
    "Sandbox",
    "SyncteraArguments",
    "SyncteraSandbox",
]

_HOMES = {
    "Account": "staging.controls.planting",
    "Call": "staging.controls.calls",
    "ControlError": "staging.controls.fields",
    "ControlledClock": "staging.controls.clock",
    "Fault": "staging.controls.faults",
    "FaultKind": "sandbox.kinds",
    "InstantCardArguments": "sandbox.arguments",
    "InstantCardSandbox": "sandbox.instantcard",
    "MissingExtraError": "staging",
    "Planted": "staging.controls.planting",
    "Sandbox": "sandbox.sandbox",
    "SyncteraArguments": "sandbox.arguments",
    "SyncteraSandbox": "sandbox.synctera",
}


# Loaded when it is asked for: pytest imports this package at every start, also where the extra is
# not installed.
def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f"cardwright.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        from cardwright.staging import MissingExtraError

        missing = (error.name or "a package").partition(".")[0]
        raise MissingExtraError(
            f"the sandbox needs {missing}; install the extra: pip install 'cardwright[staging]'"
        ) from error
