"""The pytest plugin: fixtures that are there once `cardwright` is installed.

pytest imports this module at every start, so it imports nothing until a fixture is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cardwright.sandbox import InstantCardSandbox, SyncteraSandbox


@pytest.fixture
def instantcard_staging() -> Iterator[InstantCardSandbox]:
    """An InstantCard API of this test's own: `staging.client`, faults, balance, clock, calls.

    `InstantCard()` reaches it too: the INSTANTCARD_* variables are set for the test.
    """
    try:
        from cardwright.sandbox import InstantCardSandbox
    except ImportError as error:
        pytest.fail(f"instantcard_staging: {error}", pytrace=False)
    with InstantCardSandbox() as staging:
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
    try:
        from cardwright.sandbox import SyncteraSandbox
    except ImportError as error:
        pytest.fail(f"synctera_staging: {error}", pytrace=False)
    with SyncteraSandbox() as staging:
        yield staging


@pytest.fixture
def synctera_staging_server(synctera_staging: SyncteraSandbox) -> SyncteraSandbox:
    """`synctera_staging` on a port; other processes inherit the variables."""
    synctera_staging.serve()
    return synctera_staging
