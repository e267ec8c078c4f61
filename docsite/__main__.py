"""``python -m docsite``: build the documentation site into ``build/site``."""

import sys
from pathlib import Path

from generator.errors import SpecError

from .building import build
from .errors import SiteError

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Build it. 0: done; 1: a page or a link is wrong, and there is no site."""
    output = ROOT / "build"
    output.mkdir(exist_ok=True)
    try:
        pages = build(ROOT, output)
    except (SiteError, SpecError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{pages} pages; open {(output / 'site' / 'index.html').relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
