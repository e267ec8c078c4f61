"""A staging that each test finds as it begins, and one for all tests that only ask."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from cardwright.staging import Staging, serve

from .controls import Panel
from .support import Api, MovableClock

settings.register_profile("staging", deadline=None, max_examples=60)
settings.load_profile("staging")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = __name__.rpartition(".")[0]
    for item in items:
        if isinstance(item, pytest.Function) and item.module.__name__.startswith(here):
            item.add_marker(pytest.mark.filterwarnings("error"))


@pytest.fixture(scope="session")
def _served() -> Iterator[tuple[Staging, MovableClock]]:
    clock = MovableClock()
    with serve(clock=clock) as running:
        yield running, clock


@pytest.fixture
def clock(_served: tuple[Staging, MovableClock]) -> MovableClock:
    _served[1].reset()
    return _served[1]


@pytest.fixture
def staging(_served: tuple[Staging, MovableClock], clock: MovableClock) -> Staging:
    running = _served[0]
    running.controls.reset()
    return running


@pytest.fixture
def api(staging: Staging) -> Iterator[Api]:
    api = Api(staging)
    api.login()
    yield api
    api.close()


@pytest.fixture
def panel(staging: Staging) -> Iterator[Panel]:
    panel = Panel(staging)
    yield panel
    panel.http.close()


@pytest.fixture(scope="session")
def asking() -> Iterator[Api]:
    """Shared by all tests: for requests that are refused or change nothing that others see."""
    with serve() as running:
        api = Api(running)
        api.login()
        yield api
        api.close()
