"""Nothing that somebody else's server said, or was told, gets into a report, a log or a cache."""

import logging
from collections.abc import Generator
from pathlib import Path

import pytest

from .place import place_of

_HERE = Path(__file__).parent


class Silence:
    """A plugin of pytest that leaves of an error its kind and its place.

    What pytest shows of an error beside a test's own words can hold anything: the values that an
    assertion compared, local variables, an address with its query, captured output.
    """

    def __init__(self, config: pytest.Config) -> None:
        # Libraries log addresses with their queries. No option of pytest brings this back.
        logging.disable(logging.CRITICAL)
        config.option.showlocals = False
        config.option.fulltrace = False
        config.option.usepdb = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep a test's own words, and of any other error its kind and its place."""
        report = yield
        report.sections.clear()
        report.user_properties.clear()
        error = call.excinfo
        if report.failed and error is not None and not error.errisinstance(pytest.fail.Exception):
            report.longrepr = f"{error.typename} {place_of(error.tb)}; what it says is not told"
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_internalerror(
        self, excrepr: object, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> bool:
        """Say where pytest broke, without its traceback."""
        print(f"pytest broke: {excinfo.typename} {place_of(excinfo.tb)}")
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Slow is how it is meant to be: the wire has a limit of its own for each request."""
        for item in items:
            if Path(item.path).parent == _HERE:
                item.add_marker(pytest.mark.timeout(0), append=False)
