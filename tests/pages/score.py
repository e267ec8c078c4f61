"""How many changes of a page are found: `make drift-score`."""

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from generator.document import read_document
from generator.pages.drift import Vendor, compared, read_vendor
from generator.pages.errors import PageError
from generator.pages.expected import METHODS
from generator.pages.reading import read_page

from .corrections import corrections
from .harmless import harmless, harmless_tables
from .mutations import Expected, Mutation, Page, table_mutations
from .reference import harmless_reference, reference_mutations

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "docs"
OWN = Path(__file__).parent / "own"


#: Edits that happen to mend an error of the page, which `corrections` has too.
_MENDS = (
    "POST /organizations/{organization_id}/print_jobs/{id}/add_cards print_job[card_ids] now",
)


@attrs.frozen
class Source:
    """A page and its spec.

    Attributes:
        page: The page's file.
        spec: The spec's file.
        tables: Whether the page is in the layout with tables.
    """

    page: Path
    spec: Path
    tables: bool

    def vendor(self) -> Vendor:
        """The spec and the facts beside it."""
        return read_vendor(self.spec)

    def mutations(self, share: float = 1.0) -> Iterator[Mutation]:
        """Edits of the page."""
        text = self.page.read_text("utf-8")
        yield from harmless(text)
        if not self.tables:
            yield from reference_mutations(text, _calls(self.spec)[0][2])
            yield from harmless_reference(text)
            return
        page = Page(tuple(text.split("\n")), tuple(_in_order(text, self.spec)))
        yield from (each for each in table_mutations(page, share) if each.name not in _MENDS)
        yield from harmless_tables(page)
        if self.spec.stem == "instantcard":
            yield from corrections(page)


def _calls(spec: Path) -> list[tuple[str, int, str]]:
    """The headings of a spec's operations, and what each operation is called."""
    found = []
    for path, item in read_document(spec).root.need("paths").entries():
        for method in METHODS:
            if (node := item.get(method)) is not None:
                docs = node.need("x-docs")
                occurrence = docs.get("occurrence")
                number = occurrence.integer() if occurrence else 1
                found.append((docs.need("section").text(), number, f"{method.upper()} {path}"))
    return found


def _in_order(text: str, spec: Path) -> Iterator[str]:
    """What the operations are called, in the order of the page's headings."""
    calls = {(section, number): call for section, number, call in _calls(spec)}
    seen: dict[str, int] = defaultdict(int)
    above = ""
    for line in text.split("\n"):
        if line.startswith("Endpoint:"):
            seen[above] += 1
            yield calls[above, seen[above]]
        above = line if line.strip() else above


#: The vendors' pages are not of the repository; pages of our own stand in for them.
VENDORS = (
    Source(SHARED / "instantcard-api.txt", ROOT / "spec" / "instantcard.yaml", True),
    Source(SHARED / "synctera-create-bulk-order.txt", ROOT / "spec" / "synctera.yaml", False),
)
OURS = (
    Source(OWN / "parcels.txt", OWN / "parcels.yaml", True),
    Source(OWN / "badges.txt", OWN / "badges.yaml", False),
)


def sources() -> tuple[Source, ...]:
    """The pages to take: the vendors' where they are at hand, and our own."""
    return tuple(each for each in (*VENDORS, *OURS) if each.page.exists())


@attrs.frozen
class Outcome:
    """What was reported of a mutation.

    Attributes:
        mutation: The mutation.
        missed: What should have been reported and was not.
        alarms: What was reported and should not have been.
    """

    mutation: Mutation
    missed: frozenset[Expected]
    alarms: frozenset[Expected]


def judged(mutation: Mutation, vendor: Vendor) -> Outcome:
    """Compare what is reported of a mutation with what has to be."""
    try:
        changes = compared(read_page(mutation.content, "-"), vendor)
    except PageError as error:
        unreadable = frozenset({("unreadable", None, str(error))})
        return Outcome(mutation, mutation.expected, unreadable)
    said = {(each.kind, each.operation, each.name) for each in changes}
    missed = frozenset(each for each in mutation.expected if not _said(each, said))
    # A text that has to be read again beside a real change is no alarm, but alone it is one.
    quiet = bool(mutation.expected) and mutation.group != "prose-changed"
    alarms = frozenset(
        each
        for each in said
        if not any(_fits(one, each) for one in mutation.expected)
        and not (quiet and each[0] == "prose-changed")
    )
    return Outcome(mutation, missed, alarms)


def _fits(expected: Expected, said: Expected) -> bool:
    return expected[:2] == said[:2] and expected[2] in (None, said[2])


def _said(expected: Expected, said: Iterable[Expected]) -> bool:
    return any(_fits(expected, each) for each in said)


def main() -> int:
    """Print the table; 0 if every change was found and nothing else."""
    outcomes: list[Outcome] = []
    begin = time.perf_counter()
    for source in sources():
        vendor = source.vendor()
        outcomes += [judged(each, vendor) for each in source.mutations()]
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.mutation.group].append(outcome)
    print(f"pages: {', '.join(source.page.name for source in sources())}\n")
    print(f"{'edit':24}{'pages':>7}{'found':>7}{'alarms':>8}")
    for group, found in sorted(groups.items()):
        print(_row(group, found))
    print(_row("all", outcomes))
    for outcome in outcomes:
        if outcome.missed or outcome.alarms:
            print(f"\n{outcome.mutation.group}: {outcome.mutation.name}")
            for one in sorted(outcome.missed, key=str):
                print("  missed:", *one)
            for one in sorted(outcome.alarms, key=str):
                print("  alarm: ", *one)
    print(f"\n{time.perf_counter() - begin:.1f} s")
    return int(any(each.missed or each.alarms for each in outcomes))


def _row(group: str, found: list[Outcome]) -> str:
    right = sum(not each.missed for each in found)
    alarms = sum(bool(each.alarms) for each in found)
    return f"{group:24}{len(found):7}{right:7}{alarms:8}"


if __name__ == "__main__":
    sys.exit(main())
