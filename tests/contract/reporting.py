"""What a run says at its end."""

from collections.abc import Iterable, Iterator

import pytest

from .suite import Suite

SUITES = pytest.StashKey[dict[str, Suite]]()


def summary(suites: Iterable[Suite]) -> Iterator[str]:
    """What was reached with something real, and what was not checked."""
    for suite in suites:
        findings, target = suite.findings, suite.target
        where = "somebody else's server" if target.remote else "a local server"
        yield f"{target.vendor}: {suite.wire.sent} requests to {where}, seed {findings.seed}"
        answers = findings.answers
        operations = [one for one in suite.spec.operations if one in answers]
        if operations:
            missed = set(findings.not_reached(operations))
            reached = len(operations) - len(missed)
            yield f"  answered with a success: {reached} of {len(operations)} operations called"
        for name in sorted(answers):
            told = ", ".join(
                f"{status}: {count}" for status, count in sorted(answers[name].items())
            )
            yield f"    {name:36} {told}"
        for name, reason in findings.unchecked.items():
            yield f"  not checked: {name}: {reason}"
        if suite.wire.held_back:
            yield f"  held back before they left: {suite.wire.held_back} requests"
