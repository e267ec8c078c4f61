"""Which operation of a page is which of a spec.

A heading may be reworded, a path moved, a section put elsewhere; and a page may print one path
above two operations. No single mark decides, so each pair gets points for all that they share,
and the best pairs are made first.
"""

from collections.abc import Sequence

from .expected import ExpectedOperation, ExpectedPage, skeleton
from .facts import Facts, Operation
from .prose import squeeze

_HEADING, _CALL, _PATH, _NAMES, _TEXT = 3.0, 5.0, 2.0, 3.0, 4.0
_ENOUGH = 4.0


def baseline_of(known: Facts, spec: ExpectedPage) -> dict[str, Operation]:
    """What the page said when the spec was written, by the pointers of the operations."""
    by_section = {(squeeze(each.section), each.occurrence): each for each in known.operations}
    found = {}
    for operation in spec.operations:
        key = squeeze(operation.section), operation.occurrence
        if key in by_section:
            found[operation.pointer] = by_section[key]
    return found


def matched(
    page: Sequence[Operation], spec: ExpectedPage, known: dict[str, Operation]
) -> tuple[dict[str, Operation], list[Operation]]:
    """The page's operations by the pointers of the spec's, and those that are new."""
    pairs = []
    for order, operation in enumerate(page):
        for expected in spec.operations:
            points = _points(operation, expected, known.get(expected.pointer), spec)
            if points >= _ENOUGH:
                pairs.append((-points, order, expected.pointer))
    found: dict[str, Operation] = {}
    taken = set[int]()
    for _, order, pointer in sorted(pairs):
        if pointer not in found and order not in taken:
            found[pointer] = page[order]
            taken.add(order)
    return found, [each for order, each in enumerate(page) if order not in taken]


def _points(
    operation: Operation, expected: ExpectedOperation, before: Operation | None, spec: ExpectedPage
) -> float:
    heading = squeeze(operation.section) == squeeze(expected.section)
    path = skeleton(spec.without_base(operation.path))
    paths = {(expected.method, skeleton(expected.path))}
    text = False
    if before is not None:
        paths.add((before.method, skeleton(spec.without_base(before.path))))
        text = bool(before.whole.text) and before.whole.text == operation.whole.text
    call = (operation.method, path) in paths
    if not (heading or call or text):
        return 0.0
    points = _HEADING * heading + _TEXT * text
    if call:
        points += _CALL
    elif any(path == each for _, each in paths):
        points += _PATH
    return points + _NAMES * _shared_names(operation, expected, before)


def _shared_names(
    operation: Operation, expected: ExpectedOperation, before: Operation | None
) -> float:
    """Which part of the names is common, from 0 to 1."""
    own = {each.name for each in operation.parameters if each.where != "path"}
    if before is not None:
        other = {each.name for each in before.parameters if each.where != "path"}
    else:
        other = {each.name for each in expected.parameters if each.where != "path"}
    if not own and not other:
        return 0.5
    return len(own & other) / len(own | other)
