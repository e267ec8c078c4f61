"""The pytest plugin: fixtures that are there once `cardwright` is installed.

pytest imports this module at every start, so it imports nothing until a fixture is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cardwright.sandbox import InstantCardSandbox, SyncteraSandbox


def _load(name: str, fixture: str) -> Any:
    """A sandbox's class; without the extra the test fails with one line that says so."""
    from cardwright import sandbox
    from cardwright.staging import MissingExtraError

    try:
        return getattr(sandbox, name)
    except MissingExtraError as error:
        missing = str(error)
    # Outside of the handler, so that pytest shows no chain of exceptions.
    pytest.fail(f"{fixture}: {missing}", pytrace=False)


@pytest.fixture
def instantcard_staging() -> Iterator[InstantCardSandbox]:
    """An InstantCard API of this test's own: `staging.client`, faults, balance, clock, calls.

    `InstantCard()` reaches it too: the INSTANTCARD_* variables are set for the test.
    """
    kind: type[InstantCardSandbox] = _load("InstantCardSandbox", "instantcard_staging")
    with kind() as staging:
        yield staging


@pytest.fixture
def instantcard_staging_server(instantcard_staging: InstantCardSandbox) -> InstantCardSandbox:
    """`instantcard_staging` on a port; other processes inherit the variables."""
    instantcard_staging.serve()
    return instantcard_staging


@pytest.fixture
def synctera_staging() -> Iterator[SyncteraSandbox]:
    """A Synctera API of this test's own: `staging.client`, faults, clock, calls.

    `Synctera()` reaches it too: the SYNCTERA_* variables are set for the test.
    """
    kind: type[SyncteraSandbox] = _load("SyncteraSandbox", "synctera_staging")
    with kind() as staging:
        yield staging


@pytest.fixture
def synctera_staging_server(synctera_staging: SyncteraSandbox) -> SyncteraSandbox:
    """`synctera_staging` on a port; other processes inherit the variables."""
    synctera_staging.serve()
    return synctera_staging
