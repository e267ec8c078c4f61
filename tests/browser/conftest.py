"""Chromium, a staging for each test, and pages that may do nothing that they should not."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from cardwright.staging import Staging, serve
from tests.staging.support import Api

from .chromium import launched
from .looking import Looker


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


def pytest_report_header() -> str:
    return f"chromium: {Path(os.environ.get('CHROMIUM', '/usr/bin/chromium'))}"
