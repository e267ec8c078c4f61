"""What a reader finds on the pages of the reference."""

import re
import textwrap

import attrs

FORMS = ("Python", "Async Python", "Command line", "curl")

_TAB = re.compile(r'^=== "([^"]+)"\n\n((?:(?:    .*)?\n)+)', re.MULTILINE)
_FENCE = re.compile(r"^(`{3,})\w*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@attrs.frozen
class Found:
    """The example of one page.

    Attributes:
        operation: The operation.
        forms: Its code, by the names of the tabs.
        first: The operations that the page says to run first.
    """

    operation: str
    forms: dict[str, str]
    first: list[str]


def examples(pages: dict[str, str], package: str) -> dict[str, Found]:
    """The examples of a vendor's pages, by operation."""
    found = {}
    for path, page in pages.items():
        tabs = {
            name: "".join(match[2] for match in _FENCE.finditer(textwrap.dedent(inner)))
            for name, inner in _TAB.findall(page)
        }
        if path.startswith(f"{package}/") and tabs:
            operation = path.removeprefix(f"{package}/").removesuffix(".md")
            said = re.search(r"run these first: (.*)\. \[How", page)
            first = re.findall(r"\]\(([\w.]+)\.md\)", said[1]) if said else []
            found[operation] = Found(operation, tabs, first)
    return found
