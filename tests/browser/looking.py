"""A page in the browser, watched: what it must never do fails the test at its end."""

from typing import Any, Final, Literal

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

WIDE: Final = (1440, 900)
PHONE: Final = (360, 780)
VIEWS: Final = ("cards", "print-jobs", "ledger", "bulk-orders", "controls")

_VIOLATIONS: Final = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(
  `${event.violatedDirective} ${event.blockedURI}`));
"""


class Looker:
    """Opens pages of one staging, and keeps what went wrong on them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url: Final = url
        self.wrong: list[str] = []
        self.pages: list[Page] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(
        self,
        view: str = "",
        *,
        size: tuple[int, int] = WIDE,
        scheme: Literal["light", "dark"] = "light",
        motion: Literal["reduce", "no-preference"] = "reduce",
        pulse: str = "live",
    ) -> Page:
        """A page that is live, or whatever else its `pulse` is to be."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion=motion,
        )
        context.set_default_timeout(20_000)
        context.add_init_script(_VIOLATIONS)
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("dialog", self._dialog)
        page.goto(self.url + (f"#{view}" if view else ""))
        expect(page.locator("#pulse")).to_have_attribute("data-state", pulse)
        self.pages.append(page)
        return page

    def close(self) -> None:
        """Close all pages; fails if any did what none may do."""
        for page in self.pages:
            self.wrong += page.evaluate("window.violations")
        for context in self._contexts:
            context.close()
        assert self.wrong == []

    def _asked(self, url: str) -> None:
        if not url.startswith(self.url):
            self.wrong.append(f"asked elsewhere: {url}")

    def _said(self, kind: str, text: str) -> None:
        # The browser itself writes each refused request there.
        if kind in ("error", "warning") and "the server responded with a status" not in text:
            self.wrong.append(f"console: {text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wide


def focused(page: Page) -> dict[str, Any]:
    """What has the focus: its tag, id, accessible text, and whether one sees that."""
    found: dict[str, Any] = page.evaluate(
        """() => {
          const element = document.activeElement;
          const style = getComputedStyle(element);
          return {tag: element.tagName, id: element.id, text: element.textContent.trim(),
            outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
        }"""
    )
    return found
