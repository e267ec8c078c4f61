"""The pictures of the site in ``docs/images``, for ``make docs-pictures``."""

import io
import sys
import tempfile
from pathlib import Path
from typing import Final, Literal, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import launched

from .looking import PHONE, WIDE, Looker, served

FOLDER: Final = Path(__file__).parents[3] / "docs" / "images"
MOST_BYTES: Final = 300_000


class Shot(NamedTuple):
    """A picture: which page, how large, and which form of the example."""

    name: str
    path: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"]
    form: str


SHOTS: Final = (
    Shot("docs-site", "reference/instantcard/cards.create.html", WIDE, "light", "curl"),
    Shot("docs-phone", "reference/instantcard/print_jobs.submit.html", PHONE, "dark", "Python"),
)


def main() -> int:
    """Take them; answers the exit status."""
    with (
        tempfile.TemporaryDirectory() as fonts,
        served() as url,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright, Path(fonts))
        for shot in SHOTS:
            looker = Looker(browser, url)
            page = looker.open(shot.path, size=shot.size, scheme=shot.scheme)
            page.get_by_text(shot.form, exact=True).first.click()
            page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            page.wait_for_timeout(300)
            file = FOLDER / f"{shot.name}.png"
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.save(file, optimize=True)
            print(f"{file.relative_to(FOLDER.parents[1])}  {file.stat().st_size} bytes")
            if file.stat().st_size > MOST_BYTES:
                raise SystemExit(f"{file} is larger than {MOST_BYTES} bytes")
            looker.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
