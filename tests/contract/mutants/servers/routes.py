"""Which operation a request is for, by the paths that the vendors' pages print."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from ..documents import VENDORS, specification
from ..places import operations


@dataclass(frozen=True, slots=True)
class Call:
    """A request's operation, and the ids in its path."""

    vendor: str
    operation: str
    ids: dict[str, str]

    @property
    def organization(self) -> str:
        """The organization that it is about."""
        return self.ids.get("organization_id", "")


@cache
def _routes() -> tuple[tuple[str, re.Pattern[str], str, str], ...]:
    found = []
    for vendor in VENDORS:
        document = specification(vendor)
        prefix = urlsplit(document["servers"][0]["url"]).path
        for each in operations(document):
            parts = re.split(r"\{(\w+)\}", prefix + each.path)
            pattern = "".join(
                f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part)
                for index, part in enumerate(parts)
            )
            found.append((each.method.upper(), re.compile(pattern), vendor, each.id))
    # Where a word and an id can stand in one place, the word counts.
    return tuple(sorted(found, key=lambda route: route[1].pattern.count("?P<")))


def call_of(method: str, path: str) -> Call | None:
    """The operation of a request, or None."""
    for verb, pattern, vendor, operation in _routes():
        if verb == method and (match := pattern.fullmatch(path)) is not None:
            return Call(vendor, operation, match.groupdict())
    return None


PREFIX: Final = {
    vendor: urlsplit(specification(vendor)["servers"][0]["url"]).path for vendor in VENDORS
}
"""What stands before every path of a vendor."""


@cache
def path_of(operation: str) -> tuple[str, str]:
    """An operation's method and path, with the prefix."""
    for vendor in VENDORS:
        for each in operations(specification(vendor)):
            if each.id == operation:
                return each.method.upper(), PREFIX[vendor] + each.path
    raise KeyError(operation)
