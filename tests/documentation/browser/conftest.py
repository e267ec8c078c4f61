"""The built site on loopback, and a browser that looks at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import launched

from .looking import SITE, Looker, served

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launched(playwright, tmp_path_factory.mktemp("fonts"))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    assert (SITE / "index.html").is_file(), "there is no site: make docs"
    with served() as address:
        yield address


@pytest.fixture
def looker(browser: Browser, url: str) -> Iterator[Looker]:
    looker = Looker(browser, url)
    yield looker
    looker.close()
