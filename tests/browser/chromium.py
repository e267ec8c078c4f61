"""The machine's own Chromium, with the typefaces of the pinned packages."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Playwright

PROGRAM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launched(playwright: Playwright, folder: Path) -> Browser:
    """A browser without a window; what it needs of its own goes into `folder`."""
    fonts = folder / "fonts.conf"
    places = [_package("manimgx_fonts"), _package("manimgx_fonts_cjk"), Path("/usr/share/fonts")]
    listed = "".join(f"<dir>{place}</dir>" for place in places)
    fonts.write_text(f"<fontconfig>{listed}<cachedir>{folder}</cachedir></fontconfig>", "utf-8")
    return playwright.chromium.launch(
        executable_path=PROGRAM,
        args=list(ARGUMENTS),
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )


def _package(name: str) -> Path:
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
