"""The pictures of staging's page in ``docs/images``: ``python -m tests.browser.screenshots``."""

import io
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from cardwright.staging import serve

from .chromium import launched
from .looking import PHONE, Looker
from .scene import play

FOLDER: Final = Path(__file__).parents[2] / "docs" / "images"
MOST_BYTES: Final = 300_000
MOMENT: Final = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)


class Shot(NamedTuple):
    """A picture: what is seen, how large, and which request (from the newest) is open."""

    name: str
    view: str
    scheme: Literal["light", "dark"]
    size: tuple[int, int]
    opened: int | None = None


SHOTS: Final = (
    Shot("desktop-light", "cards", "light", (1360, 840), 0),
    Shot("desktop-dark", "print-jobs", "dark", (1360, 840)),
    Shot("controls", "controls", "light", (1360, 960)),
    Shot("phone", "requests", "light", PHONE, 2),
)


def main() -> int:
    """Take them all; answers the exit status."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as fonts,
        serve(page=True, clock=lambda: MOMENT) as staging,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright, Path(fonts))
        play(staging).close()
        for shot in SHOTS:
            looker = Looker(browser, staging.environment["STAGING_PAGE_URL"])
            page = looker.open(shot.view, size=shot.size, scheme=shot.scheme)
            if shot.opened is not None:
                line = page.locator("#calls > li").nth(shot.opened)
                line.locator("summary").click()
                expect(line.locator(".json").first).to_be_visible()
            page.locator("img:visible").evaluate_all(
                "all => Promise.all(all.filter((each) => each.loading !== 'lazy'"
                " || each.getBoundingClientRect().top < innerHeight).map((each) => each.decode()))"
            )
            _save(page.screenshot(), FOLDER / f"staging-{shot.name}.png")
            looker.close()
        browser.close()
    return 0


def _save(picture: bytes, file: Path) -> None:
    """As small as it gets without losing anything."""
    Image.open(io.BytesIO(picture)).convert("RGB").save(file, optimize=True)
    size = file.stat().st_size
    print(f"{file.relative_to(FOLDER.parents[1])}  {size} bytes")
    if size > MOST_BYTES:
        raise SystemExit(f"{file} is larger than {MOST_BYTES} bytes")


if __name__ == "__main__":
    sys.exit(main())
