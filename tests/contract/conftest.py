"""The specs against staging."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cardwright.staging import Staging, serve

SPECS = Path(__file__).parents[2] / "spec"


@pytest.fixture(scope="session")
def staging() -> Iterator[Staging]:
    """A staging for the whole run."""
    with serve() as running:
        yield running
