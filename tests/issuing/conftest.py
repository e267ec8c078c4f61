"""Staging on loopback, and the command against it."""

import os
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from cardwright.cli.context import Context
from cardwright.issuing.command import issue
from cardwright.staging import Staging, serve
from instantcard import InstantCard

settings.register_profile("issuing", deadline=None, max_examples=20)

Issue = Callable[..., Result]


@pytest.fixture(scope="session")
def _served() -> Iterator[Staging]:
    with serve() as running:
        yield running


@pytest.fixture
def staging(_served: Staging, monkeypatch: pytest.MonkeyPatch) -> Staging:
    """Staging as it begins, in the environment."""
    _served.controls.reset()
    for name in list(os.environ):
        if name.startswith("INSTANTCARD_"):
            monkeypatch.delenv(name)
    for name, value in _served.environment.items():
        monkeypatch.setenv(name, value)
    return _served


@pytest.fixture
def api(staging: Staging) -> Iterator[InstantCard]:
    with InstantCard() as client:
        yield client


@pytest.fixture
def run_issue(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> Issue:
    """Runs the command in this process; `input` is what is typed."""
    # Pages of a contact sheet take longest; those of `test_sheet` have their real size.
    monkeypatch.setattr("cardwright.issuing.sheet.PAGE", (900, 600))

    def run(*arguments: object, input: str | None = None) -> Result:
        context = Context() if input is None else _Asking()
        given = [str(each) for each in ("--sample", 1, "--settle", "0.3", *arguments)]
        result = CliRunner().invoke(issue, given, obj=context, input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


class _Asking(Context):
    """A runner has no terminal; this one has somebody to ask."""

    @property
    def interactive(self) -> bool:
        return True
