"""Pages that were written by hand: guides, and pages that show sections of the README."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .errors import SiteError

#: What the site has of the repository, at the same places, so that links between them hold.
MIRRORED: Final = (
    "docs/*.md",
    "docs/images/*",
    "benchmarks/*.md",
    "benchmarks/plot.*",
    "spec/README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
)

_INCLUDE = re.compile(r"^\{\{ README\.md: ([^:\n}]+?)(?:: (\w+) (\d+))? \}\}$", re.MULTILINE)
_LINK = re.compile(r"(\]\()((?:\.\./)*)README\.md#([\w-]+)\)")


def mirrored(root: Path) -> Iterator[Path]:
    """The files of the repository that are pages or pictures, by their paths within it."""
    for pattern in MIRRORED:
        found = sorted(each.relative_to(root) for each in root.glob(pattern))
        if not found:
            raise SiteError(f"{pattern}: there is no such file")
        yield from found


def guides(root: Path, pages: Path) -> dict[str, str]:
    """The hand-written pages by their paths in the site.

    Args:
        root: The repository.
        pages: The pages that only the site has.

    Raises:
        SiteError: A page names a section of the README that there is not, or links to one that no
            page shows.
    """
    sections = _sections((root / "README.md").read_text("utf-8"))
    own = {str(each.relative_to(pages)): each.read_text("utf-8") for each in pages.rglob("*.md")}
    homes = {
        _slug(match[1]): name
        for name, page in own.items()
        for match in _INCLUDE.finditer(page)
        if match[2] is None
    }
    copied = {
        str(each): (root / each).read_text("utf-8")
        for each in mirrored(root)
        if each.suffix == ".md"
    }
    filled = {name: _filled(name, page, sections) for name, page in own.items()}
    return {name: _led(name, page, homes) for name, page in sorted((copied | filled).items())}


def _sections(readme: str) -> dict[str, str]:
    """The README's sections by their headings."""
    parts = re.split(r"^## (.+)\n", readme, flags=re.MULTILINE)
    return dict(zip(parts[1::2], (each.strip() for each in parts[2::2]), strict=True))


def _filled(name: str, page: str, sections: dict[str, str]) -> str:
    def included(match: re.Match[str]) -> str:
        heading, language, number = match.groups()
        if heading not in sections:
            raise SiteError(f"{name}: the README has no section {heading!r}")
        if language is None:
            return f"## {heading}\n\n{sections[heading]}"
        blocks = re.findall(
            rf"^```{language}\n.*?^```$", sections[heading], re.MULTILINE | re.DOTALL
        )
        if int(number) > len(blocks):
            raise SiteError(f"{name}: {heading!r} of the README has no {language} {number}")
        return str(blocks[int(number) - 1])

    return _INCLUDE.sub(included, page)


def _led(name: str, page: str, homes: dict[str, str]) -> str:
    """A page whose links to sections of the README lead to the pages that show them."""

    def led(match: re.Match[str]) -> str:
        begin, up, slug = match.groups()
        if slug not in homes:
            raise SiteError(f"{name}: links to the README's #{slug}, which no page shows")
        return f"{begin}{up}{homes[slug]}#{slug})"

    return _LINK.sub(led, page)


def _slug(heading: str) -> str:
    return re.sub(r"[^\w]+", "-", heading.lower()).strip("-")
