"""What changed on a page since its spec was written."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs

from ..document import read_document
from ..errors import SpecError
from .differences import Difference, operation_differences, page_differences
from .excuses import idle_errata, known_differences, obsolete_errata
from .expected import ExpectedOperation, ExpectedPage, expected_page
from .facts import Facts, Operation, load_facts
from .matching import baseline_of, matched
from .prose import Prose, squeeze
from .reading import Page


@attrs.frozen
class Vendor:
    """A spec, and the facts of the page that it was written from.

    Attributes:
        file: The spec's file.
        spec: What it has a page say.
        facts: What the page said.
    """

    file: Path
    spec: ExpectedPage
    facts: Facts

    @property
    def name(self) -> str:
        """The vendor's name, that of the spec's file."""
        return self.file.stem


def facts_file(spec: Path) -> Path:
    """Where the facts of a spec's page are."""
    return spec.parent / "facts" / spec.name


def read_vendor(spec: Path) -> Vendor:
    """Read a spec with the facts that lie beside it.

    Raises:
        SpecError: One of the two is not there or cannot be read.
    """
    expected = expected_page(read_document(spec))
    facts = facts_file(spec)
    if not facts.exists():
        reason = f"does not exist; make it by `python -m generator facts PAGE --spec {spec}`"
        raise SpecError(str(facts), "", reason)
    return Vendor(spec, expected, load_facts(facts))


def compared(page: Page, vendor: Vendor) -> list[Difference]:
    """What a person has to look at, in the order of the spec."""
    spec, facts = vendor.spec, page.facts
    before = baseline_of(vendor.facts, spec)
    found, new = matched(facts.operations, spec, before)
    now = list(page_differences(facts, spec))
    earlier = list(page_differences(vendor.facts, spec))
    changes: list[Difference] = []
    for expected in spec.operations:
        known = before.get(expected.pointer)
        if known is not None:
            earlier += operation_differences(known, spec, expected, known, vendor.facts.layout)
        operation = found.get(expected.pointer)
        if operation is None:
            changes.append(_removed(expected))
        else:
            now += operation_differences(operation, spec, expected, known, facts.layout)
    calls = (each.call for each in spec.operations if each.pointer in before)
    was = known_differences(earlier, spec, calls)
    changes += [
        each
        for each in now
        if not was.excusing(each, spec.errata) and not _is_silent(each, found, before, spec)
    ]
    present: set[str | None] = {None}
    present |= {each.call for each in spec.operations if each.pointer in found}
    changes += obsolete_errata(was, now, present, spec)
    changes += idle_errata(was, known_differences(now, spec), spec)
    changes += [_added(operation, spec) for operation in new]
    for expected in spec.operations:
        if (operation := found.get(expected.pointer)) and (known := before.get(expected.pointer)):
            changes += _reworded(operation, known, expected, page)
    changes += _sections(facts, vendor.facts, page)
    order = {each.call: number for number, each in enumerate(spec.operations)}
    return sorted(changes, key=lambda each: _rank(each, order))


def _is_silent(
    change: Difference,
    found: dict[str, Operation],
    before: dict[str, Operation],
    spec: ExpectedPage,
) -> bool:
    """Whether the page only leaves unsaid what it never said: the type or the place of a row."""
    if change.after is not None or change.kind not in ("type-changed", "parameter-moved"):
        return False
    pointer = next(each.pointer for each in spec.operations if each.call == change.operation)
    word = "type" if change.kind == "type-changed" else "where"
    rows = before[pointer].parameters if pointer in before else ()
    return not any(each.name == change.name and getattr(each, word) for each in rows)


def _rank(change: Difference, order: dict[str, int]) -> tuple[int, int]:
    page = change.operation is None
    place = -1 if page else order.get(change.operation or "", len(order))
    return place, change.kind == "prose-changed"


def is_drift(changes: list[Difference]) -> bool:
    """Whether any of the changes is more than a text to read again."""
    return any(change.kind != "prose-changed" for change in changes)


def _removed(expected: ExpectedOperation) -> Difference:
    places = (expected.pointer,)
    call = expected.call
    return Difference("operation-removed", call, None, expected.section, None, places, True)


def _added(operation: Operation, spec: ExpectedPage) -> Difference:
    call = f"{operation.method} {spec.without_base(operation.path)}"
    section = operation.section
    return Difference("operation-added", call, None, None, section, ("/paths",), False)


def _reworded(
    now: Operation, before: Operation, expected: ExpectedOperation, page: Page
) -> Iterator[Difference]:
    """Texts of an operation that read differently."""
    places = (expected.pointer,)

    def changed(name: str | None, after: list[str]) -> Difference:
        call = expected.call
        return Difference("prose-changed", call, name, None, after or None, places, False)

    if squeeze(now.section) != squeeze(expected.section):
        places = (f"{expected.pointer}/x-docs/section",)
        yield attrs.evolve(changed("heading", [now.section]), before=expected.section)
        places = (expected.pointer,)
    for status, reason in now.statuses.items():
        if before.statuses.get(status, reason) != reason:
            yield changed(status, [])
    if now.whole.same(before.whole):
        return
    described = {(each.name, each.description) for each in before.parameters}
    names = {each.name for each in before.parameters}
    reworded = [
        each.name
        for each in now.parameters
        if each.name in names and (each.name, each.description) not in described
    ]
    if not now.prose.same(before.prose):
        yield changed(None, _new(now.whole, before.whole, page))
    elif reworded:
        for name in dict.fromkeys(reworded):
            yield changed(name, _new(now.whole, before.whole, page))


def _new(now: Prose, before: Prose, page: Page) -> list[str]:
    """The sentences that were not there."""
    fresh = Counter(now.sentences) - Counter(before.sentences)
    return [page.texts[each] for each in now.sentences if each in fresh and each in page.texts]


def _sections(now: Facts, before: Facts, page: Page) -> Iterator[Difference]:
    """Texts outside of the operations that read differently."""
    old = {squeeze(each.heading): each for each in before.sections}
    new = {squeeze(each.heading): each for each in now.sections}
    for key in [*new, *(key for key in old if key not in new)]:
        section, earlier = new.get(key), old.get(key)
        if section and earlier and section.prose.same(earlier.prose):
            continue
        heading = (section or earlier).heading  # type: ignore[union-attr]
        after = None
        if section:
            after = _new(section.prose, earlier.prose if earlier else Prose("", ()), page)
        said = "a section" if earlier else None
        yield Difference("prose-changed", None, heading, said, after or None, ("/info",), False)
