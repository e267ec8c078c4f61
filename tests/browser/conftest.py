"""Chromium, a staging for each test, and pages that may do nothing that they should not."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from cardwright.staging import Staging, serve
from tests.staging.support import Api

from .chromium import launched
from .looking import Looker

# The machine may have much else to do; what is there at once is found at once all the same.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launched(playwright, tmp_path_factory.mktemp("fonts"))
        yield browser
        browser.close()


@pytest.fixture
def staging() -> Iterator[Staging]:
    with serve(page=True) as running:
        yield running


@pytest.fixture
def api(staging: Staging) -> Iterator[Api]:
    api = Api(staging)
    api.login()
    yield api
    api.close()


@pytest.fixture
def looker(browser: Browser, staging: Staging) -> Iterator[Looker]:
    looker = Looker(browser, staging.environment["STAGING_PAGE_URL"])
    yield looker
    looker.close()
