"""The project as somebody meets it: its commands, its README, its wheel."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parents[2]
