"""The server does what the spec says, and the spec says what the server does."""

import pytest

from .conftest import VENDORS, specs
from .findings import tell
from .journeys import Journey, journeys_of
from .profiles import Profile
from .suite import Suite

_SPECS = specs()
_OPERATIONS = [(vendor, one) for vendor in VENDORS for one in _SPECS[vendor].operations]
_JOURNEYS = [(vendor, one) for vendor in VENDORS for one in journeys_of(vendor)]


def _hold(suite: Suite, known: int) -> None:
    new = suite.findings.failures[known:]
    told = [tell(failure, suite.spec, suite.findings.seed) for failure in new]
    if told:
        pytest.fail("\n\n".join(told), pytrace=False)


def _skip_unchecked(suite: Suite, name: str) -> None:
    if name in suite.findings.unchecked:
        pytest.skip(f"not checked: {suite.findings.unchecked[name]}")


@pytest.mark.parametrize(
    ("vendor", "journey"), _JOURNEYS, ids=[f"{vendor}-{one.name}" for vendor, one in _JOURNEYS]
)
def test_journey(suites: dict[str, Suite], vendor: str, journey: Journey) -> None:
    """What becomes of things over several requests."""
    suite = suites[vendor]
    known = len(suite.findings.failures)
    suite.journey(journey)
    _hold(suite, known)
    _skip_unchecked(suite, journey.name)


@pytest.mark.parametrize(
    ("vendor", "operation"), _OPERATIONS, ids=[f"{vendor}-{one}" for vendor, one in _OPERATIONS]
)
def test_claims(suites: dict[str, Suite], vendor: str, operation: str) -> None:
    """What the spec claims of one operation, claim by claim."""
    suite = suites[vendor]
    if suite.target.remote:
        suite.claims([operation])
        pytest.skip("not checked: it is made only on this machine")
    known = len(suite.findings.failures)
    suite.claims([operation])
    _hold(suite, known)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("vendor", "operation"), _OPERATIONS, ids=[f"{vendor}-{one}" for vendor, one in _OPERATIONS]
)
def test_requests(suites: dict[str, Suite], profile: Profile, vendor: str, operation: str) -> None:
    """Examples, boundaries and generated requests of one operation."""
    suite = suites[vendor]
    known = len(suite.findings.failures)
    suite.requests([operation], suite.profile(profile))
    _hold(suite, known)
    _skip_unchecked(suite, operation)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("vendor", VENDORS)
def test_chains(suites: dict[str, Suite], profile: Profile, vendor: str) -> None:
    """Requests that follow the links of the spec."""
    suite = suites[vendor]
    known = len(suite.findings.failures)
    suite.chains(suite.spec.operations, suite.profile(profile))
    _hold(suite, known)
    _skip_unchecked(suite, "chains")


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_operation_was_reached(suites: dict[str, Suite], vendor: str) -> None:
    """A run that meets nothing but refusals has shown nothing."""
    suite = suites[vendor]
    unchecked = suite.findings.unchecked
    called = [one for one in suite.findings.answers if one not in unchecked]
    if not called:
        pytest.skip("not checked: no operation was called")
    missed = suite.findings.not_reached(called)
    if missed:
        pytest.fail(f"never answered with a success: {', '.join(missed)}", pytrace=False)
