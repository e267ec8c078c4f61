"""One server and one suite a vendor, for the whole run.

`CONTRACT_PROFILE` is `quick` (the default) or `full`; `CONTRACT_SEED` is a whole number;
`CONTRACT_SPEC` names a folder of specs other than `spec/`.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from cardwright.staging import serve

from . import reporting
from .document import Spec, load
from .profiles import NAMED, Profile
from .suite import Suite
from .target import BadTarget, Target, from_environment, local

SPECS = Path(os.environ.get("CONTRACT_SPEC") or Path(__file__).parents[2] / "spec")
VENDORS = ("instantcard", "synctera")


def specs() -> dict[str, Spec]:
    """The specs by vendor."""
    return {vendor: Spec(load(SPECS / f"{vendor}.yaml")) for vendor in VENDORS}


@pytest.fixture(scope="session")
def seed() -> int:
    """What requests are made from."""
    text = os.environ.get("CONTRACT_SEED", "1")
    if not text.isdecimal():
        pytest.exit("CONTRACT_SEED: give a whole number", 2)
    return int(text)


@pytest.fixture(scope="session")
def profile() -> Profile:
    """How much to do."""
    name = os.environ.get("CONTRACT_PROFILE", "quick")
    if name not in NAMED:
        pytest.exit(f"CONTRACT_PROFILE: say one of {', '.join(NAMED)}", 2)
    return NAMED[name]


@pytest.fixture(scope="session")
def targets() -> Iterator[dict[str, Target]]:
    """The servers that the variables name; for the others, a staging of ours."""
    with ExitStack() as stack:
        found: dict[str, Target] = {}
        try:
            named = {vendor: from_environment(vendor) for vendor in VENDORS}
        except BadTarget as error:
            pytest.exit(str(error), 2)
        for vendor, target in named.items():
            if target is None:
                target = local(stack.enter_context(serve()), vendor)
            found[vendor] = target
        yield found


@pytest.fixture(scope="session")
def suites(
    targets: dict[str, Target], seed: int, request: pytest.FixtureRequest
) -> Iterator[dict[str, Suite]]:
    """The suites by vendor."""
    made = {vendor: Suite(spec, targets[vendor], seed) for vendor, spec in specs().items()}
    request.config.stash[reporting.SUITES] = made
    yield made
    for suite in made.values():
        suite.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was reached, and what was not checked."""
    made = terminalreporter.config.stash.get(reporting.SUITES, None)
    if made:
        terminalreporter.section("contract")
        for line in reporting.summary(made.values()):
            terminalreporter.write_line(line)
