"""Whether what the built pages refer to is there, and nothing is fetched from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

#: Attributes by which a page loads or names something.
_ATTRIBUTES: Final = ("href", "src", "srcset", "poster", "data", "action")
_FETCHED_BY_CSS: Final = re.compile(r"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)


def problems(site: Path) -> list[str]:
    """What is wrong, one line each."""
    pages = {
        each: LexborHTMLParser(each.read_text("utf-8")) for each in sorted(site.rglob("*.html"))
    }
    ids = {each: _ids(page) for each, page in pages.items()}
    found = [
        f"{page.relative_to(site)}: {said}"
        for page, parsed in pages.items()
        for tag, reference in _references(parsed)
        if (said := _wrong(site, page, tag, reference, ids)) is not None
    ]
    styles = (
        each
        for each in sorted(site.rglob("*.css"))
        if _FETCHED_BY_CSS.search(each.read_text("utf-8"))
    )
    return found + [f"{each.relative_to(site)}: fetches from elsewhere" for each in styles]


def _ids(page: LexborHTMLParser) -> set[str]:
    return {str(each.attributes["id"]) for each in page.css("[id]")} | {""}


def _references(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for name in _ATTRIBUTES:
        for node in page.css(f"[{name}]"):
            value = node.attributes[name] or ""
            for each in value.split(",") if name == "srcset" else [value]:
                yield str(node.tag), each.strip().split(" ")[0]


def _wrong(
    site: Path, page: Path, tag: str, reference: str, ids: dict[Path, set[str]]
) -> str | None:
    parts = urlsplit(reference)
    if parts.scheme in ("data", "mailto"):
        return None
    if parts.scheme or parts.netloc:
        plain = tag == "a" and parts.scheme in ("http", "https")
        return None if plain else f"<{tag}> fetches {reference}"
    path = unquote(parts.path)
    target = (page.parent / path).resolve() if path else page
    if path.startswith("/"):
        # Only the page for what is not found, which is shown at any depth.
        target = site / path[1:]
    if target.is_dir():
        target = target / "index.html"
    if not target.is_relative_to(site) or not target.is_file():
        return f"{reference} leads to no file"
    if target in ids and unquote(parts.fragment) not in ids[target]:
        return f"{reference} leads to no place on that page"
    return None
